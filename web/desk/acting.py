"""The page on which a step is taken: its form, a preview of its papers, and the step itself."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from zhifa.engine.command import Command
from zhifa.engine.instants import legal_day
from zhifa.engine.naming import Naming
from zhifa.engine.reads import What
from zhifa.told.help import step_help
from zhifa.web.access import Here, Signed
from zhifa.web.desk import act_pages, paths
from zhifa.web.desk.act_offers import names_files, offers
from zhifa.web.desk.act_prefill import Known, prefilled
from zhifa.web.desk.act_sheet import Posted, Sheet
from zhifa.web.desk.act_task import Facts, Task
from zhifa.web.desk.carrying import aside_of
from zhifa.web.desk.case_page import Opened, open_case
from zhifa.web.desk.forms.tree import fields_of
from zhifa.web.errors import NotFound

router = APIRouter(prefix="/desk/cases/{case_id}")

_LONGEST_ID: Final = 80


@router.get("/act/{step}")
def form(
    request: Request, site: Here, person: Signed, case_id: str, step: str,
    behalf: Annotated[str, Query(alias="for", max_length=_LONGEST_ID)] = "",
) -> Response:  # fmt: skip
    """The form of a step, with what is known or was kept aside. 404 for a step that the procedure does not have, or that nobody takes."""
    opened = open_case(site, person, case_id, behalf=behalf)
    task = step_task(opened, step, behalf=behalf)
    site.office.reads.note(opened.reader.officer_id, case_id, What.CASE)
    return act_pages.asked(request, task)


@router.post("/act/{step}")
def act(request: Request, site: Here, person: Signed, case_id: str, step: str, handed: Posted) -> Response:
    """Preview, take the step, keep aside, or show the form with a row more or less."""
    opened = open_case(site, person, case_id, behalf=handed.sheet.behalf)
    return act_pages.handled(request, step_task(opened, step, behalf=handed.sheet.behalf), handed)


@router.post("/act/{step}/keep")
def keep(site: Here, person: Signed, case_id: str, step: str, handed: Posted) -> Response:
    """Keep aside what is being typed; asked by the script of the form every few seconds."""
    opened = open_case(site, person, case_id)
    return act_pages.kept_quietly(step_task(opened, step), handed)


@router.get("/act/{step}/preview/{number}.html")
def paper(site: Here, person: Signed, case_id: str, step: str, number: int) -> Response:
    """One paper of the step as it was kept aside, marked 预览, in a page that runs nothing."""
    opened = open_case(site, person, case_id)
    paper = act_pages.framed(step_task(opened, step), number)
    site.office.reads.note(opened.reader.officer_id, case_id, What.PAPER)
    return paper


def step_task(opened: Opened, name: str, *, behalf: str = "") -> Task:
    """The step as something to be entered. Raises :class:`NotFound` for one that nobody takes on a case on file."""
    view, site = opened.view, opened.site
    case = view.laid.case
    step = case.workflow.by_name.get(name)
    if step is None or step.opens_case or step.of_itself:
        raise NotFound("案件的程序没有这一步骤")
    tree = fields_of(step.facts)
    evidence = site.office.evidence.listed(case.id) if names_files(tree) else ()
    naming = Naming(case=case, register=view.laid.register, day=legal_day(view.laid.at), actor=view.laid.actor)
    pickers = offers(naming, evidence)
    known = Known(naming=naming, fit=pickers.fit, whole=view.whole)
    return Task(
        aside=aside_of(opened, step.name), label=step.label, lead=lead(opened), form=step.facts, tree=tree, path=paths.step(case.id, step.name), back=view.path, version=case.version,
        now=view.laid.at, earliest=last_move(opened), crumbs=crumbs(opened), pickers=pickers,
        prefilled=prefilled(step, known), help=step_help(step), replay=case.replay, principals=view.standing_in, behalf=behalf,
        barred=view.laid.offered((step,))[0].refusals, papers=len(step.papers),
        perform=lambda sheet, facts: site.office.perform(_command(case.id, name, view.laid.actor, sheet, facts)),
        preview=lambda sheet, facts: site.office.preview(_command(case.id, name, view.laid.actor, sheet, facts), rows=view.laid.rows),
        since=lambda seen: tuple(view.since(seen)),
    )  # fmt: skip


def lead(opened: Opened) -> str:
    """The case, in a line."""
    view = opened.view
    return "　·　".join(filter(None, (view.cause, view.party_name, view.number, f"现处：{view.state}")))


def crumbs(opened: Opened) -> tuple[tuple[str, str], ...]:
    """The way to the case."""
    return (("我的待办", "/desk"), ("案件", "/desk/cases"), (opened.view.number, opened.view.path))


def last_move(opened: Opened) -> datetime | None:
    """When the case came where it stands; no step that moves it may be earlier."""
    return max((act.at for act in opened.view.laid.case.acts if act.transition.targets), default=None)


def _command(case_id: str, step: str, officer_id: str, sheet: Sheet, facts: Facts) -> Command:
    return Command(
        case_id=case_id, transition=step, actor=officer_id, occurred_at=sheet.instant, expected_version=sheet.version, key=sheet.key,
        facts=facts, on_behalf_of=sheet.behalf or None,
    )  # fmt: skip
