"""Bringing a file of evidence: with a script piece by piece, going on where the line was cut; without one as an ordinary form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from zhifa.engine.errors import CommandRefused, StorageFull
from zhifa.engine.evidence import EvidenceRoom
from zhifa.engine.upload import Upload, UploadError
from zhifa.engine.uploads import UploadRoom
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.case_page import Opened, open_case, tab_links
from zhifa.web.desk.evidence import moment_typed, now_typed, reasons, size_told
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Posted, Sent, posted_in
from zhifa.web.errors import BadRequest, Forbidden
from zhifa.web.files.upload_problems import upload_problem
from zhifa.web.person import Grant, Person
from zhifa.web.problems import problem_of
from zhifa.web.shell.forms import Measure, form_of
from zhifa.web.shell.proofs import FIELD, require, streams

router = APIRouter(prefix="/desk/cases/{case_id}/evidence")

_MEASURE: Final = Measure(fields=20, text=64 * 1024, files=1)
"""Of a form with a file: few words beside it."""
_AT_ONCE: Final = 1024 * 1024
_UPLOADS: Final = "/api/v1/uploads"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refused:
    """Why nothing was received; what was typed stays."""

    text: str = ""
    refusals: tuple[Any, ...] = ()


@router.get("/add")
def asked(request: Request, site: Here, person: Signed, case_id: str, upload: str = "") -> Response:
    """The form; with ``upload`` for a file that has come before. Who may bring nothing into the case is told so at once, before a file is sent."""
    opened = _opened(site, person, case_id)
    return _form(request, opened, {"upload": upload}, status=200)


@router.post("/add")
@streams
async def bring(request: Request, site: Here, person: Signed, case_id: str) -> Response:
    """Receive the file that came with the form, or one that was uploaded before; what is refused stays typed, and the file need not come again."""
    opened = await run_in_threadpool(_opened, site, person, case_id)
    full = await run_in_threadpool(_full, opened, request)
    form = await form_of(request, replace(_MEASURE, folder=site.office.uploads.folder, drops=full is not None))
    await run_in_threadpool(require, request, form.get(FIELD))
    return await run_in_threadpool(_bring, request, opened, posted_in(form), full)


def _full(opened: Opened, request: Request) -> StorageFull | None:
    """Why the disk cannot take what is announced, if it cannot; the words beside the file are wanted all the same."""
    try:
        opened.site.office.uploads.require_room(int(request.headers.get("content-length", "0")))
    except StorageFull as error:
        return error
    return None


def _bring(request: Request, opened: Opened, posted: Posted, full: StorageFull | None) -> Response:
    uploads, officer = opened.site.office.uploads, opened.reader.officer_id
    typed = posted.flat
    if full is not None and posted.files:
        return _form(request, opened, typed, _Refused(text=problem_of(full).detail), status=507)
    try:
        if posted.files:
            typed["upload"] = _taken(opened, posted.files[0])
        if not typed.get("upload"):
            return _form(request, opened, typed, _Refused(text="没有选择文件"))
        with uploads.whole(typed["upload"], officer) as (upload, file):
            _receive(opened, upload.name if not typed.get("name") else typed["name"], upload, file, typed)
            uploads.ended(upload.id)
    except CommandRefused as refused:
        return _form(request, opened, typed, _Refused(refusals=reasons(refused.refusals)))
    except UploadError as error:
        return _form(request, opened, typed, _Refused(text=upload_problem(error).detail))
    return RedirectResponse(f"{opened.view.path}/evidence?done=yes", 303)


def _receive(opened: Opened, name: str, upload: Upload, file: Any, typed: Mapping[str, str]) -> None:
    room: EvidenceRoom = opened.site.office.evidence
    told = typed.get("checksum", "").lower()
    obtained = moment_typed(typed.get("obtained_at", ""), "obtained_at", clock=room.clock)
    room.receive(
        opened.view.id, typed.get("key", ""), file, name=name, actor=opened.reader.officer_id, obtained_at=obtained,
        source=typed.get("source") or None, media_type=upload.media_type, note=typed.get("note") or None,
        checksum={"algorithm": "SHA-256", "value": told} if told else None,
    )  # fmt: skip


def _taken(opened: Opened, sent: Sent) -> str:
    """The id of an upload with the content of a file that came with a form. Raises ``UploadError``, ``StorageFull``, ``BadRequest``."""
    site, officer = opened.site, opened.reader.officer_id
    room = site.office.uploads
    try:
        upload = room.begin(
            officer, opened.reader.agency_id, name=sent.name, length=sent.size, limit=site.settings.upload_limit
        )
    except ValueError as error:
        raise BadRequest("file_name", f"文件名不合要求：{error}", 422) from error
    if sent.size:
        _copy(room, upload.id, officer, sent)
    return upload.id


def _copy(room: UploadRoom, upload_id: str, officer: str, sent: Sent) -> None:
    sent.file.seek(0)
    with room.writing(upload_id, officer) as piece:
        while content := sent.file.read(_AT_ONCE):
            piece.write(content)
        piece.end()


def _opened(site: Site, person: Person, case_id: str) -> Opened:
    if Grant.EVIDENCE not in person.grants:
        raise Forbidden("grant_missing", "这次登录没有提交证据的权限")
    opened = open_case(site, person, case_id)
    if site.office.evidence.files is None:
        raise BadRequest("no_store", "本站没有证据文件库，不能收文件；请管理员在启动时写明 --files", 503)
    return opened


def _form(
    request: Request, opened: Opened, typed: Mapping[str, str], refused: _Refused | None = None, *, status: int = 422
) -> Response:
    view, room, officer = opened.view, opened.site.office.uploads, opened.reader.officer_id
    waiting = [one for one in room.under_way(officer) if one.digest is not None]
    chosen = next((one for one in waiting if one.id == typed.get("upload")), None)
    barred = reasons(opened.site.office.evidence.obstacles(view.id, officer))
    return page(
        request, "evidence/add.html", status=status, view=view, tab="evidence", tab_label="收存证据", tabs=tab_links(view), acting_for="",
        typed=typed, refused=_Refused(refusals=barred) if barred else refused, barred=bool(barred), uploads=_UPLOADS, now=now_typed(room.clock),
        chosen=chosen, offered=_named(opened), waiting=[(one.id, f"{one.name}（{size_told(one.length)}）") for one in waiting],
        limit=size_told(opened.site.settings.upload_limit), most=opened.site.settings.upload_limit,
    )  # fmt: skip


def _named(opened: Opened) -> list[str]:
    """Names of evidence that the facts tell of and that has no file yet."""
    return [one.key for one in opened.site.office.evidence.listed(opened.view.id) if not one.custody]
