"""Where a step is taken on the desk: most by a form of their own, some on a page that shows more than a form does."""

from __future__ import annotations

from zhifa.engine.vocabulary import Transition
from zhifa.engine.workflow import Workflow
from zhifa.web.desk import paths
from zhifa.web.desk.review_form import opinion_steps
from zhifa.workflows.forms.assignment import ReviewerAssigned
from zhifa.workflows.forms.review import Discussion


def path_of(workflow: Workflow, case_id: str, step: Transition, *, on_behalf_of: str | None = None) -> str:
    """The page: an opinion in the reviewer's room, the choice of the reviewer beside it, a discussion of the heads on its record."""
    room = _room(workflow, step)
    if room:
        return f"{paths.case(case_id)}/{room}{paths.query({'for': on_behalf_of or ''})}"
    return paths.step(case_id, step.name, on_behalf_of=on_behalf_of)


def _room(workflow: Workflow, step: Transition) -> str:
    if step.opinion is not None and opinion_steps(workflow).get(step.opinion) is step:
        return "review"
    if step.facts is ReviewerAssigned:
        return "review/assign"
    return "discussion" if issubclass(step.facts, Discussion) else ""
