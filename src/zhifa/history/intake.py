"""The intake of a table: every row read and checked before the first is written.

What was read waits in a spool beside the database, so that no lock is held while a table is read, and a table of any length needs the
memory of a few rows.
"""

from __future__ import annotations

import json
import marshal
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from zhifa.history.errors import FaultyRows
from zhifa.history.headings import Headings, recognise
from zhifa.history.rows import RowFaulty, RowReader, Values
from zhifa.sheets import Fault, Row, Table, TableUnreadable, open_table

MOST_FAULTS: Final = 10_000
"""Faults that are kept word for word; all are counted."""

_BATCH: Final = 1000
_PLAIN: Final = 2
"""The format of marshal that keeps no account of values that occur twice: a third faster to write."""

Told = Callable[[int], None]
"""Is told, now and then, how many bytes of the file are behind."""


@dataclass(slots=True, kw_only=True)
class Intake:
    """A table that was read to its end. Its rows can be drawn as often as needed while it is open."""

    file: str
    digest: str
    headings: Headings
    spool: BinaryIO
    batches: list[int] = field(default_factory=list)
    """Bytes of each batch of rows in the spool."""
    taken: int = 0
    warned: int = 0
    """Rows with at least one warning."""
    warnings: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    skipped: list[int] = field(default_factory=list)
    """Numbers of the faulty rows."""

    def rows(self) -> Iterator[tuple[int, Values]]:
        """Number and values of every sound row, in the order of the table."""
        self.spool.seek(0)
        for size in self.batches:
            yield from marshal.loads(self.spool.read(size))  # noqa: S302 - our own nameless file, written a moment ago

    def require_sound(self) -> None:
        """Raise :class:`FaultyRows` when a row is faulty."""
        if self.fault_count:
            raise FaultyRows(self.file, self.faults, self.fault_count)


@contextmanager
def read_table(path: Path, *, told: Told = lambda _: None) -> Iterator[Intake]:
    """Read and check the whole table in a file; faulty rows are noted, and not among its rows.

    Raises ``NotDecisions`` for a table without the columns of past decisions, ``TableUnreadable``, ``OSError``.
    """
    with open_table(path) as table, closing(table.rows()) as rows, tempfile.TemporaryFile() as spool:
        first = next(rows, None)
        if first is None:
            raise TableUnreadable(table.name, "是空的，没有表头")
        headings = recognise(first[0], file=table.name)
        taking = Intake(file=table.name, digest=table.digest, headings=headings, spool=spool)
        _fill(taking, rows, lambda: told(table.file.tell()))
        _refuse_partial(table, taking)
        yield taking


def _fill(taking: Intake, rows: Iterator[Row], beat: Callable[[], None]) -> None:
    read = RowReader(taking.headings).read
    batch: list[tuple[int, Values]] = []
    marks: Counter[str] = Counter()
    for number, (cells, spoiled) in enumerate(rows, start=2):
        try:
            values = read(number, cells, spoiled)
        except RowFaulty as faulty:
            _note(taking, number, faulty.faults)
            continue
        if values is None:
            continue
        batch.append((number, values))
        if (mark := values[-1]) is not None:
            marks[str(mark)] += 1
        if len(batch) == _BATCH:
            _put(taking, batch)
            beat()
    _put(taking, batch)
    _count(taking, marks)


def _put(taking: Intake, batch: list[tuple[int, Values]]) -> None:
    if batch:
        taking.batches.append(taking.spool.write(marshal.dumps(batch, _PLAIN)))
        taking.taken += len(batch)
        batch.clear()


def _note(taking: Intake, number: int, faults: Sequence[Fault]) -> None:
    taking.skipped.append(number)
    taking.fault_count += len(faults)
    taking.faults.extend(faults[: MOST_FAULTS - len(taking.faults)])


def _count(taking: Intake, marks: Counter[str]) -> None:
    for told, times in marks.items():
        taking.warned += times
        for warning in json.loads(told):
            taking.warnings[warning] += times


def _refuse_partial(table: Table, taking: Intake) -> None:
    table.require_unchanged()
    if not taking.taken and not taking.fault_count:
        raise TableUnreadable(table.name, "只有表头，没有一行记录")
