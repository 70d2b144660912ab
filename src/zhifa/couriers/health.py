"""Whether the watch is kept: for a host's own monitoring and for ``zhifa watch status``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zhifa.couriers.bell import EVERY
from zhifa.engine.clock import Clock, SystemClock
from zhifa.engine.office import Office
from zhifa.engine.outbox import Unsent
from zhifa.engine.watch import BEAT, WatchStatus

_MISSED: Final = 3
"""Intervals without a sweep after which nobody seems to keep watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the watch over one database stands."""

    alive: bool
    """Whether the last sweep is recent enough for the interval that was named."""
    at: datetime
    watch: WatchStatus
    unsent: tuple[Unsent, ...]
    """Messages that wait or are dead, by channel."""

    def count(self, status: str) -> int:
        """How many messages are ``waiting`` or ``dead``."""
        return sum(one.count for one in self.unsent if one.status == status)


def health(office: Office, *, every: timedelta = EVERY, clock: Clock | None = None) -> Health:
    """How the watch stands now. It is not alive when no sweep ended within three intervals, whichever process should have swept.

    Idle sweeps leave a note only every :data:`~zhifa.engine.watch.BEAT`; a shorter interval is not told more finely than that.
    """
    now = (clock or SystemClock()).now()
    status = office.watch_status(now)
    swept = status.swept_at
    return Health(
        alive=swept is not None and now - swept <= _MISSED * max(every, BEAT),
        at=now,
        watch=status,
        unsent=office.outbox.unsent(),
    )
