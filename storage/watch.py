"""The watch as rows: which terms are due to be looked at, their warnings, and the sweeps that looked.

Set-based: a batch is claimed by one statement, and all that came of it is written in one transaction. A term that another sweep, or a command,
holds in this moment is passed over, never waited for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import SweepFinished
from zhifa.storage.events import events_of_warnings
from zhifa.storage.records import InboxRecord, OutboxRecord, SweepRecord, WarningRecord
from zhifa.storage.watch_statements import BEAT, WatchStatements


class DueTerm(NamedTuple):
    """A watched term that is due to be looked at, with what its case runs under."""

    id: str
    agency_id: str
    case_id: str
    next_at: str
    head_seq: int
    head_hash: str | None
    code: str
    key: str
    label: str
    article: str
    start_on: str
    length: int
    unit: str
    due: str
    safe: str | None
    status: str
    rule_version: str
    workflow: str
    workflow_version: int
    register_version: int
    calendar_version: int


class FiredBefore(NamedTuple):
    """A warning given for a due date of a term, by it or by one whose place it took."""

    term_id: str
    due: str
    level: int
    occurrence: str
    fired_at: str


class Known(NamedTuple):
    """What is known of the terms of a batch and of their cases."""

    fired: tuple[FiredBefore, ...]
    handlers: dict[str, frozenset[str]]
    """Ids of who handles a case."""
    open_tracks: dict[str, frozenset[str]]
    """Names of the tracks of a case that are open."""


class WatchMove(NamedTuple):
    """When a term is looked at next, the last of its warnings, and why the look failed if it did."""

    next_at: str | None
    head_seq: int
    head_hash: str | None
    fault: str | None
    id: str


class Told(NamedTuple):
    """A warning that a sweep put into somebody's inbox."""

    officer_id: str
    agency_id: str
    warning_id: str
    body: str


class Faulty(NamedTuple):
    """A watched term that could not be looked at."""

    id: str
    case_id: str
    fault: str


class Stirred(NamedTuple):
    """What a sweep reads before it does anything: whether there is work, a sweep that never ended, and when one was last there."""

    due: bool
    unfinished: str | None
    beat_at: str | None


class Standing(NamedTuple):
    """How the watch stands: its last sweeps, what waits for the next, and up to a hundred terms that could not be looked at."""

    beat_at: str | None
    last: SweepRecord | None
    """The last sweep that found something to do and ended."""
    waiting: int
    oldest: str | None
    """Since when the term waits that has waited longest; None too where nobody has looked at it yet."""
    faulty: tuple[Faulty, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """All that came of looking at some terms."""

    sweep: SweepRecord
    warnings: tuple[WarningRecord, ...] = ()
    inbox: tuple[InboxRecord, ...] = ()
    moves: tuple[WatchMove, ...] = ()


class WatchRows:
    """The watch in one transaction."""

    def __init__(self, channel: Channel, sql: WatchStatements) -> None:
        self._channel = channel
        self._sql = sql

    def stirred(self, now: str, given_up: str) -> Stirred:
        """Whether anything is due at `now`, a sweep begun before `given_up` that never ended, and when one was last there."""
        ((due, unfinished, beat_at),) = self._rows(self._sql.stirred, now, given_up)
        return Stirred(bool(due), unfinished, beat_at)

    def claim(self, now: str, most: int) -> tuple[DueTerm, ...]:
        """Up to so many terms that are due, the longest due first; nobody else looks at them until the transaction ends."""
        return tuple(map(DueTerm._make, self._rows(self._sql.claim, now, most)))

    def known(self, terms: Iterable[DueTerm]) -> Known:
        """The warnings given of these terms, who handles their cases, and which tracks of them are open."""
        ids = json.dumps([term.id for term in terms])
        cases = json.dumps(sorted({term.case_id for term in terms}))
        fired, assigned, opened = self._channel.rows(
            Query(self._sql.fired, (ids,)), Query(self._sql.handlers, (cases,)), Query(self._sql.open_tracks, (cases,))
        )
        return Known(tuple(map(FiredBefore._make, fired)), _by_case(assigned), _by_case(opened))

    def begin(self, sweep: SweepRecord) -> None:
        """Write a sweep that has only begun."""
        self._channel.change(Change(self._sql.begin, (sweep,)))

    def write(self, batch: Batch) -> None:
        """Write what came of a batch. Raises `SweepFinished` when another process took the sweep for lost and ended it."""
        self._channel.change(self._count(batch.sweep), Change(self._sql.move, ((json.dumps(batch.moves),),)))
        if batch.warnings:
            self._channel.load(self._sql.warnings, batch.warnings)
            self._channel.load(self._sql.inbox, batch.inbox)
            self._channel.load(self._sql.events, events_of_warnings(batch.warnings))

    def blame(self, term_id: str, fault: str) -> None:
        """Note why something failed that was to be done for a term; when it is looked at next stays as it is."""
        self._channel.run(self._sql.blame, (fault, term_id))

    def look_anew(self, agency_id: str, codes: Iterable[str]) -> None:
        """Have the next sweep look at every running term of these codes that is watched; one that fires no more stays so."""
        listed = json.dumps(list(codes))
        if listed != "[]":
            self._channel.run(self._sql.look_anew, (agency_id, agency_id, listed))

    def told(self, sweep_id: str) -> tuple[Told, ...]:
        """The warnings that a sweep put into inboxes, by officer, overdue ones first."""
        return tuple(map(Told._make, self._rows(self._sql.told, sweep_id)))

    def finish(self, sweep: SweepRecord, digests: tuple[OutboxRecord, ...]) -> None:
        """End a sweep together with its digests. Raises `SweepFinished` when it is ended already."""
        self._channel.change(self._count(sweep), Change(self._sql.digest, digests))

    def unfinished(self, sweep_id: str) -> SweepRecord | None:
        """A sweep that has not ended, as its row stands."""
        found = self._rows(self._sql.unended, sweep_id)
        return SweepRecord._make(found[0]) if found else None

    def beat(self, now: str, host: str) -> None:
        """Note that a sweep was there, over the last such note."""
        self._channel.run(self._sql.beat, SweepRecord(BEAT, "", now, now, 0, 0, 0, 0, 0, 0, host))

    def look_at_all(self, now: str) -> None:
        """Have the next sweep look at every watched term that a sweep had put off until after `now`."""
        self._channel.run(self._sql.look_at_all, (now,))

    # ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def standing(self, now: str, latest: str, agency_id: str) -> Standing:
        """How the watch stands at `now`; of sweeps, those by `latest`; of terms that could not be looked at, an agency's, or all for an empty id."""
        beat, last, waiting, faulty = self._channel.rows(
            Query(self._sql.beat_at, (latest,)),
            Query(self._sql.last, (latest,)),
            Query(self._sql.waiting, (now,)),
            Query(self._sql.faulty, (agency_id,)),
        )
        return Standing(
            beat_at=beat[0][0] if beat else None,
            last=SweepRecord._make(last[0]) if last else None,
            waiting=waiting[0][0],
            oldest=waiting[0][1] or None,
            faulty=tuple(map(Faulty._make, faulty)),
        )

    def warnings(self, case_id: str) -> tuple[WarningRecord, ...]:
        """The warnings of a case, term by term in the order they fired."""
        return tuple(map(WarningRecord._make, self._rows(self._sql.of_case, case_id)))

    def heads(self, case_id: str) -> dict[str, tuple[int, str | None]]:
        """The last warning of every watched term of a case: its seq (0: none) and hash."""
        return {row[0]: (row[1], row[2]) for row in self._rows(self._sql.heads, case_id)}

    def _rows(self, sql: str, *parameters: str | int | None) -> list[tuple[Any, ...]]:
        return self._channel.rows(Query(sql, parameters))[0]

    def _count(self, sweep: SweepRecord) -> Change:
        counted = (*sweep[3:10], sweep.id)
        return Change(self._sql.count, (counted,), partial(SweepFinished, sweep.id))


def _by_case(rows: Iterable[tuple[Any, ...]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for case_id, name in rows:
        found.setdefault(case_id, set()).add(name)
    return {case_id: frozenset(names) for case_id, names in found.items()}
