"""Threads of their own for those who sign in, so that ten thousand of them at once take none from those who work."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from fastapi import Request

from zhifa.identity.errors import Crowded

_T = TypeVar("_T")

_HANDS: Final = 2
"""One reckons a password while another asks the database."""
_MOST: Final = 200
"""People who wait for their turn; with some 30 a second that is about as long as anybody waits."""


class Doormen:
    """Carries out what costs much, one after the other. Safe to share between threads and loops."""

    def __init__(self, *, most: int = _MOST) -> None:
        self._most = most
        self._waiting = 0
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(max_workers=_HANDS, thread_name_prefix="zhifa-door")

    async def attend(self, work: Callable[[], _T]) -> _T:
        """What ``work`` answers or raises. Raises :class:`Crowded` at once where too many wait."""
        with self._lock:
            if self._waiting >= self._most:
                raise Crowded
            self._waiting += 1
        try:
            return await asyncio.wrap_future(self._pool.submit(work))
        finally:
            with self._lock:
                self._waiting -= 1


_MAKING: Final = threading.Lock()


def doormen_of(request: Request, *, abroad: bool = False) -> Doormen:
    """Those of the site that a request came to; ``abroad``: those who ask a provider elsewhere, which may take its time."""
    name = "doormen_abroad" if abroad else "doormen"
    with _MAKING:
        found: Doormen | None = getattr(request.app.state, name, None)
        if found is None:
            found = Doormen()
            setattr(request.app.state, name, found)
    return found
