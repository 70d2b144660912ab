"""The digest of a procedure's declaration: what a case pins besides name and version (invariant 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from zhifa.engine.canonical import JSON, canonical, digest

if TYPE_CHECKING:
    from zhifa.engine.vocabulary import Transition
    from zhifa.engine.workflow import Workflow


def fingerprint(workflow: Workflow) -> str:
    """SHA-256 over everything declared: states, edges, roles, guards, papers, terms, tracks and the fields of the forms."""
    states: list[JSON] = [
        {"name": s.name, "label": s.label, "phase": s.phase.value, "ended": s.ended} for s in workflow.states
    ]
    content: dict[str, JSON] = {
        "name": workflow.name,
        "version": workflow.version,
        "act": workflow.act,
        "states": states,
        "transitions": [_transition(t) for t in workflow.transitions],
        "review_state": workflow.review_state.name,
        "decision_papers": dict(workflow.decision_papers),
    }
    return digest("workflow/1", canonical(content))


def _transition(transition: Transition) -> dict[str, JSON]:
    return {
        "name": transition.name,
        "label": transition.label,
        "sources": [s.name for s in transition.sources],
        "targets": [
            {"state": t.state.name, "when": t.when.name if t.when else None, "cleared": t.cleared}
            for t in transition.targets
        ],
        "roles": [r.name for r in transition.roles],
        "guards": [g.name for g in transition.guards],
        "papers": list(transition.papers),
        "starts": [f"{s.term.code}/{s.term.rule_version}" for s in transition.starts],
        "ends": [e.term.code for e in transition.ends],
        "opens": [o.track.name for o in transition.opens],
        "closes": [c.track.name for c in transition.closes],
        "opinion": transition.opinion.value if transition.opinion else None,
        "voids_review": transition.voids_review,
        "decides": transition.decides.name if transition.decides else None,
        "facts": _form(transition.facts),
    }


def _form(form: type[BaseModel]) -> dict[str, JSON]:
    """Names of the fields and whether each is required: what holds across versions of Python and pydantic."""
    fields: dict[str, JSON] = {name: field.is_required() for name, field in form.model_fields.items()}
    return {"name": form.__name__, "fields": fields}
