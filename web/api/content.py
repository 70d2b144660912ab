"""The bytes of a piece of evidence: of a case in reach only, whole or a range, and never as something that runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from typing import Annotated, Any, BinaryIO, Final

from fastapi import APIRouter, Header, Query, Request, Response
from starlette.responses import StreamingResponse

from zhifa.engine.reads import What
from zhifa.web.access import Site
from zhifa.web.api.answers import problems
from zhifa.web.api.asking import Reading
from zhifa.web.api.attachments import disposition
from zhifa.web.api.byte_range import RangeUnfit, Span, span
from zhifa.web.api.content_types import INLINE, content_type, headers
from zhifa.web.api.given import CaseId
from zhifa.web.api.strict import StrictRoute
from zhifa.web.errors import NotFound
from zhifa.web.problem import Problem
from zhifa.web.problems import as_json

router = APIRouter(prefix="/cases/{case_id}/evidence", tags=["证据"], route_class=StrictRoute)

AT_ONCE: Final = 256 * 1024
"""Bytes that are read from the disk together."""
_BYTES: Final = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    **problems(404, 410, 416),
    200: {"description": "全部字节", "content": _BYTES},
    206: {"description": "所要的一段", "content": _BYTES},
    304: {"description": "与所有的相同"},
}


@router.get("/content", summary="下载一件证据的文件", response_class=Response, responses=_ANSWERS)
def content(
    case_id: CaseId, request: Request, asking: Reading,
    key: Annotated[str, Query(description="证据名称", max_length=500, min_length=1, examples=["证1"])],
    *,
    download: Annotated[bool, Query(description="true 一律作为附件")] = False,
    wanted: Annotated[str | None, Header(alias="Range", description="一段：bytes=0-1023", examples=["bytes=0-1023"])] = None,
    unless: Annotated[str | None, Header(alias="If-Range", description="仍是这一文件才给这一段，否则给全部")] = None,
    known: Annotated[str | None, Header(alias="If-None-Match", description="所有的 ETag；相同的答复 304")] = None,
) -> Response:  # fmt: skip
    """`ETag` 是文件的 SHA-256。图片、音像和 PDF 可以在页面中显示，其余作为附件；能够运行的（SVG、HTML、XML）只当作字节。"""
    asking.reader.case(case_id)
    asking.office.reads.note(asking.officer_id, case_id, What.EVIDENCE, key)
    return sent(asking.site, request, case_id, key, download=download, wanted=wanted, unless=unless, known=known)


@router.head(
    "/content",
    summary="一件证据的文件有多大",
    response_class=Response,
    responses={404: _ANSWERS[404], 410: _ANSWERS[410]},
)
def measure(
    case_id: CaseId, request: Request, asking: Reading,
    key: Annotated[str, Query(description="证据名称", max_length=500, min_length=1, examples=["证1"])],
    *,
    download: Annotated[bool, Query(description="同 GET")] = False,
) -> Response:  # fmt: skip
    """GET 的答复头。"""
    asking.reader.case(case_id)
    return sent(asking.site, request, case_id, key, download=download)


def sent(
    site: Site, request: Request, case_id: str, key: str, *, download: bool = False, wanted: str | None = None, unless: str | None = None,
    known: str | None = None,
) -> Response:  # fmt: skip
    """The file that a case received under a key, for somebody who may read the case. Raises :class:`NotFound`, ``FileMissing``, ``FileCorrupt``."""
    name, told_type, digest = _described(site, case_id, key)
    media_type = content_type(told_type, name)
    attached = download or media_type not in INLINE
    tag = f'"{digest}"'
    about = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
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
