"""The tables of terms and tracks."""

from __future__ import annotations

from sqlalchemy import Index, text

from zhifa.storage.tables.row import Int, Key, Maybe, MaybeInt, Row, Txt, flag, of_case, table_args

_RUNNING = "status IN ('open', 'suspended')"
"""Terms that have not ended; a query says it in this very text, so that the index serves."""
_COUNTED = ("case_id", "code", "due", "status", "agency_id")
"""All that counting running terms asks for, case by case."""


class Term(Row, table=True):
    """A running or ended term (期限) with its arithmetic; only how it ended may be written later."""

    __table_args__ = table_args(
        of_case("term"),
        flag("term", "provisional"),
        Index("ix_term_case", "case_id"),
        Index("ix_term_due", "due", sqlite_where=text("status = 'open'"), postgresql_where=text("status = 'open'")),
        Index("ix_term_running", *_COUNTED, sqlite_where=text(_RUNNING), postgresql_where=text(_RUNNING)),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    code: Txt
    key: Txt
    label: Txt
    article: Txt
    mark: Txt
    start_on: Txt
    start_seq: Int
    length: Int
    unit: Txt
    nominal: Txt
    due: Txt
    safe: Maybe
    provisional: Int
    rule_version: Txt
    calendar_version: Txt
    explanation: Txt
    status: Txt
    ended_on: Maybe
    ended_seq: MaybeInt


class Track(Row, table=True):
    """A small life beside the case's state, such as the service of one paper; only its closing is written later."""

    __table_args__ = table_args(
        of_case("track"),
        Index("ix_track_case", "case_id"),
        Index(
            "ix_track_open", "agency_id", "track", "case_id",
            sqlite_where=text("closed_on IS NULL"), postgresql_where=text("closed_on IS NULL"),
        ),
        Index(
            "ix_track_open_case", "case_id", "track",
            sqlite_where=text("closed_on IS NULL"), postgresql_where=text("closed_on IS NULL"),
        ),
    )  # fmt: skip
    id: Key
    agency_id: Txt
    case_id: Txt
    track: Txt
    key: Txt
    opened_seq: Int
    opened_on: Txt
    outcome: Maybe
    closed_on: Maybe
    closed_seq: MaybeInt
