"""An issued paper on the desk: its viewer, its text as the viewer frames it, and its PDF and Word file."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from zhifa.engine.errors import NotThere
from zhifa.engine.reader import Reader
from zhifa.engine.reads import What
from zhifa.engine.records import PaperRecord, SealRecord
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk import case_tabs
from zhifa.web.desk.case_page import open_case
from zhifa.web.desk.pages import page
from zhifa.web.errors import Forbidden, NotFound
from zhifa.web.person import Person

router = APIRouter(prefix="/desk")

FRAMED: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; sandbox allow-modals"
"""The policy of a paper's text: it runs nothing and reaches nothing, and only our own pages frame it."""
NOT_WHOLE: Final = "文书载有当事人的个人信息，您在本案没有查阅全案的岗位；由承办人或者其负责人提供"
_NONE: Final = NotFound("没有这份文书，或者不在可以查阅的范围内")
_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@router.get("/cases/{case_id}/papers/{paper_id}.html", response_class=HTMLResponse)
def text(site: Here, person: Signed, case_id: str, paper_id: str) -> Response:
    """The paper as it was issued, in a page that runs nothing."""
    reader, paper = _found(site, person, case_id, paper_id)
    site.office.reads.note(reader.officer_id, paper.case_id, What.PAPER, paper.id)
    headers = {"Content-Security-Policy": FRAMED, "X-Frame-Options": "SAMEORIGIN"}
    return Response(site.office.rendition(paper.id, "html"), media_type="text/html; charset=utf-8", headers=headers)


@router.get("/cases/{case_id}/papers/{paper_id}.pdf")
def pdf(site: Here, person: Signed, case_id: str, paper_id: str) -> Response:
    """The signed file of a paper that bears a seal, where this office keeps files; else the paper set as PDF/A."""
    reader, paper = _found(site, person, case_id, paper_id)
    seal = _seal(site, paper)
    content = (
        site.office.seals.file(seal) if seal and site.office.evidence.files else site.office.rendition(paper.id, "pdf")
    )
    return _file(site, reader, paper, "pdf", content)


@router.get("/cases/{case_id}/papers/{paper_id}.docx")
def docx(site: Here, person: Signed, case_id: str, paper_id: str) -> Response:
    """The paper as a Word file to be edited; what counts is the issued text."""
    reader, paper = _found(site, person, case_id, paper_id)
    return _file(site, reader, paper, "docx", site.office.rendition(paper.id, "docx"))


@router.get("/cases/{case_id}/papers/{paper_id}", response_class=HTMLResponse)
def viewer(request: Request, site: Here, person: Signed, case_id: str, paper_id: str) -> HTMLResponse:
    """The viewer of a paper, with those before and after it."""
    view = open_case(site, person, case_id).view
    papers = case_tabs.papers(view, site.office.seals.of(view.id))
    place = next((place for place, one in enumerate(papers) if one.id == paper_id), None)
    if place is None:
        raise _NONE
    before = papers[place - 1] if place else None
    after = papers[place + 1] if place + 1 < len(papers) else None
    return page(
        request,
        "case/paper.html",
        paper=papers[place],
        case_path=view.path,
        cause=view.cause,
        around=(before, after),
        withheld="" if view.whole else NOT_WHOLE,
    )


def _found(site: Site, person: Person, case_id: str, paper_id: str) -> tuple[Reader, PaperRecord]:
    """The paper of this very case. Raises :class:`NotFound` for one that there is not, is of another case, or out of reach; :class:`Forbidden` for
    one whose particulars are not shown to this officer."""
    reader = site.reader(person)
    try:
        paper = reader.paper(paper_id)
    except NotThere as error:
        raise _NONE from error
    if paper.case_id != case_id:
        raise _NONE
    if not reader.sees_whole(reader.case(case_id)):
        raise Forbidden("not_whole", NOT_WHOLE)
    return reader, paper


def _seal(site: Site, paper: PaperRecord) -> SealRecord | None:
    """The newest seal that the paper bears."""
    mine = [seal for seal in site.office.seals.of(paper.case_id) if seal.paper_id == paper.id]
    return max(mine, key=lambda seal: seal.seq, default=None)


def _file(site: Site, reader: Reader, paper: PaperRecord, kind: str, content: bytes) -> Response:
    site.office.reads.note(reader.officer_id, paper.case_id, What.PAPER, paper.id)
    name = quote(f"{paper.title}{paper.number or ''}.{kind}")
    how = "inline" if kind == "pdf" else "attachment"
    headers = {"Content-Disposition": f"{how}; filename=\"paper.{kind}\"; filename*=UTF-8''{name}"}
    return Response(content, media_type=_TYPES[kind], headers=headers)
