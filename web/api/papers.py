"""The papers of a case in their renditions: a page for a browser, PDF/A, an editable Word file, and the signed file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Header, Path, Query, Response

from zhifa.engine.errors import NotThere
from zhifa.engine.reads import What
from zhifa.engine.records import PaperHead, PaperRecord
from zhifa.web.api.answers import OF_CASE, problems
from zhifa.web.api.asking import Asking, Reading
from zhifa.web.api.given import CaseId
from zhifa.web.api.models.record import PapersTold, PaperTold
from zhifa.web.api.strict import StrictRoute
from zhifa.web.errors import BadRequest, Forbidden, NotFound
from zhifa.web.files.attachments import attached

router = APIRouter(prefix="/cases/{case_id}/papers", tags=["文书"], route_class=StrictRoute)

Form = Literal["html", "pdf", "docx", "signed"]
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES: Final[Mapping[Form, str]] = {
    "html": "text/html", "pdf": "application/pdf", "docx": _WORD, "signed": "application/pdf",
}  # fmt: skip
_ACCEPTED: Final[Mapping[str, Form]] = {
    "text/html": "html", "application/pdf": "pdf", _WORD: "docx", "text/*": "html", "application/*": "pdf", "*/*": "html",
}  # fmt: skip
_WEIGHT: Final = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
CSP: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; sandbox"
)
"""Of a paper as a page: it may show itself and do nothing. Its own styles stand in its head."""
_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
_GIVEN: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "文书",
        "content": {"text/html": {"schema": {"type": "string"}}, "application/pdf": _BINARY, _WORD: _BINARY},
    }
}


@router.get("", summary="文书目录", responses=OF_CASE)
def papers(case_id: CaseId, asking: Reading) -> PapersTold:
    """按制作的次序，不含正文。"""
    found = asking.read(case_id, What.CASE)
    sealed = {seal.paper_id for seal in asking.office.seals.of(found.case.id)}
    told = [_told(paper, sealed=paper.id in sealed) for paper in found.rows.papers]
    return PapersTold(case_id=found.case.id, papers=told)


@router.get(
    "/{paper_id}",
    summary="文书：网页、PDF/A、Word",
    response_class=Response,
    responses={**problems(404, 406), **_GIVEN},
)
def paper(
    case_id: CaseId,
    paper_id: Annotated[str, Path(description="文书的编号", max_length=64)],
    asking: Reading,
    form: Annotated[Form | None, Query(alias="as", description="格式；不写则按 Accept。signed 是签章的文件")] = None,
    accept: Annotated[
        str, Header(description="text/html、application/pdf 或者 Word 的类型", include_in_schema=False)
    ] = "*/*",
) -> Response:
    """同一正文的三种形式。文书载有个人信息，只供可查阅全案的人取用。"""
    case = asking.reader.case(case_id)
    if not asking.reader.sees_whole(case):
        raise Forbidden("not_whole", "文书载有当事人的个人信息，您在本案没有查阅全案的岗位；由承办人或者其负责人提供")
    found = _found(asking, case.id, paper_id)
    chosen = form or _accepted(accept)
    answer = _rendered(asking, found, chosen)
    asking.office.reads.note(asking.officer_id, case.id, What.PAPER, found.id)
    return answer


def _found(asking: Asking, case_id: str, paper_id: str) -> PaperRecord:
    try:
        found = asking.reader.paper(paper_id)
    except NotThere:
        found = None
    if found is None or found.case_id != case_id:
        raise NotFound("本案没有这份文书")
    return found


def _rendered(asking: Asking, paper: PaperRecord, form: Form) -> Response:
    content = _signed(asking, paper) if form == "signed" else asking.office.rendition(paper.id, form)
    name = f"{paper.title}{paper.number or ''}.{'pdf' if form == 'signed' else form}"
    how: Literal["attachment", "inline"] = "attachment" if form == "docx" else "inline"
    answer = attached(content, media_type=_TYPES[form], name=name, how=how)
    if form == "html":
        answer.headers["Content-Security-Policy"] = CSP
    return answer


def _signed(asking: Asking, paper: PaperRecord) -> bytes:
    """The newest signed file of the paper. Raises ``NotFound`` where it bears no seal."""
    seals = [seal for seal in asking.office.seals.of(paper.case_id) if seal.paper_id == paper.id]
    if not seals:
        raise NotFound("这份文书没有签章")
    return asking.office.seals.file(max(seals, key=lambda seal: seal.seq))


def _accepted(text: str) -> Form:
    """The rendition that a request would rather have. Raises ``BadRequest`` 406 when there is none of these types."""
    wanted = sorted((_weighed(part) for part in text.split(",")), key=lambda one: -one[1])
    found: Form | None = next((_ACCEPTED[media] for media, weight in wanted if weight > 0 and media in _ACCEPTED), None)
    if found is None:
        told = "文书有网页（text/html）、PDF（application/pdf）和 Word 三种；用 as 或者 Accept 写明一种"
        raise BadRequest("not_acceptable", told, 406)
    return found


def _weighed(part: str) -> tuple[str, float]:
    """A media range of ``Accept`` with its weight; one that is not written as it should be has none."""
    media, *parameters = (one.strip().lower() for one in part.split(";"))
    weight = next((one.removeprefix("q=") for one in parameters if one.startswith("q=")), "1")
    return media, float(weight) if _WEIGHT.fullmatch(weight) else 0.0


def _told(paper: PaperHead, *, sealed: bool) -> PaperTold:
    return PaperTold(
        id=paper.id, seq=paper.seq, code=paper.code, title=paper.title, number=paper.number, issued_on=paper.issued_on,
        digest=paper.digest, template_version=paper.template_version, external=bool(paper.external), sealed=sealed,
    )  # fmt: skip
