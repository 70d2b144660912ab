"""What the agenda tells: terms as they stand on a day, page by page, and how many stand how."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from zhifa.engine.instants import SHANGHAI, legal_day, parse_instant
from zhifa.engine.units import Duty, Unit
from zhifa.storage.records import TermRecord

__all__ = ["AgendaPage", "AgendaTerm", "Place", "Standing", "Tallies", "Tally", "day_of", "is_day"]

Place = tuple[str, str]
"""Where a page ends: end and id of its last term."""


class Standing(StrEnum):
    """How a running term stands on a day."""

    OVERDUE = "overdue"
    ENDED = "ended"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    LATER = "later"
    WAITING = "waiting"
    SUSPENDED = "suspended"

    @property
    def label(self) -> str:
        """The standing in Chinese."""
        return _LABELS[self]


_LABELS: Final = {
    Standing.OVERDUE: "超期",
    Standing.ENDED: "已届满",
    Standing.THIS_WEEK: "本周到期",
    Standing.NEXT_WEEK: "下周到期",
    Standing.LATER: "以后到期",
    Standing.WAITING: "待送达",
    Standing.SUSPENDED: "中止计算中",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaTerm:
    """A term of a case, as it stands on the agenda."""

    row: TermRecord
    workflow: str
    state: str
    """Names of the procedure and of the state its case is in."""
    handlers: tuple[str, ...]
    """Ids of who handles the case now."""
    duty: Duty
    standing: Standing
    days: int
    """Calendar days until it ends; below zero, since it ended."""
    cause: str | None = None
    """Why it waits, in Chinese: 决定书尚未送达."""

    @property
    def due_day(self) -> date:
        """The legal day on which it ends."""
        return day_of(self.row.due)

    @property
    def explanation(self) -> tuple[str, ...]:
        """Its arithmetic, one line a step."""
        return tuple(json.loads(self.row.explanation))

    @property
    def arithmetic(self) -> str:
        """The same on one line: start, length, what moved the end, the end."""
        row = self.row
        moved = (line for line in self.explanation if line.startswith(("扣除：", "延长：")))
        length = f"{row.length}{Unit(row.unit).label}" if row.length else "固定日期"
        rolled = (f"顺延至{_shown(row.due)}",) if row.due != row.nominal else ()
        waits = (self.cause,) if self.cause else ()
        return " → ".join(
            (f"{_shown(row.start_on)}起算", length, *moved, f"届满{_shown(row.nominal)}", *rolled, *waits)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPage:
    """Terms in order of their end; ``after`` asks for those beyond, ``None``: there are no more."""

    terms: tuple[AgendaTerm, ...]
    after: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many running terms of one officer, unit or kind stand how."""

    key: str
    """Id of the officer, name of the unit, code of the term."""
    label: str
    """Name of the term in Chinese; otherwise the key."""
    counts: Mapping[Standing, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallies:
    """Running terms counted at one moment. A term of two handlers counts for each of them, and once for their unit."""

    by_term: tuple[Tally, ...]
    by_officer: tuple[Tally, ...]
    by_unit: tuple[Tally, ...]


def is_day(text: str) -> bool:
    """Whether a stored end is a legal day; otherwise it is an instant."""
    return len(text) == len("2026-03-02")


def day_of(text: str) -> date:
    """The legal day of a stored end."""
    return date.fromisoformat(text) if is_day(text) else legal_day(parse_instant(text))


def _shown(text: str) -> str:
    """A day as it is, an instant as it was in Beijing."""
    if is_day(text):
        return text
    return parse_instant(text).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
