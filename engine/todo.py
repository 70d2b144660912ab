"""What cases wait for, and of whom: the steps of the usual way, and those that close what was opened beside it. What a list of tasks (我的待办) asks, without
a look at any case.

It tells as far as state, open tracks, post, reach and the handlers of a case do; the guards of a step may still object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from zhifa.engine.reach import Area, Reach
from zhifa.engine.vocabulary import State, Transition
from zhifa.engine.workflow import Workflow

__all__ = ["Doable", "doable", "onward", "tasks", "waited_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doable:
    """States of one version of a procedure in which a step is waited for from one of somebody's posts."""

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
    tracks: tuple[str, ...] | None = None
    """Only while a track of one of these names is open; empty: while none is; ``None``: whatever is open."""


def onward(workflow: Workflow, state: str, tracks: Set[str]) -> tuple[Transition, ...]:
    """The steps that a case waits for in such a state while tracks of these names are open, in the order in which people are shown them: those of the usual
    way, the furthest first, then those that close what is open beside it."""
    return tuple(step for step, waits in _awaited(workflow, state) if _stands(waits, tracks))


def tasks(
    workflow: Workflow, state: str, tracks: Set[str], reach: Reach, *, units: Set[str], handles: bool
) -> tuple[Transition, ...]:
    """Those of them for which somebody with this reach is waited for in a case of these units. ``handles``: whether he handles the case."""
    areas = [area for area in reach.areas if area.covers(workflow.act, units)]
    return tuple(
        step
        for step in onward(workflow, state, tracks)
        if any(_takes(step, area, workflow, handles=handles) for area in areas)
    )


def waited_for(workflow: Workflow, state: str, tracks: Set[str]) -> str:
    """The labels of the posts, but for those of handlers, whose steps a case waits for in such a state to lead on, or else to close what is open; empty where it is
    none."""
    found = onward(workflow, state, tracks)
    leading = tuple(step for step in found if step.targets) or found
    roles = (role for step in leading for role in step.roles)
    return "、".join(dict.fromkeys(role.label for role in roles if role.name not in workflow.case_bound))


def doable(workflows: Iterable[Workflow], reach: Reach) -> tuple[Doable, ...]:
    """All in which somebody with this reach is waited for, by procedure and post. Who handles a case sees to it until it ends."""
    return tuple(one for workflow in workflows for area in reach.areas for one in _by_post(workflow, area))


def _by_post(workflow: Workflow, area: Area) -> Iterator[Doable]:
    if area.acts and workflow.act not in area.acts:
        return
    bound = area.role in workflow.case_bound
    if bound and area.principal is not None:
        return  # steps of the handlers stay with them: no deputy takes their place
    for (tracks, assigned), states in _places(workflow, area.role).items():
        yield Doable(
            workflow=workflow.name, version=workflow.version, states=tuple(states), area=area, bound=bound, assigned=assigned, tracks=tracks,
        )  # fmt: skip


_Waits = tuple[str, ...] | None
"""The tracks of which one must be open, as :attr:`Doable.tracks` says it."""


@lru_cache(maxsize=1024)
def _places(workflow: Workflow, role: str) -> dict[tuple[_Waits, bool], list[str]]:
    """The states in which a role is waited for, by the tracks that it takes and whether all that is waited for are opinions of a review."""
    found: dict[tuple[_Waits, bool], list[str]] = {}
    for state in sorted(workflow.states, key=lambda one: one.name):
        if role in workflow.case_bound and not state.ended:
            if any(role in _roles(step) for step in _here(workflow, state)):
                found.setdefault((None, False), []).append(state.name)
            continue
        for waits, steps in _together(
            (step, waits) for step, waits in _awaited(workflow, state.name) if role in _roles(step)
        ):
            found.setdefault((waits, all(step.opinion is not None for step in steps)), []).append(state.name)
    return found


def _together(awaited: Iterable[tuple[Transition, _Waits]]) -> Iterator[tuple[_Waits, list[Transition]]]:
    """The steps by the tracks that they take; of those that take an open one, any of all these."""
    found: dict[bool | None, list[tuple[Transition, _Waits]]] = {}
    for step, waits in awaited:
        found.setdefault(None if waits is None else bool(waits), []).append((step, waits))
    for tracked, those in found.items():
        tracks = tuple(sorted({track for _, waits in those for track in waits or ()}))
        yield (None if tracked is None else tracks), [step for step, _ in those]


@lru_cache(maxsize=1024)
def _awaited(workflow: Workflow, state: str) -> tuple[tuple[Transition, _Waits], ...]:
    """Every step that may be waited for in a state, each with the tracks that this takes."""
    here = workflow.state_by_name[state]
    usual = workflow.usual_from(here)
    beside = (step for step in _here(workflow, here) if step not in usual and _closes(step))
    return tuple((step, _waits(step)) for step in (*usual, *beside))


def _here(workflow: Workflow, state: State) -> Iterator[Transition]:
    """The steps that somebody may take from a state."""
    return (step for step in workflow.transitions if state in step.sources and not step.of_itself)


def _waits(step: Transition) -> _Waits:
    if any(guard.all_tracks for guard in step.guards) and not step.closes:
        return ()
    open_ = _closes(step) or (() if step.targets else _may_close(step))
    return tuple(sorted(open_)) or None


def _closes(step: Transition) -> frozenset[str]:
    """The tracks that the step closes, whatever is filled in."""
    return frozenset(close.track.name for close in step.closes if close.when is None)


def _may_close(step: Transition) -> frozenset[str]:
    """The tracks that it may close, but for those that are open only to stop a term."""
    return frozenset(close.track.name for close in step.closes if not close.track.stops)


def _stands(waits: _Waits, tracks: Set[str]) -> bool:
    return waits is None or (not tracks if not waits else not tracks.isdisjoint(waits))


def _takes(step: Transition, area: Area, workflow: Workflow, *, handles: bool) -> bool:
    """Whether the step is taken from this post; from that of handlers, by those who handle the case alone."""
    if area.role not in _roles(step):
        return False
    return area.role not in workflow.case_bound or (handles and area.principal is None)


def _roles(step: Transition) -> frozenset[str]:
    return frozenset(role.name for role in step.roles)
