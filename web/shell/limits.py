"""Limits of what comes in: how much, how slowly, and in which encoding."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message as Mail
from time import monotonic
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhifa.web.errors import BadRequest
from zhifa.web.settings import Settings
from zhifa.web.shell.gate import SAFE

PAUSE: Final = 30.0
"""Seconds without a byte of a body that has not ended; and those that a body has before its rate counts."""
RATE: Final = 8 * 1024
"""Bytes a second that a body brings at least, counted from its first byte over the time in which it is waited for."""
_ALLOWANCE: Final = "zhifa.allowance"


@dataclass(slots=True)
class _Allowance:
    """How many bytes the body may have; a route that takes files raises it before it reads."""

    most: int


def allow(request: Request, size: int) -> None:
    """Let this request bring so many bytes, for a route that streams. To be called before anything of the body is read."""
    request.scope[_ALLOWANCE].most = size


class Limits:
    """Counts the body as it streams in. Since its size is bounded and its rate is, so is the time that it takes.

    Raises ``BadRequest`` with 400, 408, 413 or 415 when the body is read.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self._most = settings.body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        allowance = scope[_ALLOWANCE] = _Allowance(self._most)
        headers = Headers(scope=scope)
        if scope["method"] not in SAFE:
            _require_utf8(headers)
        await self.app(scope, _Body(receive, allowance, _announced(headers)), send)


class _Body:
    """The channel of a body, which raises as soon as more comes than is allowed, nothing comes for too long, or too little in all."""

    def __init__(self, receive: Receive, allowance: _Allowance, announced: int | None) -> None:
        self._receive = receive
        self._allowance = allowance
        self._announced = announced
        self._taken = 0
        self._waited = 0.0
        self._ended = False

    async def __call__(self) -> Message:
        if self._ended:
            return await self._receive()
        if self._announced is not None and self._announced > self._allowance.most:
            raise _too_large(self._allowance.most)
        message = await self._next()
        if message["type"] == "http.request":
            self._taken += len(message.get("body", b""))
            self._ended = not message.get("more_body", False)
            if self._taken > self._allowance.most:
                raise _too_large(self._allowance.most)
        return message

    async def _next(self) -> Message:
        """What comes next, as long as it may be waited for; what the site itself takes to work off what came does not count."""
        left = PAUSE + self._taken / RATE - self._waited
        if left <= 0:
            raise _too_slow()
        begin = monotonic()
        try:
            with anyio.fail_after(min(PAUSE, left)):
                return await self._receive()
        except TimeoutError:
            raise _too_slow() from None
        finally:
            self._waited += monotonic() - begin


def _too_slow() -> BadRequest:
    told = f"请求正文中断了{PAUSE:g}秒，或者一直慢于每秒{RATE // 1024} KB，没有收完；网络恢复后重来"
    return BadRequest("body_too_slow", told, 408)


def _too_large(most: int) -> BadRequest:
    return BadRequest("body_too_large", f"请求正文大于 {most} 个字节，没有收；证据文件从证据页上传，文字分开填写", 413)


def _announced(headers: Headers) -> int | None:
    told = headers.get("content-length")
    if told is None:
        return None
    if not (told.isascii() and told.isdigit() and len(told) < 19):
        raise BadRequest("length_faulty", "Content-Length 应为正文的字节数")
    return int(told)


def _require_utf8(headers: Headers) -> None:
    """Raises ``BadRequest`` for text in another encoding than UTF-8."""
    message = Mail()
    message["content-type"] = headers.get("content-type", "")
    charset = message.get_param("charset")
    if charset is not None and str(charset).lower() not in ("utf-8", "utf8"):
        raise BadRequest("charset", "请求正文应为 UTF-8；去掉 Content-Type 中的 charset，或者写 charset=utf-8", 415)
