"""Forms as browsers send them, with every text in UTF-8: starlette reads a part that is not as Latin-1, which would keep broken characters for good."""

from __future__ import annotations

from contextlib import aclosing

from fastapi import Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser

from zhifa.web.errors import BadRequest
from zhifa.web.shell.limits import FIELD_SIZE, FIELDS


class _Utf8Parts(MultiPartParser):
    """Raises ``BadRequest`` at a name or a text that is not UTF-8; files hold what they hold."""

    def on_headers_finished(self) -> None:
        """The names of a field and of its file."""
        _require_utf8(self._current_part.content_disposition or b"")
        super().on_headers_finished()

    def on_part_end(self) -> None:
        """The text of a field."""
        if self._current_part.file is None:
            _require_utf8(bytes(self._current_part.data))
        super().on_part_end()


async def form_in_utf8(request: Request, *, max_files: int) -> FormData:
    """The form of a request, read once however often it is asked for. Raises ``BadRequest`` for text that is not UTF-8, ``HTTPException`` for a
    form that is malformed or beyond the limits."""
    multipart = request.headers.get("content-type", "").lower().startswith("multipart/form-data")
    if multipart and request._form is None:  # noqa: SLF001 - where starlette keeps it, and lets its files go
        try:
            async with aclosing(request.stream()) as stream:
                parser = _Utf8Parts(
                    request.headers, stream, max_files=max_files, max_fields=FIELDS, max_part_size=FIELD_SIZE
                )
                request._form = await parser.parse()  # noqa: SLF001
        except MultiPartException as error:
            raise HTTPException(400, error.message) from error
    return await request.form(max_files=max_files, max_fields=FIELDS, max_part_size=FIELD_SIZE)


def _require_utf8(told: bytes) -> None:
    try:
        told.decode()
    except UnicodeDecodeError:
        raise BadRequest("not_utf8", "填写的内容不是 UTF-8 文字；用浏览器从本站的页面提交") from None
