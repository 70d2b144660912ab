"""The watch: finds the terms whose time has come, warns exactly once, and has the system record what the law brings about.

Any number of processes may sweep at the same time and any of them may be killed: whatever a look finds is written in one transaction with the
time of the next look, and term, due date, level and occurrence are unique in the database (invariant 9). A sweep that finds nothing to do
reads once and takes no lock. Digests are made when a sweep ends; one that was killed before is ended by the next.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from zhifa.engine.alarm import digest_payload
from zhifa.engine.calendars import Calendars
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, require_aware, stored_instant
from zhifa.engine.lookout import Sight, Surroundings, look, put_aside
from zhifa.engine.registrar import Registrar
from zhifa.storage.database import Database
from zhifa.storage.errors import (
    DatabaseBusy,
    SchemaMissing,
    SchemaOutdated,
    StorageError,
    StorageFull,
    SweepFinished,
)
from zhifa.storage.records import InboxRecord, OutboxRecord, SweepRecord
from zhifa.storage.store import Store
from zhifa.storage.watch import Batch, DueTerm, Faulty, FiredBefore, Stirred

BATCH: Final = 200
"""Terms looked at in one transaction."""
LOST: Final = timedelta(minutes=5)
"""A sweep that has not ended after so long was killed; the next one ends it."""
BEAT: Final = timedelta(seconds=60)
"""How often idle sweeps leave a note that they were there."""

_OURS: Final = (DatabaseBusy, StorageFull, SchemaMissing, SchemaOutdated)
"""Errors of the database that no row is to blame for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What a sweep did."""

    looked: int = 0
    """Terms it looked at."""
    fired: int = 0
    """Warnings."""
    deemed: int = 0
    """Steps that the system recorded because a term ran out."""
    skipped: int = 0
    """Terms that had ended or stood still."""
    faults: int = 0
    """Terms put aside until tomorrow, because they could not be looked at."""
    lag: timedelta = timedelta()
    """How long the one that waited longest had waited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchStatus:
    """How the watch stands."""

    swept_at: datetime | None
    """The end of the last sweep, to the minute if it found nothing to do; None before the first."""
    last: Swept | None
    """What the last sweep did that found something to do."""
    last_at: datetime | None
    host: str | None
    """Where that one ran."""
    waiting: int
    """Terms that wait for the next sweep."""
    lag: timedelta
    """How long the longest of them has waited."""
    faulty: tuple[Faulty, ...]
    """Up to a hundred terms that could not be looked at, each with the reason."""


Expire = Callable[[str, str], object]
"""Has the system record what the end of a term of a case brings about by law."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """The watch over the terms of one database. Safe to share between threads."""

    database: Database
    registrar: Registrar
    caseload: Caseload
    calendars: Calendars
    clock: Clock
    identities: Identities
    expire: Expire
    host: str = field(default_factory=lambda: f"{socket.gethostname()}/{os.getpid()}")

    def sweep(self, now: datetime | None = None, *, channels: Iterable[str] = ()) -> Swept:
        """Look at every term whose time has come by ``now`` (default: the clock's), and warn.

        Each person warned gets the warning in the inbox, and one digest of the whole sweep over each of ``channels`` (``mail``,
        ``webhook``). Raises ValueError for a naive ``now``; ``DatabaseBusy`` and ``StorageFull``, after which the next sweep goes on.
        """
        at = require_aware(self.clock.now() if now is None else now, field="now")
        stirred = self._stirred(at)
        going = Sweeping(watch=self, now=at, channels=tuple(channels))
        while stirred.unfinished is not None:
            going.end_lost(stirred.unfinished)
            stirred = self._stirred(at)
        if stirred.due:
            return going.run()
        if stirred.idle_at is None or abs(at - stored_instant(stirred.idle_at)) >= BEAT:
            with self.database.write() as store:
                store.watch.idle(instant_text(at), self.host)
        return Swept()

    def _stirred(self, at: datetime) -> Stirred:
        with self.database.read_once() as store:
            return store.watch.stirred(instant_text(at), instant_text(at - LOST))

    def status(self, now: datetime | None = None) -> WatchStatus:
        """How the watch stands at ``now``."""
        at = require_aware(self.clock.now() if now is None else now, field="now")
        with self.database.read_once() as store:
            standing = store.watch.standing(instant_text(at))
        last = standing.last
        ends = [text for text in (standing.idle_at, last.finished_at if last else None) if text]
        return WatchStatus(
            swept_at=stored_instant(max(ends)) if ends else None,
            last=_swept(last) if last else None,
            last_at=stored_instant(last.finished_at) if last and last.finished_at else None,
            host=last.host if last else None,
            waiting=standing.waiting,
            lag=_since(standing.oldest, at),
            faulty=standing.faulty,
        )


@dataclass(kw_only=True)
class Sweeping:
    """One sweep under way, batch by batch."""

    watch: Watch
    now: datetime
    channels: tuple[str, ...]
    done: Swept = field(default_factory=Swept)
    begun: SweepRecord | None = None
    """Its row, once it found something to do."""
    claimed: tuple[DueTerm, ...] = ()

    def run(self) -> Swept:
        """Look until nothing is due any more."""
        while self._look(BATCH):
            pass
        if self.begun is not None:
            self._end()
        return self.done

    def end_lost(self, sweep_id: str) -> None:
        """Make the digests of a sweep that was killed before it made them."""
        try:
            with self.watch.database.write() as store:
                lost = store.watch.unfinished(sweep_id)
                if lost is not None:
                    self._finish(store, lost)
        except SweepFinished:  # another process was quicker
            return

    def _look(self, most: int) -> bool:
        """Look at so many terms that are due; whether more may be due. One whose rows the database refuses is put aside."""
        try:
            return self._batch(most)
        except SweepFinished:  # it was taken for lost: its digests are made, and it goes on under a new row
            self.begun = None
            return True
        except _OURS:
            raise
        except StorageError as error:
            if most == 1:
                self._put_aside(error)
                return True
        return all(self._look(1) for _ in range(most))

    def _batch(self, most: int) -> bool:
        watch = self.watch
        with watch.database.write() as store:
            self.claimed = store.watch.claim(instant_text(self.now), most)
            if not self.claimed:
                return False
            sights = self._sights(store)
            done = _after(self.done, self.claimed, sights, self.now)
            begun = self.begun or self._begin(store)
            store.watch.write(self._found(_counted(begun, done), sights))
            ends = len(self.claimed) < most and not any(sight.deemed for sight in sights)
            if ends:
                self._finish(store, _counted(begun, done))
        self.begun, self.done = None if ends else begun, done
        self._bring_about(term for term, sight in zip(self.claimed, sights, strict=True) if sight.deemed)
        return len(self.claimed) == most

    def _sights(self, store: Store) -> tuple[Sight, ...]:
        """What each look finds; whatever goes wrong with one term is that term's fault alone."""
        before, handlers = store.watch.known(self.claimed)
        fired = {term_id: dict(map(_heard, said)) for term_id, said in groupby(before, lambda one: one.term_id)}
        return tuple(
            self._sight(term, handlers.get(term.case_id, frozenset()), fired.get(term.id, {})) for term in self.claimed
        )

    def _sight(self, term: DueTerm, handlers: frozenset[str], fired: Mapping[tuple[int, str], datetime]) -> Sight:
        watch = self.watch
        try:
            around = Surroundings(
                workflow=watch.caseload.declared(term.workflow, term.workflow_version),
                register=watch.registrar.at(term.agency_id, term.register_version),
                calendar=watch.calendars.at(term.agency_id, term.calendar_version),
                handlers=handlers,
                fired=fired,
            )
            return look(term, around, watch.identities, self.now)
        except _OURS:
            raise
        except Exception as error:
            return put_aside(term, error, self.now)

    def _begin(self, store: Store) -> SweepRecord:
        begun = SweepRecord(
            id=self.watch.identities.new_id(), agency_id="", started_at=instant_text(self.now), finished_at=None,
            looked=0, fired=0, deemed=0, skipped=0, faults=0, lag_s=0, host=self.watch.host,
        )  # fmt: skip
        store.watch.begin(begun)
        return begun

    def _found(self, sweep: SweepRecord, sights: tuple[Sight, ...]) -> Batch:
        """The rows of a batch."""
        new_id, at = self.watch.identities.new_id, instant_text(self.now)
        alarms = [alarm for sight in sights for alarm in sight.alarms]
        inbox = tuple(
            InboxRecord(new_id(), alarm.about.agency_id, alarm.id, alarm.about.case_id, officer, sweep.id, at)
            for alarm in alarms
            for officer in alarm.to.officers
        )
        warnings = tuple(row for sight in sights for row in sight.warnings)
        return Batch(sweep=sweep, warnings=warnings, inbox=inbox, moves=tuple(sight.move for sight in sights))

    def _bring_about(self, terms: Iterable[DueTerm]) -> None:
        """Have the system record what came about; a refusal stays on record, and is asked again within the hour."""
        for term in terms:
            try:
                self.watch.expire(term.case_id, term.id)
                self.done = replace(self.done, deemed=self.done.deemed + 1)
            except Exception as error:
                self.done = replace(self.done, faults=self.done.faults + 1)
                with self.watch.database.write() as store:
                    store.watch.blame(term.id, f"{type(error).__name__}: {error}"[:300])

    def _put_aside(self, error: StorageError) -> None:
        """The one term last looked at is put aside: its rows were refused."""
        sight = put_aside(self.claimed[0], error, self.now)
        done = _after(self.done, self.claimed, (sight,), self.now)
        with self.watch.database.write() as store:
            begun = self.begun or self._begin(store)
            store.watch.write(Batch(sweep=_counted(begun, done), moves=(sight.move,)))
        self.begun, self.done = begun, done

    def _end(self) -> None:
        assert self.begun is not None, "only a sweep that began is ended"
        try:
            with self.watch.database.write() as store:
                self._finish(store, _counted(self.begun, self.done))
        except SweepFinished:  # its digests are made
            return

    def _finish(self, store: Store, sweep: SweepRecord) -> None:
        at = instant_text(self.now)
        digests = tuple(self._digests(store, sweep.id, at)) if self.channels else ()
        store.watch.finish(sweep._replace(finished_at=at), digests)

    def _digests(self, store: Store, sweep_id: str, at: str) -> Iterator[OutboxRecord]:
        """One for each person and channel."""
        for (officer, agency_id), told in groupby(
            store.watch.told(sweep_id), lambda one: (one.officer_id, one.agency_id)
        ):
            payload = digest_payload([one.body for one in told])
            for channel in self.channels:
                yield OutboxRecord(
                    id=self.watch.identities.new_id(), agency_id=agency_id, officer_id=officer, channel=channel,
                    sweep_id=sweep_id, payload=payload, created_at=at, status="waiting", tries=0, next_try_at=at,
                    leased_until=None, last_error=None, sent_at=None,
                )  # fmt: skip


def _heard(before: FiredBefore) -> tuple[tuple[int, str], datetime]:
    return (before.level, before.occurrence), stored_instant(before.fired_at)


def _after(done: Swept, terms: tuple[DueTerm, ...], sights: tuple[Sight, ...], now: datetime) -> Swept:
    """The counts with those of one batch more."""
    return Swept(
        looked=done.looked + len(terms),
        fired=done.fired + sum(len(sight.alarms) for sight in sights),
        deemed=done.deemed,
        skipped=done.skipped + sum(sight.skipped for sight in sights),
        faults=done.faults + sum(sight.move.fault is not None for sight in sights),
        lag=max(done.lag, *(_since(term.next_at, now) for term in terms)),
    )


def _since(text: str | None, now: datetime) -> timedelta:
    return now - stored_instant(text) if text else timedelta()


def _counted(sweep: SweepRecord, done: Swept) -> SweepRecord:
    return sweep._replace(
        looked=done.looked, fired=done.fired, deemed=done.deemed, skipped=done.skipped, faults=done.faults,
        lag_s=int(done.lag.total_seconds()),
    )  # fmt: skip


def _swept(row: SweepRecord) -> Swept:
    return Swept(
        looked=row.looked, fired=row.fired, deemed=row.deemed, skipped=row.skipped, faults=row.faults,
        lag=timedelta(seconds=row.lag_s),
    )  # fmt: skip
