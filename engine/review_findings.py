"""Whether the rows that a decision rests on still agree with the record: reviews, answers of the catalogue, and decisions themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zhifa.engine.entry_body import assessment
from zhifa.engine.ledger import Finding, Link, recorded
from zhifa.storage.records import AssessmentRecord, Loaded


def review_findings(rows: Loaded, by_seq: Mapping[int, Link]) -> Iterator[Finding]:
    """Every review, assessment and decision of the case that its ledger tells otherwise, or that is lacking."""
    yield from _reviews(rows, by_seq)
    yield from _assessments(rows, by_seq)
    yield from _decisions(rows, by_seq)


def _reviews(rows: Loaded, by_seq: Mapping[int, Link]) -> Iterator[Finding]:
    """Each review row repeats the entry it came with, and each entry with a review has its row."""
    told = {seq: recorded(link, "review") for seq, link in by_seq.items()}
    for review in rows.reviews:
        entry = told.pop(review.seq, None)
        kept = {"round": review.round, "outcome": review.outcome, "draft": review.draft_digest}
        actor = recorded(by_seq[review.seq], "actor") if review.seq in by_seq else None
        if entry != kept or (actor or {}).get("id") != review.reviewer_id:
            text = f"第{review.round}轮法制审核意见与第{review.seq}号记录不符"
            yield Finding(case_id=rows.case.id, seq=review.seq, kind="review_forged", text=text)
    for seq, entry in told.items():
        if entry:
            text = f"第{seq}号记录的审核意见不在库中"
            yield Finding(case_id=rows.case.id, seq=seq, kind="review_missing", text=text)


def _assessments(rows: Loaded, by_seq: Mapping[int, Link]) -> Iterator[Finding]:
    """Each row by which a decision may rest on the catalogue repeats the entry it came with, and each such entry has its row."""
    told = {seq: recorded(link, "assessment") for seq, link in by_seq.items()}
    for row in rows.assessments:
        registered = recorded(by_seq[row.seq], "register") if row.seq in by_seq else None
        if told.pop(row.seq, None) != _said(row) or registered != row.register_version:
            text = f"按目录判定的结论与第{row.seq}号记录不符"
            yield Finding(case_id=rows.case.id, seq=row.seq, kind="assessment_forged", text=text)
    for seq, entry in told.items():
        if entry:
            text = f"第{seq}号记录的判定结论不在库中"
            yield Finding(case_id=rows.case.id, seq=seq, kind="assessment_missing", text=text)


def _said(row: AssessmentRecord) -> Mapping[str, Any] | str:
    """What the row says, as an entry tells it; as it stands where that cannot be read."""
    try:
        return assessment(row)
    except ValueError:
        return row.inputs


def _decisions(rows: Loaded, by_seq: Mapping[int, Link]) -> Iterator[Finding]:
    told = {seq: recorded(link, "decision") for seq, link in by_seq.items()}
    for decision in rows.decisions:
        entry = told.pop(decision.seq, None)
        kept: dict[str, Any] = {
            "kind": decision.kind,
            "draft": decision.draft_digest,
            "round": decision.review_round,
            "exempt": decision.exempt_article,
            **({"assessment": decision.assessment_id} if decision.assessment_id else {}),
        }
        if entry != kept:
            text = f"决定与第{decision.seq}号记录不符"
            yield Finding(case_id=rows.case.id, seq=decision.seq, kind="decision_forged", text=text)
    for seq, entry in told.items():
        if entry:
            text = f"第{seq}号记录的决定不在库中"
            yield Finding(case_id=rows.case.id, seq=seq, kind="decision_missing", text=text)
