"""The tables of issued papers and of their numbers."""

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
    of_entry,
    sha256,
    table_args,
    unique_id,
)


class Paper(Row, table=True):
    """One issued paper (文书): its canonical HTML, the digest of it and the number it was allotted."""

    __table_args__ = table_args(
        of_entry("paper"),
        UniqueConstraint("agency_id", "series", "year", "ordinal", name="uq_paper_number"),
        CheckConstraint(
            "(series IS NULL) = (year IS NULL) AND (series IS NULL) = (ordinal IS NULL)"
            " AND (series IS NULL OR number IS NOT NULL)",
            name="ck_paper_number",
        ),
        sha256("paper", "digest"),
        flag("paper", "external"),
        Index("ix_paper_case", "case_id", "seq"),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    seq: Int
    code: Txt
    title: Txt
    template_version: Txt
    number: Maybe
    series: Maybe
    year: MaybeInt
    ordinal: MaybeInt
    html: Txt
    digest: Txt
    draft_digest: Maybe
    issued_on: Txt
    external: Int
    marks: Txt


class Number(Row, table=True):
    """The next free ordinal of a document-number series in a year. It begins at 1, or where `zf_voided_number` says, and grows by one."""

    __table_args__ = table_args(unique_id("number"), CheckConstraint("next >= 1", name="ck_number_next"))
    agency_id: Key
    series: Key
    year: KeyInt
    id: Txt
    next: Int


class Seal(Row, table=True):
    """The signed file (签章) of one issued paper, by its digest; the file itself lies in the content-addressed store.

    `round` counts the seals of a paper among its real ones: of them the newest counts, and before any of them the one sample (样章).
    """

    __table_args__ = table_args(
        of_entry("seal"),
        ForeignKeyConstraint(["paper_id"], ["zf_paper.id"], name="fk_seal_paper"),
        UniqueConstraint("case_id", "seq", name="uq_seal_entry"),
        UniqueConstraint("paper_id", "sample", "round", name="uq_seal_paper"),
        sha256("seal", "paper_digest"),
        sha256("seal", "unsigned_digest"),
        sha256("seal", "signed_digest"),
        CheckConstraint("unsigned_size > 0 AND signed_size > unsigned_size", name="ck_seal_size"),
        flag("seal", "sample"),
        CheckConstraint("round >= 1 AND (sample = 0 OR round = 1)", name="ck_seal_round"),
        Index("ix_seal_signed", "signed_digest"),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    seq: Int
    paper_id: Txt
    paper_digest: Txt
    unsigned_digest: Txt
    unsigned_size: Int
    setting: Txt
    signed_digest: Txt
    signed_size: Int
    level: Txt
    certificate: Txt
    sample: Int
    claimed_at: Maybe
    stamped_at: Maybe
    round: Int


class VoidedNumber(Row, table=True):
    """A number that no paper bears because its printed form was spoilt (作废): append only, chained per agency.

    `counter` and `place` say where it was counted, as in `zf_number`; `body` is all that is told of it. Where `counter` is the `series` itself it is
    no void: it is the last number that was used before this system, behind which the series begins.
    """

    __table_args__ = table_args(
        unique_id("voided_number"),
        UniqueConstraint("agency_id", "series", "year", "ordinal", name="uq_voided_number_once"),
        CheckConstraint("seq >= 1", name="ck_voided_number_seq"),
        CheckConstraint("(seq = 1) = (prev_hash IS NULL)", name="ck_voided_number_first"),
        sha256("voided_number", "hash"),
    )
    agency_id: Key
    seq: KeyInt
    id: Txt
    prev_hash: Maybe
    hash: Txt
    series: Txt
    year: Int
    ordinal: Int
    counter: Txt
    place: Int
    officer_id: Txt
    voided_on: Txt
    body: Txt
    recorded_at: Txt
