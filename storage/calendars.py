"""The calendar files of an agency as rows, the run that follows each, and the terms that a run has to look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import CalendarMoved, StorageError
from zhifa.storage.records import CalendarRecord, CalendarRunRecord, TermSpan
from zhifa.storage.tables import metadata


class CalendarStatements(NamedTuple):
    """SQL text by what it does."""

    files: str
    version: str
    runs: str
    share: str | None
    claim: str | None
    keep: str
    begin_run: str
    count_moves: str
    finish_run: str
    terms_resting_on: str


class CalendarRows:
    """The calendar files in one transaction."""

    def __init__(self, channel: Channel, sql: CalendarStatements) -> None:
        self._channel = channel
        self._sql = sql

    def files(self, agency_id: str) -> tuple[CalendarRecord, ...]:
        """The calendar files the agency took in, the oldest first; the last one's `seq` is its calendar's version."""
        return tuple(map(CalendarRecord._make, self._rows(self._sql.files, agency_id)))

    def runs(self, agency_id: str) -> tuple[CalendarRunRecord, ...]:
        """How the open terms were counted anew by each of them, in the same order."""
        return tuple(map(CalendarRunRecord._make, self._rows(self._sql.runs, agency_id)))

    def version(self, agency_id: str) -> int:
        """The version of the agency's calendar; 0 where it took in no file."""
        found: int = self._rows(self._sql.version, agency_id)[0][0]
        return found

    def hold(self, agency_id: str, version: int) -> None:
        """Keep the agency's calendar at this version until the transaction ends. Raises `CalendarMoved` when it has moved on.

        On SQLite the write transaction alone sees to that. On PostgreSQL it is a lock that any number share, and that keeping a file waits
        for; a host's transaction that is joined must stand at READ COMMITTED, or it does not see what others committed after it began.
        """
        share = () if self._sql.share is None else (Query(self._sql.share, (agency_id,)),)
        ((found,),) = self._channel.rows(*share, Query(self._sql.version, (agency_id,)))[-1]
        if found != version:
            raise CalendarMoved(agency_id)

    def keep(self, record: CalendarRecord, run: CalendarRunRecord) -> None:
        """Keep a calendar file, and that its run began, after all who hold the calendar as it was. Raises `CalendarMoved` when another came first."""
        moved = partial(CalendarMoved, record.agency_id)
        if self._sql.claim is not None:
            self._rows(self._sql.claim, record.agency_id)
        self._channel.change(Change(self._sql.keep, (record,), moved), Change(self._sql.begin_run, (run,), moved))

    def terms_resting_on(self, agency_id: str, first: str, last: str) -> tuple[TermSpan, ...]:
        """The agency's running terms, by case, whose dates can rest on a day from `first` to `last`; none in hours, which ask no calendar."""
        found = self._rows(self._sql.terms_resting_on, agency_id, last, last, first, first)
        return tuple(map(TermSpan._make, found))

    def count_moves(self, agency_id: str, seq: int, moved: int) -> None:
        """Count a case and its moved terms to the run of a calendar file."""
        self._must_be_there(self._sql.count_moves, moved, agency_id, seq)

    def finish_run(self, agency_id: str, seq: int, at: str, looked: int) -> None:
        """Write that the run of a calendar file is through, with the cases it looked at."""
        self._must_be_there(self._sql.finish_run, at, looked, agency_id, seq)

    def _rows(self, sql: str, *parameters: str) -> list[tuple[Any, ...]]:
        return self._channel.rows(Query(sql, parameters))[0]

    def _must_be_there(self, sql: str, *parameters: str | int) -> None:
        missing = partial(StorageError, f"no run of calendar file {parameters[-1]}")
        self._channel.change(Change(sql, (parameters,), missing))


def calendar_statements(sql: Callable[[ClauseElement], str], dialect: str) -> CalendarStatements:
    """The statements, compiled by `sql` for one database."""
    locks = dialect == "postgresql"
    return CalendarStatements(
        files=sql(_of_agency("zf_calendar")),
        version=sql(select(newest_calendar(bindparam("agency")))),
        runs=sql(_of_agency("zf_calendar_run")),
        share=sql(select(func.pg_advisory_xact_lock_shared(_lock()))) if locks else None,
        claim=sql(select(func.pg_advisory_xact_lock(_lock()))) if locks else None,
        keep=sql(insert(metadata.tables["zf_calendar"])),
        begin_run=sql(insert(metadata.tables["zf_calendar_run"])),
        count_moves=sql(_count_moves()),
        finish_run=sql(_finish_run()),
        terms_resting_on=sql(_terms_resting_on()),
    )


def _lock() -> ColumnElement[int]:
    # As for the fines of a party: a host's own lock that meets ours by chance only waits.
    return func.hashtextextended(bindparam("agency"), literal_column("31"))


def _of_agency(table: str) -> Select[Any]:
    rows = metadata.tables[table]
    return select(rows).where(rows.c.agency_id == bindparam("agency")).order_by(rows.c.seq)


def newest_calendar(agency: ColumnElement[str]) -> ColumnElement[int]:
    """The version of an agency's calendar: its newest file, 0 where it has none. One step in the key's index."""
    rows = metadata.tables["zf_calendar"]
    newest = select(func.max(rows.c.seq)).where(rows.c.agency_id == agency).scalar_subquery()
    return func.coalesce(newest, literal_column("0"))


def _count_moves() -> Update:
    rows = metadata.tables["zf_calendar_run"]
    one = (rows.c.cases, rows.c.cases + literal_column("1"))
    moved = (rows.c.moved, rows.c.moved + bindparam("moved_", type_=BigInteger))
    return update(rows).ordered_values(one, moved).where(*_of_run(rows))


def _finish_run() -> Update:
    rows = metadata.tables["zf_calendar_run"]
    looked = (rows.c.looked, rows.c.looked + bindparam("looked_", type_=BigInteger))
    return update(rows).ordered_values((rows.c.finished_at, bindparam("at")), looked).where(*_of_run(rows))


def _of_run(rows: Table) -> tuple[ColumnElement[bool], ...]:
    return rows.c.agency_id == bindparam("agency"), rows.c.seq == bindparam("seq_")


def _terms_resting_on() -> Select[Any]:
    """A term in working days asks the calendar about every day it runs, any other only about where it ends."""
    term = metadata.tables["zf_term"].c
    counted = term.unit == literal_column("'working_day'")
    begins = or_(
        func.coalesce(term.safe, term.due) <= bindparam("last"), and_(counted, term.start_on <= bindparam("last_"))
    )
    ends = or_(term.due >= bindparam("first"), and_(counted, term.start_on >= bindparam("first_")))
    return (
        select(*(term[name] for name in TermSpan._fields))
        .where(
            term.agency_id == bindparam("agency"),
            term.status.in_((literal_column("'open'"), literal_column("'suspended'"))),
            term.unit != literal_column("'hour'"),
            begins,
            ends,
        )
        .order_by(term.case_id, term.id)
    )
