"""Limits of what comes in: how much, how slowly, and in which encoding."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message as Mail
from typing import Final
from urllib.parse import parse_qsl

import anyio
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhifa.engine.quoted import shown
from zhifa.web.errors import BadRequest
from zhifa.web.settings import Settings
from zhifa.web.shell.gate import SAFE

FIELDS: Final = 4000
"""Fields of one form."""
FIELD_SIZE: Final = 1024 * 1024
"""Bytes or characters of one field."""
PAUSE: Final = 30.0
"""Seconds without a byte of a body that has not ended."""
_FORM: Final = "application/x-www-form-urlencoded"
_ALLOWANCE: Final = "zhifa.allowance"


@dataclass(slots=True)
class _Allowance:
    """How many bytes the body may have; a route that takes files raises it before it reads."""

    most: int


def allow(request: Request, size: int) -> None:
    """Let this request bring so many bytes, for a route that streams. To be called before anything of the body is read."""
    request.scope[_ALLOWANCE].most = size


class Limits:
    """Counts the body as it streams in, and reads forms, which are short, to see that they are whole UTF-8 text.

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
        counted = _counted(receive, allowance, _announced(headers))
        if scope["method"] not in SAFE and _media_type(headers) == _FORM:
            counted = _replayed(_whole_form(await _body(counted)), receive)
        await self.app(scope, counted, send)


def _counted(receive: Receive, allowance: _Allowance, announced: int | None) -> Receive:
    """The channel of a body, which raises as soon as more comes than is allowed or nothing comes for too long."""
    taken = 0
    ended = False

    async def counted() -> Message:
        nonlocal taken, ended
        if ended:
            return await receive()
        if announced is not None and announced > allowance.most:
            raise _too_large(allowance.most)
        try:
            with anyio.fail_after(PAUSE):
                message = await receive()
        except TimeoutError:
            raise BadRequest("body_too_slow", f"请求正文中断了{PAUSE:g}秒，没有收完；网络恢复后重来", 408) from None
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            ended = not message.get("more_body", False)
            if taken > allowance.most:
                raise _too_large(allowance.most)
        return message

    return counted


def _too_large(most: int) -> BadRequest:
    return BadRequest("body_too_large", f"请求正文大于 {most} 个字节，没有收；证据文件从证据页上传，文字分开填写", 413)


def _announced(headers: Headers) -> int | None:
    told = headers.get("content-length")
    if told is None:
        return None
    if not (told.isascii() and told.isdigit() and len(told) < 19):
        raise BadRequest("length_faulty", "Content-Length 应为正文的字节数")
    return int(told)


def _media_type(headers: Headers) -> str:
    """The type of the body. Raises ``BadRequest`` for text in another encoding than UTF-8."""
    told = headers.get("content-type")
    if told is None:
        return ""
    message = Mail()
    message["content-type"] = told
    charset = message.get_param("charset")
    if charset is not None and str(charset).lower() not in ("utf-8", "utf8"):
        raise BadRequest("charset", "请求正文应为 UTF-8；去掉 Content-Type 中的 charset，或者写 charset=utf-8", 415)
    return message.get_content_type()


async def _body(receive: Receive) -> bytes:
    parts = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest("body_cut", "请求正文没有收完，连接就断了；重来一次")
        parts += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(parts)


def _whole_form(body: bytes) -> bytes:
    """The same bytes, if they are a form in UTF-8. Raises ``BadRequest``."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeError:
        raise BadRequest("not_utf8", "填写的内容不是 UTF-8 文字；用浏览器从本站的页面提交") from None
    except ValueError:
        raise BadRequest("too_many_fields", f"填写的项多于{FIELDS}个；分开提交") from None
    for name, value in pairs:
        if "\0" in name or "\0" in value:
            raise BadRequest("text_hidden", f"填报项{shown(name)}含有空字符；删去后重新提交")
        if len(value) > FIELD_SIZE:
            raise BadRequest("field_too_long", f"填报项{shown(name)}长于{FIELD_SIZE}个字符；缩短或者作为附件提交", 413)
    return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A channel that gives a body which has been read, once more, and then what the connection brings."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
