"""With which number a series begins where its first numbers of the year were used before this system: who says so, and how it is recorded.

It stands in the chain of the voided numbers, under the last number that was used before. Said once, before the series is counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zhifa.documents.catalogue import CATALOGUE
from zhifa.engine.forms import parse
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import ENGINE_RULE, UNKNOWN_ACTOR, Reason, Refusal
from zhifa.engine.register import Officer, Register
from zhifa.engine.voids import Spent, VoidRow, Why, chained, number_text

SERIES: Final = frozenset(kind.series for kind in CATALOGUE.values() if kind.series and not kind.padded)
"""The series whose numbers are allotted one after the other; those of pads are printed beforehand."""

_LARGEST: Final = 999_999

SERIES_UNKNOWN = Reason(
    code="series_unknown",
    text="没有按先后编号的代字“{series}”",
    article=ENGINE_RULE,
    remedy="用 zhifa paper list 查看文书的代字；预先印号的文书从文书本的起号编起，在机关名录中登记（pads）",
)
SERIES_COUNTED = Reason(
    code="series_counted",
    text="“{series}”{year}年的号码已经编起，下一号是{next}",
    article=ENGINE_RULE,
    remedy="起号只能在编出第一个号码以前登记，登记后不再更改；用 zhifa paper numbers 查看",
)
SERIES_AHEAD = Reason(
    code="series_ahead",
    text="{year}年还没有到，今日是{day}",
    article=ENGINE_RULE,
    remedy="到那一年再登记起号",
)

START_REASONS = (SERIES_UNKNOWN, SERIES_COUNTED, SERIES_AHEAD)
"""Every reason against beginning a series elsewhere besides those of the engine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starting:
    """An officer says with which number the series goes on that year."""

    officer: str
    series: str
    year: int
    next: int
    """From 2 on, since every series begins with 1 by itself, to 999999."""
    reason: str

    def __post_init__(self) -> None:
        if not 2 <= self.next <= _LARGEST:
            raise ValueError(f"next={self.next}: a series begins with 1 by itself, and with {_LARGEST} at most")


def start_refusals(starting: Starting, register: Register, *, now: datetime) -> tuple[Refusal, ...]:
    """What is said against it wherever the series stands: the reason given, the officer, the series, the year."""
    why, today = parse(Why, {"reason": starting.reason}), legal_day(now)
    said = list(why) if isinstance(why, tuple) else []
    if register.officer(starting.officer, today) is None:
        said.append(UNKNOWN_ACTOR.refuse(actor=starting.officer[:60], day=today))
    if starting.series not in SERIES:
        said.append(SERIES_UNKNOWN.refuse(series=starting.series[:20]))
    if starting.year > today.year:
        said.append(SERIES_AHEAD.refuse(year=starting.year, day=today))
    return tuple(said)


def counted_refusals(starting: Starting, *, following: int | None) -> tuple[Refusal, ...]:
    """What is said against it because the series was counted; ``following`` is the number that it would go on with, ``None`` before the first."""
    if following is None:
        return ()
    going_on = number_text(starting.series, starting.year, following)
    return (SERIES_COUNTED.refuse(series=starting.series, year=starting.year, next=going_on),)


def begun_with(chain: Iterable[VoidRow], series: str, year: int) -> int | None:
    """The number with which a series was told to begin that year, which is the largest where forgers told several; ``None`` where nobody told any."""
    used = (row.ordinal for row in chain if row.begins and (row.series, row.year) == (series, year))
    last = max(used, default=None)
    return None if last is None else last + 1


def start_row(
    starting: Starting, officer: Officer, *, agency_id: str, row_id: str, before: VoidRow | None, now: datetime
) -> VoidRow:
    """The row to be written after ``before``, the agency's last: of the last number that was used before."""
    used, series = starting.next - 1, starting.series
    spent = Spent(series, starting.year, used, series, used, starting.reason, legal_day(now))
    return chained(spent, officer, agency_id=agency_id, row_id=row_id, before=before, now=now)
