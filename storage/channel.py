"""How statements reach the database: on the transaction's own DBAPI cursor, in one round trip where it can be.

A `Channel` lives as long as one transaction. It commits nothing; `zhifa.storage.database` does.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Literal, NamedTuple

from zhifa.storage.errors import StorageError
from zhifa.storage.faults import collided

Mode = Literal["once", "read", "write"]
"""What a transaction may do: ask one batch of queries, ask as often as it likes of one snapshot, or write."""

Parameters = Sequence[str | int | None]
Rows = list[tuple[Any, ...]]


class Query(NamedTuple):
    """A statement that answers with rows."""

    sql: str
    parameters: Parameters


class Change(NamedTuple):
    """A statement that must touch exactly one row for each of its parameter rows.

    What `otherwise` makes is raised if it touches fewer, or if a row with that key is there already. Without it nothing
    is counted and the driver's error stands, which is enough for an insert. A change with several rows is no claim:
    only a single row can be lost to another.
    """

    sql: str
    rows: Sequence[Parameters]
    otherwise: Callable[[], StorageError] | None = None


_TOGETHER = 50
"""Rows in one insert of a load: SQLite journals a table with triggers anew for each statement, which costs as much as the row."""


class Load(NamedTuple):
    """How any number of rows of one table are written: `insert` and a `row` of placeholders for each, or `copy` from a stream of `types`."""

    insert: str
    row: str
    copy: str
    types: tuple[str, ...]

    def insert_of(self, rows: int) -> str:
        """One insert of so many rows."""
        return self.insert + ", ".join([self.row] * rows)


@dataclass(slots=True)
class Count:
    """What a database was asked to do; a benchmark hangs one on `Database.count`."""

    statements: int = 0
    round_trips: int = 0
    commits: int = 0


class Channel(ABC):
    """The statements of one transaction on one DBAPI connection.

    `failed` tells that a statement did not go through: what came before it must not be committed, whoever swallowed
    the error. `settled` tells that the transaction ended together with its only batch, so that no `COMMIT` is left to send.
    """

    def __init__(self, dbapi: Any, *, mode: Mode, begin: Sequence[str], count: Count | None) -> None:
        self._dbapi = dbapi
        self._mode = mode
        self._begin = begin
        self._count = count
        self._asked = False
        self.failed = False
        self.settled = False

    def rows(self, *queries: Query) -> list[Rows]:
        """Run the queries in order; one list of rows each."""
        if self._mode == "once" and self._asked:
            raise StorageError("this transaction answers only once")
        self._asked = True
        try:
            return self._rows(queries)
        except BaseException:
            self.failed = True
            raise

    def change(self, *changes: Change) -> None:
        """Run the changes in order; the first that did not do what it says raises its `otherwise`."""
        self._must_write()
        try:
            self._change([change for change in changes if change.rows])
        except BaseException:
            self.failed = True
            raise

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement and say how many rows it touched."""
        self._must_write()
        try:
            return self._run(sql, parameters)
        except BaseException:
            self.failed = True
            raise

    def load(self, load: Load, rows: Iterable[Parameters]) -> int:
        """Write any number of rows as they come, in the fastest way the database has, and say how many."""
        self._must_write()
        try:
            return self._load(load, rows)
        except BaseException:
            self.failed = True
            raise

    @abstractmethod
    def open(self) -> None:
        """Begin the transaction, if it is ours to begin."""

    def close(self) -> None:  # noqa: B027  # only SQLite has something to let go of
        """Let go of the cursor: an error that is kept somewhere would keep it, and the file with it."""

    @abstractmethod
    def _rows(self, queries: Sequence[Query]) -> list[Rows]: ...

    @abstractmethod
    def _change(self, changes: Sequence[Change]) -> None: ...

    @abstractmethod
    def _run(self, sql: str, parameters: Parameters) -> int: ...

    @abstractmethod
    def _load(self, load: Load, rows: Iterable[Parameters]) -> int: ...

    def _must_write(self) -> None:
        # SQLite would let a read transaction write, on a snapshot that may be stale.
        if self._mode != "write":
            raise StorageError("this transaction only reads")

    def _tell(self, statements: int, round_trips: int) -> None:
        if self._count is not None:
            self._count.statements += statements
            self._count.round_trips += round_trips


class SqliteChannel(Channel):
    """Statements one after the other: SQLite lives in this process, so there is no trip to save."""

    def __init__(self, dbapi: Any, *, mode: Mode, begin: Sequence[str], count: Count | None) -> None:
        super().__init__(dbapi, mode=mode, begin=begin, count=count)
        self._cursor = dbapi.cursor()

    def open(self) -> None:
        for sql in self._begin:
            self._run(sql, ())

    def close(self) -> None:
        self._cursor.close()

    def _rows(self, queries: Sequence[Query]) -> list[Rows]:
        self._tell(len(queries), len(queries))
        return [self._cursor.execute(sql, parameters).fetchall() for sql, parameters in queries]

    def _change(self, changes: Sequence[Change]) -> None:
        cursor = self._cursor
        for sql, rows, otherwise in changes:
            self._tell(len(rows), len(rows))
            try:
                _send(cursor, sql, rows)
            except self._dbapi.Error as error:
                if otherwise is not None and collided(error):
                    raise otherwise() from error
                raise
            if otherwise is not None and cursor.rowcount != len(rows):
                raise otherwise()

    def _run(self, sql: str, parameters: Parameters) -> int:
        self._tell(1, 1)
        return int(self._cursor.execute(sql, parameters).rowcount)

    def _load(self, load: Load, rows: Iterable[Parameters]) -> int:
        written, left, whole = 0, iter(rows), load.insert_of(_TOGETHER)
        while batch := tuple(islice(left, _TOGETHER)):
            sql = whole if len(batch) == _TOGETHER else load.insert_of(len(batch))
            written += self._run(sql, tuple(chain.from_iterable(batch)))
        return written


class PostgresqlChannel(Channel):
    """Statements in psycopg's pipeline: `BEGIN` and all that is asked at once travel together."""

    def open(self) -> None:
        """Nothing yet: `BEGIN` leaves with the first batch."""

    def _rows(self, queries: Sequence[Query]) -> list[Rows]:
        self.settled = self._mode == "once" and bool(self._begin)
        if len(queries) == 1 and (self.settled or not self._begin):
            return [self._row(*queries[0])]
        cursors = []
        with self._dbapi.pipeline():
            self._start(len(queries) + self.settled)
            for sql, parameters in queries:
                cursors.append(self._dbapi.cursor())
                cursors[-1].execute(sql, parameters)
            if self.settled:
                self._dbapi.execute("COMMIT")
        return [cursor.fetchall() for cursor in cursors]

    def _row(self, sql: str, parameters: Parameters) -> Rows:
        # A statement alone is its own snapshot, and outside a pipeline it costs two thirds.
        self._tell(1, 1)
        rows: Rows = self._dbapi.execute(sql, parameters).fetchall()
        return rows

    def _change(self, changes: Sequence[Change]) -> None:
        cursors: list[Any] = []
        failure: Exception | None = None
        try:
            with self._dbapi.pipeline():
                # Caught within, because psycopg writes to the host's log when an error leaves its pipeline.
                try:
                    self._queue(changes, cursors)
                except self._dbapi.Error as error:
                    failure = error
        except self._dbapi.Error as error:
            failure = failure or error
        _blame(changes, cursors, failure)
        if failure is not None:
            raise failure

    def _queue(self, changes: Sequence[Change], cursors: list[Any]) -> None:
        self._start(sum(len(rows) for _, rows, _ in changes))
        for sql, rows, _ in changes:
            cursors.append(self._dbapi.cursor())
            _send(cursors[-1], sql, rows)

    def _run(self, sql: str, parameters: Parameters) -> int:
        cursor = self._dbapi.cursor()
        with self._dbapi.pipeline():
            self._start(1)
            cursor.execute(sql, parameters)
        return int(cursor.rowcount)

    def _load(self, load: Load, rows: Iterable[Parameters]) -> int:
        # The server takes no COPY within a pipeline, so `BEGIN` goes ahead in one of its own.
        cursor = self._dbapi.cursor()
        with self._dbapi.pipeline():
            self._start(1)
        with cursor.copy(load.copy) as copy:
            copy.set_types(load.types)  # the binary form, which is half the work to write and spares the server a parse
            for row in rows:
                copy.write_row(row)
        return int(cursor.rowcount)

    def _start(self, statements: int) -> None:
        self._tell(statements + len(self._begin), 1)
        for sql in self._begin:
            self._dbapi.execute(sql)
        self._begin = ()


def _send(cursor: Any, sql: str, rows: Sequence[Parameters]) -> None:
    if len(rows) == 1:
        cursor.execute(sql, rows[0])
    else:
        cursor.executemany(sql, rows)


def _blame(changes: Sequence[Change], cursors: Sequence[Any], error: BaseException | None) -> None:
    # The server answers in order and stops at the first error. So the first cursor that falls short either touched too
    # few rows (a claim lost: what came after it may have failed for that very reason) or is the statement that failed
    # (its count is -1 or too small).
    for (_, rows, otherwise), cursor in zip(changes, cursors, strict=False):
        if cursor.rowcount == len(rows):
            continue
        lost = len(rows) == 1 and cursor.rowcount == 0
        if otherwise is not None and (error is None or lost or collided(error)):
            raise otherwise() from error
        if error is not None:
            return
