"""Tracks that could stay open for good: a case goes on with one to a state from which no step closes it any more.

Tracks know nothing of each other, so what holds of each of them holds of any number. Guards are taken as able to go either way, but for one
that asks that all tracks have ended (``Guard.all_tracks``): a step it guards leaves nothing open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zhifa.engine.vocabulary import State, Track, Transition

if TYPE_CHECKING:
    from zhifa.engine.workflow import Workflow


def dead_ends(workflow: Workflow) -> Iterator[tuple[Track, State]]:
    """Each track with each state in which it may be open and from which no step that closes it can be reached."""
    for track in dict.fromkeys(opening.track for step in workflow.transitions for opening in step.opens):
        stuck = may_stand_open(workflow, track) - _closable(workflow, track)
        yield from ((track, state) for state in workflow.states if state in stuck)


def may_stand_open(workflow: Workflow, track: Track) -> frozenset[State]:
    """The states in which a track of this kind may be open."""
    opening = (step for step in workflow.transitions if any(one.track == track for one in step.opens))
    reached = {state for step in opening for state in _after(step, set(step.sources))}
    carrying = tuple(_carrying(workflow, track))
    while True:
        more = {state for step in carrying for state in _after(step, reached & set(step.sources))}
        if more <= reached:
            return frozenset(reached)
        reached |= more


def _closable(workflow: Workflow, track: Track) -> set[State]:
    """The states from which, with the track open, a step that closes it can be reached."""
    closing = (step for step in workflow.transitions if any(one.track == track for one in step.closes))
    free = {state for step in closing for state in step.sources}
    carrying = tuple(_carrying(workflow, track))
    while True:
        more = {state for step in carrying for state in _leading(step, free)}
        if more <= free:
            return free
        free |= more


def _leading(step: Transition, free: set[State]) -> set[State]:
    """The states from which the step may lead to one of ``free``."""
    sources, targets = set(step.sources), {target.state for target in step.targets}
    if not targets:
        return free & sources
    return sources if free & targets else set()


def _carrying(workflow: Workflow, track: Track) -> Iterator[Transition]:
    """The steps, but the one that opens the case, after which the track may still be open."""
    for step in workflow.transitions:
        closed = any(one.track == track and one.when is None and one.key is None for one in step.closes)
        if not (closed or step.opens_case or any(guard.all_tracks for guard in step.guards)):
            yield step


def _after(step: Transition, sources: set[State]) -> set[State]:
    """Where the step may leave a case that stood in one of ``sources``; an opening step, any case."""
    if not sources and not step.opens_case:
        return set()
    return {target.state for target in step.targets} or sources
