"""The reviewer's room: draft, evidence and hearing beside the eight items; what changed since the last round; the opinion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from zhifa.engine.command import Done
from zhifa.engine.decide import Option
from zhifa.engine.instants import legal_day
from zhifa.engine.reads import What
from zhifa.engine.refusals import FACTS_INVALID
from zhifa.engine.vocabulary import Outcome, Transition
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.access import Here, Signed
from zhifa.web.desk import carrying, paths, review_told, told_done
from zhifa.web.desk.act_sheet import new_key, version_of
from zhifa.web.desk.case_page import Opened, open_case, tab_links
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form, Posted
from zhifa.web.desk.review_form import INSTRUCTIONS, Fault, facts_of, faults, items_typed, opinion_steps, typed_of
from zhifa.web.desk.told_done import ToldDone
from zhifa.web.errors import BadRequest
from zhifa.web.problem import Problem
from zhifa.workflows.forms.assignment import CounselOpinion, Endorsement, ReviewerAssigned
from zhifa.workflows.forms.review import Dispute, DisputeSettled, Submission

router = APIRouter(prefix="/desk/cases/{case_id}/review")

_BESIDE: Final[Mapping[type[BaseModel], str]] = {
    CounselOpinion: "记入法律顾问、公职律师的意见",
    Endorsement: "签署审核意见",
    Dispute: "提请分歧讨论",
}
"""Steps beside the opinion that have a form of the usual kind, and what their links say."""
_LONGEST_ID: Final = 64


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in the form, and what was said against it."""

    values: Mapping[str, str]
    kept_at: str = ""
    """When it was put aside; empty where it was not."""
    outcome: str = ""
    problem: Problem | None = None
    faults: tuple[Fault, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """Refusals that are no matter of what was typed."""
    news: tuple[Any, ...] = ()
    """What others did meanwhile."""
    behalf: str = ""
    key: str = field(default_factory=new_key)

    @property
    def by_field(self) -> Mapping[str, str]:
        """The first fault of each field."""
        return {one.field: one.text for one in reversed(self.faults)}


@router.get("", response_class=HTMLResponse)
def room(
    request: Request, site: Here, person: Signed, case_id: str,
    behalf: Annotated[str, Query(alias="for", max_length=_LONGEST_ID)] = "", done: str = "",
) -> HTMLResponse:  # fmt: skip
    """The room of a case, whether or not it waits for an opinion now. ``done``: the entry that was made just now."""
    opened = open_case(site, person, case_id, behalf=behalf)
    site.office.reads.note(opened.reader.officer_id, opened.view.id, What.CASE)
    return _page(request, opened, _begun(opened, behalf), was_done=told_done.told(site.office, opened.view, done))


def _begun(opened: Opened, behalf: str) -> Typed:
    """The form as it was last put aside, or else empty but for the day on which the case was sent in."""
    sent = opened.view.laid.case.last(Submission)
    empty = {"facts.received_on": legal_day(sent.at).isoformat() if sent else ""}
    steps = [step.name for step in opinion_steps(opened.view.laid.case.workflow).values()]
    kept = carrying.aside_of(opened, *steps).found() if steps else None
    if kept is None:
        return Typed(values=empty, behalf=behalf)
    news = tuple(opened.view.since(kept.version))
    return Typed(values=empty | dict(kept.typed), behalf=behalf, kept_at=moment(kept.saved_at), news=news)


# --- the page ---------------------------------------------------------------------------------------------------------


def _page(
    request: Request,
    opened: Opened,
    typed: Typed,
    *,
    status: int = 200,
    was_done: ToldDone | None = None,
) -> HTMLResponse:
    view = opened.view
    case = view.laid.case
    steps = opinion_steps(case.workflow)
    options = {option.transition: option for option in view.laid.here}
    here = {outcome: options[step] for outcome, step in steps.items() if step in options}
    sheet = opened.site.office.reviews.sheet_of(view.laid.rows)
    return page(
        request, "review/room.html", status=status, view=view, tab="review", tab_label="法制审核", tabs=tab_links(view),
        sheet=sheet, draft=review_told.draft_lines(view), evidence=review_told.evidence_lines(view),
        heard=review_told.heard(view), discussed=review_told.discussed(view), rounds=review_told.rounds(view),
        since=review_told.since_last(view), digest=case.draft_digest, revision=case.revision, cleared=case.cleared,
        waits=bool(here), allowed=bool(here) and all(option.allowed for option in here.values()),
        barred=_reasons(here.values()), otherwise=[(step.label, paths.step(view.id, step.name)) for step in _otherwise(opened)], beside=_beside(opened), typed=typed,
        items=items_typed(typed.values), checks={item.item: item.checks for item in sheet.items}, instructions=INSTRUCTIONS,
        reviewer=view.name(sheet.waiting.reviewer) if sheet.waiting.reviewer else "", assign=_assigns(opened),
        settles=_step_here(opened, DisputeSettled) is not None, was_done=was_done,
    )  # fmt: skip


def _reasons(options: Iterable[Option]) -> tuple[Reason, ...]:
    """Why no opinion may be given, each reason once."""
    return tuple(dict.fromkeys(reason_of(refusal) for option in options for refusal in option.refusals))


def _otherwise(opened: Opened) -> tuple[Transition, ...]:
    """Steps by which an opinion is given in a procedure that asks for other things than this form does."""
    case = opened.view.laid.case
    ours = {step.name for step in opinion_steps(case.workflow).values()}
    return tuple(step for step in case.workflow.starting_from(case.state) if step.opinion and step.name not in ours)


def _step_here(opened: Opened, form: type[BaseModel]) -> Option | None:
    """The step with this form that starts from where the case stands."""
    return next((one for one in opened.view.laid.here if one.transition.facts is form), None)


def _assigns(opened: Opened) -> bool:
    option = _step_here(opened, ReviewerAssigned)
    return option is not None and option.allowed


def _beside(opened: Opened) -> list[dict[str, Any]]:
    """Links to the other steps of a review, allowed or why not; those of other posts are left out."""
    found = []
    for form, label in _BESIDE.items():
        option = _step_here(opened, form)
        if option is not None and not option.for_others:
            path = paths.step(opened.view.id, option.transition.name, on_behalf_of=opened.view.laid.on_behalf_of)
            found.append(
                {
                    "label": label,
                    "path": path,
                    "name": option.transition.name,
                    "refusals": tuple(map(reason_of, option.refusals)),
                }
            )
    return found


# --- the opinion ------------------------------------------------------------------------------------------------------


@router.post("")
def give(request: Request, site: Here, person: Signed, case_id: str, posted: Form) -> Response:
    """Give the opinion, or put aside what was typed; whatever keeps it back is shown beside what was typed."""
    behalf = posted.one("for")
    if len(behalf) > _LONGEST_ID:
        raise BadRequest("form_altered", "表单中的隐藏项被改动，没有办理；返回案件，重新打开这一页")
    opened = open_case(site, person, case_id, behalf=behalf)
    typed, told = typed_of(posted), posted.one("outcome")
    if told == "keep":
        return _keep(request, opened, Typed(values=typed, behalf=behalf), posted)
    outcome = next((one for one in Outcome if one.value == told), None)
    steps = opinion_steps(opened.view.laid.case.workflow)
    if outcome is None or outcome not in steps:
        raise BadRequest(
            "outcome_unknown", "没有写明意见是同意还是存在问题，没有办理；返回上一页，用页面上的按钮提交", status=422
        )
    facts, refused = facts_of(typed, outcome)
    asked = carrying.Asked(
        step=steps[outcome].name, facts=facts, typed=typed, version=version_of(posted.one("version")), key=carrying.key_of(posted.one("key")),
        at=carrying.moment_of(typed["occurred_at"]), on_behalf_of=behalf or None, faults=refused,
        others=tuple(step.name for step in steps.values()),
    )  # fmt: skip
    done = carrying.take_step(opened, asked)
    if isinstance(done, Done):
        return RedirectResponse(f"{opened.view.path}/review?done={done.seq}", status_code=303)
    return _refused(request, opened, Typed(values=typed, outcome=outcome.value, behalf=behalf), done, asked)


def _keep(request: Request, opened: Opened, typed: Typed, posted: Posted) -> Response:
    steps = [step.name for step in opinion_steps(opened.view.laid.case.workflow).values()]
    if not steps:
        raise BadRequest("outcome_unknown", "本程序的审核意见不用这张表", status=422)
    problem = carrying.aside_of(opened, *steps).keep(typed.values, version=version_of(posted.one("version")))
    if problem:
        return _page(request, opened, replace(typed, problem=problem), status=problem.status)
    return RedirectResponse(f"{opened.view.path}/review#opinion", status_code=303)


def _refused(request: Request, opened: Opened, typed: Typed, problem: Problem, asked: carrying.Asked) -> HTMLResponse:
    """The room again, with everything that was typed and everything that was said against it."""
    step = opened.view.laid.case.workflow.by_name[asked.step]
    reasons = tuple(reason_of(one) for one in problem.refusals if one.code != FACTS_INVALID.code)
    shown = replace(
        typed, problem=problem, faults=faults(problem.refusals, step), reasons=reasons, news=tuple(opened.view.since(asked.version))
    )  # fmt: skip
    return _page(request, opened, shown, status=problem.status)
