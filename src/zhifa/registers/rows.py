"""The rows of a sheet under a known heading: numbered lines, or every fault of a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from zhifa.engine.books.book import Line, LineFault, Numbered
from zhifa.engine.books.reading import LineReader, columns_of
from zhifa.engine.quoted import legible
from zhifa.registers.headings import Headings
from zhifa.sheets import Row, Sheet, Span, Spoiled
from zhifa.sheets.formulas import is_formula, unguarded

_MARKED: Final = re.compile("(?:^|\0)['=+\\-@\t\r]")
"""In the cells of a row, parted by NUL: one that begins as a formula or as what guards against one."""
_FORMULA: Final = "是公式，不是值；改为值再交，确是文字的，前面加一个半角单引号"


class RowReader:
    """Reads the rows of one sheet; ``where`` is the name that its faults are told under."""

    def __init__(self, headings: Headings, sheet: Sheet, *, where: str) -> None:
        labels = {column.field: column.label for column in columns_of(headings.book)}
        self._labels = [labels[field] for field in headings.fields]
        self._width = len(headings.fields)
        self._read = LineReader(headings.book, headings.fields, units=headings.units).line
        self._sheet, self._where = sheet, where
        self._covered = frozenset(_covered(sheet, self._width))

    def lines(self, rows: Iterable[Row], note: Callable[[Sequence[LineFault]], None]) -> Iterator[Numbered]:
        """The lines of the rows behind the heading; what is wrong with others is noted. A row of blanks is none."""
        for number, (cells, spoiled) in enumerate(rows, start=2):
            if not spoiled and not any(cells):
                continue
            line = self._line(number, cells, spoiled)
            if isinstance(line, Line):
                yield Numbered(number, line, self._where)
            elif spoiled or any(cell.strip() for cell in cells):
                note(line)

    def hidden(self) -> Iterator[LineFault]:
        """Rows and columns that are hidden: whoever filtered a sheet does not see what is handed over with the rest."""
        for rows in self._sheet.hidden_rows:
            if rows.first <= (self._sheet.height or 0):
                told = f"{_run(rows, '行')}被隐藏或者筛选掉了；取消隐藏和筛选，看清后再交"
                yield LineFault(rows.first, "", "", told, self._where)
        for columns in self._sheet.hidden_columns:
            if columns.first <= self._width:
                yield LineFault(1, "", "", f"{_run(columns, '列')}被隐藏了；取消隐藏，看清后再交", self._where)

    def _line(self, number: int, cells: list[str], spoiled: Spoiled) -> Line | list[LineFault]:
        if len(cells) != self._width:
            beyond = self._beyond(cells, spoiled)
            if beyond:
                return [LineFault(number, "", legible(",".join(cells)), beyond, self._where)]
            cells = cells[: self._width]
        if not self._sheet.formulas and _MARKED.search("\0".join(cells)):
            spoiled = [(at, cell, _FORMULA) for at, cell in enumerate(cells) if is_formula(cell)]
            cells = [unguarded(cell) for cell in cells]
        line = self._read(number, cells, self._where)
        return self._spoiled(number, line, spoiled) if spoiled else line

    def _beyond(self, cells: Sequence[str], spoiled: Spoiled) -> str | None:
        """What is wrong with a row that is not as wide as the heading; empty cells behind it are nothing."""
        filled = [at for at, cell in enumerate(cells) if cell.strip()] + [at for at, _, _ in spoiled]
        last = max(filled, default=-1)
        if self._sheet.formulas and last >= self._width:
            return f"第{last + 1}列有内容，表头只有{self._width}列；补上列名，或者清除"
        if not self._sheet.formulas and (len(cells) < self._width or last >= self._width):
            return f"有{len(cells)}格，表头有{self._width}列；逐格核对，含逗号的内容要加引号"
        return None

    def _spoiled(self, number: int, line: Line | list[LineFault], spoiled: Spoiled) -> list[LineFault]:
        """What the file spoils, and what else is wrong with the row: of one cell only the first is told, of merged ones only the first cell."""
        told = {at for at, _, _ in spoiled}
        sound = {label for at, label in enumerate(self._labels) if at not in told and (number, at) not in self._covered}
        others = (
            [fault for fault in line if fault.column in sound or not fault.column] if isinstance(line, list) else []
        )
        return others + [
            LineFault(number, self._labels[at], legible(text), rule, self._where)
            for at, text, rule in spoiled
            if at < self._width and (number, at) not in self._covered
        ]


def _covered(sheet: Sheet, width: int) -> Iterator[tuple[int, int]]:
    """Row and position of every cell of merged areas but the first of each, which shows what they hold."""
    for rows, columns in sheet.merged:
        for row in range(rows.first, min(rows.last, sheet.height or 0) + 1):
            for column in range(columns.first, min(columns.last, width) + 1):
                if (row, column) != (rows.first, columns.first):
                    yield row, column - 1


def _run(span: Span, what: str) -> str:
    return f"第{span.first}{what}" if span.first == span.last else f"第{span.first}至{span.last}{what}"
