"""Where events may go: addresses that somebody entered over the web, so never to where only this machine should reach.

A name is resolved once, within the time of the whole request; every address that it has is checked, and the connection goes to one that was. So
an answer that changes between check and connection changes nothing. Redirects are not followed.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final
from urllib.parse import SplitResult, urlsplit

from zhifa.couriers.addresses import url as web_address
from zhifa.couriers.limit import within
from zhifa.couriers.notifier import ChannelDown

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LONGEST: Final = 2000
"""Characters of an address."""

_UNICAST: Final = IPv6Network("2000::/3")
"""Of IPv6 nothing else is the open internet: no local, private, discard-only or translated addresses, and none of a kind yet to come."""
_INSIDE: Final = tuple(map(ip_network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
    "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)))  # fmt: skip
"""What the registries of special addresses take out of it, tunnels (6to4, Teredo) and multicast among them."""

_NAT64: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE: Final = IPv6Network("::/96")


class ReceiverForbidden(ChannelDown):
    """The address leads to where events must not go."""


@dataclass(frozen=True, kw_only=True)
class Receivers:
    """What may be reached: the open internet, and the networks that whoever runs the site names (an agency's own lies in none of the former)."""

    networks: tuple[Network, ...] = ()
    seconds: float = 10
    """For the whole of a request, looking up the name included."""
    trust: ssl.SSLContext | None = field(default=None, repr=False)

    def check(self, told: str) -> str:
        """An address as somebody entered it. Raises ValueError for one that cannot be asked, or that is seen at once to lead nowhere allowed."""
        if len(told) > LONGEST:
            raise ValueError(f"至多{LONGEST}个字符")
        host = urlsplit(web_address(told)).hostname or ""
        literal = _literal(host)
        if literal is not None and not self.allows(literal):
            raise ValueError(_FORBIDDEN.format(address=host))
        if host.rstrip(".").lower() == "localhost" and not self.allows(IPv4Address("127.0.0.1")):
            raise ValueError(_FORBIDDEN.format(address=host))
        return told

    def allows(self, address: Address) -> bool:
        """Whether events may go there. An address that carries another one within counts as both."""
        return all(self._named(one) or _open(one) for one in _counted(address))

    def post(self, told: str, body: bytes, headers: dict[str, str]) -> int:
        """The status of the answer. Raises :class:`ReceiverForbidden`, ``OSError`` and ``http.client.HTTPException``."""
        until = time.monotonic() + self.seconds
        target = urlsplit(self._checked(told))
        port = target.port or (443 if target.scheme == "https" else 80)
        addresses = self._addresses(target.hostname or "", port)
        left = max(0.05, until - time.monotonic())
        connection = _connection(target, port, addresses, left, self.trust)
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        try:
            with within(left, connection):
                connection.request("POST", path, body, headers)
                with connection.getresponse() as answer:  # its body is nobody's concern
                    return answer.status
        finally:
            connection.close()

    def _checked(self, told: str) -> str:
        try:
            return self.check(told)
        except ValueError as error:
            raise ReceiverForbidden(str(error)) from error

    def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        """All that a name leads to. Raises :class:`ReceiverForbidden` when one of them must not be reached, ``TimeoutError``, ``OSError``."""
        found = tuple(dict.fromkeys(resolved(host, port, self.seconds)))
        if not found:
            raise OSError("no address")
        for address in found:
            if not self.allows(ip_address(address)):
                raise ReceiverForbidden(_FORBIDDEN.format(address=address))
        return found

    def _named(self, address: Address) -> bool:
        return any(address.version == network.version and address in network for network in self.networks)


def networks(told: Iterable[str]) -> tuple[Network, ...]:
    """Networks as people write them (``10.0.0.0/8``). Raises ValueError naming what is none."""
    return tuple(map(_network, told))


def resolved(host: str, port: int, seconds: float) -> Sequence[str]:
    """The addresses of a name; asked in a thread of its own, because looking one up has no limit. Raises ``TimeoutError``, ``OSError``."""
    answers: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()
    Thread(target=_resolve, args=(host, port, answers), name="zhifa-courier-name", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


_FORBIDDEN: Final = (
    "{address} 不在可以推送的范围：本机、链路本地、组播和内部网络的地址不推送；内部网络由管理员在设置的 networks 中列明"
)


def _resolve(host: str, port: int, answers: SimpleQueue[Sequence[str] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers.put([str(line[4][0]) for line in found])
    except OSError as error:
        answers.put(error)
    except UnicodeError as error:  # a name that cannot be asked for
        answers.put(OSError(str(error)))


def _network(told: str) -> Network:
    try:
        return ip_network(told)
    except ValueError as error:
        raise ValueError(f"「{told[:60]}」应为网段，如 10.0.0.0/8") from error


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _open(address: Address) -> bool:
    """Whether it lies in the open internet."""
    return (address.version == 4 or address in _UNICAST) and not any(address in network for network in _INSIDE)


def _counted(address: Address) -> tuple[Address, ...]:
    """The address, or the IPv4 one that is written as it, and those that it is a way to."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if any(address in network for network in (*_NAT64, _COMPATIBLE)):
        return (address, IPv4Address(int(address) & 0xFFFFFFFF))
    if address.sixtofour is not None:
        return (address, address.sixtofour)
    return (address, *(address.teredo or ()))


def _connection(
    target: SplitResult, port: int, addresses: tuple[str, ...], seconds: float, trust: ssl.SSLContext | None
) -> http.client.HTTPConnection:
    host = target.hostname or ""
    if target.scheme == "https":
        return _PinnedTls(host, port, addresses, seconds, trust or ssl.create_default_context())
    return _Pinned(host, port, addresses, seconds)


class _Pinned(http.client.HTTPConnection):
    """A connection to addresses that were checked, whatever its name leads to by now."""

    def __init__(self, host: str, port: int, addresses: tuple[str, ...], seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._addresses = addresses
        self._until = time.monotonic() + seconds

    def connect(self) -> None:
        """Connect to the first that answers. Raises ``OSError``."""
        for address in self._addresses[:-1]:
            try:
                self.sock = self._to(address)
            except OSError:
                continue
            return
        self.sock = self._to(self._addresses[-1])

    def _to(self, address: str) -> socket.socket:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return socket.create_connection((address, self.port), timeout=left)


class _PinnedTls(_Pinned):
    """The same with TLS, whose certificate must be that of the name."""

    default_port = 443

    def __init__(self, host: str, port: int, addresses: tuple[str, ...], seconds: float, trust: ssl.SSLContext) -> None:
        super().__init__(host, port, addresses, seconds)
        self._trust = trust

    def connect(self) -> None:
        """Connect and shake hands; the socket is told first, so that a hand that never comes is cut off too."""
        super().connect()
        assert self.sock is not None, "connected"
        secured = self._trust.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = secured
        secured.do_handshake()
