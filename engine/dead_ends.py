"""Tracks that could stay open for good: a case goes on with one to a state from which no step closes it any more.

Tracks know nothing of each other, so what holds of each of them holds of any number. Guards are taken as able to go either way, but for one
that asks that all tracks have ended (``Guard.all_tracks``): a step it guards leaves nothing open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from zhifa.engine.vocabulary import State, Track, Transition

if TYPE_CHECKING:
    from zhifa.engine.workflow import Workflow

_States = frozenset[str]
"""Names of states."""


class _Edge(NamedTuple):
    """A step with the states that it starts from and leads to. Every start of the program goes through all of them for each track: names are quick to compare."""

    step: Transition
    sources: _States
    targets: _States


def dead_ends(workflow: Workflow) -> Iterator[tuple[Track, State]]:
    """Each track with each state in which it may be open and from which no step that closes it can be reached."""
    edges = tuple(_edge(step) for step in workflow.transitions)
    for track in dict.fromkeys(opening.track for step in workflow.transitions for opening in step.opens):
        carrying = tuple(edge for edge in edges if _carries(edge.step, track))
        stuck = _open_in(edges, carrying, track) - _closable_in(edges, carrying, track)
        yield from ((track, state) for state in workflow.states if state.name in stuck)


def _edge(step: Transition) -> _Edge:
    return _Edge(
        step, frozenset(state.name for state in step.sources), frozenset(target.state.name for target in step.targets)
    )


def _carries(step: Transition, track: Track) -> bool:
    """Whether the track may still be open after the step, which is not the one that opens the case."""
    closed = any(one.track == track and one.when is None and one.key is None for one in step.closes)
    return not (closed or step.opens_case or any(guard.all_tracks for guard in step.guards))


def _open_in(edges: Iterable[_Edge], carrying: Iterable[_Edge], track: Track) -> _States:
    """The states in which a track of this kind may be open."""
    opening = (edge for edge in edges if any(one.track == track for one in edge.step.opens))
    reached = _States().union(*(_after(edge, edge.sources) for edge in opening))
    while True:
        more = reached.union(*(_after(edge, reached & edge.sources) for edge in carrying))
        if more == reached:
            return reached
        reached = more


def _after(edge: _Edge, sources: _States) -> _States:
    """Where the step may leave a case that stood in one of ``sources``; an opening step, any case."""
    return edge.targets or sources if sources or edge.step.opens_case else sources


def _closable_in(edges: Iterable[_Edge], carrying: Iterable[_Edge], track: Track) -> _States:
    """The states from which, with the track open, a step that closes it can be reached."""
    closing = (edge for edge in edges if any(one.track == track for one in edge.step.closes))
    free = _States().union(*(edge.sources for edge in closing))
    while True:
        more = free.union(*(edge.sources for edge in carrying if free & edge.targets))
        if more == free:
            return free
        free = more
