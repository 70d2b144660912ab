"""The bytes of a piece of evidence: for who sees the whole case only, whole or a range, and never as something that runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO, Final

from fastapi import Request, Response
from starlette.responses import StreamingResponse

from zhifa.engine.reader import Reader
from zhifa.engine.reads import What
from zhifa.web.access import Site
from zhifa.web.errors import Forbidden, NotFound
from zhifa.web.files.attachments import disposition
from zhifa.web.files.byte_range import RangeUnfit, Span, span
from zhifa.web.files.content_types import INLINE, content_type, headers
from zhifa.web.problem import Problem
from zhifa.web.problems import as_json

NOT_WHOLE: Final = "证据文件可能载有个人信息，您在本案没有查阅全案的岗位；由承办人或者其负责人提供"
AT_ONCE: Final = 256 * 1024
"""Bytes that are read from the disk together."""


def sent(
    site: Site, reader: Reader, request: Request, case_id: str, key: str, *, download: bool = False, wanted: str | None = None,
    unless: str | None = None, known: str | None = None,
) -> Response:  # fmt: skip
    """The file that a case received under a key, for somebody who sees the whole case; that its bytes were asked for stands on record.

    Raises ``CaseUnknown``, :class:`NotFound`, ``Forbidden`` for who sees the case but not the whole of it, ``FileMissing``, ``FileCorrupt``.
    """
    whole = reader.sees_whole(reader.case(case_id))
    name, told_type, digest = _described(site, case_id, key)
    if not whole:
        raise Forbidden("not_whole", NOT_WHOLE)
    if request.method == "GET":
        site.office.reads.note(reader.officer_id, case_id, What.EVIDENCE, key)
    media_type = content_type(told_type, name)
    attached = download or media_type not in INLINE
    tag = f'"{digest}"'
    about = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-store",
        "Content-Disposition": disposition(name, how="attachment" if attached else "inline"),
        **headers(media_type, attached=attached),
    }
    if known is not None and tag in [one.strip().removeprefix("W/") for one in known.split(",")]:
        return Response(status_code=304, headers=about)
    file = site.office.evidence.content(case_id, key)
    size = os.fstat(file.fileno()).st_size
    try:
        part = span(wanted, size) if unless is None or unless.strip() == tag else None
    except RangeUnfit:
        file.close()
        return _unfit(size)
    return _answer(request, file, size, part, media_type, about)


def _described(site: Site, case_id: str, key: str) -> tuple[str, str | None, str]:
    """Name, type as told and digest of what was received under a key. Raises :class:`NotFound`."""
    lines = site.office.evidence.chains(case_id).get(key)
    if not lines or site.office.evidence.files is None:
        raise NotFound("本案没有收存这一名称的证据")
    words = lines[0].words
    return str(words.get("name") or key), words.get("media_type"), lines[0].digest


def _unfit(size: int) -> Response:
    told = f"文件有 {size} 个字节，所要的范围不在其内"
    return as_json(
        Problem(status=416, code="range_unsatisfiable", detail=told, headers={"Content-Range": f"bytes */{size}"})
    )


def _answer(
    request: Request, file: BinaryIO, size: int, part: Span | None, media_type: str, about: dict[str, str]
) -> Response:
    length = size if part is None else part.length
    about["Content-Length"] = str(length)
    if part is not None:
        about["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    status = 200 if part is None else 206
    if request.method == "HEAD":
        file.close()
        return Response(status_code=status, headers=about, media_type=media_type)
    file.seek(part.first if part else 0)
    return StreamingResponse(_pieces(file, length), status_code=status, headers=about, media_type=media_type)


def _pieces(file: BinaryIO, length: int) -> Iterator[bytes]:
    with closing(file):
        while length > 0 and (content := file.read(min(AT_ONCE, length))):
            length -= len(content)
            yield content
