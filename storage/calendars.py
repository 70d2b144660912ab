"""The calendar files of an agency as rows, the run that follows each, and the terms that a run has to look at."""

from __future__ import annotations

from functools import partial

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import CalendarMoved, StorageError
from zhifa.storage.records import CalendarRecord, CalendarRunRecord, CommandRecord, TermSpan
from zhifa.storage.statements import Statements


def read_calendar(channel: Channel, sql: Statements, agency_id: str) -> tuple[CalendarRecord, ...]:
    """The files an agency took in, the oldest first."""
    return tuple(map(CalendarRecord._make, channel.rows(Query(sql.calendar, (agency_id,)))[0]))


def read_runs(channel: Channel, sql: Statements, agency_id: str) -> tuple[CalendarRunRecord, ...]:
    """The runs of these files, in the same order."""
    return tuple(map(CalendarRunRecord._make, channel.rows(Query(sql.calendar_runs, (agency_id,)))[0]))


def keep_calendar(channel: Channel, sql: Statements, record: CalendarRecord, run: CalendarRunRecord) -> None:
    """Write a file and its run, not yet finished. Raises `CalendarMoved` when another came first."""
    moved = partial(CalendarMoved, record.agency_id)
    channel.change(
        Change(sql.insert["zf_calendar"], (record,), moved), Change(sql.insert["zf_calendar_run"], (run,), moved)
    )


def count_moves(channel: Channel, sql: Statements, agency_id: str, seq: int, moved: int) -> None:
    """Count a case and its moved terms to the run."""
    _must_be_there(channel, sql.count_moves, (moved, agency_id, seq))


def finish_run(channel: Channel, sql: Statements, agency_id: str, seq: int, at: str, looked: int) -> None:
    """Write that the run looked at every case there was."""
    _must_be_there(channel, sql.finish_run, (at, looked, agency_id, seq))


def terms_resting_on(channel: Channel, sql: Statements, agency_id: str, first: str, last: str) -> tuple[TermSpan, ...]:
    """The running terms of an agency, by case, whose dates can rest on a day from `first` to `last`; none in hours, which ask no calendar."""
    found = channel.rows(Query(sql.terms_resting_on, (agency_id, last, last, first, first)))[0]
    return tuple(map(TermSpan._make, found))


def before_opening(channel: Channel, sql: Statements, agency_id: str, key: str) -> tuple[CommandRecord | None, int]:
    """What a case about to be opened asks first: the command under its key, and the version of the agency's calendar."""
    commands, versions = channel.rows(Query(sql.command, (agency_id, key)), Query(sql.calendar_version, (agency_id,)))
    return (CommandRecord._make(commands[0]) if commands else None), versions[0][0]


def _must_be_there(channel: Channel, sql: str, parameters: tuple[str | int | None, ...]) -> None:
    missing = partial(StorageError, f"no run of calendar file {parameters[-1]}")
    channel.change(Change(sql, (parameters,), missing))
