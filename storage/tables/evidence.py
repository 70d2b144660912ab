"""The tables of files, of their custody, and of the database to which a folder of them belongs."""

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
    of_case,
    of_entry,
    sha256,
    table_args,
    unique_id,
)


class DatabaseIdentity(Row, table=True):
    """Which database this is, made once: a folder of files knows by it to which database it belongs. Sealed: only a migration fills it."""

    __table_args__ = table_args()
    id: Key
    agency_id: Txt


class File(Row, table=True):
    """A file of the content-addressed store that an entry brought in."""

    __table_args__ = table_args(
        of_entry("file"),
        sha256("file", "digest"),
        CheckConstraint("size >= 0", name="ck_file_size"),
        Index("ix_file_case", "case_id", "seq"),
        Index("ix_file_digest", "digest"),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    seq: Int
    digest: Txt
    size: Int
    name: Txt
    media_type: Txt


class Custody(Row, table=True):
    """One line in the custody of one piece of evidence: append only, each naming the line before and the same file.

    `body` is what is hashed. `told` holds names of people and files, to which the body commits with the salt: both may be erased.
    """

    __table_args__ = table_args(
        of_case("custody"),
        UniqueConstraint("case_id", "key", "seq", "hash", "digest", name="uq_custody_hash"),
        unique_id("custody"),
        ForeignKeyConstraint(
            ["case_id", "key", "prev_seq", "prev_hash", "digest"],
            ["zf_custody.case_id", "zf_custody.key", "zf_custody.seq", "zf_custody.hash", "zf_custody.digest"],
            name="fk_custody_chain",
        ),
        CheckConstraint("seq >= 0", name="ck_custody_seq"),
        CheckConstraint("(seq = 0) = (prev_seq IS NULL)", name="ck_custody_first"),
        CheckConstraint("(prev_seq IS NULL) = (prev_hash IS NULL)", name="ck_custody_prev"),
        CheckConstraint("prev_seq = seq - 1", name="ck_custody_step"),
        CheckConstraint("(seq = 0) = (event = 'received')", name="ck_custody_received"),
        CheckConstraint("(salt IS NULL) = (told IS NULL)", name="ck_custody_told"),
        sha256("custody", "hash"),
        sha256("custody", "digest"),
        Index("ix_custody_digest", "digest"),
    )
    case_id: Key
    key: Key
    seq: KeyInt
    agency_id: Txt
    id: Txt
    prev_seq: MaybeInt
    prev_hash: Maybe
    hash: Txt
    event: Txt
    actor_id: Txt
    digest: Txt
    body: Txt
    salt: Maybe
    told: Maybe
    occurred_at: Txt
    recorded_at: Txt
