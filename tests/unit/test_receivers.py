"""Where events may go: never to where only this machine should reach, however the address is written."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any

import pytest

from zhifa.couriers import receivers as module
from zhifa.couriers.receivers import ReceiverForbidden, Receivers, networks

OPEN = Receivers()
INTRANET = Receivers(networks=networks(["10.0.0.0/8", "fd00:1::/32"]))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::8.8.8.8", "64:ff9b:1::7f00:1",
        "2002:7f00:1::", "2002:808:808::", "2001:0:53aa:64c:0:0:80ff:fffe", "::127.0.0.1", "::ffff:192.0.0.170",
        "192.0.0.8", "192.0.0.170", "192.88.99.1", "198.51.100.1", "203.0.113.1", "fec0::1", "fe00::1", "100::1", "5f00::1", "4000::1", "3fff::1",
        "3fff:fff:ffff::1", "2001:2::1", "2001:20::1", "2001:1ff::1",
    ],
)  # fmt: skip
def test_what_is_not_the_open_internet_is_refused(address: str) -> None:
    assert not OPEN.allows(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(ValueError, match="不在可以推送的范围"):
        OPEN.check(f"http://{host}:8080/hook")


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "223.5.5.5", "192.0.1.1", "2400:3200::1", "2001:4860:4860::8888", "3ffe::1", "::ffff:8.8.8.8"],
)
def test_the_open_internet_may_be_told(address: str) -> None:
    assert OPEN.allows(ip_address(address))


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("10.1.2.3", True), ("::ffff:10.1.2.3", True), ("fd00:1::5", True), ("8.8.8.8", True),
        ("11.1.2.3", True), ("127.0.0.1", False), ("192.168.1.1", False), ("fd00:2::5", False), ("64:ff9b::a01:203", False),
    ],
)  # fmt: skip
def test_a_network_that_is_named_may_be_told(address: str, allowed: bool) -> None:
    assert INTRANET.allows(ip_address(address)) is allowed


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("64:ff9b::8.8.8.8", True),
        ("64:ff9b::10.1.2.3", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::808:808", False),
    ],
)
def test_where_a_network_of_translated_addresses_is_named_what_they_lead_to_counts(address: str, allowed: bool) -> None:
    assert Receivers(networks=networks(["64:ff9b::/96"])).allows(ip_address(address)) is allowed


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x", "file:///etc/passwd", "//a.example", "http://", "http://u:p@a.example/", "http://a.example/#x", "http://a.example:0/",
        "http://2130706433/", "http://0177.0.0.1/", "http://127.1/", "http://localhost/", "http://LOCALHOST./", "http://[fe80::1%25eth0]/", "http://a b/",
        "http://a.example/" + "x" * 2000,
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError):  # each rule has its own words, tested with the addresses
        OPEN.check(url)


@pytest.mark.parametrize("told", ["10.0.0.1/8", "x", "10.0.0.0/99"])
def test_a_network_that_is_none_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="应为网段"):
        networks([told])


def answering(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[int]:
    """The name server gives these answers one after the other; how often it was asked."""
    asked: list[int] = []

    def getaddrinfo(_host: str, port: int, **_: Any) -> list[Any]:
        asked.append(port)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(module.socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(ReceiverForbidden, match=r"127\.0\.0\.1"):
        OPEN.post("http://hooks.example/", b"", {})


def test_a_name_is_asked_for_once_and_its_answer_is_where_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    went: list[tuple[str, int]] = []

    def create_connection(address: tuple[str, int], **_: Any) -> Any:
        went.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(module.socket, "create_connection", create_connection)
    with pytest.raises(ConnectionRefusedError):
        OPEN.post("https://hooks.example/", b"", {})
    assert asked == [443]
    assert went == [("8.8.8.8", 443)]


def test_a_name_server_that_hangs_counts_within_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    over = Event()
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_, **__: [str(over.wait(5))][:0])
    try:
        with pytest.raises(TimeoutError):
            Receivers(seconds=0.2).post("http://hooks.example/", b"", {})
    finally:
        over.set()
