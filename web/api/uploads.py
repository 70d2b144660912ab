"""Uploads: files that come in by tus 1.0.0, cut off and gone on with, or small ones in one request. None is evidence before it is received."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Annotated, Any, Final

import anyio
from fastapi import APIRouter, Depends, Header, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from zhifa.engine.errors import StorageFull
from zhifa.engine.instants import instant_text
from zhifa.engine.quoted import shown
from zhifa.engine.upload import Upload, UploadError
from zhifa.engine.upload_piece import Piece
from zhifa.engine.uploads import UploadRoom
from zhifa.web.access import Here, needs
from zhifa.web.api import tus
from zhifa.web.api.answers import Responses, problems
from zhifa.web.api.asking import Asking, asking
from zhifa.web.api.models.evidence import UploadsTold, UploadTold
from zhifa.web.api.strict import StrictRoute
from zhifa.web.errors import BadRequest, WebError
from zhifa.web.files.upload_problems import upload_problem
from zhifa.web.person import Grant, Person
from zhifa.web.problems import as_json
from zhifa.web.shell.proofs import streams

AT_ONCE: Final = 1024 * 1024
"""Bytes that are handed to the disk together."""
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def _bringing(site: Here, person: Annotated[Person, Depends(needs(Grant.EVIDENCE))]) -> Asking:
    return asking(site, person)


Bringing = Annotated[Asking, Depends(_bringing)]
"""An officer who may bring evidence. Raises ``Forbidden``."""


class TusRoute(StrictRoute):
    """A route of the protocol: what an upload refuses is told with its status, and every answer names the version."""

    def get_route_handler(self) -> _Handler:
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                answer = await handle(request)
            except UploadError as error:
                answer = as_json(upload_problem(error))
            answer.headers["Tus-Resumable"] = tus.VERSION
            return answer

        return told


router = APIRouter(prefix="/uploads", tags=["证据"], route_class=TusRoute)

_SPEAKS = Annotated[str | None, Header(alias="Tus-Resumable", description="协议版本", examples=[tus.VERSION])]
_ANY: Final = problems(400, 404, 408, 409, 410, 412, 413, 415, 423, 429, 460, 507)
_NO_CONTENT: Final[Responses] = {204: {"description": "办成", "headers": {
    name: {"schema": {"type": "string"}} for name in ("Upload-Offset", "Upload-Expires", "Tus-Resumable")
}}}  # fmt: skip


@router.options("", summary="续传的能力", status_code=204, responses={**problems(), **_NO_CONTENT})
def capabilities(site: Here, asking: Bringing) -> Response:
    """tus 1.0.0 的版本、扩展、最大长度和校验算法。"""
    del asking  # only that somebody may bring evidence is asked
    headers = {
        "Tus-Version": tus.VERSION,
        "Tus-Extension": tus.EXTENSIONS,
        "Tus-Max-Size": str(site.settings.upload_limit),
        "Tus-Checksum-Algorithm": "sha256",
    }
    return Response(status_code=204, headers=headers)


@router.post("", summary="开始上传一个文件", status_code=201, response_model=UploadTold, responses=_ANY)
def create(
    site: Here, asking: Bringing, response: Response, speaks: _SPEAKS = None,
    length: Annotated[str | None, Header(alias="Upload-Length", description="全长，字节", examples=["1048576"])] = None,
    told: Annotated[
        str | None, Header(alias="Upload-Metadata", description="filename（必填）、filetype、sha256，各为 base64", examples=["filename cGhvdG8uanBn"])
    ] = None,
) -> Any:  # fmt: skip
    """tus 的 creation：答复的 `Location` 用来续传（PATCH）、询问（HEAD）和放弃（DELETE）。三日没有下一个字节的，弃去。"""
    tus.require_version(speaks)
    values = tus.metadata(told)
    announced = _Announced(values.get("filename", ""), values.get("filetype"), tus.announced(values.get("sha256")))
    upload = begin(asking, announced, tus.number(length, "Upload-Length"), limit=site.settings.upload_limit)
    response.headers.update({**tus.standing(upload), "Location": f"uploads/{upload.id}"})
    return upload_told(upload)


@router.get("", summary="本人未收存的上传", responses=problems())
def under_way(asking: Bringing) -> UploadsTold:
    """断线以后从这里找回。"""
    found = asking.office.uploads.under_way(asking.officer_id)
    return UploadsTold(uploads=[upload_told(upload) for upload in found])


@router.post("/whole", summary="一次传完一个小文件", status_code=201, response_model=UploadTold, responses=_ANY)
@streams
async def whole(
    request: Request, site: Here, asking: Bringing, response: Response,
    name: Annotated[str, Query(description="文件名", max_length=500, examples=["现场照片.jpg"])],
    sha256: Annotated[str | None, Query(description="事先算得的 SHA-256，收妥后核对", max_length=100)] = None,
) -> Any:  # fmt: skip
    """正文就是文件，要写明 Content-Length；中断的可以用 tus 的 PATCH 续传。"""
    length = tus.number(request.headers.get("content-length"), "Content-Length")
    media_type = request.headers.get("content-type")
    announced = _Announced(name, media_type, tus.announced(sha256))
    upload = await run_in_threadpool(begin, asking, announced, length, limit=site.settings.upload_limit)
    if length:
        upload = await take(asking.office.uploads, upload.id, asking.officer_id, 0, request.stream())
    response.headers.update({**tus.standing(upload), "Location": f"uploads/{upload.id}"})
    return upload_told(upload)


@router.get("/{upload_id}", summary="一个上传", responses=_ANY)
def one(upload_id: str, asking: Bringing) -> UploadTold:
    """到了多少，传完的有 SHA-256。"""
    return upload_told(asking.office.uploads.of(upload_id, asking.officer_id))


@router.head("/{upload_id}", summary="询问到了多少", responses=_ANY)
def where(upload_id: str, asking: Bringing, speaks: _SPEAKS = None) -> Response:
    """`Upload-Offset` 是已经收妥的字节，从那里续传。"""
    tus.require_version(speaks)
    upload = asking.office.uploads.of(upload_id, asking.officer_id)
    kept = {"filename": upload.name} | ({"filetype": upload.media_type} if upload.media_type else {})
    return Response(headers={**tus.standing(upload), "Upload-Metadata": tus.written(kept)})


@router.patch(
    "/{upload_id}", summary="续传一段", status_code=204, response_class=Response, responses={**_ANY, **_NO_CONTENT}
)
@streams
async def go_on(
    upload_id: str, request: Request, asking: Bringing, speaks: _SPEAKS = None,
    offset: Annotated[str | None, Header(alias="Upload-Offset", description="从哪个字节起", examples=["0"])] = None,
    checksum: Annotated[str | None, Header(alias="Upload-Checksum", description="这一段的 sha256，base64")] = None,
) -> Response:  # fmt: skip
    """正文是从 `Upload-Offset` 起的字节。中断的，已到的部分收妥，写了校验值的整段不收；同时有另一请求的答复 423，起点不对的答复 409。"""
    tus.require_version(speaks)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != tus.PIECE:
        raise BadRequest("tus_media_type", f"写明 Content-Type: {tus.PIECE}", 415)
    begins, wanted = tus.number(offset, "Upload-Offset"), tus.checksum(checksum)
    uploads = asking.office.uploads
    upload = await take(uploads, upload_id, asking.officer_id, begins, request.stream(), checksum=wanted)
    return Response(status_code=204, headers=tus.standing(upload))


@router.delete(
    "/{upload_id}", summary="放弃一个上传", status_code=204, response_class=Response, responses={**_ANY, **_NO_CONTENT}
)
def give_up(upload_id: str, asking: Bringing, speaks: _SPEAKS = None) -> Response:
    """tus 的 termination；已收存为证据的不受影响。"""
    tus.require_version(speaks)
    asking.office.uploads.end(upload_id, asking.officer_id)
    return Response(status_code=204)


# --- parts ------------------------------------------------------------------------------------------------------------


class _Announced:
    """What is told of a file before it comes."""

    def __init__(self, name: str, media_type: str | None, sha256: str | None) -> None:
        self.name = name
        self.media_type = (media_type or "").partition(";")[0].strip()[:200] or None
        self.sha256 = sha256


def begin(asking: Asking, announced: _Announced, length: int, *, limit: int) -> Upload:
    """Announce a file of this officer. Raises ``BadRequest`` for a name that is none, and as :meth:`UploadRoom.begin`."""
    require_store(asking)
    try:
        return asking.office.uploads.begin(
            asking.officer_id, asking.reader.agency_id, name=announced.name, length=length, limit=limit,
            media_type=announced.media_type, announced=announced.sha256,
        )  # fmt: skip
    except ValueError as error:
        raise BadRequest(
            "file_name", f"填报项“文件名”的值{shown(announced.name[:80])}不合要求：{error}", 422
        ) from error


def require_store(asking: Asking) -> None:
    """Raises ``BadRequest`` where the site keeps no files."""
    if asking.office.uploads.folder is None:
        raise BadRequest("no_store", "本站没有证据文件库，不能收文件；请管理员在启动时写明 --files", 503)


async def take(
    uploads: UploadRoom, upload_id: str, officer_id: str, offset: int, pieces: AsyncIterator[bytes], *, checksum: str | None = None,
) -> Upload:  # fmt: skip
    """Take the bytes that come, from this offset on; what came before the line was cut is kept, unless it was to be compared.

    Raises :class:`UploadError`, ``BadRequest`` 409 for another offset, ``StorageFull``.
    """
    holding = uploads.writing(upload_id, officer_id, checksum=checksum)
    piece = await run_in_threadpool(holding.__enter__)
    try:
        _require_offset(piece, offset)
        waiting = bytearray()
        try:
            await _write(piece, pieces, waiting)
        except (ClientDisconnect, WebError, UploadError, StorageFull, anyio.get_cancelled_exc_class()):
            with anyio.CancelScope(shield=True):
                if checksum is None:
                    await run_in_threadpool(_keep, piece, bytes(waiting))
            raise
        return await run_in_threadpool(piece.end)
    finally:
        with anyio.CancelScope(shield=True):
            await run_in_threadpool(holding.__exit__, None, None, None)


async def _write(piece: Piece, pieces: AsyncIterator[bytes], waiting: bytearray) -> None:
    """Write what comes; ``waiting`` holds what came and was not handed to the disk yet."""
    async for content in pieces:
        waiting += content
        if len(waiting) >= AT_ONCE:
            await _hand(piece, waiting)
    if waiting:
        await _hand(piece, waiting)


async def _hand(piece: Piece, waiting: bytearray) -> None:
    content = bytes(waiting)
    waiting.clear()
    await run_in_threadpool(piece.write, content)


def _keep(piece: Piece, rest: bytes) -> None:
    """Acknowledge what came of a piece that was cut; a full disk may refuse even that, and then it is sent again."""
    try:
        if rest:
            piece.write(rest)
        piece.end()
    except (StorageFull, UploadError):
        return


def _require_offset(piece: Piece, offset: int) -> None:
    if piece.offset != offset:
        raise BadRequest(
            "offset_differs",
            f"已经收妥 {piece.offset} 个字节，不是 {offset} 个；从 Upload-Offset: {piece.offset} 起续传",
            409,
        )


def upload_told(upload: Upload) -> UploadTold:
    """An upload as the API tells it."""
    return UploadTold(
        id=upload.id, name=upload.name, media_type=upload.media_type, length=upload.length, received=upload.received, digest=upload.digest,
        expires_at=instant_text(upload.expires_at),
    )  # fmt: skip
