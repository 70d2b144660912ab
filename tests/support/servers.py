"""Servers of a test's own that answer as told: SMTP that keeps the mails, HTTP that keeps the requests, and one that never finishes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Sink:
    """What came by SMTP; ``answers`` are given to the next mails in the place of taking them."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []
        self.port = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.answers:
            return self.answers.pop(0)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


def _admit(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
    return AuthResult(success=(login.login, login.password) == (b"zhifa", b"a-word"), handled=False)


class _AnyPort(Controller):
    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def smtp_sink(**options: Any) -> Iterator[Sink]:
    """An SMTP server on a loopback port of its own; ``options`` are those of aiosmtpd."""
    sink = Sink()
    controller = _AnyPort(sink, hostname="127.0.0.1", port=0, authenticator=_admit, **options)
    controller.start()
    sink.port = controller.port
    try:
        yield sink
    finally:
        controller.stop()


class Posted(NamedTuple):
    """A request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """What was posted; each request is answered with the next of ``statuses``, the last of them for ever."""

    def __init__(self) -> None:
        self.posted: list[Posted] = []
        self.statuses = [204]
        self.url = ""


@contextmanager
def http_receiver() -> Iterator[Receiver]:
    """An HTTP server on a loopback port of its own."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.posted.append(Posted(self.path, headers, body))
            statuses = receiver.statuses
            self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing on the error stream of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/hooks?from=zhifa"
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def silent() -> Iterator[int]:
    """The port of a server that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@contextmanager
def dripping(beginning: bytes) -> Iterator[int]:
    """The port of a server that says the beginning and then a byte at a time without end: no single read of a client times out."""
    over = Event()
    listener = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=_drip, args=(listener, beginning, over))
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        listener.close()
        thread.join()


def _drip(listener: socket.socket, beginning: bytes, over: Event) -> None:
    listener.settimeout(0.05)
    lines: list[socket.socket] = []
    while not over.is_set():
        with suppress(TimeoutError, OSError):
            lines.append(listener.accept()[0])
            lines[-1].sendall(beginning)
        for line in lines:
            with suppress(OSError):
                line.sendall(b"-")
    for line in lines:
        line.close()
