"""The tables of what people see of all cases: the docket that lists read, the index that searches read, and who read what.

Docket and index are projections: made of the case files, kept by every step in its own transaction, and made anew by `zhifa db reindex`.
"""

from __future__ import annotations

from typing import Annotated

from sqlalchemy import ForeignKeyConstraint, Identity, Index, UniqueConstraint, text
from sqlmodel import Field

from zhifa.storage.tables.row import (
    NUMBER,
    Int,
    Key,
    Maybe,
    Row,
    Txt,
    flag,
    of_case,
    table_args,
    unique_id,
)

Place = Annotated[int, Field(sa_type=NUMBER, sa_column_args=(Identity(),), primary_key=True)]


class Docket(Row, table=True):
    """A case as lists know it, under the case's own id. `due` is the day on which its next duty ends, 9999-12-31 where it has none."""

    __table_args__ = table_args(
        ForeignKeyConstraint(["id"], ["zf_case.id"], name="fk_docket_case"),
        flag("docket", "ended"),
        flag("docket", "replay"),
        flag("docket", "waits"),
        Index("ix_docket_due", "agency_id", "due", "id"),
        Index(
            "ix_docket_running", "agency_id", "due", "id",
            sqlite_where=text("ended = 0"), postgresql_where=text("ended = 0"),
        ),
        Index("ix_docket_phase", "agency_id", "phase", "due", "id"),
        Index(
            "ix_docket_state", "agency_id", "workflow", "state", "due", "id",
            "workflow_version", "replay", "opened_by", "reviewer_id",  # what else a list of tasks asks
        ),
        Index("ix_docket_moved", "agency_id", "moved_at", "id"),
        Index("ix_docket_opened", "agency_id", "opened_on", "id"),
        Index("ix_docket_opened_by", "opened_by"),
        Index(
            "ix_docket_waits", "agency_id", "due", "id", sqlite_where=text("waits = 1"), postgresql_where=text("waits = 1")
        ),
        Index(
            "ix_docket_reviewer", "reviewer_id",
            sqlite_where=text("reviewer_id IS NOT NULL"), postgresql_where=text("reviewer_id IS NOT NULL"),
        ),
    )  # fmt: skip
    id: Key
    agency_id: Txt
    workflow: Txt
    workflow_version: Int
    act: Txt
    state: Txt
    phase: Txt
    ended: Int
    replay: Int
    cause: Txt
    party: Maybe
    party_code: Maybe
    case_number: Maybe
    opened_by: Txt
    opened_at: Txt
    opened_on: Txt
    moved_at: Txt
    version: Int
    due: Txt
    waits: Int
    reviewer_id: Maybe


class SearchEntry(Row, table=True):
    """An entry of a case whose words stand in the index under this `place`; `id` is the entry's own. Later entries have higher places."""

    __table_args__ = table_args(
        of_case("search_entry"), unique_id("search_entry"), UniqueConstraint("case_id", "seq", name="uq_search_entry")
    )
    place: Place
    id: Txt
    agency_id: Txt
    case_id: Txt
    seq: Int


class Read(Row, table=True):
    """Somebody read something of a case: append only."""

    __table_args__ = table_args(
        of_case("read"), Index("ix_read_case", "case_id", "at", "id"), Index("ix_read_officer", "officer_id", "at")
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    officer_id: Txt
    what: Txt
    item: Txt
    at: Txt
