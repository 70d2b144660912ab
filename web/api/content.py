"""The bytes of a piece of evidence over the API."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Query, Request, Response

from zhifa.web.api.answers import problems
from zhifa.web.api.asking import Reading
from zhifa.web.api.given import CaseId
from zhifa.web.api.strict import StrictRoute
from zhifa.web.files.sending import sent

router = APIRouter(prefix="/cases/{case_id}/evidence", tags=["证据"], route_class=StrictRoute)

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
    """`ETag` 是文件的 SHA-256。图片、音像和 PDF 可以在页面中显示，其余作为附件；能够运行的（SVG、HTML、XML）只当作字节。只供可查阅全案的人取用。"""
    return sent(
        asking.site, asking.reader, request, case_id, key, download=download, wanted=wanted, unless=unless, known=known
    )


@router.head(
    "/content",
    summary="一件证据的文件有多大",
    response_class=Response,
    responses={status: _ANSWERS[status] for status in (403, 404, 410)},
)
def measure(
    case_id: CaseId, request: Request, asking: Reading,
    key: Annotated[str, Query(description="证据名称", max_length=500, min_length=1, examples=["证1"])],
    *,
    download: Annotated[bool, Query(description="同 GET")] = False,
) -> Response:  # fmt: skip
    """GET 的答复头。"""
    return sent(asking.site, asking.reader, request, case_id, key, download=download)
