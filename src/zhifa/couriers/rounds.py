"""What a ring of the bell does: sweep, then carry the warnings that the sweeps wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Final

from zhifa.couriers.delivery import Courier, Delivered
from zhifa.couriers.notifier import Notifier
from zhifa.engine.clock import Clock, SystemClock
from zhifa.engine.office import Office
from zhifa.engine.swept import Swept

_TENDED_EVERY: Final = timedelta(days=1)
_CHANCE: Final = SystemRandom().random


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did."""

    swept: Swept
    delivered: Delivered


class Watchman:
    """Goes the rounds of an office. Safe to call from any number of threads and processes at once."""

    def __init__(
        self,
        office: Office,
        notifiers: Iterable[Notifier] = (),
        *,
        clock: Clock | None = None,
        chance: Callable[[], float] = _CHANCE,
    ) -> None:
        self._office = office
        self._clock = clock or SystemClock()
        notifiers = tuple(notifiers)
        self._channels = tuple(notifier.channel for notifier in notifiers)
        self._courier = Courier(office, notifiers, chance=chance)
        self._tended_at: datetime | None = None

    def round(self) -> Round:
        """Sweep, with a digest for each person over each channel, and carry what is due; carried is also what waits when the sweep fails. Once a day, tend the
        database.

        Raises what :meth:`Office.sweep` and the database raise; the next round goes on from there.
        """
        try:
            swept = self._office.sweep(self._clock.now(), channels=self._channels)
        finally:
            delivered = self._courier.round(self._clock.now)
        self._tend()
        return Round(swept=swept, delivered=delivered)

    def _tend(self) -> None:
        now = self._clock.now()
        if self._tended_at is None or now - self._tended_at >= _TENDED_EVERY:
            self._office.tend()
            self._tended_at = now
