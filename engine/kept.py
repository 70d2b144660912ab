"""Answers that stay good for some seconds, for what is dear to find out and may be a little old."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final, Generic, TypeVar

__all__ = ["Kept"]

KEPT: Final = 500
"""Answers kept at hand; beyond them all are asked for anew."""

V = TypeVar("V")


class Kept(Generic[V]):
    """Answers that stay good for so many seconds. Safe to share between threads; two may ask for the same at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._told: dict[object, tuple[float, V]] = {}

    def of(self, key: object, ask: Callable[[], V]) -> V:
        """The answer under this key, asked for where there is none or it is too old."""
        now = monotonic()
        with self._lock:
            told = self._told.get(key)
        if told is not None and now - told[0] < self._seconds:
            return told[1]
        answer = ask()
        with self._lock:
            if len(self._told) >= KEPT:
                self._told.clear()
            self._told[key] = (now, answer)
        return answer
