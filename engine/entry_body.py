"""What an entry of the ledger says: states, papers, terms, tracks, reviews, decisions and fines, as JSON that no later change of names touches."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.fined import Fine
from zhifa.engine.instants import instant_text
from zhifa.engine.migration import MigrationPlan
from zhifa.engine.plan import CorrectionPlan, DecisionTaken, Plan, ReviewGiven
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import SYSTEM, State
from zhifa.engine.workflow import Workflow
from zhifa.storage.advance import TermClose, TrackClose
from zhifa.storage.records import AssessmentRecord, PaperRecord, SealRecord, TermRecord, TrackRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who made an entry, when, and when it was recorded."""

    actor: str
    at: datetime
    recorded_at: datetime
    on_behalf_of: str | None = None
    """Whose deputy the actor was."""


def head(case: CaseFile, register: Register, who: Who, *, kind: str, name: str, label: str) -> dict[str, JSON]:
    """What every entry says: labels as they were, so that a later change of names changes no record."""
    workflow = case.workflow
    return {
        "case": case.id,
        "seq": case.next_seq,
        "prev": case.head_hash,
        "kind": kind,
        "transition": name,
        "label": label,
        "actor": _acting(register, who),
        "occurred_at": instant_text(who.at),
        "recorded_at": instant_text(who.recorded_at),
        "replay": case.replay,
        "register": register.version,
        **({"register_hash": register.digest} if register.digest else {}),
        "workflow": declared(workflow),
    }


def declared(workflow: Workflow) -> dict[str, JSON]:
    """Which declaration of a procedure."""
    return {"name": workflow.name, "version": workflow.version, "digest": workflow.digest}


def migrated(plan: MigrationPlan) -> dict[str, JSON]:
    """From which version the case goes to which, and by which names what is on file is read from then on."""
    return {
        "migration": {
            "from": declared(plan.before.workflow),
            "to": declared(plan.after.workflow),
            "states": dict(plan.renamed.states),
            "steps": dict(plan.renamed.steps),
        }
    }


def _acting(register: Register, who: Who) -> dict[str, JSON]:
    """The actor and, where that is a deputy, under ``for`` the officer whose post it is."""
    behalf = {"for": _actor(register, who.on_behalf_of)} if who.on_behalf_of is not None else {}
    return {**_actor(register, who.actor), **behalf}


def _actor(register: Register, actor: str) -> dict[str, JSON]:
    if actor == SYSTEM.name:
        return {"id": actor, "name": SYSTEM.label, "post": "期限届满依法登记", "unit": register.agency.name}
    officer = register.officers[actor]
    return {"id": officer.id, "name": officer.name, "post": officer.post, "unit": officer.unit}


def moved(source: State | None, target: State) -> dict[str, JSON]:
    """The state before, if there was one, and after."""
    return {"from": _state(source) if source else None, "to": _state(target)}


def _state(state: State) -> JSON:
    return {"name": state.name, "label": state.label, "phase": state.phase.value}


def papers_issued(papers: Sequence[PaperRecord]) -> dict[str, JSON]:
    """The papers by number and digest, with the version of the template that made each."""
    return {
        "papers": [
            {
                "code": paper.code,
                "digest": paper.digest,
                "number": paper.number,
                "template": paper.template_version,
                "title": paper.title,
            }
            for paper in papers
        ]
    }


def sealed(seal: SealRecord) -> dict[str, JSON]:
    """The paper that was sealed, its file before and after, and what the signature says of itself."""
    return {
        "seal": {
            "paper": seal.paper_id,
            "html": seal.paper_digest,
            "unsigned": seal.unsigned_digest,
            "unsigned_size": seal.unsigned_size,
            "setting": seal.setting,
            "signed": seal.signed_digest,
            "signed_size": seal.signed_size,
            "level": seal.level,
            "certificate": seal.certificate,
            "sample": bool(seal.sample),
            "claimed_at": seal.claimed_at,
            "stamped_at": seal.stamped_at,
            **({"round": seal.round} if seal.round > 1 else {}),
        }
    }


def lives(
    terms: Sequence[TermRecord],
    closed_terms: Sequence[TermClose],
    tracks: Sequence[TrackRecord],
    closed_tracks: Sequence[TrackClose],
) -> dict[str, JSON]:
    """Terms and tracks by id, so that ``verify`` can hold their rows against the record."""
    return {
        "terms_started": [
            {"id": t.id, "code": t.code, "key": t.key, "due": t.due, "rule": t.rule_version, "status": t.status}
            for t in terms
        ],
        "terms_ended": [{"id": t.id, "status": t.status} for t in closed_terms],
        "tracks_opened": [{"id": t.id, "track": t.track, "key": t.key} for t in tracks],
        "tracks_closed": [{"id": t.id} for t in closed_tracks],
    }


def review_and_decision(plan: Plan) -> dict[str, JSON]:
    """The draft that stands, what the review made of it and what was decided; none of them where the step brought none."""
    return {"draft": plan.draft_digest, "review": _review(plan.review), "decision": _decision(plan.decision)}


def assessed(given: Sequence[AssessmentRecord]) -> dict[str, JSON]:
    """What the catalogue of major decisions made of the draft, of what and by which rules; nothing where it was not asked."""
    return {"assessment": assessment(given[0])} if given else {}


def assessment(row: AssessmentRecord) -> dict[str, JSON]:
    """All that the row says but where it stands."""
    return {
        "id": row.id,
        "draft": row.draft_digest,
        "due": bool(row.due),
        "rules": row.rules_digest,
        "articles": json.loads(row.articles),
        "inputs": json.loads(row.inputs),
    }


def beyond(plan: Plan) -> dict[str, JSON]:
    """What the step tells other cases: the fine it imposes or ends, and how they are related."""
    links: list[JSON] = [{"case": link.case_id, "relation": link.relation} for link in plan.links]
    return fines(plan) | ({"related": links} if links else {})


def fines(plan: Plan | CorrectionPlan) -> dict[str, JSON]:
    """The fine imposed, and whether one was ended; nothing where neither is so."""
    told: dict[str, JSON] = {"fine": _fine(plan.fine)} if plan.fine else {}
    return told | ({"fine_ended": True} if plan.fine_ended else {})


def _review(given: ReviewGiven | None) -> JSON:
    if given is None:
        return None
    return {"round": given.round, "outcome": given.outcome.value, "draft": given.draft_digest}


def _fine(fine: Fine) -> JSON:
    violated = fine.violated_on.isoformat() if fine.violated_on else None
    return {
        "party": fine.party,
        "cause": fine.cause,
        "violated_on": violated,
        "decided_on": fine.decided_on.isoformat(),
    }


def _decision(taken: DecisionTaken | None) -> JSON:
    if taken is None:
        return None
    return {
        "kind": taken.kind,
        "draft": taken.draft_digest,
        "round": taken.review_round,
        "exempt": taken.exempt_article,
        **({"assessment": taken.assessment_id} if taken.assessment_id else {}),
    }
