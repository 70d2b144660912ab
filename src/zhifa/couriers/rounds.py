"""What a ring of the bell does: sweep, then carry the warnings that the sweeps wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import SystemRandom
from typing import Final

from zhifa.couriers.delivery import Courier, Delivered
from zhifa.couriers.notifier import Notifier
from zhifa.engine.clock import Clock, SystemClock
from zhifa.engine.office import Office
from zhifa.engine.swept import Swept

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

    def round(self) -> Round:
        """Sweep, with a digest for each person over each channel, and carry what is due; carried is also what waits when the sweep fails.

        Raises what :meth:`Office.sweep` and the database raise; the next round goes on from there.
        """
        try:
            swept = self._office.sweep(self._clock.now(), channels=self._channels)
        finally:
            delivered = self._courier.round(self._clock.now)
        return Round(swept=swept, delivered=delivered)
