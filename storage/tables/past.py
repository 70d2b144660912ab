"""The tables of past decisions taken over from tables: no cases, and never counted or shown as such."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint

from zhifa.storage.tables.row import Int, Key, Maybe, MaybeInt, Row, Txt, sha256, table_args


class Import(Row, table=True):
    """One table of past decisions taken over: which file, by whom, when, and how its columns were read.

    `columns` is JSON from heading to column, `columns_digest` its SHA-256; `skipped` is JSON of the numbers of the faulty rows
    that were left out.
    """

    __table_args__ = table_args(
        UniqueConstraint("agency_id", "digest", name="uq_import_digest"),
        sha256("import", "digest"),
        sha256("import", "columns_digest"),
        CheckConstraint("taken >= 1", name="ck_import_taken"),
        CheckConstraint("warned >= 0", name="ck_import_warned"),
    )
    id: Key
    agency_id: Txt
    file: Txt
    digest: Txt
    kind: Txt
    columns: Txt
    columns_digest: Txt
    taken: Int
    warned: Int
    skipped: Txt
    imported_by: Maybe
    imported_at: Txt


class PastDecision(Row, table=True):
    """A decision as a table from elsewhere tells it, with the import and the row it came from: no case handled here.

    The columns are those of the 双公示 template for penalties, in its order; amounts are fen. `other` is JSON of what no column
    takes, `warnings` JSON of what the row was marked with.
    """

    __table_args__ = table_args(
        ForeignKeyConstraint(["import_id"], ["zf_import.id"], name="fk_past_decision_import"),
        UniqueConstraint("import_id", "row_number", name="uq_past_decision_row"),
        CheckConstraint("row_number >= 2", name="ck_past_decision_row"),
        CheckConstraint("fine >= 0", name="ck_past_decision_fine"),
        CheckConstraint("confiscated >= 0", name="ck_past_decision_confiscated"),
        Index("ix_past_decision_number", "document_number"),
        Index("ix_past_decision_party", "party"),
    )
    id: Key
    agency_id: Txt
    import_id: Txt
    row_number: Int
    party: Maybe
    party_kind: Maybe
    credit_code: Maybe
    registration_number: Maybe
    organisation_code: Maybe
    tax_number: Maybe
    institution_number: Maybe
    social_number: Maybe
    representative: Maybe
    representative_id_kind: Maybe
    representative_id_number: Maybe
    person_id_kind: Maybe
    person_id_number: Maybe
    document_number: Maybe
    violation_kind: Maybe
    violation: Maybe
    basis: Maybe
    penalty_kinds: Maybe
    penalty: Maybe
    fine: MaybeInt
    confiscated: MaybeInt
    licence: Maybe
    decided_on: Maybe
    valid_until: Maybe
    public_until: Maybe
    authority: Maybe
    authority_credit_code: Maybe
    source: Maybe
    source_credit_code: Maybe
    remark: Maybe
    other: Maybe
    warnings: Maybe
