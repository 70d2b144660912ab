"""An XLSX workbook sheet by sheet. A formula is refused, because what it shows is nowhere vouched for: paste values first.

Values are read by calamine; what it cannot tell is told by a scan of our own (:mod:`zhifa.sheets.scan`).
"""

from __future__ import annotations

import zipfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, Final
from xml.etree.ElementTree import Element, ParseError, parse

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from zhifa.engine.quoted import shown
from zhifa.sheets.errors import TableUnreadable
from zhifa.sheets.scan import NotSpreadsheet, Scan, scan
from zhifa.sheets.sheet import Area, Row, Sheet, Spoiled

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of all parts of a workbook together when unpacked."""

LONGEST_CELL: Final = 131_072
"""Characters; a spreadsheet itself takes 32767."""

MOST_CELLS: Final = 20_000_000
"""Of the rectangle that holds everything in a sheet: memory is taken for each of them, empty or not."""

_BROKEN: Final = "不是完好的 XLSX 文件；用表格软件打开后另存，再交"
_MOST_DIGITS: Final = 10**15  # a spreadsheet keeps fifteen digits of a number; those beyond are lost before we see it
_LOST_DIGITS: Final = "是超过15位的数字，表格软件已舍去末位；把该列设为文本，重新填写"
_WORKSHEET: Final = "/worksheet"
"""How the type of a relation to a worksheet ends; a chart has another."""


def xlsx_sheets(file: BinaryIO, *, name: str) -> list[Sheet]:
    """The worksheets with anything in them. Raises :class:`TableUnreadable`."""
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_bomb(archive, name)
            scanned = [(title, hidden, _scanned(archive, part)) for title, hidden, part in _parts(archive)]
        for title, _, found in scanned:
            _refuse_endless(title, found, name)
        file.seek(0)
        with CalamineWorkbook.from_filelike(file) as book:
            read = [_sheet(book.get_sheet_by_name(title), found, hidden=hidden) for title, hidden, found in scanned]
    except (CalamineError, LookupError, NotSpreadsheet, ParseError, ValueError, zipfile.BadZipFile) as error:
        raise TableUnreadable(name, _BROKEN) from error
    return [sheet for sheet in read if sheet.height]


def _refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    """By what the archive says of its parts, and then by their very bytes, since what it says may be wrong."""
    size = sum(part.file_size for part in archive.infolist())
    if size > LARGEST:
        raise TableUnreadable(name, f"解压后有 {size} 字节，大于 {LARGEST}；拆成几个文件，或者另存为 CSV")
    names = [part.filename.casefold() for part in archive.infolist()]
    if len(set(names)) < len(names) or archive.testzip() is not None:
        raise TableUnreadable(name, _BROKEN)


def _refuse_endless(title: str, found: Scan, name: str) -> None:
    if found.height * found.width > MOST_CELLS:
        told = f"工作表{shown(title)}占{found.height}行、{found.width}列，多于{MOST_CELLS}格"
        raise TableUnreadable(name, f"{told}；删去远处的多余内容，或者另存为 CSV")
    if sum(min(area.rows.last, found.height) - area.rows.first for area in found.merged) > MOST_CELLS:
        raise TableUnreadable(name, _BROKEN)  # merged areas that share cells, which no program writes


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bool, str]]:
    """Title, whether it is hidden, and part of each worksheet, in the order of the workbook."""
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in _parsed(archive, "xl/_rels/workbook.xml.rels")
        if one.get("Type", "").endswith(_WORKSHEET)
    }
    for one in _parsed(archive, "xl/workbook.xml").iter():
        if one.tag.endswith("}sheet"):
            target = next(
                (targets[value] for key, value in one.items() if key.endswith("}id") and value in targets), None
            )
            if target is not None:
                yield one.attrib["name"], one.get("state", "visible") != "visible", _path(target)


def _path(target: str) -> str:
    """Where in the archive a target of the workbook lies."""
    return target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)


def _parsed(archive: zipfile.ZipFile, part: str) -> Element:
    with archive.open(part) as opened:
        return _without_doctype(opened)


def _without_doctype(opened: IO[bytes]) -> Element:
    """The root of a small part; entities of its own are nothing a workbook needs."""
    if b"<!DOCTYPE" in opened.read():
        raise NotSpreadsheet
    opened.seek(0)
    return parse(opened).getroot()  # noqa: S314 - no entities are left to expand


def _scanned(archive: zipfile.ZipFile, part: str) -> Scan:
    with archive.open(part) as opened:
        return scan(opened)


def _sheet(values: CalamineSheet, found: Scan, *, hidden: bool) -> Sheet:
    end = values.end or (-1, -1)
    height = max(end[0] + 1, *found.spoiled, 0)
    width = max(end[1] + 1, *(column for of_row in found.spoiled.values() for column, _, _ in of_row), 0)
    merged = [area for area in found.merged if area.rows.first <= height and area.columns.first <= width]
    return Sheet(
        title=values.name,
        rows=lambda: _rows(_valued(values, height, width), found, _by_row(merged, height)),
        height=height,
        hidden=hidden,
        hidden_rows=tuple(found.hidden_rows),
        hidden_columns=tuple(found.hidden_columns),
        merged=tuple(merged),
        formulas=True,
    )


def _valued(values: CalamineSheet, height: int, width: int) -> Iterator[list[Any]]:
    """Every row as wide as the sheet; the library leaves out the columns before the first value, and what lies behind the last."""
    left = [""] * (values.start[1] if values.start else 0)
    right = [""] * (width - values.end[1] - 1 if values.end else width)
    if left or right:
        yield from ([*left, *row, *right] for row in values.iter_rows())
    else:
        yield from values.iter_rows()
    for _ in range(values.end[0] + 1 if values.end else 0, height):
        yield [""] * width


def _by_row(merged: Sequence[Area], height: int) -> Mapping[int, Sequence[Area]]:
    found: dict[int, list[Area]] = {}
    for area in merged:
        for row in range(area.rows.first, min(area.rows.last, height) + 1):
            found.setdefault(row, []).append(area)
    return found


def _rows(valued: Iterator[list[Any]], found: Scan, merged: Mapping[int, Sequence[Area]]) -> Generator[Row, None, None]:
    for number, row in enumerate(valued, start=1):
        cells = [cell if cell.__class__ is str else _text(cell) for cell in row]
        yield cells, _spoiled(number, row, found, merged.get(number, ()))


def _spoiled(number: int, row: Sequence[Any], found: Scan, merged: Sequence[Area]) -> Spoiled:
    told = [(column - 1, text, rule) for column, text, rule in found.spoiled.get(number, ())]
    told += [(at, _text(cell), rule) for at, cell in enumerate(row) if (rule := _broken(cell))]
    told += [
        (area.columns.first - 1, _first(area, number, row), f"{_named(area)}是合并单元格；取消合并，逐行填写")
        for area in merged
    ]
    return told


def _broken(cell: Any) -> str | None:
    """The rule that a value breaks, if it does."""
    if cell.__class__ is float and abs(cell) >= _MOST_DIGITS:
        return _LOST_DIGITS
    if cell.__class__ is str and len(cell) > LONGEST_CELL:
        return f"长于{LONGEST_CELL}个字符"
    return None


def _named(area: Area) -> str:
    rows, columns = area
    if rows.first == rows.last:
        return f"第{rows.first}行第{columns.first}至{columns.last}列"
    return f"第{rows.first}至{rows.last}行" + (
        "" if columns.first == columns.last else f"第{columns.first}至{columns.last}列"
    )


def _first(area: Area, number: int, row: Sequence[Any]) -> str:
    """What a merged area shows, told in its first row."""
    at = area.columns.first - 1
    return _text(row[at]) if number == area.rows.first and at < len(row) else ""


def _text(value: object) -> str:
    """A value as a sheet of text writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime) and not value.time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
