"""The tables of the watch: what is looked at when, the warnings that fired, whom they reached, and what is to be sent."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text

from zhifa.storage.tables.row import (
    Int,
    Key,
    KeyInt,
    Maybe,
    Row,
    Txt,
    flag,
    of_case,
    sha256,
    table_args,
    unique_id,
)


def of_warning(table: str) -> ForeignKeyConstraint:
    """Belongs to a warning."""
    return ForeignKeyConstraint(["warning_id"], ["zf_warning.id"], name=f"fk_{table}_warning")


class Watch(Row, table=True):
    """A watched term, under the term's own id: when the sweep looks at it next, and the last of its warnings.

    `next_at` is an instant; empty for a term nobody has looked at yet, NULL for one that fires no more. `fault` says why a look failed.
    """

    __table_args__ = table_args(
        ForeignKeyConstraint(["id"], ["zf_term.id"], name="fk_watch_term"),
        CheckConstraint("(head_seq = 0) = (head_hash IS NULL)", name="ck_watch_head"),
        Index(
            "ix_watch_next",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index(
            "ix_watch_fault", "id", sqlite_where=text("fault IS NOT NULL"), postgresql_where=text("fault IS NOT NULL")
        ),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    next_at: Maybe
    head_seq: Int
    head_hash: Maybe
    fault: Maybe


class Warning(Row, table=True):  # noqa: A001  # the table is zf_warning
    """A warning (预警、超期) that fired: append only, chained per term, once for each due date, level and occurrence."""

    __table_args__ = table_args(
        ForeignKeyConstraint(["term_id"], ["zf_term.id"], name="fk_warning_term"),
        of_case("warning"),
        unique_id("warning"),
        UniqueConstraint("term_id", "due", "level", "occurrence", name="uq_warning_once"),
        CheckConstraint("seq >= 1", name="ck_warning_seq"),
        CheckConstraint("(seq = 1) = (prev_hash IS NULL)", name="ck_warning_first"),
        CheckConstraint("level BETWEEN 1 AND 4", name="ck_warning_level"),
        flag("warning", "overdue"),
        sha256("warning", "hash"),
        Index("ix_warning_case", "case_id"),
    )
    term_id: Key
    seq: KeyInt
    id: Txt
    agency_id: Txt
    case_id: Txt
    prev_hash: Maybe
    hash: Txt
    level: Int
    occurrence: Txt
    due: Txt
    overdue: Int
    body: Txt
    fired_at: Txt


class Inbox(Row, table=True):
    """A warning in the inbox of one officer. Officers are no foreign key: an import of the register writes their rows anew."""

    __table_args__ = table_args(
        of_warning("inbox"),
        UniqueConstraint("warning_id", "officer_id", name="uq_inbox_once"),
        Index("ix_inbox_officer", "officer_id", "created_at"),
        Index("ix_inbox_sweep", "sweep_id"),
    )
    id: Key
    agency_id: Txt
    warning_id: Txt
    case_id: Txt
    officer_id: Txt
    sweep_id: Txt
    created_at: Txt


class Acknowledgement(Row, table=True):
    """An officer has taken note of a warning; it stops nothing."""

    __table_args__ = table_args(of_warning("acknowledgement"), unique_id("acknowledgement"))
    id: Txt
    agency_id: Txt
    warning_id: Key
    officer_id: Key
    at: Txt
    note: Txt


class Outbox(Row, table=True):
    """What is to be sent: one digest for each sweep, person and channel; only what became of it is written later."""

    __table_args__ = table_args(
        UniqueConstraint("sweep_id", "officer_id", "channel", name="uq_outbox_once"),
        CheckConstraint("channel IN ('mail', 'webhook')", name="ck_outbox_channel"),
        CheckConstraint("status IN ('waiting', 'sent', 'dead')", name="ck_outbox_status"),
        CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name="ck_outbox_sent"),
        Index(
            "ix_outbox_next",
            "next_try_at",
            sqlite_where=text("status = 'waiting'"),
            postgresql_where=text("status = 'waiting'"),
        ),
    )
    id: Key
    agency_id: Txt
    officer_id: Txt
    channel: Txt
    sweep_id: Txt
    payload: Txt
    created_at: Txt
    status: Txt
    tries: Int
    next_try_at: Txt
    leased_until: Maybe
    last_error: Maybe
    sent_at: Maybe


class Assignee(Row, table=True):
    """Who handles a case now, kept by the steps that change it."""

    __table_args__ = table_args(
        of_case("assignee"), unique_id("assignee"), Index("ix_assignee_officer", "officer_id", "case_id")
    )
    case_id: Key
    officer_id: Key
    id: Txt
    agency_id: Txt
    since_seq: Int


class Sweep(Row, table=True):
    """A sweep that found something to do, not finished until its digests are made; the last idle one has a row of its own."""

    __table_args__ = table_args(
        Index(
            "ix_sweep_unfinished",
            "started_at",
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index("ix_sweep_finished", "finished_at"),
    )
    id: Key
    agency_id: Txt
    started_at: Txt
    finished_at: Maybe
    looked: Int
    fired: Int
    deemed: Int
    skipped: Int
    faults: Int
    lag_s: Int
    host: Txt
