"""集体讨论: the record of a discussion of the heads, with who attended and what each of them said (处罚法 57(2))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhifa.engine.canonical import JSON
from zhifa.engine.command import Done
from zhifa.engine.decide import Option
from zhifa.engine.instants import legal_day
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.access import Here, Signed
from zhifa.web.desk import carrying, review_told
from zhifa.web.desk.act_sheet import new_key, version_of
from zhifa.web.desk.case_page import Opened, open_case, tab_links
from zhifa.web.desk.forms.values import Unfit, moment_text, read_moment
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form, Posted
from zhifa.web.errors import NotFound
from zhifa.web.problem import Problem
from zhifa.workflows.heads import attendants, discussions

router = APIRouter(prefix="/desk/cases/{case_id}/discussion")

FIELDS: Final = (
    "facts.held_at", "facts.place", "facts.chair", "facts.report", "facts.conclusion", "facts.conclusion_text", "facts.dissent",
    "observers", "occurred_at",
)  # fmt: skip
"""Names of what is typed besides the opinions of the heads, which go by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Somebody who may take part."""

    id: str
    name: str
    post: str
    opinion: str
    """As it was typed; empty: did not attend."""


@router.get("", response_class=HTMLResponse)
def record(
    request: Request,
    site: Here,
    person: Signed,
    case_id: str,
    behalf: Annotated[str, Query(alias="for", max_length=64)] = "",
) -> HTMLResponse:
    """The form, as it was put aside or empty. 404 where nothing is to be discussed now."""
    opened = open_case(site, person, case_id, behalf=behalf)
    option = _option(opened)
    kept = carrying.aside_of(opened, option.transition.name).found()
    return _page(request, opened, option, dict(kept.typed) if kept else _empty(opened), behalf)


def _empty(opened: Opened) -> dict[str, str]:
    held = {f"opinion.{one}": "" for one in _heads_of(opened)}
    return held | {"facts.held_at": moment_text(opened.view.laid.at.replace(second=0, microsecond=0))}


def _option(opened: Opened) -> Option:
    """The step by which the heads discuss the case where it stands. Raises :class:`NotFound`."""
    case = opened.view.laid.case
    for one in _options(opened):
        if case.state in one.transition.sources:
            return one
    raise NotFound("这件案件现在不在等待集体讨论")


def _options(opened: Opened) -> tuple[Option, ...]:
    laid = opened.view.laid
    return laid.offered(discussions(laid.case.workflow))


def _option_sent(opened: Opened, name: str) -> Option:
    """The step that a form was made for, though the case may have moved on since. Raises :class:`NotFound`."""
    return next((one for one in _options(opened) if one.transition.name == name), None) or _option(opened)


def _heads_of(opened: Opened) -> dict[str, str]:
    """Everybody who may take part today: id, and what the post is called."""
    laid, labels = opened.view.laid, opened.site.office.books.roles
    return {one: labels.get(post, post) for one, post in attendants(laid.register, legal_day(laid.at)).items()}


def _page(
    request: Request, opened: Opened, option: Option, typed: Mapping[str, str], behalf: str, *,
    problem: Problem | None = None, version: int | None = None,
) -> HTMLResponse:  # fmt: skip
    view = opened.view
    heads = [
        Head(id=one, name=view.name(one), post=post, opinion=typed.get(f"opinion.{one}", ""))
        for one, post in _heads_of(opened).items()
    ]
    reasons = carrying.told(problem, option.transition.facts) if problem else ()
    return page(
        request, "review/discussion.html", status=problem.status if problem else 200, view=view, tab="decide",
        tab_label=option.transition.label, tabs=tab_links(view), step=option.transition, heads=heads, typed=typed, key=new_key(),
        barred=tuple(map(reason_of, option.refusals)), problem=problem, reasons=reasons, faults=_by_field(reasons), behalf=behalf,
        news=tuple(view.since(version)) if version is not None else (), discussed=review_told.discussed(view),
        needed=view.laid.register.agency.policy.discussants, draft=review_told.draft_lines(view), rounds=review_told.rounds(view),
    )  # fmt: skip


def _by_field(reasons: tuple[Reason, ...]) -> dict[str, str]:
    """The first thing that is wrong with each field."""
    return {one.path: one.rule or one.text for one in reversed(reasons) if one.path}


# --- taking the step ---------------------------------------------------------------------------------------------------


@router.post("")
def hold(request: Request, site: Here, person: Signed, case_id: str, posted: Form) -> Response:
    """Put the record on file, or put aside what was typed; whatever keeps it back is shown beside what was typed."""
    behalf = posted.one("for")[:64]
    opened = open_case(site, person, case_id, behalf=behalf)
    option, version = _option_sent(opened, posted.one("step")), version_of(posted.one("version"))
    typed = _typed(opened, posted)
    if posted.one("do") == "keep":
        problem = carrying.aside_of(opened, option.transition.name).keep(typed, version=version)
        if problem:
            return _page(request, opened, option, typed, behalf, problem=problem)
        return RedirectResponse(f"{opened.view.path}/discussion", status_code=303)
    facts, faults = _facts(opened, typed)
    asked = carrying.Asked(
        step=option.transition.name, facts=facts, typed=typed, version=version, key=carrying.key_of(posted.one("key")),
        at=carrying.moment_of(typed["occurred_at"]), on_behalf_of=behalf or None, faults=faults,
    )  # fmt: skip
    done = carrying.take_step(opened, asked)
    if isinstance(done, Done):
        return RedirectResponse(f"{opened.view.path}/decide?done={done.seq}", status_code=303)
    return _page(request, opened, option, typed, behalf, problem=done, version=version)


def _typed(opened: Opened, posted: Posted) -> dict[str, str]:
    names = (*FIELDS, *(f"opinion.{one}" for one in _heads_of(opened)))
    return {name: posted.one(name) for name in names}


def _facts(opened: Opened, typed: Mapping[str, str]) -> tuple[dict[str, JSON], tuple[Refusal, ...]]:
    """The facts of the step, and what does not fit in what cannot be read as such."""
    faults: list[Refusal] = []
    try:
        held_at = read_moment(typed["facts.held_at"])
    except Unfit as unfit:
        held_at = ""
        value = shown(typed["facts.held_at"]) if typed["facts.held_at"] else "（未填）"
        faults.append(FACTS_INVALID.refuse(field="held_at", value=value, rule=str(unfit)))
    facts: dict[str, JSON] = {"held_at": held_at, "speakers": list(_speakers(opened, typed))}
    names = ("place", "chair", "report", "conclusion", "conclusion_text", "dissent")
    facts |= {name: typed[f"facts.{name}"] for name in names if typed[f"facts.{name}"]}
    observers = [line.strip() for line in typed["observers"].splitlines() if line.strip()]
    facts |= {"observers": observers} if observers else {}
    return facts, tuple(faults)


def _speakers(opened: Opened, typed: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Who attended, which is who said something."""
    for one in _heads_of(opened):
        if typed[f"opinion.{one}"]:
            yield {"officer": one, "opinion": typed[f"opinion.{one}"]}
