"""The tables of the gate: no decision without a passed legal review of that very draft (处罚法 58)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint

from zhifa.storage.tables.row import Int, Key, KeyInt, Maybe, MaybeInt, Row, Txt, of_case, sha256, table_args, unique_id


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


class Decision(Row, table=True):
    """A decision, bound to the review that passed its draft or to the exemption it rests on."""

    __table_args__ = table_args(
        CheckConstraint(
            "(review_round IS NOT NULL AND review_outcome IS NOT NULL AND review_outcome = 'agreed'"
            " AND exempt_article IS NULL)"
            " OR (review_round IS NULL AND review_outcome IS NULL AND exempt_article IS NOT NULL)",
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
