"""Where the connection of a transaction comes from: kept by us, a host's engine's, or a host's running transaction.

No event listener is ever set on a host's engine, and a transaction on it is the driver's own, not SQLAlchemy's: an
option engine joins its parent's events, so a host that sends `BEGIN` from a "begin" listener would be heard by our
transactions too.
"""

from __future__ import annotations

import os
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from zhifa.storage.channel import Mode
from zhifa.storage.errors import DriverMissing

_SNAPSHOT = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
_WRITE = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"}

# What a lock needs to hold (foreign keys), what the gate's REPLACE forgeries meet (recursive triggers) and what a
# commit must survive.
_PRAGMAS = {"foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0, "synchronous": 2}

# Not on a host's connection. SQLite keeps a journal of each insert into a table with triggers; in memory a load of rows costs a tenth less, but whoever changes
# this setting drops the temporary tables there are. Lists and counts read thousands of pages of a large file, and find most of them again in 32 MB a thread;
# of the usual 2 MB they spend a third of their time on copying.
_OURS = {**_PRAGMAS, "temp_store": 2, "cache_size": -32_768}


class Source(ABC):
    """Gives out a DBAPI connection for the length of one transaction."""

    def __init__(self, dialect: str) -> None:
        self.dialect = dialect

    def begin(self, mode: Mode) -> tuple[str, ...]:
        """The statements that begin a transaction of ours."""
        return ((_WRITE if mode == "write" else _SNAPSHOT)[self.dialect],)

    @abstractmethod
    def transaction(self, mode: Mode) -> Any:
        """A context manager of (DBAPI connection, statements that begin); commits when left, rolls back on an error."""

    @abstractmethod
    def connection(self) -> Any:
        """The same with a SQLAlchemy connection inside a write transaction, for migrations."""

    def close(self) -> None:  # noqa: B027  # only our own engine keeps anything open
        """Give back what is kept open."""


class Line:
    """A driver's connection that one thread keeps.

    It closes with its thread, but not in a forked child: the parent still speaks on it.
    """

    __slots__ = ("__weakref__", "_process", "dbapi", "lost")

    def __init__(self, dbapi: Any) -> None:
        self.dbapi = dbapi
        self.lost = False
        self._process = os.getpid()

    @property
    def usable(self) -> bool:
        return not self.lost and self._process == os.getpid()

    def close(self) -> None:
        if self._process == os.getpid():
            self.lost = True
            self.dbapi.close()

    __del__ = close


class Kept(Source):
    """Our own database. Each thread keeps one connection: checking one out of a pool costs three times as much."""

    def __init__(self, url: URL, busy_timeout_ms: int) -> None:
        super().__init__(url.get_backend_name())
        self._connect = _connector(url, busy_timeout_ms)
        self._engine = create_engine(url, creator=self._connect, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self._idle = threading.local()
        self._lines: WeakSet[Line] = WeakSet()
        self._mutex = threading.Lock()

    @contextmanager
    def transaction(self, mode: Mode) -> Iterator[tuple[Any, tuple[str, ...]]]:
        line = self._take()
        try:
            with _driven(line.dbapi, line.close):
                yield line.dbapi, self.begin(mode)
        finally:
            self._keep(line)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        with _begun(self._engine) as connection:
            yield connection

    def close(self) -> None:
        with self._mutex:
            for line in list(self._lines):
                line.close()
        self._engine.dispose()

    def _take(self) -> Line:
        line: Line | None = getattr(self._idle, "line", None)
        self._idle.line = None
        if line is None or not line.usable:
            line = Line(self._connect())
            with self._mutex:
                self._lines.add(line)
        return line

    def _keep(self, line: Line) -> None:
        if line.usable and self._idle.line is None:
            self._idle.line = line
        else:
            line.close()  # it was a second one, for a transaction within another


class Borrowed(Source):
    """A host's engine: a connection out of its pool for each transaction, given back as it was."""

    def __init__(self, engine: Engine, busy_timeout_ms: int) -> None:
        super().__init__(engine.dialect.name)
        self._engine = engine
        self._busy_timeout_ms = busy_timeout_ms

    @contextmanager
    def transaction(self, mode: Mode) -> Iterator[tuple[Any, tuple[str, ...]]]:
        raw = self._engine.raw_connection()
        begin = self.begin(mode)
        if self.dialect == "postgresql" and mode == "write":
            begin = (*begin, f"SET LOCAL lock_timeout = {self._busy_timeout_ms}")
        try:
            with self._tuned(raw.dbapi_connection), _driven(raw.dbapi_connection, raw.invalidate):
                yield raw.dbapi_connection, begin
        finally:
            raw.close()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        with _begun(self._engine) as connection:
            yield connection

    def _tuned(self, dbapi: Any) -> Any:
        return _sqlite_tuned(dbapi, self._busy_timeout_ms) if self.dialect == "sqlite" else _autocommitting(dbapi)


class Joined(Source):
    """A host's own transaction: each of ours is a savepoint in it, and only the host commits."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection.dialect.name)
        self._connection = connection

    @contextmanager
    def transaction(self, mode: Mode) -> Iterator[tuple[Any, tuple[str, ...]]]:  # noqa: ARG002  # the host's mode
        with self.connection() as connection:
            yield connection.connection.dbapi_connection, ()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        _ensure_begun(self._connection)
        with self._connection.begin_nested():
            yield self._connection


def _connector(url: URL, busy_timeout_ms: int) -> Callable[[], Any]:
    """What opens a tuned driver connection on which a transaction begins with a statement of ours."""
    kind = url.get_dialect()
    try:
        driver = kind.import_dbapi()
    except ImportError as error:  # the driver itself, or the library of PostgreSQL that it loads
        raise DriverMissing(str(error)) from error
    dialect = kind(dbapi=driver)  # type: ignore[call-arg]  # typed as an interface without constructor
    arguments, options = dialect.create_connect_args(url)

    def sqlite() -> Any:
        dbapi: Any = dialect.connect(*arguments, **options, timeout=busy_timeout_ms / 1000, isolation_level=None)
        _set_pragmas(dbapi, _OURS)
        _switch_to_wal(dbapi)
        return dbapi

    def postgresql() -> Any:
        dbapi: Any = dialect.connect(*arguments, **options, autocommit=True)
        dbapi.execute(f"SET lock_timeout = {busy_timeout_ms}")
        dbapi.execute("SET jit = off")  # to compile a short statement costs more than to run it
        dbapi.execute("SET max_parallel_workers_per_gather = 0")  # and so does to start processes for it
        return dbapi

    return sqlite if dialect.name == "sqlite" else postgresql


def _switch_to_wal(dbapi: Any) -> None:
    # The switch does not wait for the lock as other statements do, and several processes may open a new file at once.
    for last in (*[False] * 50, True):
        try:
            dbapi.execute("PRAGMA journal_mode = WAL")
        except dbapi.OperationalError:
            if last:
                raise
            time.sleep(0.02)
        else:
            return


@contextmanager
def _driven(dbapi: Any, give_up: Callable[[], None]) -> Iterator[None]:
    try:
        yield
        dbapi.commit()
    except BaseException:
        try:
            dbapi.rollback()
        except Exception:  # the connection is gone, and with it the transaction: the first error is the one to tell
            give_up()
        raise


@contextmanager
def _begun(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection, connection.begin():
        _ensure_begun(connection)
        yield connection


def _ensure_begun(connection: Connection) -> None:
    """Begin in the driver where SQLAlchemy only noted it: pysqlite waits for a write, and a savepoint is none."""
    dbapi: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite" and not dbapi.in_transaction:
        dbapi.execute("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql" and dbapi.autocommit:
        dbapi.execute("BEGIN")


@contextmanager
def _sqlite_tuned(dbapi: Any, busy_timeout_ms: int) -> Iterator[None]:
    wanted = {**_PRAGMAS, "busy_timeout": busy_timeout_ms}
    found = {name: dbapi.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    level, dbapi.isolation_level = dbapi.isolation_level, None
    _set_pragmas(dbapi, wanted)
    try:
        yield
    finally:
        _set_pragmas(dbapi, found)
        dbapi.isolation_level = level


def _set_pragmas(dbapi: Any, values: dict[str, int]) -> None:
    for name, value in values.items():
        dbapi.execute(f"PRAGMA {name} = {value}")


@contextmanager
def _autocommitting(dbapi: Any) -> Iterator[None]:
    before, dbapi.autocommit = dbapi.autocommit, True
    try:
        yield
    finally:
        dbapi.autocommit = before
