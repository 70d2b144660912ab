"""Answers that stay good for some seconds, for what is dear to find out and may be a little old."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from threading import Lock
from time import monotonic
from typing import Final, Generic, TypeVar

__all__ = ["Kept"]

KEPT: Final = 500
"""Answers kept at hand; beyond them all are asked for anew."""
STALE: Final = 3
"""An answer so many times as old as it is good for is told no more, not even until there is a new one."""

V = TypeVar("V")


class Kept(Generic[V]):
    """Answers that stay good for so many seconds. Safe to share between threads; two may ask for the same at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._told: dict[object, tuple[float, V]] = {}
        self._renewing: set[object] = set()

    def of(self, key: object, ask: Callable[[], V], *, aside: Executor | None = None) -> V:
        """The answer under this key, asked for where there is none or it is too old.

        ``aside``: asks while the old answer is told once more, so that nobody waits who comes again and again. What it raises, whoever comes when that answer
        is stale is told instead.
        """
        with self._lock:
            told = self._told.get(key)
            age = monotonic() - told[0] if told else 0.0
            old, stale = age >= self._seconds, age >= self._seconds * STALE
            renews = aside is not None and old and not stale and key not in self._renewing
            if renews:
                self._renewing.add(key)
        if told is None or stale or (old and aside is None):
            return self._asked(key, ask)
        if aside is not None and renews:
            aside.submit(self._asked, key, ask)
        return told[1]

    def _asked(self, key: object, ask: Callable[[], V]) -> V:
        now = monotonic()
        try:
            answer = ask()
        finally:
            with self._lock:
                self._renewing.discard(key)
        with self._lock:
            if len(self._told) >= KEPT:
                self._told.clear()
            self._told[key] = (now, answer)
        return answer
