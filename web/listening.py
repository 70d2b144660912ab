"""The socket at which a site listens."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from typing import Final

__all__ = ["bound"]

_BACKLOG: Final = 2048
_SPREADS: Final = sys.platform == "linux"
"""Whether the system spreads what comes in over all sockets of one address."""


def bound(host: str, port: int, *, workers: int = 1) -> socket.socket:
    """A socket that listens at an address; port 0 is any free one. For several workers it holds the address until they listen, each for itself.

    Raises OSError where the address is taken or none of this machine.
    """
    apart = workers > 1 and _SPREADS
    held = (_Shared if apart else socket.socket)(_family(host))
    try:
        _prepared(held).bind((host, port))
        if apart:  # from now on, and of the workers alone: any other program is told that the address is taken
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        else:
            held.listen(_BACKLOG)
    except OSError:
        held.close()
        raise
    held.set_inheritable(True)
    return held


class _Shared(socket.socket):
    """Handed to a process, it becomes a socket of that process at the same address.

    Of processes that listen at one socket the one that waited last takes whatever comes in: of a few connections that stay open, nearly all.
    """

    def __reduce_ex__(self, _: object) -> tuple[Callable[[str, int], socket.socket], tuple[str, int]]:
        host, port = self.getsockname()[:2]
        return _beside, (host, port)


def _beside(host: str, port: int) -> socket.socket:
    """A socket that listens at an address which others hold too."""
    listening = _prepared(socket.socket(_family(host)))
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind((host, port))
    listening.listen(_BACKLOG)
    return listening


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _prepared(made: socket.socket) -> socket.socket:
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Head and body go out in two writes, which would wait 40 ms for each other; asyncio sees to it only on sockets that name their protocol.
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made
