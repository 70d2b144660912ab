"""The agenda: running terms across all cases, by the day on which they end, and how many there are of each.

It reads rows alone, set by set: no case file is put together. Weeks run from Monday to Sunday, days are legal days in Asia/Shanghai.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from zhifa.engine.clock import Clock
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day, parse_instant
from zhifa.engine.ladder import Manner, manner
from zhifa.engine.terms import Term
from zhifa.engine.units import Duty, Unit
from zhifa.engine.workflow import Workflow
from zhifa.storage.agenda import EVERYTHING, Asked, Bounds, Span, TermCount, TermInCase
from zhifa.storage.database import Database
from zhifa.storage.records import TermRecord

PAGE: Final = 100
"""How many terms one reading answers unless asked for fewer."""

Place = tuple[str, str]
"""Where a page ends: end and id of its last term."""

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)
_START: Final[Place] = ("", "")


class Standing(StrEnum):
    """How a running term stands on a day."""

    OVERDUE = "overdue"
    ENDED = "ended"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    LATER = "later"
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

    @property
    def due_day(self) -> date:
        """The legal day on which it ends."""
        return _day_of(self.row.due)

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
        return " → ".join((f"{_shown(row.start_on)}起算", length, *moved, f"届满{_shown(row.nominal)}", *rolled))


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


class Agenda:
    """The running terms of one database. Safe to share between threads. A replay of a published case is not on it."""

    def __init__(self, database: Database, workflows: Iterable[Workflow], clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._declared = _declared(workflows)
        self._never_overdue = tuple(
            code for code, term in self._declared.items() if manner(term.duty, term.consequence) is not Manner.CHASED
        )

    @property
    def codes(self) -> Mapping[str, str]:
        """The terms that the procedures know: name in Chinese by code."""
        return {code: term.label for code, term in self._declared.items()}

    @property
    def today(self) -> date:
        """The present legal day."""
        return legal_day(self._clock.now())

    def moment(self, day: date | None = None) -> datetime:
        """The present instant, or the first of another day."""
        return self._clock.now() if day is None else datetime.combine(day, time(), SHANGHAI)

    def ending(
        self,
        asked: Asked = EVERYTHING,
        *,
        at: datetime | None = None,
        after: Place = _START,
        limit: int = PAGE,
        ended: bool = False,
    ) -> AgendaPage:
        """Terms that are overdue or end before the week after next, the earliest first.

        ``ended`` adds those that have run out without being overdue: periods of the party, say, that lie in the file until it is closed.
        """
        now = at or self.moment()
        bounds = _bounds(now)
        span = Span(bounds.today, bounds.later, () if ended else self._never_overdue)
        with self._database.read() as store:
            rows = store.agenda.running(asked, span, after=after, page=limit + 1)
            handlers = store.agenda.handlers(row.term.case_id for row in rows)
        return self._page(rows, handlers, now, limit)

    def standing_still(
        self, asked: Asked = EVERYTHING, *, at: datetime | None = None, after: Place = _START, limit: int = PAGE
    ) -> AgendaPage:
        """Terms that stand still, by the end they had when they were stopped."""
        now = at or self.moment()
        with self._database.read() as store:
            rows = store.agenda.suspended(asked, after=after, page=limit + 1)
            handlers = store.agenda.handlers(row.term.case_id for row in rows)
        return self._page(rows, handlers, now, limit)

    def tallies(self, asked: Asked = EVERYTHING, *, at: datetime | None = None) -> Tallies:
        """Running terms counted by kind, officer and unit."""
        with self._database.read() as store:
            counts, units = store.agenda.count_terms(asked, _bounds(at or self.moment()))
        labels = self.codes
        return Tallies(
            by_term=self._tallied(counts, lambda one: {one.code}, lambda code: labels.get(code, code)),
            by_officer=self._tallied(counts, lambda one: one.handlers),
            by_unit=self._tallied(counts, lambda one: {units[who] for who in one.handlers if who in units}),
        )

    def ends(self, year: int, asked: Asked = EVERYTHING) -> Mapping[date, int]:
        """How many terms end on each day of a year; a term that stands still ends on none."""
        with self._database.read_once() as store:
            rows = store.agenda.count_ends(asked, _begins(date(year, 1, 1)), _begins(date(year + 1, 1, 1)))
        counted: dict[date, int] = {}
        for due, number in rows:
            counted[_day_of(due)] = counted.get(_day_of(due), 0) + number
        return counted

    def of_officer(self, officer_id: str, *, since: date) -> tuple[AgendaTerm, ...]:
        """The terms of the cases that the officer handles: running, ended since that day, or set aside for another."""
        now = self.moment()
        with self._database.read() as store:
            rows = store.agenda.of_officer(officer_id, since.isoformat())
            handlers = store.agenda.handlers(row.term.case_id for row in rows)
        return tuple(self._term(row, handlers, now) for row in rows)

    def _page(
        self, rows: tuple[TermInCase, ...], handlers: Mapping[str, tuple[str, ...]], now: datetime, limit: int
    ) -> AgendaPage:
        kept = rows[:limit]
        last = kept[-1].term if len(rows) > limit else None
        return AgendaPage(
            terms=tuple(self._term(row, handlers, now) for row in kept), after=(last.due, last.id) if last else None
        )

    def _term(self, found: TermInCase, handlers: Mapping[str, tuple[str, ...]], now: datetime) -> AgendaTerm:
        row = found.term
        return AgendaTerm(
            row=row,
            workflow=found.workflow,
            state=found.state,
            handlers=handlers[row.case_id],
            duty=self._duty(row.code),
            standing=self._standing(row.code, _bucket(row, _bounds(now))),
            days=(_day_of(row.due) - legal_day(now)).days,
        )

    def _duty(self, code: str) -> Duty:
        declared = self._declared.get(code)
        return declared.duty if declared else Duty.AGENCY

    def _standing(self, code: str, bucket: str) -> Standing:
        """Only a duty of the agency is overdue (预警与超期只问机关自己的义务); whatever else has run out has ended."""
        if bucket != _PAST:
            return Standing(bucket)
        return Standing.ENDED if code in self._never_overdue else Standing.OVERDUE

    def _tallied(
        self, counts: Iterable[TermCount], keys: Callable[[TermCount], Set[str]], label: Callable[[str], str] = str
    ) -> tuple[Tally, ...]:
        """The counts put together under each of their keys."""
        summed: dict[str, dict[Standing, int]] = {}
        for one in counts:
            stands = self._standing(one.code, one.bucket)
            for key in keys(one):
                of_key = summed.setdefault(key, {})
                of_key[stands] = of_key.get(stands, 0) + one.number
        return tuple(Tally(key=key, label=label(key), counts=summed[key]) for key in sorted(summed))


_PAST: Final = "past"


def _declared(workflows: Iterable[Workflow]) -> Mapping[str, Term]:
    """The terms by code; of several that share one, the first that a procedure declares, as the others take its place in some case."""
    found: dict[str, Term] = {}
    for start in (start for workflow in workflows for step in workflow.transitions for start in step.starts):
        found.setdefault(start.term.code, start.term)
    return found


def _bounds(now: datetime) -> Bounds:
    today = legal_day(now)
    monday = today - today.weekday() * _DAY + _WEEK
    return Bounds(_begins(today), instant_text(now), _begins(monday), _begins(monday + _WEEK))


def _begins(day: date) -> str:
    """The first instant of a legal day in UTC. As text it parts ends in days as well as instants: 2026-03-02 < 2026-03-02T16:00Z < 2026-03-03."""
    return instant_text(datetime.combine(day, time(), SHANGHAI))


def _bucket(row: TermRecord, bounds: Bounds) -> str:
    """As :func:`zhifa.storage.agenda_statements` groups a row when it is counted."""
    if row.status == "suspended":
        return "suspended"
    if row.due < (bounds.today if _is_day(row.due) else bounds.now):
        return _PAST
    if row.due < bounds.next_week:
        return "this_week"
    return "next_week" if row.due < bounds.later else "later"


def _is_day(text: str) -> bool:
    return len(text) == len("2026-03-02")


def _day_of(text: str) -> date:
    return date.fromisoformat(text) if _is_day(text) else legal_day(parse_instant(text))


def _shown(text: str) -> str:
    """A day as it is, an instant as it was in Beijing."""
    if _is_day(text):
        return text
    return parse_instant(text).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
