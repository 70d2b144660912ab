"""A limit of time for a conversation with a server: also for one that answers a byte now and then for ever."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Final, Protocol

_AGAIN: Final = 0.1
"""Seconds. The connection may just have been handed from the bare socket to its TLS; so it is cut again until the conversation is over."""


class Conversation(Protocol):
    """A client of the standard library, which keeps its socket under this name while it is connected."""

    sock: socket.socket | None


@contextmanager
def within(seconds: float, conversation: Conversation) -> Iterator[None]:
    """Cut the connection when the block takes longer than so many seconds, and raise ``TimeoutError``, whatever the block made of it.

    The timeout of a socket starts anew with every byte that comes, so it is no limit on the whole.
    """
    over, late = Event(), Event()
    watch = Thread(target=_cut_late, args=(over, late, seconds, conversation), name="zhifa-courier-limit", daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()
        if late.is_set():
            raise TimeoutError


def _cut_late(over: Event, late: Event, seconds: float, conversation: Conversation) -> None:
    while not over.wait(seconds):
        late.set()
        line, seconds = conversation.sock, _AGAIN
        if line is not None:
            with suppress(OSError):  # it ended by itself in this very moment
                socket.socket.shutdown(
                    line, socket.SHUT_RDWR
                )  # not that of a TLS socket, which would first forget its keys
