"""Sheets out: CSV files and XLSX workbooks that hold text, and nothing that a program would turn into something else.

In a workbook every cell is text by its type and its format, so that a spreadsheet neither runs a formula nor cuts the zeros before a number. CSV has no
types; there an apostrophe guards what would be run (:mod:`zhifa.sheets.formulas`). Either comes back as the same text.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from zhifa.sheets.formulas import guarded

_LONGEST_TITLE: Final = 31
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\]")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would take for the number of a character."""
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f]")
"""What XML cannot hold, or would change."""
_NOT_PLAIN: Final = re.compile(f"[&<>_]|{_CONTROL.pattern}")
_SHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_SHEET}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""Number format 49 is that of text."""
_SAME_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""Of every part of a workbook, so that the same rows are the same bytes."""


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as UTF-8 with its mark, by which spreadsheets know it."""
    written = io.StringIO()
    csv.writer(written).writerows([guarded(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def write_workbook(path: Path, sheets: Mapping[str, Iterable[Sequence[str]]]) -> None:
    """Write the sheets, each under its title, the first row of each as its heading.

    Raises ValueError for a title that no spreadsheet takes, and ``OSError``.
    """
    for title in sheets:
        if not title or len(title) > _LONGEST_TITLE or _NOT_IN_TITLES.search(title):
            raise ValueError(f"title={title!r}: a worksheet has 1 to {_LONGEST_TITLE} characters and none of []:*?/\\")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _frame(tuple(sheets)):
            archive.writestr(zipfile.ZipInfo(name, _SAME_TIME), text, zipfile.ZIP_DEFLATED)
        for number, rows in enumerate(sheets.values(), start=1):
            part = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml", _SAME_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(part, "w") as opened:
                opened.writelines(piece.encode() for piece in _sheet(rows))


def _frame(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts around the sheets, and what is in them."""
    numbers = range(1, len(titles) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
    )
    named = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="rId{n}"/>' for n, title in enumerate(titles, start=1)
    )
    related = "".join(_relation(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    parts = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{types}</Types>'
    )
    workbook = f'{_HEAD}<workbook xmlns="{_SHEET}" xmlns:r="{_RELATIONS}"><sheets>{named}</sheets></workbook>'
    yield "[Content_Types].xml", parts
    yield "_rels/.rels", _relations(_relation("rId1", "officeDocument", "xl/workbook.xml"))
    yield "xl/workbook.xml", workbook
    yield "xl/_rels/workbook.xml.rels", _relations(related + _relation("rIdStyles", "styles", "styles.xml"))
    yield "xl/styles.xml", _STYLES


def _relations(inner: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _sheet(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The heading stays in sight when the rows are scrolled."""
    yield (
        f'{_HEAD}<worksheet xmlns="{_SHEET}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        '<sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>'
    )
    letters: list[str] = []
    for number, row in enumerate(rows, start=1):
        letters.extend(_letters(at) for at in range(len(letters), len(row)))
        cells = "".join(
            f'<c r="{letters[at]}{number}" s="1" t="inlineStr"><is><t xml:space="preserve">{_escaped(cell)}</t></is></c>'
            for at, cell in enumerate(row)
            if cell
        )
        yield f'<row r="{number}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _letters(at: int) -> str:
    """The letters of a column, counted from 0."""
    before, last = divmod(at, 26)
    return (_letters(before - 1) if before else "") + chr(65 + last)


def _escaped(text: str) -> str:
    if not _NOT_PLAIN.search(text):
        return text
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", escape(_ESCAPE.sub("_x005F_", text)))
