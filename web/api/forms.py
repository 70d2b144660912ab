"""Procedures: what there are, their steps, the form of each step, and their charts."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Response

from zhifa.engine import diagram
from zhifa.engine.vocabulary import Transition
from zhifa.engine.workflow import Workflow
from zhifa.web.access import Here, Reads, Site
from zhifa.web.api.answers import READS, problems
from zhifa.web.api.form_schema import form_schema
from zhifa.web.api.models.base import Named
from zhifa.web.api.models.forms import Flow, FlowHead, Flows, GuardTold, StateOfFlow, StepTold
from zhifa.web.api.strict import StrictRoute
from zhifa.web.errors import NotFound

router = APIRouter(prefix="/workflows", tags=["流程"], route_class=StrictRoute)

Name = Annotated[str, Path(description="流程名称", max_length=100, examples=["penalty_ordinary"])]
Number = Annotated[int, Path(description="版本", ge=1, le=10_000, examples=[1])]
DRAWING: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""Content-Security-Policy of a drawing: its own style stands in it, and it does nothing."""


@router.get("", summary="流程目录", responses=READS)
def workflows(site: Here, _: Reads) -> Flows:
    """本系统的全部流程，连同各版。"""
    return Flows(workflows=[FlowHead(**_head(site, one)) for one in site.office.workflows])


@router.get("/{name}/{version}", summary="一个流程", responses=problems(404))
def workflow(name: Name, version: Number, site: Here, _: Reads) -> Flow:
    """全部状态和步骤：从哪里办理、由谁办理、检查什么、制作哪些文书。"""
    found = _found(site, name, version)
    states = [
        StateOfFlow(name=one.name, label=one.label, phase=one.phase.value, ended=one.ended) for one in found.states
    ]
    return Flow(**_head(site, found), states=states, steps=[_step(one) for one in found.transitions])


@router.get(
    "/{name}/{version}/steps/{step}/form", summary="步骤的填报表（JSON Schema 2020-12）", responses=problems(404)
)
def form(
    name: Name,
    version: Number,
    step: Annotated[str, Path(description="步骤名称", max_length=100)],
    site: Here,
    _: Reads,
) -> dict[str, Any]:
    """办理该步骤的 `facts` 应合的模式；各项的 title 是中文名称，description 是填写说明。"""
    found = _found(site, name, version)
    if step not in found.by_name:
        raise NotFound(f"{found.label}没有这个步骤")
    return form_schema(found, found.by_name[step])


@router.get(
    "/{name}/{version}/chart", summary="流程图（SVG）", response_class=Response,
    responses={**problems(404), 200: {"description": "流程图", "content": {"image/svg+xml": {"schema": {"type": "string"}}}}},
)  # fmt: skip
def chart(name: Name, version: Number, site: Here, _: Reads) -> Response:
    """六个阶段各一栏，步骤和箭头俱全，标出法制审核关口。"""
    headers = {"Content-Security-Policy": DRAWING}
    return Response(diagram.svg(_found(site, name, version)), media_type="image/svg+xml", headers=headers)


def _found(site: Site, name: str, version: int) -> Workflow:
    for one in site.office.workflows:
        if (one.name, one.version) == (name, version):
            return one
    raise NotFound("没有这个流程，或者没有这一版；见 GET /workflows")


def _head(site: Site, one: Workflow) -> dict[str, Any]:
    newest = max(other.version for other in site.office.workflows if other.name == one.name)
    return {
        "name": one.name, "version": one.version, "label": one.label, "act": one.act, "newest": one.version == newest,
        "opening": one.opening.name, "digest": one.digest,
    }  # fmt: skip


def _step(step: Transition) -> StepTold:
    return StepTold(
        name=step.name, label=step.label, sources=[state.name for state in step.sources],
        targets=list(dict.fromkeys(target.state.name for target in step.targets)),
        roles=[Named(name=role.name, label=role.label) for role in step.roles],
        guards=[GuardTold(name=one.name, label=one.label, article=one.article) for one in step.guards],
        papers=list(step.papers), of_itself=step.of_itself,
    )  # fmt: skip
