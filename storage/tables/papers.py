"""The tables of issued papers and of their numbers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

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
    """The next free ordinal of a document-number series in a year. It grows by one and never goes back."""

    __table_args__ = table_args(unique_id("number"), CheckConstraint("next >= 1", name="ck_number_next"))
    agency_id: Key
    series: Key
    year: KeyInt
    id: Txt
    next: Int
