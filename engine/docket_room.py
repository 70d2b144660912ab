"""Lists of cases and searches within somebody's reach: read from the docket, line by line as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from zhifa.engine.books.acts import act_label
from zhifa.engine.docket_counts import DocketCounts
from zhifa.engine.docket_page import DocketAsked, DocketLine, DocketPage, Handler, Order, Place, SearchPage, urgency_of
from zhifa.engine.docket_scope import Looking, scope_of, tasks_of, wanted
from zhifa.engine.instants import stored_instant
from zhifa.engine.kept import Kept
from zhifa.engine.reach import Reach
from zhifa.engine.register import Register
from zhifa.engine.search_words import Word, asked
from zhifa.engine.vocabulary import Phase
from zhifa.engine.workflow import Workflow
from zhifa.storage.database import Database
from zhifa.storage.docket import Listed
from zhifa.storage.docket_asked import NEVER, Scope, Wanted
from zhifa.storage.search import Looked
from zhifa.storage.store import Store

__all__ = ["DocketRoom", "handler"]

KNOWN_S: Final = 60.0
"""Seconds for which it is not asked anew who has few cases, and whom an agency ever had."""
FEW: Final = 1_000
"""How many cases may be gathered and put in order for one page; lists of more are walked in the order of an index."""
_EXACT: Final = "="
"""Begins the place of a page among the cases that bear the very number or name."""


@dataclass(frozen=True, kw_only=True)
class DocketRoom:
    """The docket of one database. Safe to share between threads."""

    database: Database
    workflows: tuple[Workflow, ...]
    _officers: Kept[tuple[str, ...]] = field(default_factory=lambda: Kept(KNOWN_S))
    _fewness: Kept[bool] = field(default_factory=lambda: Kept(KNOWN_S))

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
        narrowed, driven = self._by_people(wanted(asked, looking)), self._small(looking.scope)
        with self.database.read_once() as store:
            found = store.docket.page(looking.scope, narrowed, after=after, size=limit + 1, driven=driven)
        return self._page(found, looking, asked.order, limit)

    def mine(self, looking: Looking, asked: DocketAsked, *, after: Place | None, limit: int) -> DocketPage:
        """A page of the cases in which the reader can do something."""
        tasks = tasks_of(self.workflows, looking)
        with self.database.read_once() as store:
            found = store.docket.tasks(tasks, looking.scope, wanted(asked, looking), after=after, size=limit + 1)
        return self._page(found, looking, asked.order, limit)

    @cached_property
    def counting(self) -> DocketCounts:
        """What counts it."""
        return DocketCounts(database=self.database, workflows=self.workflows)

    def close(self) -> None:
        """Let go of the database."""
        self.counting.close()

    def of(self, looking: Looking, case_ids: Iterable[str]) -> Mapping[str, DocketLine]:
        """The lines of these cases, as far as they are in reach, by id."""
        ids = tuple(case_ids)
        if not ids:
            return {}
        with self.database.read_once() as store:
            found = store.docket.of(looking.scope, ids)
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
        apart: tuple[Looked, ...] = exact
        found: list[Listed] = []
        complete = True
        with self.database.read() as store:
            if after is None or after[0].startswith(_EXACT):
                found, complete = _found(store, looking, exact, after=_inner(after), size=limit + 1)
                if len(found) > limit or (found and any(one.isdigit() for one in text)):
                    return self._found(found, looking, limit, exact=True, complete=complete)
                if after is None and not found:
                    apart = ()
                after = None
            more, whole = _found(store, looking, words, apart=apart, after=after, size=limit + 1 - len(found))
        return self._found([*found, *more], looking, limit, exact=False, complete=complete and whole)

    # --- parts -------------------------------------------------------------------------------------------------------

    def _by_people(self, asked_for: Wanted) -> Wanted:
        """What is asked for, found by the people of the unit where they handle few cases: to walk all others in their order would cost more."""
        few = asked_for.officers is not None and self._few(asked_for.officers)
        return asked_for._replace(few=few)

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
            waits=bool(row.waits), light=urgency_of(due, today, waits=bool(row.waits)), days=(due - today).days if due else None,
            handlers=tuple(handler(register, one) for one in listed.handlers), units=tuple(sorted(units)),
            reviewer=handler(register, row.reviewer_id) if row.reviewer_id else None, tracks=listed.tracks,
        )  # fmt: skip

    @cached_property
    def _declared(self) -> Mapping[tuple[str, int], Workflow]:
        return {(one.name, one.version): one for one in self.workflows}


def handler(register: Register, officer_id: str) -> Handler:
    """An officer by the name in the register; one of whom it tells nothing goes by the id."""
    return Handler(officer_id=officer_id, name=register.name_of(officer_id))


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
