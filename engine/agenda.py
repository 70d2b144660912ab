"""The agenda: running terms across all cases, by the day on which they end, and how many there are of each.

It reads rows alone, set by set: a case file is put together only where a stop may have ended with nobody recording so. Weeks run from Monday to Sunday, days are legal days in Asia/Shanghai.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from zhifa.engine.agenda_page import AgendaPage, AgendaTerm, Place, Standing, Tallies, Tally, day_of, is_day
from zhifa.engine.calendars import Calendars
from zhifa.engine.casefile import CaseFile
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock
from zhifa.engine.docket_page import DocketLine
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day
from zhifa.engine.ladder import Manner, manner
from zhifa.engine.rules import by_agency
from zhifa.engine.terms import Term
from zhifa.engine.told_stops import ToldStops
from zhifa.engine.units import Duty
from zhifa.engine.workflow import Workflow
from zhifa.storage.agenda import EVERYTHING, Asked, Bounds, Span, TermCount, TermInCase
from zhifa.storage.database import Database
from zhifa.storage.records import Loaded, TermRecord
from zhifa.storage.store import Store

__all__ = ["EVERYTHING", "PAGE", "Agenda", "Asked"]

PAGE: Final = 100
"""How many terms one reading answers unless asked for fewer."""

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)
_START: Final[Place] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What stands beside the rows of a page: who handles their cases and, of terms that may have to wait, the tracks of their cases."""

    handlers: Mapping[str, tuple[str, ...]]
    tracks: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Now:
    """A moment, with what is asked of it for every term."""

    day: date
    bounds: Bounds


class Agenda:
    """The running terms of one database. Safe to share between threads. A replay of a published case is not on it."""

    def __init__(self, database: Database, caseload: Caseload, calendars: Calendars, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._told = ToldStops(caseload=caseload, calendars=calendars)
        self._workflows = caseload.workflows
        self._packs = tuple(pack for one in self._workflows for pack in one.packs)
        self._declared = _declared(self._workflows)
        self._holds = sorted(
            {(code, track) for one in self._workflows for code in one.holds for track in one.holds[code]}
        )
        self._never_overdue = tuple(code for code, term in self._declared.items() if not _chased(term))
        lapsing = (one for one in self._ruled() if one.code not in self._never_overdue and not _chased(one))
        self._lapsing = sorted({(one.code, one.rule_version) for one in lapsing})  # procedures share their packs

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
        passed_over = (*self._never_overdue, *map(" ".join, self._lapsing))
        span = Span(bounds.today, bounds.later, () if ended else passed_over)
        with self._database.read() as store:
            rows = store.agenda.running(asked, span, after=after, page=limit + 1)
            passed = self._told.running_on(store, legal_day(now), asked).values()
            rows = _in_order((*rows, *(one for one in passed if self._lies_in(one, span, after))))[: limit + 1]
            beside = self._beside(store, rows)
        return self._page(rows, beside, now, limit)

    def _lies_in(self, one: TermInCase, span: Span, after: Place) -> bool:
        """Whether a term that runs on though its row stands still is of a page of running terms."""
        ended = one.term.due < span.since and one.term.code in span.only_after
        return after < _place(one) and one.term.due < span.before and not ended

    def standing_still(
        self, asked: Asked = EVERYTHING, *, at: datetime | None = None, after: Place = _START, limit: int = PAGE
    ) -> AgendaPage:
        """Terms that stand still, by the end they had when they were stopped. A page may hold fewer than ``limit`` and more may follow."""
        now = at or self.moment()
        with self._database.read() as store:
            rows = store.agenda.suspended(asked, after=after, page=limit + 1)
            beside = self._beside(store, rows)
            passed = self._told.running_on(store, legal_day(now), asked)
        return self._page(rows, beside, now, limit, without=passed.keys())

    def tallies(self, asked: Asked = EVERYTHING, *, at: datetime | None = None) -> Tallies:
        """Running terms counted by kind, officer and unit."""
        now = at or self.moment()
        bounds = _bounds(now)
        with self._database.read() as store:
            counts, units = store.agenda.count_terms(asked, bounds, self._holds, self._lapsing)
            passed = self._told.running_on(store, legal_day(now), asked).values()
            handlers = store.agenda.handlers(one.term.case_id for one in passed)
        counts = (*counts, *_moved((one.term for one in passed), handlers, bounds))
        labels = self.codes
        return Tallies(
            by_term=self._tallied(counts, lambda one: {one.code}, lambda code: labels.get(code, code)),
            by_officer=self._tallied(counts, lambda one: one.handlers),
            by_unit=self._tallied(counts, lambda one: {units[who] for who in one.handlers if who in units}),
        )

    def ends(self, year: int, asked: Asked = EVERYTHING, *, at: datetime | None = None) -> Mapping[date, int]:
        """How many terms end on each day of a year; a term that stands still at that moment ends on none."""
        with self._database.read() as store:
            rows = store.agenda.count_ends(asked, _begins(date(year, 1, 1)), _begins(date(year + 1, 1, 1)))
            passed = self._told.running_on(store, legal_day(at or self.moment()), asked).values()
        running_on = ((one.term.due, 1) for one in passed if day_of(one.term.due).year == year)
        counted: dict[date, int] = {}
        for due, number in (*rows, *running_on):
            counted[day_of(due)] = counted.get(day_of(due), 0) + number
        return counted

    def of_officer(self, officer_id: str, *, since: date) -> tuple[AgendaTerm, ...]:
        """The terms of the cases that the officer handles: running, ended since that day, or set aside for another."""
        now = self.moment()
        with self._database.read() as store:
            rows = store.agenda.of_officer(officer_id, since.isoformat())
            beside = self._beside(store, rows)
            passed = self._told.running_on(store, legal_day(now), Asked(officer_id=officer_id))
        return tuple(self._term(passed.get(row.term.id, row), beside, _now(now)) for row in rows)

    def of_case(self, rows: Loaded, case: CaseFile) -> tuple[AgendaTerm, ...]:
        """The running terms of a case that was read, by their end; none of a replay."""
        if case.replay:
            return ()
        now, open_tracks = self.moment(), frozenset(track.track for track in case.open_tracks())
        beside = _Beside(handlers={case.id: tuple(sorted(case.workflow.handlers(case)))}, tracks={case.id: open_tracks})
        found = (self._as_it_runs(row, case, legal_day(now)) for row in rows.terms)
        running = (TermInCase(row, rows.case.workflow, rows.case.state) for row in found if _runs(row))
        return tuple(self._term(one, beside, _now(now)) for one in _in_order(running))

    def pressing(self, lines: Iterable[DocketLine]) -> Mapping[str, AgendaTerm]:
        """The open term by whose end each of these cases is due, by the id of the case; none of those that are not. Nobody who handles a case is told."""
        now, due = _now(self.moment()), {one.case_id: one for one in lines if one.due}
        with self._database.read_once() as store:
            open_terms = store.docket.open_terms(due)
        told: dict[str, AgendaTerm] = {}
        for row in (row for row in open_terms if day_of(row.due) == due[row.case_id].due):
            line = due[row.case_id]
            beside = _Beside(handlers={line.case_id: ()}, tracks={line.case_id: line.tracks})
            found = self._term(TermInCase(row, line.workflow, line.state), beside, now)
            if found.standing is not Standing.ENDED:
                told.setdefault(line.case_id, found)
        return told

    def _as_it_runs(self, row: TermRecord, case: CaseFile, on: date) -> TermRecord:
        """The row, or the term as it runs on though its row stands still."""
        return next(self._told.counted(row, case, on), row) if row.status == "suspended" else row

    def _beside(self, store: Store, rows: tuple[TermInCase, ...]) -> _Beside:
        may_wait = {code for code, _ in self._holds}
        return _Beside(
            handlers=store.agenda.handlers(row.term.case_id for row in rows),
            tracks=store.agenda.open_tracks(row.term.case_id for row in rows if row.term.code in may_wait),
        )

    def _page(
        self,
        rows: tuple[TermInCase, ...],
        beside: _Beside,
        now: datetime,
        limit: int,
        *,
        without: Set[str] = frozenset(),
    ) -> AgendaPage:
        kept, told = rows[:limit], _now(now)
        return AgendaPage(
            terms=tuple(self._term(row, beside, told) for row in kept if row.term.id not in without),
            after=_place(kept[-1]) if len(rows) > limit else None,
        )

    def _term(self, found: TermInCase, beside: _Beside, now: _Now) -> AgendaTerm:
        row = found.term
        cause = self._cause(row, beside.tracks.get(row.case_id, frozenset()))
        return AgendaTerm(
            row=row,
            workflow=found.workflow,
            state=found.state,
            handlers=beside.handlers[row.case_id],
            duty=self._duty(row.code),
            standing=Standing.WAITING if cause else self._stands(row, now.bounds),
            days=(day_of(row.due) - now.day).days,
            cause=cause,
        )

    def _cause(self, row: TermRecord, open_tracks: Set[str]) -> str | None:
        """Why an open term waits."""
        causes = (one.waits(row.code, open_tracks) for one in self._workflows) if row.status == "open" else ()
        return next(filter(None, causes), None)

    def _duty(self, code: str) -> Duty:
        declared = self._declared.get(code)
        return declared.duty if declared else Duty.AGENCY

    def _ruled(self) -> Iterator[Term]:
        """The terms as each version of each rule has them, with the lengths of the rule and of an agency."""
        for pack in self._packs:
            for rule in (rule for rule in pack.rules if rule.term in self._declared):
                ruled = rule.applied(self._declared[rule.term], pack=pack.name)
                yield from (ruled, by_agency(ruled, ruled.length))

    def _stands(self, row: TermRecord, bounds: Bounds) -> Standing:
        """How a row stands by the rule it was set by."""
        lapses = (row.code, row.rule_version) in self._lapsing
        standing = self._standing(row.code, _bucket(row, bounds))
        return Standing.ENDED if lapses and standing is Standing.OVERDUE else standing

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
        told = {key: {stands: number for stands, number in of_key.items() if number} for key, of_key in summed.items()}
        return tuple(Tally(key=key, label=label(key), counts=told[key]) for key in sorted(told))


_PAST: Final = "past"


def _declared(workflows: Iterable[Workflow]) -> Mapping[str, Term]:
    """The terms by code; of several that share one, the first that a procedure declares, as the others take its place in some case."""
    found: dict[str, Term] = {}
    for start in (start for workflow in workflows for step in workflow.transitions for start in step.starts):
        found.setdefault(start.term.code, start.term)
    return found


def _runs(row: TermRecord) -> bool:
    return row.status in ("open", "suspended")


def _chased(term: Term) -> bool:
    return manner(term.duty, term.consequence) is Manner.CHASED


def _place(one: TermInCase) -> Place:
    return one.term.due, one.term.id


def _in_order(rows: Iterable[TermInCase]) -> tuple[TermInCase, ...]:
    return tuple(sorted(rows, key=_place))


def _moved(rows: Iterable[TermRecord], handlers: Mapping[str, tuple[str, ...]], bounds: Bounds) -> Iterator[TermCount]:
    """What changes in the counts by terms that run on though their rows stand still."""
    for row in rows:
        people = frozenset(handlers[row.case_id])
        yield TermCount(row.code, "suspended", people, -1)
        yield TermCount(row.code, _bucket(row, bounds), people, 1)


def _now(at: datetime) -> _Now:
    return _Now(day=legal_day(at), bounds=_bounds(at))


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
    if row.due < (bounds.today if is_day(row.due) else bounds.now):
        return _PAST
    if row.due < bounds.next_week:
        return "this_week"
    return "next_week" if row.due < bounds.later else "later"
