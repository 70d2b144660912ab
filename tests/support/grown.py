"""A version grown out of another: the same procedure with more steps, and more guards at its steps. What version 2 will be, before it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zhifa.engine.succession import Succession
from zhifa.engine.vocabulary import Guard, Transition
from zhifa.engine.workflow import Workflow


def grown(
    workflow: Workflow,
    steps: tuple[Transition, ...] = (),
    added: Mapping[str, tuple[Guard, ...]] | None = None,
    version: int = 2,
) -> Workflow:
    """The version that follows ``workflow``: ``added`` are the guards that come to its steps, by their names."""
    more = dict(added or {})
    kept = tuple(replace(step, guards=(*step.guards, *more.pop(step.name, ()))) for step in workflow.transitions)
    assert not more, f"no steps of {workflow.name}: {', '.join(more)}"
    succeeds = Succession(of=workflow.version)
    return replace(workflow, version=version, transitions=(*kept, *steps), succeeds=succeeds)
