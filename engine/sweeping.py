"""One sweep under way: looks at what is due batch by batch, and makes the digests at its end.

Whatever a look finds is written in one transaction with the time of the next look; a term that cannot be looked at is put aside and stops
nobody else's look.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Final

from zhifa.engine.alarm import digest_payload
from zhifa.engine.calendars import Calendars
from zhifa.engine.caseload import Caseload
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.engine.ladder import Fired
from zhifa.engine.lookout import Sight, Surroundings, look, put_aside
from zhifa.engine.registrar import Registrar
from zhifa.engine.swept import Swept, after, counted, since
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
from zhifa.storage.watch import Batch, DueTerm, FiredBefore, Known

BATCH: Final = 200
"""Terms looked at in one transaction."""

_OURS: Final = (DatabaseBusy, StorageFull, SchemaMissing, SchemaOutdated)
"""Errors of the database that no row is to blame for."""

Expire = Callable[[str, str], object]
"""Has the system record what the end of a term of a case brings about by law."""


@dataclass(frozen=True, kw_only=True)
class Means:
    """What every sweep over one database works with."""

    database: Database
    registrar: Registrar
    caseload: Caseload
    calendars: Calendars
    identities: Identities
    expire: Expire
    host: str = field(default_factory=lambda: f"{socket.gethostname()}/{os.getpid()}")


@dataclass(kw_only=True)
class Sweeping:
    """One sweep under way, batch by batch."""

    means: Means
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
            with self.means.database.write() as store:
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
        means = self.means
        with means.database.write() as store:
            self.claimed = store.watch.claim(instant_text(self.now), most)
            if not self.claimed:
                return False
            sights = self._sights(store)
            done = after(self.done, sights)
            begun = self.begun or self._begin(store)
            store.watch.write(self._found(counted(begun, done), sights))
            ends = len(self.claimed) < most and not any(sight.deemed for sight in sights)
            if ends:
                self._finish(store, counted(begun, done))
        self.begun, self.done = None if ends else begun, done
        deemed = [term for term, sight in zip(self.claimed, sights, strict=True) if sight.deemed]
        self._bring_about(deemed)
        return bool(deemed) or len(self.claimed) == most  # what came about may have begun terms that are due already

    def _sights(self, store: Store) -> tuple[Sight, ...]:
        """What each look finds; whatever goes wrong with one term is that term's fault alone."""
        known = store.watch.known(self.claimed)
        said = {term_id: tuple(rows) for term_id, rows in groupby(known.fired, lambda one: one.term_id)}
        return tuple(self._sight(term, store, known, said.get(term.id, ())) for term in self.claimed)

    def _sight(self, term: DueTerm, store: Store, known: Known, said: Iterable[FiredBefore]) -> Sight:
        means = self.means
        try:
            waited = since(term.next_at, self.now)
            around = Surroundings(
                workflow=means.caseload.declared(term.workflow, term.workflow_version),
                register=means.registrar.at(term.agency_id, term.register_version),
                calendar=means.calendars.at(term.agency_id, term.calendar_version),
                handlers=known.handlers.get(term.case_id, frozenset()),
                open_tracks=known.open_tracks.get(term.case_id, frozenset()),
                fired=_by_due(said),
                case=lambda: means.caseload.of(store.load(term.case_id))[0],
            )
            return replace(look(term, around, means.identities, self.now), waited=waited)
        except _OURS:
            raise
        except Exception as error:  # whatever is wrong with one term is kept on its row, and the others are looked at
            return put_aside(term, error, self.now)

    def _begin(self, store: Store) -> SweepRecord:
        begun = SweepRecord(
            id=self.means.identities.new_id(), agency_id="", started_at=instant_text(self.now), finished_at=None,
            looked=0, fired=0, deemed=0, skipped=0, faults=0, lag_s=0, host=self.means.host,
        )  # fmt: skip
        store.watch.begin(begun)
        return begun

    def _found(self, sweep: SweepRecord, sights: tuple[Sight, ...]) -> Batch:
        """The rows of a batch."""
        new_id, at = self.means.identities.new_id, instant_text(self.now)
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
                self.means.expire(term.case_id, term.id)
                self.done = replace(self.done, deemed=self.done.deemed + 1)
            except Exception as error:  # it is kept on the row of the term, and the other terms still come about
                self.done = replace(self.done, faults=self.done.faults + 1)
                with self.means.database.write() as store:
                    store.watch.blame(term.id, f"{type(error).__name__}: {error}"[:300])

    def _put_aside(self, error: StorageError) -> None:
        """The one term last looked at is put aside: its rows were refused."""
        sight = put_aside(self.claimed[0], error, self.now)
        done = after(self.done, (sight,))
        try:
            with self.means.database.write() as store:
                begun = self.begun or self._begin(store)
                store.watch.write(Batch(sweep=counted(begun, done), moves=(sight.move,)))
        except SweepFinished:  # it was taken for lost; the term is due still, and put aside under a new row
            self.begun = None
            return
        self.begun, self.done = begun, done

    def _end(self) -> None:
        assert self.begun is not None, "only a sweep that began is ended"
        try:
            with self.means.database.write() as store:
                self._finish(store, counted(self.begun, self.done))
        except SweepFinished:  # its digests are made
            return

    def _finish(self, store: Store, sweep: SweepRecord) -> None:
        at = instant_text(self.now)
        digests: tuple[OutboxRecord, ...] = ()
        if self.channels:
            try:
                digests = tuple(self._digests(store, sweep.id, at))
            except (
                ValueError
            ):  # a warning of it cannot be read any more, which `verify` tells; its sweep ends all the same
                sweep = sweep._replace(faults=sweep.faults + 1)
        store.watch.finish(sweep._replace(finished_at=at), digests)

    def _digests(self, store: Store, sweep_id: str, at: str) -> Iterator[OutboxRecord]:
        """One for each person and channel."""
        for (officer, agency_id), told in groupby(
            store.watch.told(sweep_id), lambda one: (one.officer_id, one.agency_id)
        ):
            payload = digest_payload([one.body for one in told])
            for channel in self.channels:
                yield OutboxRecord(
                    id=self.means.identities.new_id(), agency_id=agency_id, officer_id=officer, channel=channel,
                    sweep_id=sweep_id, payload=payload, created_at=at, status="waiting", tries=0, next_try_at=at,
                    leased_until=None, last_error=None, sent_at=None,
                )  # fmt: skip


def _by_due(said: Iterable[FiredBefore]) -> Mapping[str, Fired]:
    found: dict[str, dict[tuple[int, str], datetime]] = {}
    for one in said:
        found.setdefault(one.due, {})[one.level, one.occurrence] = stored_instant(one.fired_at)
    return found
