"""Whom a warning reaches: the holders of a post on that day, or of the next post up where nobody holds it."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import Final, NamedTuple

from zhifa.engine.ladder import Level
from zhifa.engine.register import Register

__all__ = ["LABELS", "ROLES", "Recipients", "recipients"]

ROLES: Final = {Level.UNIT_HEAD: "unit_head", Level.HEAD: "head", Level.SUPERVISOR: "supervisor"}
"""The post of the register at each level; the handlers are those of the case."""
LABELS: Final = {
    Level.HANDLER: "承办人",
    Level.UNIT_HEAD: "承办机构负责人",
    Level.HEAD: "机关负责人",
    Level.SUPERVISOR: "监督机构",
}


class Recipients(NamedTuple):
    """Ids of the officers, in order; ``note`` says in Chinese why it is not the post that was meant, or that nobody is there."""

    officers: tuple[str, ...]
    note: str | None


def recipients(level: Level, handlers: Set[str], register: Register, day: date) -> Recipients:
    """Who is warned at this level on ``day``: its holders, or those of the first level above that somebody holds.

    A unit's head is one of a handler's unit; where no handler is left on the register, every unit's head counts.
    """
    for reached in [meant for meant in Level if meant >= level]:
        officers = _holders(reached, handlers, register, day)
        if officers:
            note = None if reached is level else f"无{LABELS[level]}可告知，改告知{LABELS[reached]}"
            return Recipients(officers, note)
    return Recipients((), f"无{LABELS[level]}可告知，其上各级亦无人任职")


def _holders(level: Level, handlers: Set[str], register: Register, day: date) -> tuple[str, ...]:
    if level is Level.HANDLER:
        return tuple(sorted(officer for officer in handlers if register.officer(officer, day)))
    held = list(register.holders(ROLES[level], day))
    if level is Level.UNIT_HEAD:
        units = {register.officers[officer].unit for officer in handlers if register.officer(officer, day)}
        held = [one for one in held if not units or one.unit in units]
    return tuple(sorted({one.officer_id for one in held}))
