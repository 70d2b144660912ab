"""Rows to case file: the only place that reads what the store keeps as the core understands it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from zhifa.documents.environment import template_version
from zhifa.engine.casefile import Act, CaseFile, DecisionMade, HandOver, PaperOnFile, ReviewRound, TermState, TrackState
from zhifa.engine.correct import OCCURRED_AT, put
from zhifa.engine.instants import parse_instant
from zhifa.engine.workflow import Workflow
from zhifa.storage.records import EntryRecord, Loaded

TRANSITION, CORRECTION, HAND_OVER = "transition", "correction", "hand_over"
"""Kinds of ledger entry."""


def case_file(rows: Loaded, workflow: Workflow) -> CaseFile:
    """The case as the rows of one snapshot have it, corrections applied."""
    case = rows.case
    corrected = _corrections(rows)
    return CaseFile(
        id=case.id,
        agency_id=case.agency_id,
        workflow=workflow,
        state=workflow.state_by_name[case.state],
        version=case.version,
        replay=bool(case.replay),
        opened_at=parse_instant(case.opened_at),
        acts=tuple(_acts(rows, workflow, corrected)),
        terms=tuple(
            TermState(
                id=t.id,
                code=t.code,
                key=t.key,
                label=t.label,
                start_on=t.start_on,
                start_seq=t.start_seq,
                nominal=t.nominal,
                due=t.due,
                provisional=bool(t.provisional),
                status=t.status,
                ended_on=t.ended_on,
            )
            for t in rows.terms
        ),
        tracks=tuple(
            TrackState(
                id=t.id,
                track=t.track,
                key=t.key,
                opened_seq=t.opened_seq,
                opened_on=t.opened_on,
                closed_on=t.closed_on,
                closed_seq=t.closed_seq,
            )
            for t in rows.tracks
        ),
        reviews=tuple(
            ReviewRound(
                round=r.round, draft_digest=r.draft_digest, outcome=r.outcome, reviewer=r.reviewer_id, seq=r.seq
            )
            for r in rows.reviews
        ),
        decisions=tuple(
            DecisionMade(kind=d.kind, draft_digest=d.draft_digest, decided_at=d.decided_at, seq=d.seq)
            for d in sorted(rows.decisions, key=lambda d: d.seq)
        ),
        papers=tuple(
            PaperOnFile(id=p.id, code=p.code, title=p.title, number=p.number, issued_on=p.issued_on, seq=p.seq)
            for p in sorted(rows.papers, key=lambda p: (p.seq, p.code))
        ),
        handed_over=tuple(_hand_overs(rows)),
        corrections=sum(bool(change["voids_review"]) for changes in corrected.values() for change in changes),
        next_seq=case.head_seq + 1,
        head_hash=case.head_hash,
        template_versions={code: template_version(code) for code in workflow.decision_papers.values()},
    )


def _acts(rows: Loaded, workflow: Workflow, corrected: Mapping[int, list[dict[str, Any]]]) -> Iterator[Act[BaseModel]]:
    for entry in rows.entries:
        facts = rows.facts.get(entry.seq)
        if entry.kind != TRANSITION or facts is None:
            continue
        changes = corrected.get(entry.seq, ())
        moved = [change["new"] for change in changes if change["path"] == OCCURRED_AT]
        yield Act(
            seq=entry.seq,
            transition=workflow.by_name[entry.transition],
            actor=entry.actor_id,
            at=parse_instant(moved[-1] if moved else entry.occurred_at),
            recorded_at=parse_instant(entry.recorded_at),
            raw=_apply(facts.body, changes),
        )


def _corrections(rows: Loaded) -> dict[int, list[dict[str, Any]]]:
    """Corrections by the entry they correct, oldest first."""
    found: dict[int, list[dict[str, Any]]] = {}
    for _, facts in _of_kind(rows, CORRECTION):
        found.setdefault(facts["seq"], []).append(facts)
    return found


def _hand_overs(rows: Loaded) -> Iterator[HandOver]:
    for entry, facts in _of_kind(rows, HAND_OVER):
        yield HandOver(seq=entry.seq, old=facts["old"], new=facts["new"])


def _of_kind(rows: Loaded, kind: str) -> Iterator[tuple[EntryRecord, dict[str, Any]]]:
    for entry in rows.entries:
        if entry.kind == kind and entry.seq in rows.facts:
            yield entry, json.loads(rows.facts[entry.seq].body)


def _apply(body: str, changes: list[dict[str, Any]] | tuple[()]) -> str:
    """The facts with the corrections written in."""
    if not changes:
        return body
    facts = json.loads(body)
    for change in changes:
        if change["path"] != OCCURRED_AT:
            put(facts, change["path"], change["new"])
    return json.dumps(facts, ensure_ascii=False)
