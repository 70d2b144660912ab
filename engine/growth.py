"""A version grown out of another: the same procedure with steps more, steps otherwise, and guards more at its steps.

What was published is never changed (invariant 8); what a later version asks besides is a list that reads like an amendment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zhifa.engine.succession import Succession
from zhifa.engine.vocabulary import Guard, Transition
from zhifa.engine.workflow import Workflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What one subject brings to a procedure."""

    steps: tuple[Transition, ...] = ()
    """Steps that it did not have."""
    altered: Mapping[str, Callable[[Transition], Transition]] = field(default_factory=dict)
    """What becomes of a step, by its name."""
    guards: Mapping[str, tuple[Guard, ...]] = field(default_factory=dict)
    """Guards that come to a step, by its name, behind those it has."""


def grown(workflow: Workflow, amendments: Sequence[Amendment], **otherwise: Any) -> Workflow:
    """The version that follows ``workflow`` and takes over its cases; ``otherwise`` are other parts of it.

    Raises ValueError for an amendment to a step that the procedure does not have, and as a new :class:`Workflow` does.
    """
    unknown = {name for one in amendments for name in (*one.guards, *one.altered)} - workflow.by_name.keys()
    if unknown:
        raise ValueError(f"{workflow.name}: no step {'、'.join(sorted(unknown))} to amend")
    kept = tuple(_amended(step, amendments) for step in workflow.transitions)
    return replace(
        workflow,
        version=workflow.version + 1,
        transitions=(*kept, *(step for one in amendments for step in one.steps)),
        succeeds=Succession(of=workflow.version),
        **otherwise,
    )


def _amended(step: Transition, amendments: Sequence[Amendment]) -> Transition:
    for alter in (one.altered[step.name] for one in amendments if step.name in one.altered):
        step = alter(step)
    more = tuple(guard for one in amendments for guard in one.guards.get(step.name, ()))
    return replace(step, guards=(*step.guards, *more)) if more else step
