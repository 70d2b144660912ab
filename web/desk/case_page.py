"""The page of a case: its head, its tabs, its drawing, and what is new since it was opened. One load of the case a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from zhifa.engine.quoted import shown
from zhifa.engine.reader import Reader
from zhifa.engine.reads import What
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk import case_chart, case_tabs, jotted, paths, told_done
from zhifa.web.desk.case_view import CaseOnDesk
from zhifa.web.desk.filled import filled, found
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.errors import BadRequest, NotFound
from zhifa.web.person import Person
from zhifa.workflows.dossier import of_penalty
from zhifa.workflows.recorded import recorded

router = APIRouter(prefix="/desk")

_LATELY: Final = 5
"""Entries of the record beside the steps."""
_LONGEST_ID: Final = 64
_TURNS: Final = 20
"""How often an open page asks whether there is anything new: for half an hour."""

CaseId = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case that somebody opened, and whom to ask for more."""

    site: Site
    reader: Reader
    view: CaseOnDesk
    verify: bool
    find: str
    """Words that are marked in the record; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One tab: its name in Chinese, what it tells, and whether it is there for this case and officer."""

    label: str
    told: Callable[[Opened], Mapping[str, Any]]
    shown: Callable[[CaseOnDesk], bool] = lambda _: True
    count: Callable[[CaseOnDesk], int | None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class TabLink:
    """A tab as the page shows it."""

    name: str
    label: str
    path: str
    count: int | None
    rare: bool = False
    """Whether it stands behind 更多."""


@router.get("/cases/{case_id}", response_class=HTMLResponse)
def case_page(
    request: Request, site: Here, person: Signed, case_id: CaseId, tab: str = "do", verify: str = "",
    behalf: Annotated[str, Query(alias="for", max_length=_LONGEST_ID)] = "", find: Annotated[str, Query(max_length=200)] = "", done: str = "",
) -> HTMLResponse:  # fmt: skip
    """A case, on one of its tabs. 404 for a case out of reach and for a tab that there is not."""
    opened = open_case(site, person, case_id, behalf=behalf, verify=verify == "yes", find=find.strip())
    view, chosen = opened.view, TABS.get(tab)
    if chosen is None or not chosen.shown(view):
        names = "、".join(one.label for one in TABS.values() if one.shown(view))
        raise NotFound(f"案件没有{shown(tab)}这一栏；可以看的有{names}")
    site.office.reads.note(opened.reader.officer_id, view.id, What.LEDGER if tab == "ledger" else What.CASE)
    return page(
        request, f"case/{tab}.html", view=view, tab=tab, tab_label=chosen.label, tabs=tab_links(view), acting_for=behalf,
        was_done=told_done.told(site.office, view, done), **chosen.told(opened)
    )  # fmt: skip


@router.get("/cases/{case_id}/chart.svg")
def chart(site: Here, person: Signed, case_id: CaseId) -> Response:
    """The procedure as a drawing, with this case's position."""
    view = open_case(site, person, case_id).view
    drawing = case_chart.chart(view.laid.case, view.record)
    return Response(drawing, media_type="image/svg+xml", headers={"Content-Security-Policy": case_chart.STYLED})


@router.get("/cases/{case_id}/news", response_class=HTMLResponse)
def news(
    request: Request, site: Here, person: Signed, case_id: CaseId, since: str = "", turn: str = "1"
) -> HTMLResponse:
    """Who changed what since the page with version ``since`` was opened; for a page that asks from time to time.

    It asks so often only (``turn``): a page that lies open must not keep a session alive for ever.
    """
    for told in (since, turn):
        if not (told.isascii() and told.isdecimal() and len(told) < 10):
            raise BadRequest("version_faulty", f"版本{shown(told)}不合要求：应为案件的版本号")
    view = open_case(site, person, case_id).view
    events = {event.seq: event for event in case_tabs.timeline(view)}
    lines = [events[line.seq] for line in view.since(int(since))]
    following = int(turn) + 1 if int(turn) < _TURNS else 0
    return page(request, "case/news.html", lines=lines, path=view.path, since=since, following=following)


def open_case(
    site: Site, person: Person, case_id: str, *, behalf: str = "", verify: bool = False, find: str = ""
) -> Opened:
    """The case for this person, read once. Raises ``CaseUnknown`` for one out of reach as for one that there is not."""
    reader = site.reader(person)
    read = reader.read(case_id)
    laid = site.office.desk.lay(read.rows, read.case, read.register, reader.officer_id, on_behalf_of=behalf or None)
    view = CaseOnDesk(laid=laid, whole=reader.sees_whole(laid.case))
    return Opened(site=site, reader=reader, view=view, verify=verify, find=find)


def tab_links(view: CaseOnDesk) -> tuple[TabLink, ...]:
    """The tabs of this case for this officer; evidence, legal review and decision have pages of their own under the same head."""
    links = [
        TabLink(name=name, label=tab.label, path=paths.case(view.id, "" if name == "do" else name), count=tab.count(view), rare=name in _RARE)
        for name, tab in TABS.items()
        if tab.shown(view)
    ]  # fmt: skip
    links.insert(_EVIDENCE_AT, TabLink(name="evidence", label="证据", path=f"{view.path}/evidence", count=None))
    links.insert(
        _EVIDENCE_AT + 1,
        TabLink(name="review", label="法制审核", path=f"{view.path}/review", count=len(view.laid.case.reviews) or None),
    )
    links.insert(_EVIDENCE_AT + 2, TabLink(name="decide", label="审批", path=f"{view.path}/decide", count=None))
    return tuple(links)


# --- what the tabs tell -----------------------------------------------------------------------------------------------


def _do(opened: Opened) -> Mapping[str, Any]:
    view, calendar = opened.view, opened.site.office.calendars.of(opened.reader.agency_id)
    return {
        "drafts": jotted.of_case(opened.site.office, opened.reader.officer_id, view.id),
        "notes": [one.note for one in recorded(view.laid.case, view.laid.register, calendar) if one.note],
        "running": [term for term in case_tabs.terms(view) if term.light],
        "open_tracks": [track for track in case_tabs.tracks(view) if not track.closed_on],
        "lately": case_tabs.timeline(view)[:_LATELY],
    }


def _history(opened: Opened) -> Mapping[str, Any]:
    acts, told, holding = {act.seq for act in opened.view.laid.case.acts}, filled(opened.view), frozenset[int]()
    if opened.find:
        told, holding = found(told, opened.find)
    chapters = case_tabs.chapters(opened.view)
    count = len(opened.view.record)
    return {
        "chapters": chapters,
        "count": count,
        "filled": told,
        "holding": holding,
        "find": opened.find,
        "correctable": acts,
    }


def _papers(opened: Opened) -> Mapping[str, Any]:
    return {"papers": case_tabs.papers(opened.view, opened.site.office.seals.of(opened.view.id))}


def _ledger(opened: Opened) -> Mapping[str, Any]:
    told: dict[str, Any] = {"events": case_tabs.timeline(opened.view)}
    if opened.verify:
        told["verified"] = opened.site.office.verify(opened.view.id)
        told["verified_at"] = moment(opened.view.laid.at)
    return told


def _related(opened: Opened) -> Mapping[str, Any]:
    return {"related": case_tabs.related(opened.reader.related(opened.view.id))}


def _reads(opened: Opened) -> Mapping[str, Any]:
    reads = opened.site.office.reads.of(opened.view.id).reads
    return {
        "reads": [
            {"at": moment(one.at), "who": opened.view.name(one.officer_id), "what": What(one.what).label}
            for one in reads
        ]
    }


TABS: Final[Mapping[str, Tab]] = {
    "do": Tab(label="办理", told=_do),
    "papers": Tab(label="文书", told=_papers, count=lambda view: len(view.laid.rows.papers)),
    "history": Tab(label="大事记", told=_history, count=lambda view: len(view.record)),
    "parties": Tab(label="当事人", told=lambda opened: {"lines": case_tabs.party_lines(opened.view)}),
    "terms": Tab(label="期限", told=lambda opened: {"terms": case_tabs.terms(opened.view)}, count=lambda view: len(view.laid.running)),
    "tracks": Tab(
        label="事项", told=lambda opened: {"tracks": case_tabs.tracks(opened.view)},
        count=lambda view: len(view.laid.case.open_tracks()),
    ),
    "chart": Tab(
        label="流程图", told=lambda opened: {"came": case_chart.described(opened.view.record)}
    ),
    "ledger": Tab(label="记录链", told=_ledger),
    "related": Tab(label="关联案件", told=_related),
    "corrections": Tab(
        label="更正", told=lambda opened: {"corrections": case_tabs.corrections(opened.view)},
        count=lambda view: len(view.laid.case.corrections) or None,
    ),
    "scrutiny": Tab(
        label="评查", told=lambda opened: {"scrutiny": opened.site.office.scrutinise(opened.view.id)},
        shown=lambda view: of_penalty(view.laid.case.workflow),
    ),
    "steps": Tab(label="全部步骤", told=lambda _: {}, count=lambda view: view.count),
    "reads": Tab(label="查阅记录", told=_reads, shown=lambda view: view.heads),
}  # fmt: skip
"""The tabs by the name they have in an address, in their order."""
_RARE: Final = frozenset({"chart", "ledger", "related", "corrections", "scrutiny", "steps", "reads"})
"""Tabs that are seldom asked for."""
_EVIDENCE_AT: Final = 2
