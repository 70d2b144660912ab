"""The digest of a procedure's declaration: what a case pins besides name and version (invariant 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.vocabulary import Close, DecisionKind, End, Open, Role, Start, State, Target, Transition

if TYPE_CHECKING:
    from zhifa.engine.workflow import Workflow


def fingerprint(workflow: Workflow) -> str:
    """SHA-256 over the declaration: states, edges, roles, guards, papers, terms, tracks, decisions and the fields of the forms.

    Functions count by the name they are declared under; what they do is the version's business.
    """
    content: dict[str, JSON] = {
        "name": workflow.name,
        "version": workflow.version,
        "act": workflow.act,
        "states": [_state(s) for s in workflow.states],
        "transitions": [_transition(t) for t in workflow.transitions],
        "review_state": workflow.review_state.name,
        "decision_papers": dict(workflow.decision_papers),
        "correctors": [_role(r) for r in workflow.correctors],
        "approvers": [_role(r) for r in workflow.approvers],
        "case_bound": sorted(workflow.case_bound),
    }
    return digest("workflow/1", canonical(content))


def _state(state: State) -> JSON:
    return {"name": state.name, "label": state.label, "phase": state.phase.value, "ended": state.ended}


def _role(role: Role) -> JSON:
    return {"name": role.name, "handles": role.handles, **({"administers": True} if role.administers else {})}


def _transition(transition: Transition) -> JSON:
    return {
        "name": transition.name,
        "label": transition.label,
        "sources": [s.name for s in transition.sources],
        "targets": [{"state": t.state.name, "when": _when(t), "cleared": t.cleared} for t in transition.targets],
        "roles": [_role(r) for r in transition.roles],
        "guards": [g.name for g in transition.guards],
        "papers": list(transition.papers),
        "starts": [_start(s) for s in transition.starts],
        "ends": [
            {"term": e.term.code, "when": _when(e), "lapses": e.lapses, "voids": e.voids} for e in transition.ends
        ],
        "opens": [
            {
                "track": o.track.name,
                "when": _when(o),
                "stops": [term.code for term in o.track.stops],
                "until": o.during.code if o.during else o.until is not None,
            }
            for o in transition.opens
        ],
        "extends": [extend.term.code for extend in transition.extends],
        "closes": [{"track": c.track.name, "when": _when(c)} for c in transition.closes],
        "opinion": transition.opinion.value if transition.opinion else None,
        "voids_review": transition.voids_review,
        **({"assesses": True} if transition.assesses else {}),
        "decides": _decision(transition.decides),
        "prompt": transition.prompt,
        "reopens": transition.reopens,
        "final": transition.final is not None,
        "facts": _form(transition.facts),
    }


def _when(part: Target | Start | End | Open | Close) -> str | None:
    return part.when.name if part.when else None


def _start(start: Start) -> JSON:
    term = start.term
    return {
        "term": term.code,
        "length": term.length,
        "unit": term.unit.value,
        "rule": term.rule_version,
        "by_policy": start.length is not None,
        "each": start.each is not None,
        "reckoned_from": start.reckoned_from is not None,
        "when": _when(start),
        **({"hastened": True} if start.hastened else {}),
    }


def _decision(kind: DecisionKind | None) -> JSON:
    return {"name": kind.name, "review": kind.review.value, "exempt": kind.exempt_article} if kind else None


def _form(form: type[BaseModel]) -> JSON:
    """Names of the fields and whether each is required: what holds across versions of Python and pydantic."""
    fields: dict[str, JSON] = {name: field.is_required() for name, field in form.model_fields.items()}
    return {"name": form.__name__, "fields": fields}
