"""A row of a sheet becomes a line of a book, or every fault of it at once; a line becomes the cells of a row that reads back as the same line.

A sheet holds the columns of the book in any order, and the two of validity. Cells are texts as people write them: days, amounts in yuan,
the labels of choices, lists parted by ；. Blanks around a text are dropped; nothing else is mended or guessed.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, cast

from zhifa.engine import written
from zhifa.engine.books.book import Book, Cell, Column, Line, LineFault
from zhifa.engine.canonical import JSON, canonical
from zhifa.engine.fields import LONG_TEXT, SHORT_TEXT, clean
from zhifa.engine.jsontext import read_json
from zhifa.engine.period import period_of
from zhifa.engine.quoted import legible

SheetCell = str | int | date | Decimal | None
"""What is put into a sheet; as text (``str``) it is also what a CSV file holds."""

VALIDITY: Final = (
    Column(field="valid_from", label="有效期自", kind="date", public=True),
    Column(
        field="valid_to",
        label="有效期至",
        kind="date",
        required=False,
        public=True,
        about="含这一天；不填写的，长期有效。",
    ),
)

_PARTED: Final = "；"
_YES: Final = MappingProxyType({"是": True, "否": False})
_REMEMBERED: Final = 65536
"""How many different texts of a column are remembered: units, days and kinds come again and again."""

_NO_UNITS: Final[Mapping[str, str]] = MappingProxyType({})


def columns_of(book: Book[Any]) -> tuple[Column, ...]:
    """The columns of a sheet of this book, in the order in which they are written."""
    return (*book.columns, *VALIDITY)


def cells_of(book: Book[Any], line: Line) -> tuple[SheetCell, ...]:
    """The cells of a row, one for each of :func:`columns_of`; read again they are the same line."""
    told = (sheet_cell(column, line.body.get(column.field)) for column in book.columns)
    return (*told, line.valid.start, line.valid.end)


def sheet_cell(column: Column, cell: Cell) -> SheetCell:
    """What a sheet shows of a cell of a line."""
    if cell is None:
        return None
    match column.kind:
        case "date":
            return date.fromisoformat(cast(str, cell))
        case "fen":
            return Decimal(cast(int, cell)).scaleb(-2)
        case "tenths":
            return Decimal(cast(int, cell)).scaleb(-1)
        case "flag":
            return "是" if cell else "否"
        case "choice":
            return column.choices.get(cast(str, cell), cast(str, cell))
        case "list":
            return _PARTED.join(cast("Sequence[str]", cell))
        case "choices":
            return _PARTED.join(column.choices.get(one, one) for one in cast("Sequence[str]", cell))
        case _:
            return cast("str | int", cell)


def line_name(book: Book[Any], line: Line) -> str:
    """What tells the line from others, as a sheet shows it; its days are left out."""
    told = (sheet_cell(book.by_field[field], line.body.get(field)) for field in book.key if field in book.by_field)
    return " ".join(str(cell) for cell in told if cell is not None) or book.label


class LineReader:
    """Reads the rows of one sheet. What can be settled once for the sheet is settled here, and not row by row."""

    def __init__(
        self, book: Book[Any], fields: Sequence[str] | None = None, *, units: Mapping[str, str] = _NO_UNITS
    ) -> None:
        """``fields``: of the columns of the sheet, in their order; not given, those of :func:`columns_of`. ``units``: 元 or 万元 of the
        columns of amounts whose heading names it. Raises ``LookupError`` naming required columns that the sheet has not."""
        known = {column.field: column for column in columns_of(book)}
        self._book = book
        self._columns = tuple(known[field] for field in (known if fields is None else fields))
        self._convert = tuple((c.field, _converter(c, units.get(c.field, "元"))) for c in self._columns)
        absent = [c.label for c in known.values() if c.required and c not in self._columns]
        if absent:
            raise LookupError(f"{book.label}缺少必填的列：{'、'.join(absent)}")

    def line(self, row: int, cells: Sequence[str], where: str = "") -> Line | list[LineFault]:
        """The line of this row, or all that is wrong with it; ``cells`` in the order of the columns of the sheet."""
        try:
            body: dict[str, Cell] = {
                field: value
                for (field, convert), text in zip(self._convert, cells, strict=True)
                if (value := convert(text)) is not None
            }
        except ValueError:
            return list(self._faults(row, cells, where))
        return self._dated(row, body, where)

    def stated(self, row: int, given: Mapping[str, object], where: str = "") -> Line | list[LineFault]:
        """The line that JSON states by fields: numbers as a body holds them, lists as lists; or all that is wrong with it."""
        known = {column.field for column in self._columns}
        faults = [LineFault(row, field, "", "没有这一列", where) for field in given if field not in known]
        cells: list[str] = []
        for column in self._columns:
            told = given.get(column.field)
            wrong = None if told is None else _mistyped(column, told)
            if wrong:
                faults.append(LineFault(row, column.label, legible(str(told)), wrong, where))
            cells.append("" if told is None or wrong else str(_stated(column, told)))
        if faults:
            return faults
        return self.line(row, cells, where)

    def _faults(self, row: int, cells: Sequence[str], where: str) -> Iterator[LineFault]:
        for column, (_, convert), text in zip(self._columns, self._convert, cells, strict=True):
            try:
                convert(text)
            except ValueError as error:
                yield LineFault(row, column.label, legible(text), str(error), where)

    def _dated(self, row: int, body: dict[str, Cell], where: str) -> Line | list[LineFault]:
        start, end = cast(str, body.pop("valid_from")), cast("str | None", body.pop("valid_to", None))
        valid = period_of(start, end)
        if valid.end is not None and valid.end < valid.start:
            return [LineFault(row, VALIDITY[1].label, str(end), "有效期的结束日期早于开始日期", where)]
        return self._book.line(valid, body)


def _converter(column: Column, unit: str) -> Callable[[str], Cell]:
    """What turns the text of a cell into what the body holds, or raises ValueError naming the rule."""
    convert = _CONVERTERS[column.kind]

    @lru_cache(maxsize=_REMEMBERED)
    def converted(text: str) -> Cell:
        text = text.strip()
        value = convert(column, text, unit) if text else None
        if value is None and column.required:
            raise ValueError("必填")
        broken = column.rule(value) if column.rule and value is not None else None
        if broken:
            raise ValueError(broken)
        return value

    return converted


def _as_text(_column: Column, text: str, _unit: str) -> Cell:
    if len(text) > LONG_TEXT:
        raise ValueError(f"有{len(text)}个字符，不得超过{LONG_TEXT}个")
    return clean(text.replace("\r\n", "\n"))


def _as_code(_column: Column, text: str, _unit: str) -> Cell:
    plain = clean(unicodedata.normalize("NFKC", text))
    if any(char.isspace() for char in plain):
        raise ValueError("中间不得有空白")
    if len(plain) > SHORT_TEXT:
        raise ValueError(f"有{len(plain)}个字符，不得超过{SHORT_TEXT}个")
    return plain


def _as_list(column: Column, text: str, unit: str) -> Cell:
    items = tuple(cast(str, _as_text(column, item.strip(), unit)) for item in text.split(_PARTED) if item.strip())
    twice = next((item for at, item in enumerate(items) if item in items[:at]), None)
    if twice:
        raise ValueError(f"“{twice}”写了不止一次")
    return items or None


def _as_date(_column: Column, text: str, _unit: str) -> Cell:
    return written.day(text)


def _as_fen(_column: Column, text: str, unit: str) -> Cell:
    return written.fen(text, unit)


def _as_count(_column: Column, text: str, _unit: str) -> Cell:
    return written.whole(text)


def _as_tenths(_column: Column, text: str, _unit: str) -> Cell:
    return written.tenths(text)


def _as_choice(column: Column, text: str, unit: str) -> Cell:
    """By its label, or by the name that a body holds."""
    for name, label in column.choices.items():
        if text in (label, name):
            return name
    if column.others:
        return _as_text(column, text, unit)
    raise ValueError(f"应为{'、'.join(column.choices.values())}之一")


def _as_choices(column: Column, text: str, unit: str) -> Cell:
    """Each once, in the order in which the column lists them."""
    chosen = {_as_choice(column, item.strip(), unit) for item in text.split(_PARTED) if item.strip()}
    return tuple(name for name in column.choices if name in chosen) or None


def _as_digest(_column: Column, text: str, _unit: str) -> Cell:
    plain = text.replace(":", "").lower()
    if len(plain) != 64 or plain.strip("0123456789abcdef"):
        raise ValueError("应为 SHA-256 摘要（64位十六进制）")
    return plain


def _as_flag(_column: Column, text: str, _unit: str) -> Cell:
    if text not in _YES:
        raise ValueError("应为是或者否")
    return _YES[text]


def _as_json(_column: Column, text: str, _unit: str) -> Cell:
    value: JSON = read_json(text)
    try:
        told = canonical(value)
    except (TypeError, ValueError) as error:
        raise ValueError("不得有小数、过大的整数或者非英文的名称") from error
    if not told.startswith("{"):
        raise ValueError("应为 JSON 对象 {…}")
    return told


_CONVERTERS: Final[Mapping[str, Callable[[Column, str, str], Cell]]] = MappingProxyType(
    {
        "text": _as_text,
        "code": _as_code,
        "list": _as_list,
        "date": _as_date,
        "fen": _as_fen,
        "count": _as_count,
        "tenths": _as_tenths,
        "choice": _as_choice,
        "choices": _as_choices,
        "digest": _as_digest,
        "flag": _as_flag,
        "json": _as_json,
    }
)

_NUMBERS: Final = frozenset({"fen", "count", "tenths"})
_LISTS: Final = frozenset({"list", "choices"})


def _mistyped(column: Column, told: object) -> str | None:
    """What is wrong with the type of a value that JSON states."""
    if column.kind in _NUMBERS:
        return None if isinstance(told, int) and not isinstance(told, bool) and told >= 0 else "应为不小于零的整数"
    if column.kind in _LISTS:
        listed = isinstance(told, list) and all(isinstance(item, str) and _PARTED not in item for item in told)
        return None if listed else f"应为文字的列表，一项中不得有“{_PARTED}”"
    if column.kind == "flag":
        return None if isinstance(told, bool) else "应为 true 或者 false"
    if column.kind == "json":
        return None if isinstance(told, str | dict) else "应为 JSON 对象 {…}"
    return None if isinstance(told, str) else "应为文字"


def _stated(column: Column, told: Any) -> SheetCell:
    """The cell that says what JSON states."""
    if isinstance(told, dict):
        return json.dumps(told, ensure_ascii=False)
    return told if column.kind == "date" else sheet_cell(column, told)
