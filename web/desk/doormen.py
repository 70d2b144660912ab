"""Threads of their own for those who sign in, so that ten thousand of them at once take none from those who work."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from zhifa.identity.attempts import network_of
from zhifa.identity.errors import Crowded

_T = TypeVar("_T")

_HANDS: Final = 2
"""One reckons a password while another asks the database."""
_MOST: Final = 200
"""People who wait for their turn; with some 30 a second that is about as long as anybody waits."""
_MOST_FROM_ONE: Final = 50
"""Of these from one address, so that nobody takes all places by himself."""


class Doormen:
    """Carries out what costs much, one after the other. Safe to share between threads and loops."""

    def __init__(self, *, most: int = _MOST, most_from_one: int = _MOST_FROM_ONE) -> None:
        self._most = most
        self._most_from_one = most_from_one
        self._waiting: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(max_workers=_HANDS, thread_name_prefix="zhifa-door")

    async def attend(self, work: Callable[[], _T], address: str) -> _T:
        """What ``work`` answers or raises. Raises :class:`Crowded` at once where too many wait, in all or from this address."""
        network = network_of(address)
        with self._lock:
            if self._waiting.total() >= self._most or self._waiting[network] >= self._most_from_one:
                raise Crowded
            self._waiting[network] += 1
        try:
            return await asyncio.wrap_future(self._pool.submit(work))
        finally:
            with self._lock:
                self._waiting[network] -= 1
                self._waiting = +self._waiting


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


async def attended(
    request: Request, work: Callable[[], Response], *, crowded: Callable[[Crowded], Response], abroad: bool = False
) -> Response:
    """What ``work`` answers in its turn, or ``crowded`` where somebody is told to come again; neither runs on the loop."""
    try:
        return await doormen_of(request, abroad=abroad).attend(work, address_of(request))
    except Crowded as told:
        return await run_in_threadpool(crowded, told)


def address_of(request: Request) -> str:
    """From where somebody comes; empty where the server does not tell."""
    return request.client.host if request.client else ""
