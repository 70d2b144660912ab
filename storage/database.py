"""A database of zhifa: SQLite or PostgreSQL, our own or a host's, and the transactions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Final, Self

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from zhifa.storage.channel import Channel, Count, Mode, PostgresqlChannel, SqliteChannel
from zhifa.storage.connections import Borrowed, Joined, Kept, Source
from zhifa.storage.errors import StorageError
from zhifa.storage.faults import translate
from zhifa.storage.statements import statements
from zhifa.storage.store import Store
from zhifa.storage.tables import metadata

_CHANNELS: dict[str, type[Channel]] = {"sqlite": SqliteChannel, "postgresql": PostgresqlChannel}

_LOOKED_AT: Final = 1000
"""Rows of each index; more would tell no plan apart, and take longer the more there are."""


class Database:
    """Gives out a `Store` for one transaction at a time; safe to share between threads.

    On a read the store sees one consistent snapshot. On a write every row is committed in one commit when the block
    ends, or none is: also when the block swallowed an error of the store. Every driver error leaves as a
    `StorageError`, the driver's own being its cause.
    """

    count: Count | None = None
    """Counts statements, round trips and commits when a benchmark hangs a `Count` here."""

    def __init__(self, source: Source, busy_timeout_ms: int) -> None:
        if source.dialect not in _CHANNELS:
            raise StorageError(f"zhifa keeps cases in SQLite or PostgreSQL, not in {source.dialect}")
        self._source = source
        self._busy_timeout_ms = busy_timeout_ms
        self._errors = (DBAPIError, _driver_error(source.dialect))

    @classmethod
    def open(cls, target: str | URL | Engine | Connection, *, busy_timeout_ms: int = 5000) -> Self:
        """Open a URL (`sqlite:///path`, `postgresql://…`), or use a host's engine or running transaction.

        A host's engine keeps its settings and sees none of our listeners; a host's connection is joined by savepoints
        and never committed. `busy_timeout_ms` is how long a statement waits for another writer before `DatabaseBusy` (a
        joined transaction keeps the host's own). Nothing is read or made: see `zhifa.storage.migrate`.
        """
        if isinstance(target, Connection):
            return cls(Joined(target), busy_timeout_ms)
        if isinstance(target, Engine):
            return cls(Borrowed(target, busy_timeout_ms), busy_timeout_ms)
        url = _url(target)
        if url.get_backend_name() not in _CHANNELS:
            raise StorageError(f"zhifa keeps cases in SQLite or PostgreSQL, not in {url.get_backend_name()}")
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        return cls(Kept(url, busy_timeout_ms), busy_timeout_ms)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._source.dialect

    @property
    def hosted(self) -> bool:
        """Whether its connections are a host's, who knows how many there may be and who may use them."""
        return not isinstance(self._source, Kept)

    def read(self) -> AbstractContextManager[Store]:
        """A store over one snapshot; writing through it is a `StorageError`."""
        return self._store("read")

    def read_once(self) -> AbstractContextManager[Store]:
        """A store that answers one call, on PostgreSQL in one round trip; a second call is a `StorageError`."""
        return self._store("once")

    def write(self) -> AbstractContextManager[Store]:
        """A store that holds the write lock (SQLite) and commits once when the block ends without an error."""
        return self._store("write")

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A SQLAlchemy connection in a write transaction of its own, for migrations and administration."""
        try:
            with self._source.connection() as connection:
                yield connection
        except self._errors as error:
            raise translate(error, waited_ms=self._busy_timeout_ms) from error

    def refresh_statistics(self) -> None:
        """Let SQLite look at some rows of each index of our tables anew, by which it chooses among them; connections opened from then on do. PostgreSQL does
        so of itself."""
        if self.dialect != "sqlite":
            return
        with self.connection() as connection:
            before = connection.exec_driver_sql("PRAGMA analysis_limit").scalar_one()
            connection.exec_driver_sql(f"PRAGMA analysis_limit = {_LOOKED_AT}")
            for table in metadata.tables:  # and none of a host's
                connection.exec_driver_sql(f"ANALYZE {table}")
            connection.exec_driver_sql(f"PRAGMA analysis_limit = {before}")

    def close(self) -> None:
        """Close the connections this database kept open; a host's engine or connection stays as it is."""
        self._source.close()

    @contextmanager
    def _store(self, mode: Mode) -> Iterator[Store]:
        count = self.count
        try:
            with self._source.transaction(mode) as (dbapi, begin):
                channel = _CHANNELS[self.dialect](dbapi, mode=mode, begin=begin, count=count)
                with closing(channel):
                    channel.open()
                    yield Store(channel, statements(self.dialect))
                if channel.failed:
                    raise StorageError("a statement of this transaction had failed; nothing was written")
        except self._errors as error:
            raise translate(error, waited_ms=self._busy_timeout_ms) from error
        if count is not None:
            count.round_trips += not channel.settled  # the COMMIT
            count.commits += mode == "write"


def _url(target: str | URL) -> URL:
    try:
        return make_url(target)
    except ArgumentError:
        raise StorageError("not a database address; write sqlite:///path or postgresql://host/name") from None


def _driver_error(dialect: str) -> type[Exception]:
    if dialect == "sqlite":
        import sqlite3

        return sqlite3.Error
    import psycopg  # an extra of the distribution: only who uses PostgreSQL needs it

    return psycopg.Error
