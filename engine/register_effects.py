"""What officers lose by a change of the register, and which open cases that touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from zhifa.engine.register import Register


class Effect(NamedTuple):
    """An open case whose handler loses something."""

    case_id: str
    officer_id: str
    name: str
    lost: str
    """What is lost, in Chinese."""


def effects(before: Register, after: Register, handled: Iterable[tuple[str, str]], day: date) -> Iterator[Effect]:
    """For each case and handler of ``handled`` what that officer holds on ``day`` by one register and not by the other."""

    @cache
    def lost(officer_id: str) -> str:
        return "、".join(_lost(before, after, officer_id, day))

    for case_id, officer_id in handled:
        if lost(officer_id):
            yield Effect(case_id, officer_id, before.officers[officer_id].name, lost(officer_id))


def touched(before: Register, after: Register, acted: Iterable[tuple[str, str, date]]) -> tuple[str, ...]:
    """Ids of the cases in which an officer had a hand on a day of which the change takes something that he or she then held; each once.

    ``acted``: case, officer and day.
    """

    @cache
    def loses(officer_id: str, day: date) -> bool:
        return any(_lost(before, after, officer_id, day))

    return tuple(dict.fromkeys(case_id for case_id, officer_id, day in acted if loses(officer_id, day)))


def _lost(before: Register, after: Register, officer_id: str, day: date) -> Iterator[str]:
    if before.officer(officer_id, day) is None:
        return
    if after.officer(officer_id, day) is None:
        yield "不再在册"
        return
    if before.roles(officer_id, day) - after.roles(officer_id, day):
        yield "不再担任原有岗位"
    if _certificates(before, officer_id, day) - _certificates(after, officer_id, day):
        yield "执法证件不再有效"
    if before.qualification(officer_id, day) and not after.qualification(officer_id, day):
        yield "不再具有审核资格"
    if _deputised(before, officer_id, day) - _deputised(after, officer_id, day):
        yield "不再代行他人职权"
    if _pads(before, officer_id, day) - _pads(after, officer_id, day):
        yield "不再持有编号文书"


def _certificates(register: Register, officer_id: str, day: date) -> set[tuple[str, str]]:
    return {(one.number, act) for one in register.certificates_of(officer_id, day) for act in one.acts}


def _deputised(register: Register, officer_id: str, day: date) -> set[tuple[str, str]]:
    return {(one.principal_id, one.role) for one in register.deputised(officer_id, day)}


def _pads(register: Register, officer_id: str, day: date) -> set[tuple[str, int]]:
    return {(p.series, p.first) for p in register.pads if p.officer_id == officer_id and p.valid.holds(day)}
