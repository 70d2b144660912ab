"""The bell: wakes the watch, or those who carry events, at start and then again and again. It keeps no deadline itself; deadlines are rows."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, timedelta
from types import TracebackType
from typing import Final, Self

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler

from zhifa.engine.clock import SystemClock

EVERY: Final = timedelta(seconds=60)
"""How often the bell rings unless somebody says otherwise."""

_LOG = logging.getLogger("zhifa.couriers")
_SCHEDULER = logging.getLogger("zhifa.couriers.scheduler")
_SCHEDULER.addFilter(
    lambda record: record.levelno >= logging.ERROR
)  # that a ring is left out while another goes on is no news


class Bell:
    """Calls ``ring`` at once and then every so often, one call at a time; calls that were missed are one call.

    Any number of processes may have a bell on one database. What ``ring`` raises is told to ``fault`` (by default the log) and the bell goes
    on: the next ring meets the same rows.
    """

    def __init__(
        self, ring: Callable[[], object], *, every: timedelta = EVERY, fault: Callable[[Exception], None] | None = None
    ) -> None:
        """Raises ValueError for an interval under a second."""
        if every < timedelta(seconds=1):
            raise ValueError(f"every={every}: the bell rings every second at most")
        self._ring = ring
        self._every = every
        self._fault = fault or _logged
        self._scheduler: BaseScheduler | None = None

    def __enter__(self) -> Self:
        """Ring in the background within the block."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Ring in the background, in a thread of this process, until :meth:`stop`."""
        self._begin(BackgroundScheduler(timezone=UTC, logger=_SCHEDULER))

    def run(self) -> None:
        """Ring until this thread is interrupted; a ring that is under way is finished first."""
        try:
            self._begin(BlockingScheduler(timezone=UTC, logger=_SCHEDULER))
        finally:
            self.stop()

    def stop(self) -> None:
        """Ring no more; return when a ring that is under way is finished."""
        if self._scheduler is not None and self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        self._scheduler = None

    def _begin(self, scheduler: BaseScheduler) -> None:
        if self._scheduler is not None:
            raise RuntimeError("this bell rings already")
        self._scheduler = scheduler
        scheduler.add_job(
            self._once, "interval", seconds=self._every.total_seconds(), next_run_time=SystemClock().now(),
            coalesce=True, misfire_grace_time=None, max_instances=1,
        )  # fmt: skip
        scheduler.start()

    def _once(self) -> None:
        try:
            self._ring()
        except Exception as error:  # one failed round is told, and does not end the watch
            self._fault(error)


def _logged(error: Exception) -> None:
    _LOG.error("a round failed; it goes on at the next ring", exc_info=error)
