"""The outermost of the shell: every request has a number, is counted, and leaves one line in the log. A line names no person and no query."""

from __future__ import annotations

import logging
import re
import secrets
import time
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhifa.engine.quoted import legible
from zhifa.web.shell.gate import PROBES
from zhifa.web.shell.meter import Meter

_LOG = logging.getLogger("zhifa.web.access")
_NUMBER: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Journal:
    """Numbers, times and logs requests. A number that a proxy gave is kept, so that its log and ours tell of the same."""

    def __init__(self, app: ASGIApp, *, meter: Meter) -> None:
        self.app = app
        self._meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        scope["zhifa.request_id"] = given if _NUMBER.fullmatch(given) else secrets.token_hex(8)
        status = 500
        begin = time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with self._meter.in_flight():
            try:
                await self.app(scope, receive, sending)
            finally:
                took = time.perf_counter() - begin
                self._meter.request(scope["method"], template_of(scope), status, took)
                level = logging.DEBUG if scope["path"] in PROBES and status < 400 else logging.INFO
                _LOG.log(level, _line(scope, status, took))


def template_of(scope: Scope) -> str:
    """The route as it was declared, without what the address filled in."""
    context = (
        scope.get("fastapi", {}).get("effective_route_context") if isinstance(scope.get("fastapi"), dict) else None
    )
    for route in (context, scope.get("route")):
        path = getattr(route, "path_format", None) or getattr(route, "path", None)
        if isinstance(path, str) and path:
            return path
    return "（没有这个地址）"


def _line(scope: Scope, status: int, took: float) -> str:
    client = scope["client"][0] if scope.get("client") else "-"
    return (
        f"{scope['zhifa.request_id']} {client} {scope['method']} {legible(scope['path'])} {status} {took * 1000:.0f}ms"
    )
