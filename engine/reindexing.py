"""Docket and index are made of the case files: for cases of a database from before there were any, and anew whenever somebody wants to be sure.

It is what completes an erasure: where facts of a case were taken away, drafts and refused attempts that say something of them go here, and words.

Every case that can be read is read once. What an officer does meanwhile stands: a case that has moved on wrote its own line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from zhifa.engine.assemble import TRANSITION
from zhifa.engine.casefile import CaseFile
from zhifa.engine.caseload import Caseload
from zhifa.engine.docket_line import case_line
from zhifa.engine.errors import OfficeError
from zhifa.engine.instants import stored_instant
from zhifa.engine.projecting import docket_record, indexed_entry
from zhifa.engine.restoring import Unreadable
from zhifa.storage.database import Database
from zhifa.storage.records import DocketRecord, Loaded
from zhifa.storage.search import Indexed

__all__ = ["Reindexed", "Reindexer", "entries_of"]

TOGETHER: Final = 50
"""Cases whose lines are written in one transaction."""

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reindexed:
    """What came of making docket and index."""

    cases: int
    """Cases that were looked at."""
    differed: int
    """Of these, cases that had no line in the docket, or another one than their file says."""
    indexed: int
    """Entries whose words came into the index."""
    left: tuple[Unreadable, ...]
    """Cases that cannot be read, and so stand in no list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    case_id: str
    row: DocketRecord | None
    """``None``: what opened the case was erased, and it stands in no list."""
    entries: tuple[Indexed, ...] = ()
    erased: bool
    """Whether facts of a step were erased; then what says something of them beside the record goes too."""


@dataclass(frozen=True, kw_only=True)
class Reindexer:
    """Makes docket and index of one database."""

    database: Database
    caseload: Caseload

    def restore(self, told: Told | None = None) -> Reindexed:
        """Make what is missing or of another version, batch by batch; safe to run again, to break off and beside others."""
        return self._run(tuple(dict.fromkeys((*self._behind(index=False), *self._behind(index=True)))), told)

    def anew(self, told: Told | None = None) -> Reindexed:
        """Take every word out of the index and look at every case; until it is done, searches find less. Safe as :meth:`restore` is."""
        with self.database.write() as store:
            store.search.clear()
        with self.database.read() as store:
            every = tuple(store.case_ids())
        return self._run(every, told)

    def _run(self, case_ids: Sequence[str], told: Told | None) -> Reindexed:
        done, differed, entered, left = 0, 0, 0, []
        remaining = iter(case_ids)
        while batch := tuple(islice(remaining, TOGETHER)):
            made = []
            for case_id in batch:
                try:
                    made.append(self._made(case_id))
                except (OfficeError, LookupError, ValueError) as error:
                    left.append(Unreadable(case_id, str(error)))
            found = self._write(made)
            differed, entered, done = differed + found[0], entered + found[1], done + len(batch)
            if told is not None:
                told(done, len(case_ids))
        return Reindexed(cases=done - len(left), differed=differed, indexed=entered, left=tuple(left))

    def _write(self, made: Sequence[_Made]) -> tuple[int, int]:
        """How many lines were others, and how many entries came into the index."""
        differed, entered = 0, 0
        with self.database.write() as store:
            for one in made:
                if one.erased:
                    store.erasure.forget(one.case_id, listed=one.row is not None)
                if one.row and store.docket.row(one.case_id) != one.row:
                    differed += store.docket.keep(one.row)
                known = store.search.known(one.case_id)
                missing = tuple(entry for entry in one.entries if entry.seq not in known)
                if missing:
                    store.search.add(missing)
                entered += len(missing)
        return differed, entered

    def _made(self, case_id: str) -> _Made:
        with self.database.read() as store:
            rows = store.load(case_id)
        erased = {entry.seq for entry in rows.entries if entry.kind == TRANSITION and entry.seq not in rows.facts}
        if 0 in erased:
            return _Made(case_id=case_id, row=None, erased=True)
        case, _ = self.caseload.of(rows)
        row = docket_record(case_line(case, moved_at=stored_instant(rows.case.updated_at)))
        return _Made(case_id=case_id, row=row, entries=tuple(entries_of(rows, case)), erased=bool(erased))

    def _behind(self, *, index: bool) -> Iterator[str]:
        """Ids of the cases of which something is missing, page by page."""
        after, page = "", 1000
        while True:
            with self.database.read_once() as store:
                rows = store.search if index else store.docket
                found = rows.behind(after=after, page=page)
            yield from found
            if len(found) < page:
                return
            after = found[-1]


def entries_of(rows: Loaded, case: CaseFile) -> Iterator[Indexed]:
    """The words of each entry, and of what the case was called by since then."""
    earlier = None
    for entry in rows.entries:
        stood = case.before(entry.seq + 1)
        now = case.workflow.heading(stood)
        facts = rows.facts.get(entry.seq)
        papers = tuple(paper for paper in rows.papers if paper.seq == entry.seq)
        yield indexed_entry(entry, facts.body if facts else "{}", papers, case, earlier, now)
        earlier = now
