"""The tables of the gate: no decision without a passed legal review of that very draft (处罚法 58)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint

from zhifa.storage.tables.row import (
    Int,
    Key,
    KeyInt,
    Maybe,
    MaybeInt,
    Row,
    Txt,
    flag,
    of_case,
    of_entry,
    sha256,
    table_args,
    unique_id,
)


class Review(Row, table=True):
    """The outcome of one round of legal review (法制审核) on one draft."""

    __table_args__ = table_args(
        of_case("review"),
        UniqueConstraint("case_id", "round", "draft_digest", "outcome", name="uq_review_outcome"),
        unique_id("review"),
        CheckConstraint("round >= 1", name="ck_review_round"),
        sha256("review", "draft_digest"),
        CheckConstraint("outcome IN ('agreed', 'problems')", name="ck_review_outcome"),
    )
    case_id: Key
    round: KeyInt
    agency_id: Txt
    id: Txt
    draft_digest: Txt
    outcome: Txt
    reviewer_id: Txt
    seq: Int


class Exemption(Row, table=True):
    """A decision kind that a statute lets pass without review, such as 处罚法 51. Sealed: only a migration fills it."""

    __table_args__ = table_args(unique_id("exemption"))
    workflow: Key
    workflow_version: KeyInt
    decision_kind: Key
    article: Key
    agency_id: Txt
    id: Txt


class Assessment(Row, table=True):
    """Whether the review catalogue (重大执法决定法制审核目录清单) asks for a review of one draft, as it was worked out with an entry of the case."""

    __table_args__ = table_args(
        of_case("assessment"),
        of_entry("assessment"),
        UniqueConstraint("case_id", "seq", name="uq_assessment_entry"),
        UniqueConstraint("id", "case_id", "draft_digest", name="uq_assessment_draft"),
        sha256("assessment", "draft_digest"),
        flag("assessment", "due"),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    seq: Int
    draft_digest: Txt
    due: Int
    register_version: Int
    rules_digest: Txt
    articles: Txt
    inputs: Txt


class AssessableKind(Row, table=True):
    """A decision kind of which the catalogue may say that it needs no review. Sealed: ships empty, and only a host's migration fills it."""

    __table_args__ = table_args(unique_id("assessable_kind"))
    workflow: Key
    workflow_version: KeyInt
    decision_kind: Key
    agency_id: Txt
    id: Txt


class Decision(Row, table=True):
    """A decision, bound to the review that passed its draft, to the exemption it rests on, or to the assessment that it needs no review."""

    __table_args__ = table_args(
        CheckConstraint(
            "(review_round IS NOT NULL AND review_outcome IS NOT NULL AND review_outcome = 'agreed'"
            " AND exempt_article IS NULL AND assessment_id IS NULL)"
            " OR (review_round IS NULL AND review_outcome IS NULL AND exempt_article IS NOT NULL AND assessment_id IS NULL)"
            " OR (review_round IS NULL AND review_outcome IS NULL AND exempt_article IS NULL AND assessment_id IS NOT NULL)",
            name="ck_decision_cleared",
        ),
        ForeignKeyConstraint(
            ["case_id", "workflow", "workflow_version"],
            ["zf_case.id", "zf_case.workflow", "zf_case.workflow_version"],
            name="fk_decision_case",
        ),
        ForeignKeyConstraint(
            ["case_id", "review_round", "draft_digest", "review_outcome"],
            ["zf_review.case_id", "zf_review.round", "zf_review.draft_digest", "zf_review.outcome"],
            name="fk_decision_review",
        ),
        ForeignKeyConstraint(
            ["workflow", "workflow_version", "kind", "exempt_article"],
            [
                "zf_exemption.workflow",
                "zf_exemption.workflow_version",
                "zf_exemption.decision_kind",
                "zf_exemption.article",
            ],
            name="fk_decision_exemption",
        ),
        ForeignKeyConstraint(
            ["assessment_id", "case_id", "draft_digest"],
            ["zf_assessment.id", "zf_assessment.case_id", "zf_assessment.draft_digest"],
            name="fk_decision_assessment",
        ),
        sha256("decision", "draft_digest"),
        Index("ix_decision_case", "case_id", "seq"),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    workflow: Txt
    workflow_version: Int
    kind: Txt
    draft_digest: Txt
    review_round: MaybeInt
    review_outcome: Maybe
    exempt_article: Maybe
    decided_at: Txt
    seq: Int
    assessment_id: Maybe
