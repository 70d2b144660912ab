"""办案流程: the procedures at hand with every version, their charts and proofs, how versions differ, and cases moved between them on trial."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from zhifa.engine.check import DefinitionFault
from zhifa.engine.check import check as prove
from zhifa.engine.diagram import svg
from zhifa.engine.errors import CaseUnknown, OfficeError, StorageError
from zhifa.engine.migration import Migration, MigrationPlan
from zhifa.engine.plan import Refused
from zhifa.engine.quoted import keyed, shown
from zhifa.engine.reader import Reader
from zhifa.engine.vocabulary import Phase
from zhifa.engine.workflow import Workflow
from zhifa.engine.workflow_diff import differences
from zhifa.engine.workflow_parts import listed
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.access import Here, Signed, Site, person_of
from zhifa.web.desk import paths
from zhifa.web.desk.case_chart import STYLED
from zhifa.web.desk.pages import page
from zhifa.web.errors import Forbidden, NotFound
from zhifa.workflows.papers_asked import discord

router = APIRouter(prefix="/desk/admin/workflows", dependencies=[Depends(person_of)])

_PAGE: Final = 20
"""Cases that are tried on one page."""
_TRIAL: Final = "试算"
Version = Annotated[int, Query(ge=1, le=10**6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a move would make of one case."""

    path: str
    label: str
    state: str
    lines: tuple[str, ...] = ()
    """What would be otherwise, in Chinese."""
    reasons: tuple[Reason, ...] = ()
    """Why it cannot be moved."""
    fault: str = ""
    """Why it could not be tried."""


@router.get("", response_class=HTMLResponse)
def index(request: Request, site: Here) -> HTMLResponse:
    """Every procedure with its versions."""
    found: dict[str, list[Workflow]] = {}
    for one in sorted(site.office.workflows, key=lambda one: (one.name, -one.version)):
        found.setdefault(one.name, []).append(one)
    return page(request, "admin/workflows.html", procedures=list(found.values()))


@router.get("/{name}/{version}", response_class=HTMLResponse)
def workflow(request: Request, site: Here, name: str, version: int) -> HTMLResponse:
    """One version: what is proved of it, its chart, and every step."""
    one = _workflow(site, name, version)
    others = sorted(other.version for other in site.office.workflows if other.name == name and other.version != version)
    return page(
        request, "admin/workflow.html", one=one, others=others, proved=_proved(one), papers=sum(bool(s.papers) for s in one.transitions),
        deciding=[state.label for state in one.states if state.phase is Phase.DECIDE],
    )  # fmt: skip


@router.get("/{name}/{version}/chart.svg")
def chart(site: Here, name: str, version: int) -> Response:
    """The procedure as a drawing."""
    headers = {"Content-Security-Policy": STYLED, "Cache-Control": "private, max-age=3600"}
    return Response(_drawn(_workflow(site, name, version)), media_type="image/svg+xml", headers=headers)


@lru_cache(maxsize=32)
def _drawn(one: Workflow) -> str:
    return svg(one)


@router.get("/{name}/{version}/diff", response_class=HTMLResponse)
def diff(request: Request, site: Here, name: str, version: int, old: Version) -> HTMLResponse:
    """What this version has otherwise than another one."""
    before, after = _workflow(site, name, old), _workflow(site, name, version)
    labels = {step.name: step.label for one in (before, after) for step in one.transitions}
    found = [(one.sign, labels.get(one.step, one.step), one.text) for one in differences(before, after)]
    return page(request, "admin/workflow_diff.html", before=before, after=after, found=found)


def _workflow(site: Site, name: str, version: int) -> Workflow:
    """Raises :class:`NotFound`."""
    for one in site.office.workflows:
        if (one.name, one.version) == (name, version):
            return one
    raise NotFound(f"没有流程{shown(name)}第{version}版")


@lru_cache(maxsize=32)
def _proved(one: Workflow) -> str:
    """Why the procedure is not sound; empty when it is."""
    try:
        prove(one)
    except DefinitionFault as fault:
        return str(fault)
    return "；".join(f"{step}：{fault}" for step, fault in discord(one))


# --- moving cases, on trial ---------------------------------------------------------------------------------------------


@router.get("/{name}/{version}/migrate", response_class=HTMLResponse)
def migrate(
    request: Request,
    site: Here,
    person: Signed,
    name: str,
    version: int,
    after: Annotated[str, Query(max_length=64)] = "",
) -> HTMLResponse:
    """What would become of the cases within reach that go by another version, for who approves such moves or keeps the site; nothing is written. They are moved
    from the command line."""
    one, reader = _workflow(site, name, version), site.reader(person)
    if not (person.administers or site.office.migrations.tries(reader, name, version)):
        raise Forbidden(
            "migration_not_yours",
            f"试算只供批准变更流程版本的岗位（{listed(one.approvers)}）和系统管理员（管理账号的人）查看",
        )
    due = [case for case in site.office.migrations.due(reader.agency_id, name, version) if case > after]
    chosen = due[:_PAGE]
    following = f"/desk/admin/workflows/{name}/{version}/migrate?after={chosen[-1]}" if len(due) > _PAGE else ""
    tried = [found for case in chosen if (found := _tried(site, reader, case, version))]
    return page(
        request, "admin/workflow_migrate.html", one=one, tried=tried, left=max(0, len(due) - _PAGE), following=following, unseen=len(chosen) - len(tried),
        first=f"/desk/admin/workflows/{name}/{version}/migrate" if after else "",
    )  # fmt: skip


def _tried(site: Site, reader: Reader, case_id: str, version: int) -> Tried | None:
    """The trial of one case; ``None`` for one out of reach."""
    try:
        case = reader.case(case_id)
    except CaseUnknown:
        return None
    heading = case.workflow.heading(case)
    tried = Tried(
        path=paths.case(case_id),
        label=heading.case_number or heading.cause,
        state=case.state.label if case.state else "",
    )
    asked = Migration(
        case_id=case_id, version=version, reason=_TRIAL, actor=reader.officer_id, occurred_at=site.office.agenda.moment(),
        expected_version=case.version,
    )  # fmt: skip
    try:
        plan = site.office.migrations.plan(asked)
    except (OfficeError, StorageError) as error:
        return replace(tried, fault=str(error))
    if isinstance(plan, Refused):
        return replace(tried, reasons=tuple(map(reason_of, plan.refusals)))
    return replace(tried, lines=tuple(_planned(plan)))


def _planned(plan: MigrationPlan) -> Iterator[str]:
    for told, steps in (("可以多办", plan.gained), ("不再办理", plan.lost)):
        if steps:
            yield f"{told}：{'、'.join(step.label for step in steps)}"
    for one in plan.objections:
        yield f"“{one.step.label}”多一项检查，现在不能通过：{one.refusal.text}"
    if plan.review_falls:
        yield "审核通过的意见不再适用于现有草案，须重新送法制审核"
    if plan.terms:
        yield f"正在进行的期限不变：{'、'.join(f'{keyed(term.label, term.key)} {term.due}' for term in plan.terms)}"
