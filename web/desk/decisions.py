"""审批: the cases that wait for a decision, each with its review opinion, and the page on which one is looked at before it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from zhifa.engine.casefile import CaseFile
from zhifa.engine.docket_page import DocketAsked, DocketLine
from zhifa.engine.money import yuan
from zhifa.engine.quoted import shown
from zhifa.engine.reader import Reader
from zhifa.engine.reads import What
from zhifa.web.access import Here, Signed
from zhifa.web.desk import paths, review_told, told_done
from zhifa.web.desk.case_page import Opened, open_case, tab_links
from zhifa.web.desk.case_view import CaseOnDesk
from zhifa.web.desk.decision_trial import trial
from zhifa.web.desk.lights import Light, light_of
from zhifa.web.desk.listing import place_of, place_text
from zhifa.web.desk.pages import page
from zhifa.web.errors import NotFound
from zhifa.workflows import dossier
from zhifa.workflows.heads import HEADS, awaited, discussions

router = APIRouter(prefix="/desk")

_PAGE: Final = 20
_TABS: Final[Mapping[str, str]] = {"mine": "待我审批的", "all": "全部待决定的"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A case that waits for a decision."""

    path: str
    cause: str
    party: str
    number: str
    state: str
    light: Light
    due: str
    handlers: str
    proposed: str
    """What is to be decided, in few words."""
    review: str
    cleared: bool


@router.get("/decisions", response_class=HTMLResponse)
def decisions(request: Request, site: Here, person: Signed, tab: str = "", after: str = "") -> HTMLResponse:
    """The cases that wait for a decision within reach, a page of them."""
    reader = site.reader(person)
    chosen = tab or ("all" if reader.roles.isdisjoint(HEADS) else "mine")
    if chosen not in _TABS:
        raise NotFound(f"没有{shown(chosen)}这一栏；可以看的有{'、'.join(_TABS.values())}")
    begin = place_of(after)
    states = {state.name for workflow in site.office.workflows for state in awaited(workflow)}
    asked = DocketAsked(states=tuple(sorted(states)), replay=False)
    found = (reader.mine if chosen == "mine" else reader.docket)(asked, after=begin, limit=_PAGE)
    following = place_text(found.after)
    tabs = [
        {"path": f"/desk/decisions?tab={name}", "label": label, "here": name == chosen} for name, label in _TABS.items()
    ]
    return page(
        request, "review/decisions.html", tabs=tabs, lines=[_pending(reader, line) for line in found.lines],
        today=reader.day.isoformat(), first=f"/desk/decisions?tab={chosen}" if begin else "",
        following=f"/desk/decisions?tab={chosen}&after={following}" if following else "",
    )  # fmt: skip


def _pending(reader: Reader, line: DocketLine) -> Pending:
    case = reader.case(line.case_id)
    return Pending(
        path=f"{paths.case(line.case_id)}/decide",
        cause=line.cause,
        party=line.party or "",
        number=line.case_number or "未编号",
        state=line.state_label,
        light=light_of(line.light, line.days),
        due=line.due.isoformat() if line.due else "",
        handlers="、".join(one.name for one in line.handlers),
        proposed=_proposed(case),
        review=_reviewed(case),
        cleared=case.cleared,
    )


def _proposed(case: CaseFile) -> str:
    draft = dossier.draft(case) if dossier.of_penalty(case.workflow) else None
    if draft is None:
        return ""
    if draft.kind == "no_penalty":
        return "不予行政处罚"
    return "；".join(f"{item.kind}{f' {yuan(item.fen)}' if item.fen else ''}" for item in draft.items)


def _reviewed(case: CaseFile) -> str:
    last = case.last_review
    if last is None:
        return "没有法制审核意见"
    said = "同意" if last.outcome == "agreed" else "存在问题"
    return f"第{last.round}轮：{said}{'' if case.stands(last) else '，草案此后有变动，不再适用'}"


# --- one case ---------------------------------------------------------------------------------------------------------


@router.get("/cases/{case_id}/decide", response_class=HTMLResponse)
def decide(
    request: Request,
    site: Here,
    person: Signed,
    case_id: str,
    behalf: Annotated[str, Query(alias="for", max_length=64)] = "",
    done: str = "",
) -> HTMLResponse:
    """What a head looks at before deciding: the opinion of the review and what checks found first, then the draft, then the steps. ``done``: the entry
    that was made just now."""
    opened = open_case(site, person, case_id, behalf=behalf)
    view = opened.view
    site.office.reads.note(opened.reader.officer_id, view.id, What.CASE)
    return page(
        request, "review/decide.html", view=view, tab="decide", tab_label="审批", tabs=tab_links(view), rounds=review_told.rounds(view),
        since=review_told.since_last(view), cleared=view.laid.case.cleared, draft=review_told.draft_lines(view),
        digest=view.laid.case.draft_digest, heard=review_told.heard(view), discussed=review_told.discussed(view),
        faulty=_faulty(opened), trial=trial(opened), steps=_steps(view), discusses=_discusses(view), acting_for=behalf,
        proposed=_proposed(view.laid.case), was_done=told_done.told(site.office, view, done),
    )  # fmt: skip


def _faulty(opened: Opened) -> list[dict[str, Any]]:
    """What the checks of the case file find amiss; they are made for penalties."""
    laid = opened.view.laid
    if not dossier.of_penalty(laid.case.workflow):
        return []
    return [
        {"id": one.check.id, "label": one.check.label, "article": one.check.article, "severity": one.severity.label,
         "texts": [fault.text for fault in one.faults]}
        for one in opened.site.office.desk.scrutinise(laid.rows, laid.case, laid.register).faulty
    ]  # fmt: skip


def _steps(view: CaseOnDesk) -> list[Any]:
    """The steps that start from here and lead on, but for discussing, which has a page of its own; those of other posts are left out."""
    ours = {step.name for step in discussions(view.laid.case.workflow)}
    return [step for step in view.here if step.moves and not step.for_others and step.name not in ours]


def _discusses(view: CaseOnDesk) -> str:
    """The name of the step by which the heads discuss the case now; empty where there is none."""
    case = view.laid.case
    return next((step.label for step in discussions(case.workflow) if case.state in step.sources), "")
