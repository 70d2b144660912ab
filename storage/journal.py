"""The journal of an agency's register as rows: its entries, and the lines of its books as they stood from version to version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, Update, and_, bindparam, insert, or_, select, update
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Load, Query
from zhifa.storage.errors import RegisterMoved, StorageError
from zhifa.storage.records import RegisterEntryRecord, RegisterLineRecord, StandingLine
from zhifa.storage.tables import metadata


class JournalStatements(NamedTuple):
    """SQL text by what it does."""

    entries: str
    hashes: str
    standing: str
    standing_at: str
    lines: str
    lines_of: str
    keep: str
    take_out: str
    load: Load


class JournalRows:
    """The journal in one transaction. Versions are the numbers of its entries."""

    def __init__(self, channel: Channel, sql: JournalStatements) -> None:
        self._channel = channel
        self._sql = sql

    def entries(self, agency_id: str) -> tuple[RegisterEntryRecord, ...]:
        """The entries of an agency, the oldest first."""
        return tuple(map(RegisterEntryRecord._make, self._rows(self._sql.entries, agency_id)))

    def hashes(self, agency_id: str) -> dict[int, str]:
        """The hash of each entry, by the version that it made."""
        return dict(self._rows(self._sql.hashes, agency_id))

    def standing_at(self, agency_id: str, version: int) -> tuple[StandingLine, ...]:
        """The lines that stood in a version, by book and key."""
        return tuple(map(StandingLine._make, self._rows(self._sql.standing_at, agency_id, version, version)))

    def lines(self, agency_id: str) -> tuple[RegisterLineRecord, ...]:
        """Every line that ever stood, by book, key and the version that brought it."""
        return tuple(map(RegisterLineRecord._make, self._rows(self._sql.lines, agency_id)))

    def lines_of(self, agency_id: str, book: str, key: str) -> tuple[RegisterLineRecord, ...]:
        """Every version of one line, the oldest first."""
        return tuple(map(RegisterLineRecord._make, self._rows(self._sql.lines_of, agency_id, book, key)))

    def append(
        self, entry: RegisterEntryRecord, gone: Iterable[tuple[str, str]], lines: Iterable[StandingLine]
    ) -> None:
        """Write an entry, take the lines out that stand no longer (by book and key), and put new ones in.

        Raises `RegisterMoved` when another entry took its place, `StorageError` when a line that was to go does not stand.
        """
        moved = partial(RegisterMoved, entry.agency_id)
        self._channel.change(Change(self._sql.keep, (entry,), moved))
        left = [(entry.seq, entry.agency_id, book, key) for book, key in gone]
        missing = partial(StorageError, f"a line of register {entry.agency_id} that was to go does not stand")
        self._channel.change(Change(self._sql.take_out, left, missing))
        stem = entry.id[:24]
        self._channel.load(
            self._sql.load,
            (
                (f"{stem}{number:012x}", entry.agency_id, book, key, entry.seq, None, *valid_and_body)
                for number, (book, key, *valid_and_body) in enumerate(lines)
            ),
        )

    def _rows(self, sql: str, *parameters: str | int) -> list[tuple[Any, ...]]:
        return self._channel.rows(Query(sql, parameters))[0]


def journal_statements(sql: Callable[[ClauseElement], str], load: Callable[[str, str], Load]) -> JournalStatements:
    """The statements, compiled by `sql` for one database, with `load` making that of many rows."""
    return JournalStatements(
        entries=sql(_entries()),
        hashes=sql(_hashes()),
        standing=sql(_standing()),
        standing_at=sql(_standing_at()),
        lines=sql(_lines()),
        lines_of=sql(_lines_of()),
        keep=sql(insert(metadata.tables["zf_register_entry"])),
        take_out=sql(_take_out()),
        load=load("zf_register_line", sql(insert(metadata.tables["zf_register_line"]))),
    )


def _entries() -> Select[Any]:
    rows = metadata.tables["zf_register_entry"]
    return select(rows).where(rows.c.agency_id == bindparam("agency")).order_by(rows.c.seq)


def _hashes() -> Select[Any, Any]:
    entry = metadata.tables["zf_register_entry"].c
    return select(entry.seq, entry.hash).where(entry.agency_id == bindparam("agency")).order_by(entry.seq)


def _of_standing() -> Select[Any]:
    line = metadata.tables["zf_register_line"].c
    columns = (line[name] for name in StandingLine._fields)
    return select(*columns).where(line.agency_id == bindparam("agency"))


def _standing() -> Select[Any]:
    return _of_standing().where(metadata.tables["zf_register_line"].c.until.is_(None))


def _standing_at() -> Select[Any]:
    line = metadata.tables["zf_register_line"].c
    later = or_(line.until.is_(None), line.until > bindparam("version_", type_=BigInteger))
    since = line.since <= bindparam("version", type_=BigInteger)
    return _of_standing().where(and_(since, later)).order_by(line.book, line.key)


def _lines() -> Select[Any]:
    rows = metadata.tables["zf_register_line"]
    mine = rows.c.agency_id == bindparam("agency")
    return select(rows).where(mine).order_by(rows.c.book, rows.c.key, rows.c.since)


def _lines_of() -> Select[Any]:
    line = metadata.tables["zf_register_line"].c
    return _lines().where(line.book == bindparam("book_"), line.key == bindparam("key_"))


def _take_out() -> Update:
    line = metadata.tables["zf_register_line"].c
    return (
        update(metadata.tables["zf_register_line"])
        .values(until=bindparam("until_", type_=BigInteger))
        .where(
            line.agency_id == bindparam("agency"),
            line.book == bindparam("book_"),
            line.key == bindparam("key_"),
            line.until.is_(None),
        )
    )
