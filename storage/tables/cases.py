"""The tables of cases: where each stands, its record chain, and the commands it was asked."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text

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


class Case(Row, table=True):
    """Where a case stands. Its workflow, the replay mark and the day it was opened never change."""

    __table_args__ = table_args(
        UniqueConstraint("id", "workflow", "workflow_version", name="uq_case_workflow"),
        flag("case", "replay"),
        CheckConstraint("version >= 1", name="ck_case_version"),
        CheckConstraint("head_seq >= 0", name="ck_case_head_seq"),
        sha256("case", "head_hash"),
        Index("ix_case_agency", "agency_id", "state", "updated_at"),
        Index("ix_case_replay", "id", sqlite_where=text("replay = 1"), postgresql_where=text("replay = 1")),
    )
    id: Key
    agency_id: Txt
    workflow: Txt
    workflow_version: Int
    workflow_digest: Txt
    state: Txt
    phase: Txt
    version: Int
    head_seq: Int
    head_hash: Txt
    replay: Int
    opened_at: Txt
    updated_at: Txt
    ended_at: Maybe


class Entry(Row, table=True):
    """One link of a case's record chain (执法全过程记录): append only, each naming the hash of the one before."""

    __table_args__ = table_args(
        of_case("entry"),
        UniqueConstraint("case_id", "seq", "hash", name="uq_entry_hash"),
        unique_id("entry"),
        ForeignKeyConstraint(
            ["case_id", "prev_seq", "prev_hash"],
            ["zf_entry.case_id", "zf_entry.seq", "zf_entry.hash"],
            name="fk_entry_chain",
        ),
        CheckConstraint("seq >= 0", name="ck_entry_seq"),
        CheckConstraint("(seq = 0) = (prev_seq IS NULL)", name="ck_entry_first"),
        CheckConstraint("(prev_seq IS NULL) = (prev_hash IS NULL)", name="ck_entry_prev"),
        CheckConstraint("prev_seq = seq - 1", name="ck_entry_step"),
        sha256("entry", "hash"),
    )
    case_id: Key
    seq: KeyInt
    agency_id: Txt
    id: Txt
    prev_seq: MaybeInt
    prev_hash: Maybe
    hash: Txt
    kind: Txt
    transition: Txt
    actor_id: Txt
    body: Txt
    occurred_at: Txt
    recorded_at: Txt


class Facts(Row, table=True):
    """What an entry commits to by a salted digest; may be erased under privacy law without breaking the chain."""

    __table_args__ = table_args(of_entry("facts"), unique_id("facts"))
    case_id: Key
    seq: KeyInt
    agency_id: Txt
    id: Txt
    salt: Txt
    body: Txt


class Command(Row, table=True):
    """A performed command under its idempotency key."""

    __table_args__ = table_args(unique_id("command"), Index("ix_command_case", "case_id"))
    agency_id: Key
    key: Key
    id: Txt
    digest: Txt
    case_id: Txt
    seq: Int
    version: Int


class Refusal(Row, table=True):
    """A refused attempt with every reason; the newest 200 of a case are kept."""

    __table_args__ = table_args(
        Index("ix_refusal_case", "case_id", "at"), Index("ix_refusal_agency", "agency_id", "at")
    )
    id: Key
    agency_id: Txt
    case_id: Maybe
    transition: Txt
    actor_id: Txt
    at: Txt
    reasons: Txt
