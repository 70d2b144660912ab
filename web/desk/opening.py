"""The page on which a case is opened (线索登记): the choice of the procedure, and the form of its first step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request, Response

from zhifa.engine.casefile import CaseFile
from zhifa.engine.command import Opening
from zhifa.engine.instants import legal_day
from zhifa.engine.jottings import opening_place
from zhifa.engine.naming import Naming
from zhifa.engine.preview import Preview
from zhifa.engine.workflow import Workflow
from zhifa.told.help import step_help
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk import act_pages
from zhifa.web.desk.act_offers import offers, unknown_to
from zhifa.web.desk.act_prefill import Known, prefilled
from zhifa.web.desk.act_sheet import Posted, Sheet
from zhifa.web.desk.act_task import Facts, Task
from zhifa.web.desk.carrying import Aside
from zhifa.web.desk.forms.tree import fields_of
from zhifa.web.desk.pages import page
from zhifa.web.errors import NotFound
from zhifa.web.person import Person

router = APIRouter(prefix="/desk/cases/new")

_PATH = "/desk/cases/new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A procedure under which a case can be opened."""

    label: str
    step: str
    path: str
    roles: str
    mine: bool
    """Whether one of the posts that open it is the officer's today; the engine decides when it is opened."""
    kept: bool
    """Whether something is kept aside for it."""


@router.get("")
def choose(request: Request, site: Here, person: Signed) -> Response:
    """The procedures, each in its newest version."""
    reader = site.reader(person)
    kept = {one.opens for one in site.office.jottings.of(reader.officer_id)}
    offered = [
        Offered(
            label=one.label, step=one.opening.label, path=f"{_PATH}/{one.name}", roles="、".join(role.label for role in one.opening.roles),
            mine=bool(reader.roles & {role.name for role in one.opening.roles}), kept=one.name in kept,
        )
        for one in newest(site)
    ]  # fmt: skip
    return page(request, "act/choose.html", offered=sorted(offered, key=lambda one: not one.mine))


@router.get("/{workflow}")
def form(request: Request, site: Here, person: Signed, workflow: str) -> Response:
    """The form of the first step. 404 for a procedure that is not there."""
    return act_pages.asked(request, _task(site, person, workflow))


@router.post("/{workflow}")
def act(request: Request, site: Here, person: Signed, workflow: str, handed: Posted) -> Response:
    """Check, open the case, keep aside, or show the form with a row more or less."""
    return act_pages.handled(request, _task(site, person, workflow), handed)


@router.post("/{workflow}/keep")
def keep(site: Here, person: Signed, workflow: str, handed: Posted) -> Response:
    """Keep aside what is being typed."""
    return act_pages.kept_quietly(_task(site, person, workflow), handed)


@router.get("/{workflow}/preview/{number}.html")
def paper(site: Here, person: Signed, workflow: str, number: int) -> Response:
    """One paper of the first step as it was kept aside, marked 预览."""
    return act_pages.framed(_task(site, person, workflow), number)


def newest(site: Site) -> tuple[Workflow, ...]:
    """Every procedure once, in its newest version."""
    found: dict[str, Workflow] = {}
    for one in site.office.workflows:
        if one.name not in found or one.version > found[one.name].version:
            found[one.name] = one
    return tuple(found.values())


def _task(site: Site, person: Person, name: str) -> Task:
    reader = site.reader(person)
    workflow = next((one for one in newest(site) if one.name == name), None)
    if workflow is None:
        raise NotFound("没有这一程序")
    step, now, register, actor = workflow.opening, site.office.desk.clock.now(), reader.register, reader.officer_id
    day = legal_day(now)
    case = CaseFile(
        id="", agency_id=reader.agency_id, workflow=workflow, state=None, version=0, replay=False, opened_at=now
    )
    naming = Naming(case=case, register=register, day=day, actor=actor)
    pickers = offers(naming)
    names = {one.principal_id: register.officers[one.principal_id].name for one in register.deputised(actor, day)}

    def opening(sheet: Sheet, facts: Facts) -> Opening:
        return Opening(
            workflow=name,
            actor=actor,
            occurred_at=sheet.instant,
            key=sheet.key,
            facts=facts,
            on_behalf_of=sheet.behalf or None,
        )

    def previewed(sheet: Sheet, facts: Facts) -> Preview:
        found = site.office.preview(opening(sheet, facts))
        unknown = unknown_to(register, facts, act=workflow.act, day=legal_day(sheet.instant))
        return replace(found, notes=(*found.notes, *unknown))

    return Task(
        aside=Aside(office=site.office, officer_id=actor, agency_id=reader.agency_id, place=opening_place(name), step=step.name),
        label=f"{workflow.label}：{step.label}", lead=f"立起新的案件，由{'、'.join(role.label for role in step.roles)}办理", form=step.facts,
        tree=fields_of(step.facts), path=f"{_PATH}/{name}", back="/desk", version=0, now=now,
        crumbs=(("我的待办", "/desk"), ("登记线索", _PATH)), pickers=pickers, prefilled=prefilled(step, Known(naming=naming, fit=pickers.fit, whole=True)),
        help=step_help(step), principals=tuple(names.items()), papers=len(step.papers),
        perform=lambda sheet, facts: site.office.register(opening(sheet, facts)),
        preview=previewed,
    )  # fmt: skip
