"""In which states of which procedures somebody can do something: what a list of tasks (我的待办) asks, without a look at any case.

It tells as far as state, post, reach and the handlers of a case do; the guards of a step may still object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from zhifa.engine.reach import Area, Reach
from zhifa.engine.vocabulary import Phase, State, Transition
from zhifa.engine.workflow import Workflow

__all__ = ["Doable", "doable", "forward", "tasks", "waited_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doable:
    """States of one version of a procedure in which the officer can take a step from one of his posts."""

    workflow: str
    version: int
    states: tuple[str, ...]
    """Their names, in order."""
    area: Area
    """What the post reaches."""
    bound: bool = False
    """Only in cases that he handles."""
    assigned: bool = False
    """Only in cases that are assigned to him for review, or to nobody yet."""


def doable(workflows: Iterable[Workflow], reach: Reach) -> tuple[Doable, ...]:
    """All in which somebody with this reach can do something, by procedure and post."""
    return tuple(one for workflow in workflows for area in reach.areas for one in _by_post(workflow, area))


def tasks(workflow: Workflow, state: str, reach: Reach, *, units: Set[str], handles: bool) -> tuple[Transition, ...]:
    """The steps that somebody with this reach is waited for in such a state of a case of these units, those that lead
    forward first, then those that leave it where it is. ``handles``: whether he handles the case."""
    here = workflow.state_by_name[state]
    areas = [area for area in reach.areas if area.covers(workflow.act, units)]
    mine = [
        step
        for bound in (False, True)
        for step in _steps(workflow, here, bound=bound)
        if any(_waits_for(step, area, workflow, bound=bound, handles=handles) for area in areas)
    ]
    once = {step.name: step for step in mine}.values()
    return tuple(sorted(once, key=lambda step: (not forward(workflow, state, step), bool(step.targets))))


@lru_cache(maxsize=1024)
def waited_for(workflow: Workflow, state: str) -> str:
    """The labels of the posts whose steps lead forward from such a state, without those of handlers; empty where none does."""
    steps = (step for step in workflow.transitions if not step.of_itself and forward(workflow, state, step))
    roles = (role for step in steps for role in step.roles if role.name not in workflow.case_bound)
    return "、".join(dict.fromkeys(role.label for role in roles))


def forward(workflow: Workflow, state: str, step: Transition) -> bool:
    """Whether the step brings a case from such a state to one that comes after it, in the order of phases and of the declaration, and goes on."""
    return step.name in _forward(workflow, state)


@lru_cache(maxsize=1024)
def _forward(workflow: Workflow, state: str) -> frozenset[str]:
    here, phases = workflow.state_by_name[state], list(Phase)
    order = {one.name: (phases.index(one.phase), place) for place, one in enumerate(workflow.states)}
    return frozenset(
        step.name
        for step in workflow.transitions
        if here in step.sources
        and any(not to.state.ended and order[to.state.name] > order[state] for to in step.targets)
    )


def _waits_for(step: Transition, area: Area, workflow: Workflow, *, bound: bool, handles: bool) -> bool:
    """Whether the step is taken from this post, and by handlers alone exactly where ``bound`` says so."""
    if (area.role in workflow.case_bound) is not bound or not _asked_of(step, area.role, workflow):
        return False
    return handles and area.principal is None if bound else True


def _by_post(workflow: Workflow, area: Area) -> Iterator[Doable]:
    if area.acts and workflow.act not in area.acts:
        return
    bound = area.role in workflow.case_bound
    if bound and area.principal is not None:
        return  # steps of the handlers stay with them: no deputy takes their place
    found: dict[bool, list[str]] = {}
    for state in workflow.states:
        mine = [step for step in _steps(workflow, state, bound=bound) if _asked_of(step, area.role, workflow)]
        if mine:
            found.setdefault(all(step.opinion is not None for step in mine), []).append(state.name)
    for assigned, states in found.items():
        yield Doable(
            workflow=workflow.name, version=workflow.version, states=tuple(sorted(states)), area=area, bound=bound, assigned=assigned
        )  # fmt: skip


@lru_cache(maxsize=4096)
def _steps(workflow: Workflow, state: State, *, bound: bool) -> tuple[Transition, ...]:
    """The steps for which somebody is waited for in a state. Who handles a case sees to it until it ends.

    Others are asked when it cannot go on without them: for the steps that lead on, or out where none leads on; what they may do besides at any time,
    such as breaking off, is no task. Those who move no case from state to state (公示, 分派审核) are asked for what they do while it goes on.
    """
    here = tuple(_here(workflow, state))
    if bound and not state.ended:
        return here
    onward = tuple(step for step in here if any(_leads_on(workflow, state, to.state) for to in step.targets))
    moving = onward or tuple(step for step in here if any(_leads_out(state, to.state) for to in step.targets))
    beside = () if state.ended else tuple(step for step in here if _staying(workflow) & _roles(step))
    return tuple(dict.fromkeys((*moving, *beside)))


def _asked_of(step: Transition, role: str, workflow: Workflow) -> bool:
    """Whether the step is asked of this role: one that stays is of handlers, and of those who move no case."""
    stays = not step.targets and role not in workflow.case_bound
    return role in _roles(step) and (not stays or role in _staying(workflow))


def _here(workflow: Workflow, state: State) -> Iterator[Transition]:
    """The steps that somebody may take from a state, but for those that begin a decided case anew."""
    return (step for step in workflow.transitions if state in step.sources and not step.of_itself and not step.reopens)


@lru_cache(maxsize=64)
def _staying(workflow: Workflow) -> frozenset[str]:
    """Names of the roles that move no case from state to state."""
    moving = {name for step in workflow.transitions if step.targets for name in _roles(step)}
    return frozenset(role.name for role in workflow.roles) - moving - workflow.case_bound


def _roles(step: Transition) -> frozenset[str]:
    return frozenset(role.name for role in step.roles)


def _leads_out(state: State, target: State) -> bool:
    """Whether a case that goes there is done with, and not begun anew another way (转普通程序)."""
    order = list(Phase)
    return target != state and order.index(target.phase) >= order.index(state.phase)


def _leads_on(workflow: Workflow, state: State, target: State) -> bool:
    """Whether a case that comes there has come further: it goes on, and not only back to where it was (中止)."""
    if target == state or target.ended:
        return False
    beyond = {to.state for step in _here(workflow, target) for to in step.targets if not to.state.ended}
    return beyond != {state}
