"""An XLSX workbook row by row. A formula is refused, because what it shows is nowhere vouched for: paste values first."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO, Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from zhifa.history.errors import TableUnreadable, shown

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of all parts of a workbook together when unpacked."""

LONGEST_CELL: Final = 131_072
"""Characters; a spreadsheet itself takes 32767."""

_BROKEN: Final = "不是完好的 XLSX 文件；用表格软件打开后另存，再交"
_MOST_DIGITS: Final = 10**15  # a spreadsheet keeps fifteen digits of a number; those beyond are lost before we see it

Row = tuple[list[str], tuple[tuple[int, str, str], ...]]
"""The cells, and position, text and rule of each cell that is spoiled."""


def xlsx_rows(file: BinaryIO, *, name: str) -> Iterator[Row]:
    """The rows of the only sheet that holds anything, the heading first. Raises :class:`TableUnreadable`."""
    _refuse_bomb(file, name)
    try:
        book = _opened(file)
        try:
            yield from _squared(_sheet(book, name))
        finally:
            book.close()
    except (InvalidFileException, KeyError, ParseError, zipfile.BadZipFile, ValueError) as error:
        raise TableUnreadable(name, _BROKEN) from error


def _opened(file: BinaryIO) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which a table of decisions does not need
        return load_workbook(file, read_only=True, data_only=False)


def _refuse_bomb(file: BinaryIO, name: str) -> None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise TableUnreadable(name, _BROKEN) from error
    if size > LARGEST:
        raise TableUnreadable(name, f"解压后有 {size} 字节，大于 {LARGEST}；拆成几个文件，或者另存为 CSV")
    file.seek(0)


def _sheet(book: Any, name: str) -> Any:
    """The one sheet with anything in it: to take the first of several would lose the others without a word."""
    sheets = book.worksheets
    for sheet in sheets:
        sheet.reset_dimensions()  # what a file says of its size may be wrong, and would cut the table
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.iter_rows(values_only=True))]
    if len(filled) != 1:
        titles = "、".join(shown(sheet.title) for sheet in filled) or "都是空的"
        raise TableUnreadable(name, f"应只有一张工作表有内容，现在有{len(filled)}张（{titles}）；每张表另存为一个文件")
    return filled[0]


def _squared(sheet: Any) -> Iterator[Row]:
    """Rows as wide as the heading at least: a sheet keeps no empty cells at the end of a row."""
    width = 0
    for row in sheet.iter_rows():
        read = [_cell(cell) for cell in row]
        cells = [text for text, _ in read]
        width = width or len(cells)
        cells += [""] * (width - len(cells))
        yield cells, tuple((at, text, rule) for at, (text, rule) in enumerate(read) if rule)


def _cell(cell: Any) -> tuple[str, str | None]:
    """The text of a cell, with the rule it breaks if it does."""
    text = _text(cell.value)
    if cell.data_type == "f":
        return text, "是公式，不是值；在表格软件中复制后“选择性粘贴为数值”，再交"
    if cell.data_type == "e":
        return text, "是表格软件的错误值；改正后再交"
    if cell.data_type == "n" and _lost_digits(cell.value):
        return text, "是超过15位的数字，表格软件已舍去末位；把该列设为文本，重新填写"
    if len(text) > LONGEST_CELL:
        return text, f"长于{LONGEST_CELL}个字符"
    return text, None


def _lost_digits(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) >= _MOST_DIGITS


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and not value.time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
