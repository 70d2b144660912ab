"""Days of validity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from ``start`` to ``end``, both included; no ``end``: until further notice."""

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def meets(self, other: Period) -> bool:
        """Whether the two share a day."""
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)


@lru_cache(maxsize=4096)
def period_of(start: str, end: str | None) -> Period:
    """The days between two ISO texts, the same value for the same: those of a register come again and again."""
    return Period(start=date.fromisoformat(start), end=date.fromisoformat(end) if end else None)
