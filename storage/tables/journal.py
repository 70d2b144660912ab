"""The tables of the register's journal: every change of an agency's books as a chained entry, every line with the versions it stood in."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text

from zhifa.storage.tables.row import Int, Key, KeyInt, Maybe, MaybeInt, Row, Txt, sha256, table_args, unique_id


class RegisterEntry(Row, table=True):
    """One change of an agency's register; `seq` is the version that it made. The first is the version that the journal was begun with."""

    __table_args__ = table_args(
        unique_id("register_entry"),
        UniqueConstraint("hash", name="uq_register_entry_hash"),
        CheckConstraint("seq >= 1", name="ck_register_entry_seq"),
        sha256("register_entry", "hash"),
        CheckConstraint("source IN ('file', 'edit', 'upgrade')", name="ck_register_entry_source"),
    )
    agency_id: Key
    seq: KeyInt
    id: Txt
    prev_hash: Maybe
    hash: Txt
    body: Txt
    source: Txt
    imported_at: Txt
    imported_by: Maybe


class RegisterLine(Row, table=True):
    """A line of a book as it stood from version `since` on, until version `until` took it out or put another in its place."""

    __table_args__ = table_args(
        ForeignKeyConstraint(
            ["agency_id", "since"],
            ["zf_register_entry.agency_id", "zf_register_entry.seq"],
            name="fk_register_line_entry",
        ),
        CheckConstraint("until > since", name="ck_register_line_until"),
        Index(
            "uq_register_line_standing",
            "agency_id",
            "book",
            "key",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        Index("ix_register_line_since", "agency_id", "since"),
    )
    id: Key
    agency_id: Txt
    book: Txt
    key: Txt
    since: Int
    until: MaybeInt
    valid_from: Txt
    valid_to: Maybe
    body: Txt
