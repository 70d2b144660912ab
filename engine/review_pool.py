"""Who may be given a case for legal review, and in which order: whoever has least on hand comes first (处罚法 58; invariant 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from zhifa.engine.people import Officer
from zhifa.engine.register import Register

REVIEWER = "reviewer"
"""Name of the post, in whatever procedure."""


class Unfit(StrEnum):
    """Why somebody may not be given the case."""

    NO_REVIEWER = "no_reviewer"
    INVOLVED = "involved"
    UNQUALIFIED = "unqualified"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Unfit.NO_REVIEWER: "不是在岗的法制审核人员",
    Unfit.INVOLVED: "参与了本案办理，或者应当回避",
    Unfit.UNQUALIFIED: "没有登记法律职业资格或者审核经历",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a reviewer has on hand."""

    open: int = 0
    """Cases assigned to the reviewer that wait for an opinion."""
    last: datetime | None = None
    """When the reviewer was last given one."""


IDLE = Load()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A reviewer of the register, with what speaks against giving him or her the case."""

    officer: Officer
    load: Load
    unfit: tuple[Unfit, ...]


def unfit(officer_id: str, *, register: Register, day: date, barred: Mapping[str, str]) -> Iterator[Unfit]:
    """Everything that keeps an officer from being given the case on that day. ``barred``: who had a part in it or must withdraw, by id."""
    if REVIEWER not in register.roles(officer_id, day):
        yield Unfit.NO_REVIEWER
    if officer_id in barred:
        yield Unfit.INVOLVED
    if register.qualification(officer_id, day) is None:
        yield Unfit.UNQUALIFIED


def candidates(
    register: Register, loads: Mapping[str, Load], *, day: date, barred: Mapping[str, str]
) -> tuple[Candidate, ...]:
    """Every reviewer on the register that day: first those who may be given the case, each group in the order in which they are due.

    Who has fewest open cases is due first, then who was given one longest ago, never being longest of all, then by staff number: the same
    register and loads always give the same order.
    """
    reviewers = {held.officer_id for held in register.holders(REVIEWER, day)}
    found = (
        Candidate(
            officer=register.officers[officer_id],
            load=loads.get(officer_id, IDLE),
            unfit=tuple(unfit(officer_id, register=register, day=day, barred=barred)),
        )
        for officer_id in reviewers
    )
    return tuple(sorted(found, key=_due))


def _due(candidate: Candidate) -> tuple[bool, int, str, str, str]:
    last = candidate.load.last
    given = last.isoformat() if last else ""
    return bool(candidate.unfit), candidate.load.open, given, candidate.officer.staff_number, candidate.officer.id
