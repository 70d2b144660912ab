"""What lists of cases are asked by, and what they tell: lines in order, counts up to a bound, groups for statistics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from zhifa.engine.vocabulary import Phase

__all__ = [
    "Count",
    "Counts",
    "DocketAsked",
    "DocketLine",
    "DocketPage",
    "Group",
    "Groups",
    "Handler",
    "Order",
    "Place",
    "SearchPage",
    "Urgency",
    "urgency_of",
]  # fmt: skip

Place = tuple[str, str]
"""Where a page ends: what its last line is ordered by, and its case id."""

COUNTED: Final = 1000
"""How far lists are counted; beyond it a count says “1000+”."""
SOON: Final = 7
"""Days before its end from which on a duty is shown as ending soon."""


class Urgency(StrEnum):
    """How the next duty of a case stands on a day: the traffic light of a list, always told in words as well."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    WAITING = "waiting"
    NONE = "none"

    @property
    def label(self) -> str:
        """The light in Chinese."""
        return _LIGHTS[self]


_LIGHTS: Final = {
    Urgency.OVERDUE: "已超期",
    Urgency.TODAY: "今日到期",
    Urgency.SOON: "七日内到期",
    Urgency.LATER: "未到期",
    Urgency.WAITING: "待送达",
    Urgency.NONE: "无在计期限",
}


class Order(StrEnum):
    """In which order cases are listed."""

    DUE = "due"
    """By the day on which the next duty ends; those without one last."""
    MOVED = "moved"
    """The last moved first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketAsked:
    """What a list is asked by; what is empty or ``None`` asks for all. Everything given must hold at once."""

    workflows: tuple[str, ...] = ()
    """Names of procedures."""
    acts: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    states: tuple[str, ...] = ()
    """Names of states, of whatever procedure."""
    ended: bool | None = None
    overdue: bool = False
    """Only those whose next duty ended before today."""
    waiting: bool = False
    """Only those in which a duty waits (待送达)."""
    handler: str | None = None
    """Id of an officer who handles the case."""
    unit: str | None = None
    """A unit, with the units within it."""
    opened_from: date | None = None
    opened_until: date | None = None
    """Legal days, both included."""
    replay: bool | None = None
    """Replays of published cases alone, or none of them."""
    order: Order = Order.DUE


EVERY: Final = DocketAsked()
"""Asks for every case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """Who handles a case; an officer who is on the register no more goes by the name he had."""

    officer_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketLine:
    """A case as a list shows it."""

    case_id: str
    agency_id: str
    workflow: str
    workflow_version: int
    workflow_label: str
    act: str
    act_label: str
    state: str
    state_label: str
    phase: Phase
    ended: bool
    replay: bool
    cause: str
    party: str | None
    party_code: str | None
    case_number: str | None
    opened_at: datetime
    moved_at: datetime
    version: int
    due: date | None
    """The day on which the next duty of the agency ends."""
    waits: bool
    """A duty waits (待送达)."""
    light: Urgency
    days: int | None
    """Calendar days until that end; below zero, since it."""
    handlers: tuple[Handler, ...]
    units: tuple[str, ...]
    """Of its handlers, before there are any of who opened it."""
    reviewer: Handler | None
    tracks: frozenset[str]
    """Names of the tracks that are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketPage:
    """Lines in order; ``after`` asks for those beyond, ``None``: there are no more."""

    lines: tuple[DocketLine, ...]
    after: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Cases that were found: those that bear an exact number or name first, then the last moved first."""

    lines: tuple[DocketLine, ...]
    after: Place | None
    complete: bool = True
    """False where so much fits that only the newest of it was looked at: more words narrow it down."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, counted up to a bound."""

    number: int
    more: bool = False
    """There are more than ``number``."""

    @property
    def label(self) -> str:
        """``1000+`` where it was counted no further."""
        return f"{self.number}+" if self.more else str(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many cases the tabs of a list hold, replays apart."""

    mine: Count
    """In which this officer can do something now."""
    handled: Count
    """Of his own that have not ended."""
    running: Count
    overdue: Count
    waiting: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How many cases of one group there are."""

    key: str
    label: str
    cases: int
    ended: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """All cases in reach, replays apart, grouped for statistics. A case of handlers of two units counts for each of them."""

    total: Group
    by_act: tuple[Group, ...]
    by_workflow: tuple[Group, ...]
    by_phase: tuple[Group, ...]
    by_unit: tuple[Group, ...]
    by_month: tuple[Group, ...]
    """By the month in which they were opened: ``2026-03``."""


def urgency_of(due: date | None, today: date, *, waits: bool) -> Urgency:
    """The light of a case whose next duty ends on ``due``."""
    if due is None:
        return Urgency.WAITING if waits else Urgency.NONE
    days = (due - today).days
    if days <= 0:
        return Urgency.OVERDUE if days else Urgency.TODAY
    return Urgency.SOON if days <= SOON else Urgency.LATER
