"""Lock (b) of the review gate: the proof, made when a procedure is defined, that no decision is reached unreviewed (处罚法 58; invariant 1).

It walks the product graph state × cleared × assessed × decided: ``opinion``, ``assesses`` and ``voids_review`` say how a transition moves these, and
a correction is an edge from every state. No decide-phase state may be reached uncleared, under any policy, because conditions are taken as able to
go either way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from zhifa.engine.vocabulary import Outcome, Phase, Review, State, Target, Transition

if TYPE_CHECKING:
    from zhifa.engine.workflow import Workflow

Found = tuple[str, tuple[str, ...]]
"""A fault and the path that proves it."""


class _Node(NamedTuple):
    state: State
    cleared: bool
    assessed: bool
    """The catalogue was asked about the draft, where some kind of decision may rest on its answer."""
    decided: bool


_Edge = tuple[str, _Node]


def gate_open(workflow: Workflow) -> Iterator[Found]:
    """Lock (b): every path into the decide phase passes a review that still stands."""
    if not any(t.decides and t.decides.review is not Review.EXEMPT for t in workflow.transitions):
        return
    parents: dict[_Node, tuple[_Node | None, str]] = {}
    queue: deque[_Node] = deque()
    for step, node in _openings(workflow):
        parents.setdefault(node, (None, step))
        queue.append(node)
    while queue:
        node = queue.popleft()
        if node.state.phase is Phase.DECIDE and not (node.cleared or node.assessed or node.decided):
            yield f"未经法制审核可以到达决定阶段的状态 {node.state.name}", _path(parents, node)
        for step in _uncleared_decisions(workflow, node):
            yield f"未经法制审核可以作出决定（{step}）", (*_path(parents, node), f"[{step}]")
        for step, following in _edges(workflow, node):
            if following not in parents:
                parents[following] = (node, step)
                queue.append(following)


def _uncleared_decisions(workflow: Workflow, node: _Node) -> Iterator[str]:
    """Steps from here that decide what must be reviewed while no review stands; also after an earlier decision. By catalogue only that may be
    decided about which it was asked."""
    for transition in workflow.transitions:
        kind = transition.decides
        if kind is None or kind.review is Review.EXEMPT or node.state not in transition.sources or node.cleared:
            continue
        if kind.review is Review.ALWAYS or not node.assessed:
            yield transition.name


def _openings(workflow: Workflow) -> Iterator[_Edge]:
    for transition in workflow.transitions:
        if transition.opens_case:
            for target in transition.targets:
                cleared = transition.grants_review
                yield transition.name, _Node(target.state, cleared=cleared, assessed=False, decided=False)


def _edges(workflow: Workflow, node: _Node) -> Iterator[_Edge]:
    for transition in workflow.transitions:
        if node.state in transition.sources:
            yield from _steps(workflow, transition, node)
    if not node.decided and not node.state.ended:
        back = workflow.review_state if node.state.phase is Phase.DECIDE else node.state
        yield "更正", _Node(back, cleared=False, assessed=False, decided=False)


def _steps(workflow: Workflow, transition: Transition, node: _Node) -> Iterator[_Edge]:
    """Where one transition leads."""
    for target in transition.targets or (Target(node.state),):
        after = _after(workflow, transition, node._replace(state=target.state))
        if after.cleared or not target.cleared:
            yield transition.name, after


def _after(workflow: Workflow, transition: Transition, node: _Node) -> _Node:
    """What a transition makes of review, assessment and decision. Where the catalogue may free no decision, asking it frees none."""
    keeps = not transition.voids_review and transition.opinion is not Outcome.PROBLEMS
    return node._replace(
        cleared=transition.grants_review or (node.cleared and keeps),
        assessed=workflow.catalogued and (transition.assesses or (node.assessed and keeps)),
        decided=(node.decided and not transition.reopens) or transition.decides is not None,
    )


def _path(parents: dict[_Node, tuple[_Node | None, str]], node: _Node) -> tuple[str, ...]:
    steps = [node.state.name]
    at: _Node | None = node
    while at is not None:
        at, step = parents[at]
        steps.append(f"[{step}]")
        if at is not None:
            steps.append(at.state.name)
    return tuple(reversed(steps))
