"""How the office stands, asked at most every few seconds however many look after it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from zhifa.engine.office import Office
from zhifa.engine.watch import WatchStatus
from zhifa.web.shell.meter import Meter

LONGEST_LAG: Final = timedelta(minutes=30)
"""A term that waits longer for the watch shows that nobody keeps watch."""
_KEPT: Final = 5.0
"""Seconds for which an answer is given again."""
_LOG = logging.getLogger("zhifa.web")


class Standing:
    """Asks one office. Safe to share between threads."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._asked_at = float("-inf")
        self._checks: Mapping[str, str] = {}

    def checks(self) -> Mapping[str, str]:
        """``database``, ``files`` and ``watch``: ``ok``, or in one word what is wrong; why stands in the log."""
        with self._lock:
            if time.monotonic() - self._asked_at > _KEPT:
                self._checks = self._found()
                self._asked_at = time.monotonic()
            return self._checks

    def measure(self, meter: Meter) -> None:
        """Bring the figures of the office up to date; what cannot be asked stays as it was."""
        try:
            watch = self._office.watch_status()
            open_cases = self._office.readiness.open_cases()
        except Exception as error:  # the other figures are wanted all the more
            _LOG.warning("the figures of the office could not be asked", exc_info=error)
            return
        swept = watch.swept_at.timestamp() if watch.swept_at else 0.0
        meter.standing(lag_seconds=watch.lag.total_seconds(), swept_at=swept, open_cases=open_cases)

    def _found(self) -> Mapping[str, str]:
        readiness = self._office.readiness
        database = _checked(readiness.require_database, "database")
        return {
            "database": database,
            "files": _checked(readiness.require_files, "files"),
            "watch": self._watch() if database == "ok" else "unknown",
        }

    def _watch(self) -> str:
        try:
            status: WatchStatus = self._office.watch_status()
        except Exception as error:
            _LOG.warning("the watch could not be asked", exc_info=error)
            return "unknown"
        return "lagging" if status.lag > LONGEST_LAG else "ok"


def _checked(check: Callable[[], None], name: str) -> str:
    try:
        check()
    except Exception as error:  # whatever it is, the site is not ready
        _LOG.warning("not ready: %s", name, exc_info=error)
        return "failing"
    return "ok"
