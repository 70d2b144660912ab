"""The records of the gate: reviews, exemptions from review, assessments by the catalogue, and decisions."""

from __future__ import annotations

from typing import NamedTuple


class ReviewRecord(NamedTuple):
    case_id: str
    round: int
    agency_id: str
    id: str
    draft_digest: str
    outcome: str
    reviewer_id: str
    seq: int


class ExemptionRecord(NamedTuple):
    workflow: str
    workflow_version: int
    decision_kind: str
    article: str
    agency_id: str
    id: str


class AssessmentRecord(NamedTuple):
    id: str
    agency_id: str
    case_id: str
    seq: int
    draft_digest: str
    due: int
    register_version: int
    rules_digest: str
    articles: str
    inputs: str


class AssessableKindRecord(NamedTuple):
    workflow: str
    workflow_version: int
    decision_kind: str
    agency_id: str
    id: str


class DecisionRecord(NamedTuple):
    id: str
    agency_id: str
    case_id: str
    workflow: str
    workflow_version: int
    kind: str
    draft_digest: str
    review_round: int | None
    review_outcome: str | None
    exempt_article: str | None
    decided_at: str
    seq: int
    assessment_id: str | None = None
