"""文书样式: which packs there are, where the words of each paper come from, and how a paper looks with sample facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from zhifa.documents import CATALOGUE, DocumentType
from zhifa.documents.bilingual.in_force import wording_of
from zhifa.documents.environment import TemplateSet
from zhifa.documents.errors import DocumentError
from zhifa.documents.packs import BASE, Pack, Templates
from zhifa.documents.packs.parts import differences, parts
from zhifa.documents.rendering import page as paper_page
from zhifa.documents.samples import sample_paper
from zhifa.engine.assemble import template_pack
from zhifa.engine.quoted import shown
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.moments import asked_day
from zhifa.web.desk.pages import page
from zhifa.web.desk.paper_page import FRAMED
from zhifa.web.errors import BadRequest, NotFound
from zhifa.web.person import Person

router = APIRouter(prefix="/desk/admin/templates")

_LEVELS: Final = {"sector": "领域", "agency": "机关"}
_NATIONAL: Final = "本系统自带的基本样式"
Day = Annotated[str, Query(max_length=40)]
Pick = Annotated[str, Query(max_length=60)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The templates of a pack on a day."""

    pack: str
    day: date
    templates: TemplateSet
    packs: Templates

    @property
    def query(self) -> str:
        """For addresses."""
        return f"pack={self.pack}&on={self.day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A paper under the chosen templates."""

    code: str
    title: str
    version: str
    layers: str
    """Packs that word it otherwise than the basic templates."""


@router.get("", response_class=HTMLResponse)
def index(request: Request, site: Here, person: Signed, pack: Pick = "", on: Day = "") -> HTMLResponse:
    """The packs, and every paper under the chosen one: by default that of the agency, today."""
    chosen = _chosen(site, person, pack, on)
    own = _own(site, person)
    return page(
        request, "admin/templates.html", chosen=chosen, own=own, packs=[_pack(one) for one in chosen.packs.packs.values()],
        names=[BASE, *chosen.packs.packs], papers=list(_papers(chosen)), wording=wording_of(chosen.templates),
    )  # fmt: skip


def _own(site: Site, person: Person) -> str:
    """The pack by which the agency's papers are worded; the basic one before it has a register."""
    try:
        return template_pack(site.office.agency_register(person.agency_id), site.office.templates)
    except LookupError:
        return BASE


def _chosen(site: Site, person: Person, pack: str, on: str) -> Chosen:
    """Raises :class:`NotFound` for a pack that is not at hand, :class:`BadRequest` for what is no day."""
    name, day = pack or _own(site, person), asked_day(on) if on else site.office.agenda.today
    if day is None:
        raise BadRequest(
            "filter_faulty", f"筛选项“日期”的值{shown(on)}不合要求：应为1900年至9998年的日期，写作 2026-03-02"
        )
    templates = site.office.templates
    if name != BASE and name not in templates.packs:
        raise NotFound(f"没有样式包{shown(name)}；现有{'、'.join((BASE, *templates.packs))}")
    return Chosen(pack=name, day=day, templates=templates.on(name, day), packs=templates)


def _pack(pack: Pack) -> dict[str, str]:
    return {
        "name": pack.name,
        "title": pack.title,
        "level": _LEVELS[pack.level],
        "extends": pack.extends,
        "editions": "、".join(edition.since.isoformat() for edition in pack.editions),
        "others": "、".join(sorted({name for edition in pack.editions for name in edition.others})),
    }


def _papers(chosen: Chosen) -> Iterator[PaperRow]:
    for kind in CATALOGUE.values():
        version, *layers = chosen.templates.version(kind.code).split("/")
        yield PaperRow(
            code=kind.code,
            title=chosen.templates.title(kind.title),
            version=version,
            layers="、".join(layers) or _NATIONAL,
        )


# --- one paper --------------------------------------------------------------------------------------------------------


@router.get("/papers/{code}", response_class=HTMLResponse)
def paper(
    request: Request, site: Here, person: Signed, code: str, pack: Pick = "", on: Day = "", against: Pick = ""
) -> HTMLResponse:
    """A paper block by block: which words, out of which file; how it looks as a sample; and how it differs under another pack."""
    chosen, kind = _chosen(site, person, pack, on), _kind(code)
    other = _chosen(site, person, against, on) if against else None
    return page(
        request, "admin/template.html", chosen=chosen, code=kind.code, title=chosen.templates.title(kind.title),
        version=chosen.templates.version(kind.code), parts=parts(chosen.templates, kind.code),
        occasions=[one.title or kind.title for one in kind.occasions], against=against, names=[BASE, *chosen.packs.packs],
        differences=list(differences(other.templates, chosen.templates, kind.code)) if other else [],
    )  # fmt: skip


@router.get("/papers/{code}/sample.html")
def sample(
    site: Here,
    person: Signed,
    code: str,
    pack: Pick = "",
    on: Day = "",
    occasion: Annotated[int, Query(ge=0, le=99)] = 0,
) -> Response:
    """The paper with sample facts, marked 样例 on every page; it runs nothing and reaches nothing."""
    chosen, kind = _chosen(site, person, pack, on), _kind(code)
    if occasion >= len(kind.occasions):
        raise NotFound(f"{kind.code}没有第{occasion + 1}种场合")
    try:
        made = sample_paper(kind.code, occasion, chosen.templates)
    except DocumentError as error:
        raise BadRequest("sample_failed", f"样例不能制作：{error}", status=422) from error
    headers = {"Content-Security-Policy": FRAMED, "X-Frame-Options": "SAMEORIGIN"}
    return Response(paper_page(made.html, title=made.title), media_type="text/html; charset=utf-8", headers=headers)


def _kind(code: str) -> DocumentType:
    """Raises :class:`NotFound`."""
    if code not in CATALOGUE:
        raise NotFound(f"目录中没有文书{shown(code)}")
    return CATALOGUE[code]
