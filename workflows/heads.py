"""The heads of an agency in a case: who of them takes part in a collective discussion, by which steps they discuss, and where a case waits for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Phase, State, Transition
from zhifa.engine.workflow import Workflow
from zhifa.workflows.forms.review import Discussion, DisputeSettled
from zhifa.workflows.roles import DISCUSSING

HEADS: Final = tuple(role.name for role in DISCUSSING)
"""The posts whose holders count in a collective discussion (处罚法 57(2))."""


def among_heads(register: Register, officers: Iterable[str], day: date) -> set[str]:
    """Those of the officers who hold a post of the heads on the day."""
    return {one for one in officers if not register.roles(one, day).isdisjoint(HEADS)}


def attendants(register: Register, day: date) -> Mapping[str, str]:
    """Everybody who may take part in a discussion on the day: id, and the name of the post; the head comes before the leaders."""
    found: dict[str, str] = {}
    for post in HEADS:
        for held in register.holders(post, day):
            found.setdefault(held.officer_id, post)
    return found


def discussions(workflow: Workflow) -> tuple[Transition, ...]:
    """The steps by which the heads discuss a case, or settle a dispute about an opinion."""
    return tuple(step for step in workflow.transitions if issubclass(step.facts, Discussion))


def awaited(workflow: Workflow) -> frozenset[State]:
    """The states in which a case waits for its heads: those of the decide phase from which a decision is made, or the case comes to where it is
    made; and those in which a dispute about an opinion is settled."""
    return frozenset(_awaited(workflow))


def _awaited(workflow: Workflow) -> Iterator[State]:
    from_there = {state for step in workflow.transitions if step.decides for state in step.sources}
    for step in workflow.transitions:
        leads = any(target.state in from_there for target in step.targets)
        for state in step.sources:
            if (state.phase is Phase.DECIDE and (state in from_there or leads)) or step.facts is DisputeSettled:
                yield state
