"""Where a site listens: the address is held at once, and several processes share what comes in."""

from __future__ import annotations

import pickle
import socket
import sys

import pytest

from zhifa.web.listening import bound

MANY = 60


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=5)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_address_is_held_from_the_beginning(workers: int) -> None:
    with bound("127.0.0.1", 0, workers=workers) as held:
        port = held.getsockname()[1]
        for others in (1, 2):
            with pytest.raises(OSError, match="Address already in use"):
                bound("127.0.0.1", port, workers=others)


def test_one_process_listens_at_once_and_sends_without_delay() -> None:
    with bound("127.0.0.1", 0) as held, connected(held.getsockname()[1]) as client, held.accept()[0] as served:
        assert served.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert client.getpeername()[1] == held.getsockname()[1]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes listen at one socket")
def test_what_comes_in_is_spread_over_the_processes() -> None:
    with bound("127.0.0.1", 0, workers=2) as held:
        port, told = held.getsockname()[1], pickle.dumps(held)
        with pytest.raises(ConnectionRefusedError):
            connected(port)
        with pickle.loads(told) as one, pickle.loads(told) as other:
            clients = [connected(port) for _ in range(MANY)]
            taken = [_waiting(listening) for listening in (one, other)]
            assert sum(taken) == MANY
            assert min(taken) > MANY // 10
            for client in clients:
                client.close()


def _waiting(listening: socket.socket) -> int:
    """How many connections wait there."""
    listening.setblocking(False)
    taken = 0
    while True:
        try:
            listening.accept()[0].close()
        except BlockingIOError:
            return taken
        taken += 1
