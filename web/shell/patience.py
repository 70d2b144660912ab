"""Connections that ask for nothing are ended: whoever opens many and sends nothing, or a request letter by letter, holds up nobody."""

from __future__ import annotations

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

DEADLINE: Final = 15.0
"""Seconds within which a connection must have sent the head of a request, and from which on a head must be whole."""

_LEANS_ON: Final = ((H11Protocol, {"cycle", "loop", "transport"}), (RequestResponseCycle, {"response_complete"}))
"""What uvicorn promises nobody and this protocol reads: looked for when the program starts, not when a connection stays open."""
for _kind, _names in _LEANS_ON:
    if not _names <= set(_kind.__init__.__code__.co_names):
        raise ImportError(f"uvicorn: {_kind.__name__} has no more {_names}; use the version in constraints.txt")


class Patient(H11Protocol):
    """The protocol of a connection, with a deadline for the head of each request."""

    deadline: float = DEADLINE
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._rest()
        elif self._waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.deadline, self._too_late)

    def _rest(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _too_late(self) -> None:
        self._waiting = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
