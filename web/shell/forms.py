"""Forms as browsers send them: every text whole UTF-8 and bounded in number and length, files on the disk and never whole in memory."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Final, cast
from urllib.parse import parse_qsl

from fastapi import Request
from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from zhifa.engine.quoted import shown
from zhifa.web.access import site_of
from zhifa.web.errors import BadRequest
from zhifa.web.shell.limits import allow

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FIELDS: Final = 4000
"""Fields of an ordinary form."""
FIELD_SIZE: Final = 1024 * 1024
"""Bytes or characters of one field of it."""
_FILES: Final = 40
_AT_ONCE: Final = 1024 * 1024
"""Bytes that are taken apart together, and of a file that are kept in memory."""
_FORM: Final = "zhifa.form"
_PLAIN: Final = "application/x-www-form-urlencoded"
_PARTS: Final = "multipart/form-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much a form may bring besides what the whole body is allowed."""

    fields: int = FIELDS
    text: int = FIELD_SIZE
    """Bytes of one text."""
    files: int = _FILES
    folder: Path | None = None
    """Where its files lie until the request is answered; ``None``: where the system keeps what is temporary."""
    drops: bool = False
    """Whether what its files hold is let go as it comes: there is no room for it."""


ORDINARY: Final = Measure()


async def form_of(request: Request, measure: Measure = ORDINARY) -> FormData:
    """The form of a request, read once however often it is asked for; nothing where it is none. Its files are closed by :func:`close_form`.

    Raises ``BadRequest`` for a form that is malformed or cut, text that is not UTF-8 or holds a NUL, and anything beyond the measure.
    """
    kept: FormData | None = request.scope.get(_FORM)
    if kept is not None:
        return kept
    kind = request.headers.get("content-type", "").lower().partition(";")[0].strip()
    form = await _read(request, kind, measure)
    request.scope[_FORM] = form
    return form


async def close_form(request: Request) -> None:
    """Let the files go that came with the form of a request, if it was read."""
    form: FormData | None = request.scope.get(_FORM)
    if form is not None:
        await form.close()


async def _read(request: Request, kind: str, measure: Measure) -> FormData:
    if kind == _PLAIN:
        allow(request, site_of(request).settings.body_limit)  # it is read whole, also where files may come
        return _plain(await request.body(), measure)
    return await _in_parts(request, measure) if kind == _PARTS else FormData()


def _plain(body: bytes, measure: Measure) -> FormData:
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=measure.fields)
    except UnicodeError:
        raise _not_utf8() from None
    except ValueError:
        raise _too_many(measure) from None
    form: list[tuple[str, str | UploadFile]] = []
    for name, value in pairs:
        _require_visible(name, value)
        if len(value) > measure.text:
            raise _too_long(name, measure)
        form.append((name, value))
    return FormData(form)


async def _in_parts(request: Request, measure: Measure) -> FormData:
    parts = _Parts(measure)
    try:
        await _feed(request, parts)
    except BaseException as error:
        parts.close()
        if isinstance(error, FormParserError):
            raise _malformed() from error
        raise
    return FormData(parts.items)


async def _feed(request: Request, parts: _Parts) -> None:
    """Take the body apart, in a thread of its own, since files are written. Raises as the callbacks do, and ``FormParserError``."""
    boundary = parse_options_header(request.headers["content-type"])[1].get(b"boundary")
    if not boundary:
        raise _malformed()
    parser = MultipartParser(boundary, parts.callbacks)
    waiting = bytearray()
    async for content in request.stream():
        waiting += content
        if len(waiting) >= _AT_ONCE:
            await run_in_threadpool(parser.write, bytes(waiting))
            waiting.clear()
    await run_in_threadpool(parser.write, bytes(waiting))
    if not parts.whole:
        raise _malformed()


class _Parts:
    """The parts of a form as they come. Each of its callbacks raises ``BadRequest``, ``OSError`` where a file cannot be written."""

    def __init__(self, measure: Measure) -> None:
        self.items: list[tuple[str, str | UploadFile]] = []
        self.whole = False
        """Whether the last boundary has come."""
        self._measure = measure
        self._files: list[BinaryIO] = []
        self._texts = 0
        self._header = bytearray()
        self._value = bytearray()
        self._disposition = b""
        self._name = ""
        self._text = bytearray()
        self._file: UploadFile | None = None

    @property
    def callbacks(self) -> MultipartCallbacks:
        """What the parser is to call."""
        return {
            "on_part_begin": self._begin, "on_header_field": self._in_header, "on_header_value": self._in_value, "on_header_end": self._header_end,
            "on_headers_finished": self._headers_end, "on_part_data": self._data, "on_part_end": self._end, "on_end": self._all,
        }  # fmt: skip

    def close(self) -> None:
        """Let the files go."""
        for file in self._files:
            with suppress(OSError):  # what is left of it cannot be written, and is not wanted
                file.close()

    def _begin(self) -> None:
        self._disposition, self._name, self._file = b"", "", None
        self._text.clear()

    def _in_header(self, content: bytes, start: int, end: int) -> None:
        self._header += content[start:end]

    def _in_value(self, content: bytes, start: int, end: int) -> None:
        self._value += content[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _headers_end(self) -> None:
        told = parse_options_header(self._disposition)[1]
        if b"name" not in told:
            raise _malformed()
        self._name = _utf8(told[b"name"])
        if b"filename" in told:
            self._file = self._opened(_utf8(told[b"filename"]))
            return
        self._texts += 1
        if self._texts > self._measure.fields:
            raise _too_many(self._measure)

    def _opened(self, name: str) -> UploadFile:
        _require_visible(self._name, name)
        if len(self._files) == self._measure.files:
            raise BadRequest("too_many_files", f"文件多于{self._measure.files}个；分开提交", 413)
        folder = self._measure.folder
        spooled = SpooledTemporaryFile(max_size=_AT_ONCE, dir=str(folder) if folder else None)  # noqa: SIM115 - closed with the form
        file = cast("BinaryIO", spooled)
        self._files.append(file)
        return UploadFile(file, size=0, filename=name)

    def _data(self, content: bytes, start: int, end: int) -> None:
        if self._file is not None:
            if not self._measure.drops:
                self._file.file.write(content[start:end])
            self._file.size = (self._file.size or 0) + end - start
            return
        if len(self._text) + end - start > self._measure.text:
            raise _too_long(self._name, self._measure)
        self._text += content[start:end]

    def _end(self) -> None:
        if self._file is not None:
            self._file.file.seek(0)
            self.items.append((self._name, self._file))
            return
        text = _utf8(self._text)
        _require_visible(self._name, text)
        self.items.append((self._name, text))

    def _all(self) -> None:
        self.whole = True


def _utf8(told: bytes | bytearray) -> str:
    try:
        return told.decode()
    except UnicodeDecodeError:
        raise _not_utf8() from None


def _require_visible(name: str, value: str) -> None:
    if "\0" in name or "\0" in value:
        raise BadRequest("text_hidden", f"填报项{shown(name)}含有空字符；删去后重新提交")


def _malformed() -> BadRequest:
    return BadRequest("form_malformed", "提交的表单不完整或者写法不对，没有处理；返回上一页重新提交")


def _not_utf8() -> BadRequest:
    return BadRequest("not_utf8", "填写的内容不是 UTF-8 文字；用浏览器从本站的页面提交")


def _too_many(measure: Measure) -> BadRequest:
    return BadRequest("too_many_fields", f"填写的项多于{measure.fields}个；分开提交")


def _too_long(name: str, measure: Measure) -> BadRequest:
    told = f"填报项{shown(name)}长于{measure.text}个字符；缩短或者作为附件提交"
    return BadRequest("field_too_long", told, 413)
