"""法制审核: the cases in review with their clocks, and who is given the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhifa.engine.command import Done
from zhifa.engine.decide import Option
from zhifa.engine.docket_page import DocketAsked, DocketLine, urgency_of
from zhifa.engine.quoted import shown
from zhifa.engine.reader import Reader
from zhifa.engine.review_pool import Candidate
from zhifa.engine.review_room import Waiting
from zhifa.engine.vocabulary import Phase
from zhifa.told.refusals import reason_of
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk import carrying, paths
from zhifa.web.desk.act_sheet import new_key, version_of
from zhifa.web.desk.case_page import Opened, open_case, tab_links
from zhifa.web.desk.lights import Light, light_of
from zhifa.web.desk.listing import place_of, place_text
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form
from zhifa.web.errors import NotFound
from zhifa.web.problem import Problem
from zhifa.workflows.forms.assignment import ReviewerAssigned

router = APIRouter(prefix="/desk")

_PAGE: Final = 20
"""Cases of a page."""
_STILL: Final = Light(kind="quiet", text="停止计算")
_NO_CLOCK: Final = Light(kind="quiet", text="没有审核期限")


@dataclass(frozen=True, slots=True, kw_only=True)
class InReview:
    """A case on the list."""

    path: str
    cause: str
    party: str
    number: str
    state: str
    round: int
    light: Light
    due: str
    reviewer: str
    assigned_at: str
    handlers: str
    mine: bool
    """Whether it is assigned to whoever looks."""


_LOADS: Final = "loads"
_TABS: Final[Mapping[str, str]] = {
    "mine": "轮到我的", "waiting": "等待审核意见的", "all": "审核阶段全部", _LOADS: "各审核人手中的",
}  # fmt: skip


@router.get("/reviews", response_class=HTMLResponse)
def reviews(request: Request, site: Here, person: Signed, tab: str = "", after: str = "") -> HTMLResponse:
    """The cases in review within reach, a page of them, those that wait for this very officer first; or what each reviewer has on hand."""
    reader, room = site.reader(person), site.office.reviews
    names = {name: label for name, label in _TABS.items() if name != _LOADS or reader.roles & room.sharing}
    chosen = tab or ("mine" if reader.roles & room.reviewing else "waiting")
    if chosen not in names:
        raise NotFound(f"没有{shown(chosen)}这一栏；可以看的有{'、'.join(names.values())}")
    tabs = [
        {"path": f"/desk/reviews?tab={name}", "label": label, "here": name == chosen} for name, label in names.items()
    ]
    if chosen == _LOADS:
        return page(request, "review/loads.html", tabs=tabs, loads=_loads(site, reader))
    begin = place_of(after)
    asked = (
        DocketAsked(phases=(Phase.REVIEW,), replay=False)
        if chosen == "all"
        else DocketAsked(states=room.states, replay=False)
    )
    found = (reader.mine if chosen == "mine" else reader.docket)(asked, after=begin, limit=_PAGE)
    following = place_text(found.after)
    return page(
        request, "review/queue.html", tabs=tabs, lines=_in_review(site, reader, found.lines),
        today=reader.day.isoformat(), first=f"/desk/reviews?tab={chosen}" if begin else "",
        following=f"/desk/reviews?tab={chosen}&after={following}" if following else "",
    )  # fmt: skip


def _in_review(site: Site, reader: Reader, lines: Sequence[DocketLine]) -> list[InReview]:
    waiting = site.office.reviews.of_lines(lines)
    return [_shown(reader, line, waiting[line.case_id]) for line in lines if line.case_id in waiting]


def _shown(reader: Reader, line: DocketLine, waiting: Waiting) -> InReview:
    return InReview(
        path=f"{paths.case(line.case_id)}/review",
        cause=line.cause,
        party=line.party or "",
        number=line.case_number or "未编号",
        state=line.state_label,
        round=waiting.round,
        light=_light(waiting, reader),
        due=waiting.due.isoformat() if waiting.due else "",
        reviewer=reader.register.name_of(waiting.reviewer) if waiting.reviewer else "",
        assigned_at=moment(waiting.assigned_at) if waiting.assigned_at else "",
        handlers="、".join(one.name for one in line.handlers),
        mine=waiting.reviewer == reader.officer_id,
    )


def _light(waiting: Waiting, reader: Reader) -> Light:
    due = waiting.due
    if due is None:
        return _NO_CLOCK
    if waiting.suspended:
        return _STILL
    return light_of(urgency_of(due, reader.day, waits=False), (due - reader.day).days)


def _loads(site: Site, reader: Reader) -> list[dict[str, str]]:
    """What each reviewer has on hand, for who shares the cases out."""
    return [
        {
            "name": reader.register.name_of(who),
            "open": str(load.open),
            "last": moment(load.last) if load.last else "没有",
        }
        for who, load in site.office.reviews.workload(reader.agency_id).items()
    ]


# --- assignment --------------------------------------------------------------------------------------------------------


@router.get("/cases/{case_id}/review/assign", response_class=HTMLResponse)
def choose(
    request: Request,
    site: Here,
    person: Signed,
    case_id: str,
    behalf: Annotated[str, Query(alias="for", max_length=64)] = "",
) -> HTMLResponse:
    """Who may be given the case, whoever is due first at the head, and why others may not."""
    opened = open_case(site, person, case_id, behalf=behalf)
    option = _option(opened)
    if opened.view.laid.case.state not in option.transition.sources:
        raise NotFound("这件案件现在不在等待指派审核人")
    return _assign_page(request, opened, option, behalf)


def _assign_page(
    request: Request, opened: Opened, option: Option, behalf: str, *, chosen: str = "", note: str = "", problem: Problem | None = None,
    version: int | None = None,
) -> HTMLResponse:  # fmt: skip
    view = opened.view
    pool = opened.site.office.reviews.candidates(view.id)
    return page(
        request, "review/assign.html", status=problem.status if problem else 200, view=view, tab="review", tab_label="指派审核人",
        tabs=tab_links(view), candidates=[_candidate(one) for one in pool], barred=tuple(map(reason_of, option.refusals)),
        chosen=chosen or next((one.officer.id for one in pool if not one.unfit), ""), note=note, problem=problem,
        against=carrying.told(problem, ReviewerAssigned) if problem else (),
        now=opened.site.office.reviews.of(view.laid.case).reviewer, behalf=behalf, key=new_key(),
        news=tuple(view.since(version)) if version is not None else (),
    )  # fmt: skip


def _option(opened: Opened) -> Option:
    """The step of assigning. Raises :class:`NotFound` where the procedure has none."""
    laid = opened.view.laid
    assigning = [step for step in laid.case.workflow.transitions if step.facts is ReviewerAssigned]
    if not assigning:
        raise NotFound("这件案件的程序不指派审核人")
    return laid.offered(assigning)[0]


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "id": one.officer.id, "name": one.officer.name, "number": one.officer.staff_number, "unit": one.officer.unit,
        "open": one.load.open, "last": moment(one.load.last) if one.load.last else "没有",
        "unfit": "；".join(why.label for why in one.unfit),
    }  # fmt: skip


@router.post("/cases/{case_id}/review/assign")
def assign(request: Request, site: Here, person: Signed, case_id: str, posted: Form) -> Response:
    """Give the case to a reviewer; whatever keeps it back is shown beside the choice."""
    behalf = posted.one("for")[:64]
    opened = open_case(site, person, case_id, behalf=behalf)
    chosen, note = posted.one("reviewer"), posted.one("note")
    facts = {"reviewer": chosen, **({"note": note} if note else {})}
    option, version = _option(opened), version_of(posted.one("version"))
    asked = carrying.Asked(
        step=option.transition.name, facts=facts, typed={"facts.reviewer": chosen, "facts.note": note},
        version=version, key=carrying.key_of(posted.one("key")), at=None, on_behalf_of=behalf or None,
    )  # fmt: skip
    done = carrying.take_step(opened, asked)
    if isinstance(done, Done):
        return RedirectResponse(f"{paths.case(case_id)}/review?done={done.seq}", status_code=303)
    return _assign_page(request, opened, option, behalf, chosen=chosen, note=note, problem=done, version=version)
