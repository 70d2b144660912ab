"""What a worksheet holds besides values: formulas, error values, merged cells, and what is hidden.

The library that reads the values tells none of it: a formula reads as empty, or as what it last showed. So this scan of the sheet's own XML is
what faults are told from. A sheet as most are, with nothing of the kind, is settled by a search through its bytes, three times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers import expat

from zhifa.sheets.sheet import Area, Span

FORMULA: Final = "是公式，不是值；在表格软件中复制后“选择性粘贴为数值”，再交"
ERROR: Final = "是表格软件的错误值；改正后再交"

_PIECE: Final = 1024 * 1024
_TELLING: Final = (b"<f", b'"e"', b"'e'", b"mergeCell", b"hidden", b"<!", b"\0", b":row", b":c ")
"""Bytes without which a sheet has nothing to tell; the last two for names with a prefix, which the search does not follow."""
_ROW: Final = re.compile(rb'<row r="([0-9]{1,7})"')
_WIDE: Final = re.compile(rb'<c r="([A-Z]{2,3})[0-9]+"[^>/]*>')
"""A cell with something in it beyond the twenty-sixth column."""
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LETTERS: Final = 26
_MOST_SPREAD: Final = 1_000_000
"""Cells that one formula may fill."""
_SHOWN: Final = 80
"""Characters of a formula that are kept, to be shown."""


class NotSpreadsheet(Exception):
    """XML that is no worksheet as spreadsheets write them."""


@dataclass(slots=True)
class Scan:
    """What a scan found, rows and columns counted from 1."""

    height: int = 0
    width: int = 0
    """Of the rectangle, from the first cell of the sheet, that holds everything."""
    spoiled: dict[int, list[tuple[int, str, str]]] = field(default_factory=dict)
    """By row: column, text and rule of each cell that holds no value."""
    merged: list[Area] = field(default_factory=list)
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)

    def spoil(self, row: int, column: int, text: str, rule: str) -> None:
        """Note a cell; the first rule noted of it stands."""
        of_row = self.spoiled.setdefault(row, [])
        if all(noted != column for noted, _, _ in of_row):
            of_row.append((column, text, rule))


def scan(part: IO[bytes]) -> Scan:
    """What the XML of a worksheet tells. Raises :class:`NotSpreadsheet`, and ``zipfile.BadZipFile`` from a damaged archive."""
    found = _searched(part)
    if found is not None:
        return found
    part.seek(0)
    return _Parse().of(part)


def _searched(part: IO[bytes]) -> Scan | None:
    """The extent of a sheet that has nothing else to tell; None where only a parse can say."""
    found = Scan(width=_LETTERS)
    for tags in _whole_tags(part):
        rows = _ROW.findall(tags)
        if any(telling in tags for telling in _TELLING) or len(rows) != tags.count(b"<row"):
            return None
        found.height = max(found.height, *map(int, rows)) if rows else found.height
        found.width = max(found.width, *map(_column, _WIDE.findall(tags)), _LETTERS)
    return found


def _whole_tags(part: IO[bytes]) -> Iterator[bytes]:
    """The bytes in pieces that end behind a tag."""
    rest = b""
    while piece := part.read(_PIECE):
        piece = rest + piece
        end = piece.rfind(b">") + 1
        rest = piece[end:]
        yield piece[:end]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - 64
    return number


class _Parse:
    """One parse of a worksheet."""

    def __init__(self) -> None:
        self._found = Scan()
        self._row = self._cell = 0
        self._inside = self._error = False
        self._text: list[str] | None = None
        self._spread: Area | None = None
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "v": self._start_value,
            "is": self._start_value,
            "mergeCell": self._merge,
            "col": self._columns,
        }

    def of(self, part: IO[bytes]) -> Scan:
        try:
            self._parser.ParseFile(part)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise NotSpreadsheet from error
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if start := self._starts.get(name.rpartition(":")[2]):
            start(attributes)

    def _end(self, name: str) -> None:
        """Of a formula or an error value: note the cells it spoils."""
        local = name.rpartition(":")[2]
        if local == "c":
            self._inside = False
        if self._text is None or local not in ("f", "v"):
            return
        text, rule = "".join(self._text)[:_SHOWN], ERROR if self._spread is None else FORMULA
        cells = self._spread or Area(Span(self._row, self._row), Span(self._cell, self._cell))
        for row in range(cells.rows.first, cells.rows.last + 1):
            for column in range(cells.columns.first, cells.columns.last + 1):
                self._found.spoil(row, column, text if rule is ERROR else f"={text}", rule)
        self._text = self._spread = self._parser.CharacterDataHandler = None

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._cell = 0
        if _hidden(attributes):
            _extend(self._found.hidden_rows, self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._cell = _place(attributes["r"])
        else:
            self._cell += 1
        self._inside, self._error = True, attributes.get("t") == "e"

    def _start_value(self, _attributes: dict[str, str]) -> None:
        if not self._inside:
            return
        self._found.height = max(self._found.height, self._row)
        self._found.width = max(self._found.width, self._cell)
        if self._error:
            self._keep_text()

    def _start_formula(self, attributes: dict[str, str]) -> None:
        """A formula that fills several cells is told in the first of them alone; one outside of a cell is a condition or a chart's."""
        if not self._inside:
            return
        here = Area(Span(self._row, self._row), Span(self._cell, self._cell))
        self._spread = _area(attributes["ref"]) if attributes.get("t") in ("array", "dataTable") else here
        if _cells(self._spread) > _MOST_SPREAD:
            raise NotSpreadsheet
        self._found.height = max(self._found.height, self._spread.rows.last)
        self._found.width = max(self._found.width, self._spread.columns.last)
        self._keep_text()

    def _keep_text(self) -> None:
        self._text = []
        self._parser.CharacterDataHandler = self._text.append

    def _merge(self, attributes: dict[str, str]) -> None:
        self._found.merged.append(_area(attributes["ref"]))

    def _columns(self, attributes: dict[str, str]) -> None:
        if _hidden(attributes):
            self._found.hidden_columns.append(Span(int(attributes["min"]), int(attributes["max"])))


def _refuse_doctype(*_declared: object) -> None:
    raise NotSpreadsheet


def _hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _extend(spans: list[Span], number: int) -> None:
    if spans and spans[-1].last == number - 1:
        spans[-1] = Span(spans[-1].first, number)
    else:
        spans.append(Span(number, number))


def _cells(area: Area) -> int:
    return (area.rows.last - area.rows.first + 1) * (area.columns.last - area.columns.first + 1)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of ``B7``."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise NotSpreadsheet
    return int(found[2]), _column(found[1].encode())


def _area(reference: str) -> Area:
    """The cells of ``B7:C9``, or of ``B7`` alone."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return Area(Span(top, bottom), Span(left, right))
