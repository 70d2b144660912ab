"""Lists of cases, counts and searches within somebody's reach: read from the docket, line by line as pages show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from time import monotonic
from typing import Final, Generic, TypeVar

from zhifa.engine.books.acts import ACTS
from zhifa.engine.docket_page import (
    COUNTED,
    Count,
    Counts,
    DocketAsked,
    DocketLine,
    DocketPage,
    Handler,
    Order,
    Place,
    SearchPage,
    Tallied,
    Tallies,
    light_of,
)
from zhifa.engine.instants import stored_instant
from zhifa.engine.reach import Area, Reach, within
from zhifa.engine.register import Register
from zhifa.engine.search_words import Word, asked
from zhifa.engine.todo import doable
from zhifa.engine.vocabulary import Phase
from zhifa.engine.workflow import Workflow
from zhifa.storage.database import Database
from zhifa.storage.docket import Grouped, Listed
from zhifa.storage.docket_asked import NEVER, Extent, Scope, Task, Wanted
from zhifa.storage.search import Looked
from zhifa.storage.store import Store

__all__ = ["DocketRoom", "Looking", "act_label", "handler", "scope_of"]

COUNTS_KEPT_S: Final = 20.0
TALLIES_KEPT_S: Final = 60.0
"""Seconds for which counts and statistics are told again without counting anew."""
KEPT: Final = 500
"""Of how many readers counts are kept at hand."""
FEW: Final = 1_000
"""How many cases may be gathered and put in order for one page; lists of more are walked in the order of an index."""
_EXACT: Final = "="
"""Begins the place of a page among the cases that bear the very number or name."""

V = TypeVar("V")


class _Kept(Generic[V]):
    """Answers that stay good for some seconds. Safe to share between threads; two may ask for the same at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._told: dict[object, tuple[float, V]] = {}

    def of(self, key: object, ask: Callable[[], V]) -> V:
        now = monotonic()
        with self._lock:
            told = self._told.get(key)
        if told is not None and now - told[0] < self._seconds:
            return told[1]
        answer = ask()
        with self._lock:
            if len(self._told) >= KEPT:
                self._told.clear()
            self._told[key] = (now, answer)
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Who looks: what he reaches today, by the register at hand."""

    register: Register
    reach: Reach
    scope: Scope

    @property
    def key(self) -> tuple[object, ...]:
        """What counts are kept under."""
        return self.scope, self.register.version


@dataclass(frozen=True, kw_only=True)
class DocketRoom:
    """The docket of one database. Safe to share between threads."""

    database: Database
    workflows: tuple[Workflow, ...]
    _counts: _Kept[Counts] = field(default_factory=lambda: _Kept(COUNTS_KEPT_S))
    _officers: _Kept[tuple[str, ...]] = field(default_factory=lambda: _Kept(TALLIES_KEPT_S))
    _fewness: _Kept[bool] = field(default_factory=lambda: _Kept(TALLIES_KEPT_S))
    _tallies: _Kept[Tallies] = field(default_factory=lambda: _Kept(TALLIES_KEPT_S))

    def looking(self, reach: Reach, register: Register) -> Looking:
        """Who looks, with what he reaches as rows are asked for it."""
        if reach.empty or all(area.unit is None for area in reach.areas):
            return Looking(register=register, reach=reach, scope=scope_of(reach, register, ()))
        key = reach.agency_id, register.version
        return Looking(
            register=register,
            reach=reach,
            scope=scope_of(reach, register, self._officers.of(key, lambda: self._known(key[0]))),
        )

    def _known(self, agency_id: str) -> tuple[str, ...]:
        with self.database.read_once() as store:
            return store.docket.officers(agency_id)

    def page(self, looking: Looking, asked: DocketAsked, *, after: Place | None, limit: int) -> DocketPage:
        """A page of the cases in reach."""
        wanted, driven = self._by_people(_wanted(asked, looking)), self._small(looking.scope)
        with self.database.read_once() as store:
            found = store.docket.page(looking.scope, wanted, after=after, size=limit + 1, driven=driven)
        return self._page(found, looking, asked.order, limit)

    def mine(self, looking: Looking, asked: DocketAsked, *, after: Place | None, limit: int) -> DocketPage:
        """A page of the cases in which the reader can do something."""
        tasks = self._tasks(looking)
        with self.database.read_once() as store:
            wanted = _wanted(asked, looking)
            found = store.docket.tasks(tasks, looking.scope, wanted, after=after, size=limit + 1)
        return self._page(found, looking, asked.order, limit)

    def counts(self, looking: Looking) -> Counts:
        """The counts of the tabs, which may be some seconds old."""
        return self._counts.of(looking.key, lambda: self._counted(looking))

    def tallies(self, looking: Looking) -> Tallies:
        """The statistics, which may be a minute old."""
        return self._tallies.of(looking.key, lambda: self._tallied(looking))

    def of(self, looking: Looking, case_ids: Iterable[str]) -> Mapping[str, DocketLine]:
        """The lines of these cases, as far as they are in reach, by id."""
        with self.database.read_once() as store:
            found = store.docket.of(looking.scope, case_ids)
        return {case_id: self._line(one, looking) for case_id, one in found.items()}

    def numbers(self, agency_id: str, case_ids: Iterable[str]) -> Mapping[str, str | None]:
        """The numbers of the agency's cases by id, whoever asks."""
        with self.database.read_once() as store:
            return store.docket.numbers(agency_id, case_ids)

    def search(self, looking: Looking, text: str, *, after: Place | None, limit: int) -> SearchPage:
        """Cases that bear this very number or name, and then those with an entry that has all these words; of a number that is found, no others.

        Raises ValueError.
        """
        sought = asked(text)
        exact, words = (Looked(sought.identifier, prefix=False),), tuple(map(_looked, sought.words))
        found: list[Listed] = []
        complete = True
        with self.database.read() as store:
            if after is None or after[0].startswith(_EXACT):
                found, complete = _found(store, looking, exact, after=_inner(after), size=limit + 1)
                if len(found) > limit or (found and any(one.isdigit() for one in text)):
                    return self._found(found, looking, limit, exact=True, complete=complete)
                after = None
            more, whole = _found(store, looking, words, apart=exact, after=after, size=limit + 1 - len(found))
        return self._found([*found, *more], looking, limit, exact=False, complete=complete and whole)

    # --- parts -------------------------------------------------------------------------------------------------------

    def _by_people(self, wanted: Wanted) -> Wanted:
        """What is asked for, found by the people of the unit where they handle few cases: to walk all others in their order would cost more."""
        return wanted if wanted.officers is None else wanted._replace(few=self._few(wanted.officers))

    def _small(self, scope: Scope) -> bool:
        """Whether the scope holds few cases, all of them of people who are known."""
        units = [extent.officers for extent in scope.extents]
        if any(officers is None for officers in units):
            return False
        people = {one for officers in units for one in officers or ()} | set(scope.gone)
        return self._few(tuple(sorted(people | ({scope.officer_id} if scope.own else set()))))

    def _few(self, officers: tuple[str, ...]) -> bool:
        def counted() -> bool:
            with self.database.read_once() as store:
                return store.docket.hands(officers, bound=FEW + 1) <= FEW

        return self._fewness.of(officers, counted)

    def _found(self, found: list[Listed], looking: Looking, limit: int, *, exact: bool, complete: bool) -> SearchPage:
        lines = tuple(self._line(one, looking) for one in found[:limit])
        place: Place | None = None
        if len(found) > limit:
            last = found[limit - 1].row
            place = (f"{_EXACT if exact else ''}{last.moved_at}", last.id)
        return SearchPage(lines=lines, after=place, complete=complete)

    def _tasks(self, looking: Looking) -> tuple[Task, ...]:
        together: dict[tuple[str, tuple[str, ...], Extent | None, bool], list[int]] = {}
        for one in doable(self.workflows, looking.reach):
            extent = None if one.bound else _extent(one.area, looking.register, looking.reach.day)
            together.setdefault((one.workflow, one.states, extent, one.assigned), []).append(one.version)
        return tuple(
            Task(workflow=workflow, versions=tuple(versions), states=states, extent=extent, assigned=assigned)
            for (workflow, states, extent, assigned), versions in together.items()
        )

    def _counted(self, looking: Looking) -> Counts:
        return self._counted_up_to(looking) if looking.scope.whole else self._counted_through(looking)

    def _counted_through(self, looking: Looking) -> Counts:
        """Counts of a unit or of somebody's own cases: all of them are gone through once."""
        with self.database.read() as store:
            groups = store.docket.groups(looking.scope)
            handled = store.docket.handled(looking.scope, bound=COUNTED + 1)
            _, tasks = store.docket.counts(looking.scope, (), self._tasks(looking), bound=COUNTED + 1)

        def number(fits: Callable[[Grouped], bool]) -> Count:
            return _count(sum(one.cases for one in groups if fits(one)))

        return Counts(
            mine=_count(tasks), handled=_count(handled), running=number(lambda one: not one.ended),
            overdue=number(lambda one: bool(one.overdue)), waiting=number(lambda one: bool(one.waits)), ended=number(lambda one: bool(one.ended)),
            phases={phase: _count(sum(one.cases for one in groups if not one.ended and one.phase == phase.value)) for phase in Phase},
        )  # fmt: skip

    def _counted_up_to(self, looking: Looking) -> Counts:
        """Counts of an agency: each no further than it is told."""
        running = Wanted(ended=False, replay=False)
        asked = (
            running,
            running._replace(handler=looking.reach.officer_id),
            Wanted(due_before=looking.scope.day, replay=False),
            Wanted(waits=True, replay=False),
            Wanted(ended=True, replay=False),
            *(running._replace(phases=(phase.value,)) for phase in Phase),
        )
        with self.database.read() as store:
            numbers, tasks = store.docket.counts(looking.scope, asked, self._tasks(looking), bound=COUNTED + 1)
        told = [_count(number) for number in (*numbers, tasks)]
        phases = dict(zip(Phase, told[5:-1], strict=True))
        return Counts(
            mine=told[-1], running=told[0], handled=told[1], overdue=told[2], waiting=told[3], ended=told[4], phases=phases
        )  # fmt: skip

    def _tallied(self, looking: Looking) -> Tallies:
        with self.database.read() as store:
            groups, units = store.docket.groups(looking.scope), store.docket.units(looking.scope)
        labels = {one.name: one.label for one in self.workflows}
        found_units: dict[str, list[tuple[int, int, int]]] = {}
        for one in units:
            found_units.setdefault(one.unit, []).append((one.cases, one.ended, one.overdue))
        return Tallies(
            total=_sum("", "合计", [(one.cases, one.ended, one.overdue) for one in groups]),
            by_act=_grouped(groups, lambda one: one.act, act_label),
            by_workflow=_grouped(groups, lambda one: one.workflow, lambda name: labels.get(name, name)),
            by_phase=_grouped(groups, lambda one: one.phase, lambda name: Phase(name).label),
            by_unit=tuple(_sum(unit, unit, found_units[unit]) for unit in sorted(found_units)),
            by_month=_grouped(groups, lambda one: one.month, str),
        )

    def _page(self, found: tuple[Listed, ...], looking: Looking, order: Order, limit: int) -> DocketPage:
        kept = found[:limit]
        place: Place | None = None
        if len(found) > limit and kept:
            last = kept[-1].row
            place = (last.due if order is Order.DUE else last.moved_at, last.id)
        return DocketPage(lines=tuple(self._line(one, looking) for one in kept), after=place)

    def _line(self, listed: Listed, looking: Looking) -> DocketLine:
        row, register, today = listed.row, looking.register, looking.reach.day
        workflow = self._declared.get((row.workflow, row.workflow_version))
        state = workflow.state_by_name.get(row.state) if workflow else None
        due = None if row.due == NEVER else date.fromisoformat(row.due)
        people = listed.handlers or (row.opened_by,)
        units = {officer.unit for one in people if (officer := register.officer(one, today))}
        return DocketLine(
            case_id=row.id, agency_id=row.agency_id, workflow=row.workflow, workflow_version=row.workflow_version,
            workflow_label=workflow.label if workflow else row.workflow, act=row.act, act_label=act_label(row.act), state=row.state,
            state_label=state.label if state else row.state, phase=Phase(row.phase), ended=bool(row.ended), replay=bool(row.replay),
            cause=row.cause, party=row.party, party_code=row.party_code, case_number=row.case_number,
            opened_at=stored_instant(row.opened_at), moved_at=stored_instant(row.moved_at), version=row.version, due=due,
            waits=bool(row.waits), light=light_of(due, today, waits=bool(row.waits)), days=(due - today).days if due else None,
            handlers=tuple(handler(register, one) for one in listed.handlers), units=tuple(sorted(units)),
            reviewer=handler(register, row.reviewer_id) if row.reviewer_id else None,
        )  # fmt: skip

    @property
    def _declared(self) -> Mapping[tuple[str, int], Workflow]:
        return {(one.name, one.version): one for one in self.workflows}


def _count(number: int) -> Count:
    return Count(min(number, COUNTED), number > COUNTED)


def scope_of(reach: Reach, register: Register, known: Iterable[str]) -> Scope:
    """A reach as rows are asked for it; ``known``: all officers whom the agency ever had."""
    extents = tuple(dict.fromkeys(_extent(area, register, reach.day) for area in reach.areas))
    gone = tuple(sorted(one for one in known if register.officer(one, reach.day) is None))
    return Scope(reach.agency_id, reach.officer_id, reach.day.isoformat(), extents, reach.own, gone)


def handler(register: Register, officer_id: str) -> Handler:
    """An officer by the name in the register; one of whom it tells nothing goes by the id."""
    known = register.officers.get(officer_id)
    return Handler(officer_id=officer_id, name=known.name if known else officer_id)


def act_label(act: str) -> str:
    """The kind of act in Chinese; what is no enforcement goes by the name that its procedure gives it."""
    return _OTHER.get(act) or ACTS.get(act, act)


_OTHER: Final = {"upkeep": "名录调整"}


def _extent(area: Area, register: Register, day: date) -> Extent:
    return Extent(tuple(sorted(area.acts)), None if area.unit is None else _people_of(area.unit, register, day))


def _people_of(unit: str, register: Register, day: date) -> tuple[str, ...]:
    """Ids of the officers who are of this unit that day, or of one within it."""
    people = (register.officer(one, day) for one in register.officers)
    return tuple(sorted(officer.id for officer in people if officer and within(officer.unit, unit)))


def _wanted(asked: DocketAsked, looking: Looking) -> Wanted:
    return Wanted(
        workflows=asked.workflows,
        acts=asked.acts,
        phases=tuple(phase.value for phase in asked.phases),
        states=asked.states,
        ended=asked.ended,
        due_before=looking.scope.day if asked.overdue else None,
        waits=asked.waiting,
        handler=asked.handler,
        officers=None if asked.unit is None else _people_of(asked.unit, looking.register, looking.reach.day),
        opened_from=asked.opened_from.isoformat() if asked.opened_from else None,
        opened_until=asked.opened_until.isoformat() if asked.opened_until else None,
        replay=asked.replay,
        order="due" if asked.order is Order.DUE else "moved",
    )


def _looked(word: Word) -> Looked:
    return Looked(word.text, prefix=word.prefix)


def _inner(after: Place | None) -> Place | None:
    return (after[0].removeprefix(_EXACT), after[1]) if after else None


def _found(
    store: Store,
    looking: Looking,
    words: tuple[Looked, ...],
    *,
    apart: tuple[Looked, ...] = (),
    after: Place | None,
    size: int,
) -> tuple[list[Listed], bool]:
    """The cases that have these words, in order; and whether all was looked at."""
    if not words:
        return [], True
    ids, complete = store.search.found(looking.scope, words, apart=apart, after=after, size=size)
    lines = store.docket.lines(ids)
    return [lines[case_id] for case_id in ids], complete


_Sums = list[tuple[int, int, int]]


def _grouped(
    groups: Iterable[Grouped], key: Callable[[Grouped], str], label: Callable[[str], str]
) -> tuple[Tallied, ...]:
    found: dict[str, _Sums] = {}
    for one in groups:
        found.setdefault(key(one), []).append((one.cases, one.ended, one.overdue))
    return tuple(_sum(name, label(name), found[name]) for name in sorted(found))


def _sum(key: str, label: str, parts: _Sums) -> Tallied:
    return Tallied(
        key=key, label=label, cases=sum(cases for cases, _, _ in parts),
        ended=sum(cases for cases, ended, _ in parts if ended), overdue=sum(cases for cases, _, late in parts if late),
    )  # fmt: skip
