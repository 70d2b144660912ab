"""The arithmetic of 加处罚款 (处罚法 72(1)(1), 73(3)): pure, in fen and whole days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

PERCENT_A_DAY = 3

Span = tuple[date, date]
"""First and last day."""


def accrued(unpaid: Iterable[int], *, cap: int) -> int:
    """Fen that have accrued over days on each of which so many fen of the fine were overdue, and never more than ``cap``.

    A part of a fen is dropped, once, at the end (by convention, for the party).
    """
    return min(sum(unpaid) * PERCENT_A_DAY // 100, cap)


def running(first: date, last: date, pending: Iterable[Span]) -> Iterator[date]:
    """The days from first to last that count: those on which no remedy was pending, both ends of it included."""
    spans = tuple(pending)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if not any(begun <= day <= ended for begun, ended in spans):
            yield day
