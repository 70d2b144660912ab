"""Rows to case file: the only place that reads what the store keeps as the core understands it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from zhifa.documents.packs import Templates
from zhifa.engine.act import Act, Superseded
from zhifa.engine.casefile import (
    AssessmentMade,
    CaseFile,
    CorrectionMade,
    DecisionMade,
    HandOver,
    PaperOnFile,
    ReviewRound,
    TermState,
    TrackState,
)
from zhifa.engine.correct import OCCURRED_AT, put
from zhifa.engine.fined import Fine
from zhifa.engine.instants import parse_instant, stored_instant
from zhifa.engine.ledger import parsed
from zhifa.engine.linked import Related
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Transition
from zhifa.engine.workflow import Workflow
from zhifa.storage.records import (
    AssessmentRecord,
    DecisionRecord,
    EntryRecord,
    FineRecord,
    LinkRecord,
    Loaded,
    PaperHead,
    PaperRecord,
    ReviewRecord,
    TermRecord,
    TrackRecord,
)

TRANSITION, CORRECTION, HAND_OVER, CALENDAR, SEAL = "transition", "correction", "hand_over", "calendar", "seal"
MIGRATION = "migration"
"""Kinds of ledger entry."""

_PRINTED = ("payee", "review_body", "review_online", "court")
"""Entries of the agency's profile that its decisions print."""


def case_file(rows: Loaded, workflow: Workflow, register: Register, template_versions: Mapping[str, str]) -> CaseFile:
    """The case as the rows of one snapshot have it, corrections applied."""
    case = rows.case
    corrections = tuple(_of_kind(rows, CORRECTION))
    return CaseFile(
        id=case.id,
        agency_id=case.agency_id,
        workflow=workflow,
        state=workflow.state_by_name[case.state],
        version=case.version,
        replay=bool(case.replay),
        opened_at=stored_instant(case.opened_at),
        acts=tuple(_acts(rows, workflow, corrections)),
        terms=tuple(map(term_state, rows.terms)),
        tracks=tuple(map(track_state, rows.tracks)),
        reviews=tuple(map(_review, rows.reviews)),
        assessments=tuple(map(_assessment, rows.assessments)),
        decisions=tuple(_decision(d) for d in sorted(rows.decisions, key=lambda d: d.seq)),
        papers=tuple(paper_on_file(p) for p in sorted(rows.papers, key=lambda p: (p.seq, p.code))),
        handed_over=tuple(HandOver(seq=e.seq, old=f["old"], new=f["new"]) for e, f in _of_kind(rows, HAND_OVER)),
        corrections=tuple(_correction(entry, facts) for entry, facts in corrections),
        next_seq=case.head_seq + 1,
        head_hash=case.head_hash,
        calendar_version=rows.calendar_version,
        opened_version=case.workflow_version,
        **frame(register, template_versions),
    )


def frame(register: Register, template_versions: Mapping[str, str]) -> dict[str, Any]:
    """What a decision prints that stands neither in the case nor in its issue: template versions and the agency's profile."""
    profile = register.agency.profile
    return {
        "template_versions": template_versions,
        "profile": {name: profile[name] for name in _PRINTED if name in profile},
    }


def template_pack(register: Register, templates: Templates) -> str:
    """The pack that the agency's papers are worded by: the one its register names, else that of its field, else the national one."""
    policy = register.agency.policy
    return policy.templates or templates.of_field(policy.pack)


_Entered = tuple[EntryRecord, dict[str, Any]]


def _acts(rows: Loaded, workflow: Workflow, corrections: tuple[_Entered, ...]) -> Iterator[Act[BaseModel]]:
    changes: dict[int, list[_Entered]] = {}
    for entered in corrections:
        changes.setdefault(entered[1]["seq"], []).append(entered)
    renamings = _renamings(rows)
    for entry in rows.entries:
        facts = rows.facts.get(entry.seq)
        if entry.kind == TRANSITION and facts is not None:
            step = workflow.by_name[_renamed(entry, renamings)]
            yield _act(entry, facts.body, step, changes.get(entry.seq, ()))


def _renamings(rows: Loaded) -> tuple[tuple[int, Mapping[str, str]], ...]:
    """How each move to another version renamed the steps taken before it, as its entry says."""
    moves = (entry for entry in rows.entries if entry.kind == MIGRATION) if rows.migrations else ()
    return tuple((entry.seq, json.loads(entry.body)["migration"]["steps"]) for entry in moves)


def _renamed(entry: EntryRecord, renamings: Iterable[tuple[int, Mapping[str, str]]]) -> str:
    """The step of an entry, by the name it has now."""
    name = entry.transition
    for seq, steps in renamings:
        if entry.seq < seq:
            name = steps.get(name, name)
    return name


def _act(entry: EntryRecord, raw: str, step: Transition, changes: list[_Entered] | tuple[()]) -> Act[BaseModel]:
    """The act with its corrections written in, each keeping what it superseded."""
    at = stored_instant(entry.occurred_at)
    superseded = []
    for correction, change in changes:
        superseded.append(Superseded(correction.seq, raw, at))
        if change["path"] == OCCURRED_AT:
            at = parse_instant(change["new"])
        else:
            raw = _put(raw, change)
    return Act(
        seq=entry.seq,
        transition=step,
        actor=entry.actor_id,
        at=at,
        recorded_at=stored_instant(entry.recorded_at),
        raw=raw,
        superseded=tuple(superseded),
        on_behalf_of=on_behalf_of(entry),
    )


def on_behalf_of(entry: EntryRecord) -> str | None:
    """Id of the officer whose deputy made the entry, as its body tells. Few entries tell one, so the others are not read."""
    if '"for":{' not in entry.body:
        return None
    principal = json.loads(entry.body)["actor"].get("for")
    return principal["id"] if principal else None


def register_version(entry: EntryRecord) -> int:
    """The version of the register by which the entry was made, as its body tells; 0 where it tells none."""
    told = parsed(entry.body).get("register")
    return told if isinstance(told, int) else 0


def _put(raw: str, change: Mapping[str, Any]) -> str:
    facts = json.loads(raw)
    put(facts, change["path"], change["new"])
    return json.dumps(facts, ensure_ascii=False)


def _of_kind(rows: Loaded, kind: str) -> Iterator[_Entered]:
    for entry in rows.entries:
        if entry.kind == kind and entry.seq in rows.facts:
            yield entry, json.loads(rows.facts[entry.seq].body)


def _correction(entry: EntryRecord, facts: Mapping[str, Any]) -> CorrectionMade:
    return CorrectionMade(
        seq=entry.seq,
        target=facts["seq"],
        actor=entry.actor_id,
        approver=facts["approver"],
        voids_review=facts["voids_review"],
        on_behalf_of=on_behalf_of(entry),
    )


def term_state(row: TermRecord) -> TermState:
    """A term as its row stands."""
    return TermState(
        id=row.id,
        code=row.code,
        key=row.key,
        label=row.label,
        start_on=row.start_on,
        start_seq=row.start_seq,
        length=row.length,
        nominal=row.nominal,
        due=row.due,
        provisional=bool(row.provisional),
        status=row.status,
        ended_on=row.ended_on,
        safe=row.safe,
        rule_version=row.rule_version,
    )


def fine_of(row: FineRecord) -> Fine:
    """A fine as other cases are held against it."""
    return Fine(
        case_id=row.case_id,
        party=row.party,
        cause=row.cause,
        violated_on=date.fromisoformat(row.violated_on) if row.violated_on else None,
        decided_on=date.fromisoformat(row.decided_on),
    )


def related(row: LinkRecord, case_id: str) -> Related:
    """A link as the case of this id, one of its two, sees it."""
    there = row.case_id != case_id
    return Related(case_id=row.case_id if there else row.other_id, relation=row.relation, said_there=there, seq=row.seq)


def track_state(row: TrackRecord) -> TrackState:
    """A track as its row stands."""
    return TrackState(
        id=row.id,
        track=row.track,
        key=row.key,
        opened_seq=row.opened_seq,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        closed_seq=row.closed_seq,
    )


def _review(row: ReviewRecord) -> ReviewRound:
    return ReviewRound(
        round=row.round, draft_digest=row.draft_digest, outcome=row.outcome, reviewer=row.reviewer_id, seq=row.seq
    )


def _assessment(row: AssessmentRecord) -> AssessmentMade:
    return AssessmentMade(
        id=row.id, draft_digest=row.draft_digest, due=bool(row.due), rules_digest=row.rules_digest, seq=row.seq
    )


def _decision(row: DecisionRecord) -> DecisionMade:
    return DecisionMade(kind=row.kind, draft_digest=row.draft_digest, decided_at=row.decided_at, seq=row.seq)


def paper_on_file(row: PaperHead | PaperRecord) -> PaperOnFile:
    """An issued paper, its text apart."""
    return PaperOnFile(
        id=row.id, code=row.code, title=row.title, number=row.number, issued_on=row.issued_on, seq=row.seq
    )
