"""The watch: finds the terms whose time has come, warns exactly once, and has the system record what the law brings about.

Any number of processes may sweep at the same time and any of them may be killed: whatever a look finds is written in one transaction with the
time of the next look, and term, due date, level and occurrence are unique in the database (invariant 9). A sweep that finds nothing to do
reads once and takes no lock. Digests are made when a sweep ends; one that was killed before is ended by the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zhifa.engine.clock import Clock
from zhifa.engine.instants import instant_text, legal_day, require_aware, stored_instant
from zhifa.engine.ladder import AHEAD
from zhifa.engine.sweeping import Means, Sweeping
from zhifa.engine.swept import Swept, since, told_by
from zhifa.storage.watch import Faulty, Stirred

LOST: Final = timedelta(minutes=5)
"""A sweep that has not ended after so long was killed; the next one ends it."""
LEFT: Final = timedelta(days=1)
"""How long one that was killed is left to those that can carry its digests, where a process has no channels."""
BEAT: Final = timedelta(seconds=60)
"""How often sweeps leave a note that they were there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchStatus:
    """How the watch stands."""

    swept_at: datetime | None
    """The last sweep, to the minute if it found nothing to do; None before the first. What a clock that ran ahead dated later does not count."""
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


@dataclass(frozen=True, kw_only=True)
class Watch:
    """The watch over the terms of one database. Safe to share between threads."""

    means: Means
    clock: Clock

    def sweep(self, now: datetime | None = None, *, channels: Iterable[str] = ()) -> Swept:
        """Look at every term whose time has come by ``now`` (default: the clock's), and warn.

        Each person warned gets the warning in the inbox, and one digest of the whole sweep over each of ``channels`` (``mail``,
        ``webhook``). Raises ValueError for a naive ``now``; ``DatabaseBusy`` and ``StorageFull``, after which the next sweep goes on.
        """
        at = require_aware(self.clock.now() if now is None else now, field="now")
        going = Sweeping(means=self.means, now=at, channels=tuple(channels))
        given_up = at - (LOST if going.channels else LEFT)
        stirred = self._stirred(at, given_up)
        while stirred.unfinished is not None:
            going.end_lost(stirred.unfinished)
            stirred = self._stirred(at, given_up)
        beat = stored_instant(stirred.beat_at) if stirred.beat_at else None
        if beat is not None and beat - at > AHEAD:  # by a clock that was wrong: what it put off is looked at anew
            with self.means.database.write() as store:
                store.watch.look_at_all(instant_text(at))
                store.outbox.hasten(instant_text(at), instant_text(at + AHEAD))
            stirred = self._stirred(at, given_up)
        done = going.run() if stirred.due else Swept()
        if beat is None or abs(at - beat) >= BEAT:
            with self.means.database.write() as store:
                store.watch.beat(instant_text(at), self.means.host)
            if beat is None or legal_day(beat) != legal_day(at):
                self.means.database.refresh_statistics()  # lists grow slow as a database fills that nobody looks through
        return done

    def _stirred(self, at: datetime, given_up: datetime) -> Stirred:
        with self.means.database.read_once() as store:
            return store.watch.stirred(instant_text(at), instant_text(given_up))

    def status(self, now: datetime | None = None, *, agency_id: str | None = None) -> WatchStatus:
        """How the watch stands at ``now``; of terms that could not be looked at those of one agency, where it is named."""
        at = require_aware(self.clock.now() if now is None else now, field="now")
        with self.means.database.read_once() as store:
            standing = store.watch.standing(instant_text(at), instant_text(at + BEAT), agency_id or "")
        last = standing.last
        ends = [text for text in (standing.beat_at, last.finished_at if last else None) if text]
        return WatchStatus(
            swept_at=stored_instant(max(ends)) if ends else None,
            last=told_by(last) if last else None,
            last_at=stored_instant(last.finished_at) if last and last.finished_at else None,
            host=last.host if last else None,
            waiting=standing.waiting,
            lag=since(standing.oldest, at),
            faulty=standing.faulty,
        )
