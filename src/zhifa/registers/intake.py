"""Sheets of the register read into numbered lines, with every fault of every sheet told at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from zhifa.engine.books.book import Book, LineFault, Numbered
from zhifa.registers.headings import Headings, recognise
from zhifa.registers.manifest import MANIFEST_SHEET, Manifest, manifest_in
from zhifa.registers.rows import RowReader
from zhifa.registers.zeros import lost_zeros
from zhifa.sheets import Row, Sheet, Table, TableUnreadable, open_table
from zhifa.sheets.formulas import unguarded

MOST_FAULTS: Final = 10_000
"""Faults that are kept word for word; all are counted."""

_BEAT: Final = 1000
"""Rows between two tellings of how far it is."""

Told = Callable[[int, int], None]
"""Is told, now and then, how many bytes of how many are behind."""


class SourceFile(NamedTuple):
    """A file that was read."""

    name: str
    digest: str
    """SHA-256."""


class SheetsFaulty(Exception):
    """Sheets with lines that cannot be taken. ``faults`` holds each, up to a bound; ``count`` says how many there are."""

    def __init__(self, faults: Sequence[LineFault], count: int) -> None:
        super().__init__("；".join(fault.text for fault in faults[:1]))
        self.faults = tuple(faults)
        self.count = count


@dataclass(slots=True, kw_only=True)
class Intake:
    """The sheets of one import, read to their ends."""

    lines: dict[str, list[Numbered]] = field(default_factory=dict)
    """By book."""
    sources: list[SourceFile] = field(default_factory=list)
    absent: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By book: labels of the columns that its sheet has not, read as if every cell of theirs were empty."""
    manifest: Manifest | None = None
    faults: list[LineFault] = field(default_factory=list)
    """Up to :data:`MOST_FAULTS`."""
    fault_count: int = 0

    def note(self, faults: Sequence[LineFault]) -> None:
        self.fault_count += len(faults)
        self.faults.extend(faults[: MOST_FAULTS - len(self.faults)])

    def require_sound(self) -> None:
        """Raise :class:`SheetsFaulty` when a line is faulty."""
        if self.fault_count:
            raise SheetsFaulty(self.faults, self.fault_count)


class _Placed(NamedTuple):
    """A sheet, the file it is in and the name that faults are told under."""

    table: Table
    sheet: Sheet
    where: str
    begun: int
    ended: int
    """Bytes behind before it and after it."""

    def behind(self, row: int) -> int:
        """Bytes behind at a row: where the file is read as it comes, its own place; else by the share of its rows."""
        if self.sheet.height is None:
            return min(self.begun + self.table.file.tell(), self.ended)
        return self.begun + (self.ended - self.begun) * row // self.sheet.height


def read_sheets(
    paths: Sequence[Path], *, book: Book[Any] | None = None, told: Told = lambda _done, _total: None
) -> Intake:
    """Read CSV files and workbooks, each sheet a book: ``book``, or else that which its title or its heading names.

    Raises ``TableUnreadable`` for a file or sheet that cannot be read at all, for two sheets of one book and for a sheet that is hidden; ``OSError``.
    """
    with ExitStack() as stack:
        tables = [stack.enter_context(open_table(path)) for path in paths]
        intake = Intake(sources=[SourceFile(table.name, table.digest) for table in tables])
        total = sum(table.size for table in tables)
        for placed in _placed(tables, intake):
            _take(intake, placed, book, lambda done: told(done, total))
        for table in tables:
            table.require_unchanged()
    intake.note(list(lost_zeros(intake.lines)))
    return intake


def _placed(tables: Sequence[Table], intake: Intake) -> list[_Placed]:
    """Every sheet to be read; the one that tells of the export is read here."""
    found: list[_Placed] = []
    behind = 0
    for table in tables:
        sheets = table.sheets()
        books = [sheet for sheet in sheets if sheet.title != MANIFEST_SHEET]
        for sheet in sheets:
            if sheet.title == MANIFEST_SHEET:
                intake.manifest = manifest_in(sheet, file=table.name)
        if not books:
            raise TableUnreadable(table.name, "是空的，没有表头")
        for at, sheet in enumerate(books):
            begun, ended = (behind + table.size * part // len(books) for part in (at, at + 1))
            found.append(_Placed(table, sheet, _where(table, sheet), begun, ended))
        behind += table.size
    return found if len(found) > 1 else [one._replace(where="") for one in found]


def _where(table: Table, sheet: Sheet) -> str:
    return f"{table.name}〔{sheet.title}〕" if sheet.formulas else table.name


def _take(intake: Intake, placed: _Placed, book: Book[Any] | None, told: Callable[[int], None]) -> None:
    name = placed.where or placed.table.name
    if placed.sheet.hidden:
        raise TableUnreadable(name, "是隐藏的工作表；取消隐藏，看清后再交，或者删去")
    with closing(placed.sheet.rows()) as rows:
        headings = _headings(rows, placed, name, book)
        if headings.book.name in intake.lines:
            raise TableUnreadable(name, f"“{headings.book.label}”有不止一张表；合成一张再交")
        reader = RowReader(headings, placed.sheet, where=placed.where)
        intake.note(list(reader.hidden()))
        lines = list(reader.lines(_counted(rows, placed, told), intake.note))
    if not lines and not intake.fault_count:
        raise TableUnreadable(name, "只有表头，没有一行；要结束一本名录的各行，逐行填写有效期至")
    intake.lines[headings.book.name] = lines
    intake.absent[headings.book.name] = headings.absent
    told(placed.ended)


def _counted(rows: Iterator[Row], placed: _Placed, told: Callable[[int], None]) -> Iterator[Row]:
    """The rows under the heading, telling now and then how far it is."""
    for number, row in enumerate(rows, start=2):
        if number % _BEAT == 0:
            told(placed.behind(number))
        yield row


def _headings(rows: Generator[Row, None, None], placed: _Placed, name: str, book: Book[Any] | None) -> Headings:
    cells, spoiled = next(rows, ([], ()))
    if not any(cells) and not spoiled:
        raise TableUnreadable(name, "第一行是空的，应为列名")
    for at, _, rule in spoiled:
        raise TableUnreadable(name, f"第一行第{at + 1}列{rule}。第一行应为列名；上面有标题行的，删去标题行")
    title = placed.sheet.title
    return recognise([unguarded(cell) for cell in cells], file=name, title=title, book=book)
