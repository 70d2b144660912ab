"""The sheets of a volume that are no paper of the case: its cover, the list of what it holds, its note sheet, and its page numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TypeAlias

from zhifa.documents.blocks import Cell, Line, Table, parse
from zhifa.documents.fonts import SHIPPED, Fonts
from zhifa.documents.typesetting import compiled, font_chains

Row: TypeAlias = tuple[Cell, ...]
"""A row of a form: label and value, or two labels with their values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list of contents (卷内文件目录)."""

    number: int
    document_number: str
    responsible: str
    title: str
    on: date
    pages: tuple[int, int]
    """First and last page of the volume that it fills."""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of a volume with what it holds."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A piece of the case that is a file beside the volume."""

    name: str
    """What it is called in the case: 证1."""
    description: str
    kind: str
    on: str
    kept: str
    """Where it lies and the digest of it, or what else is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What the sheets of one volume say."""

    agency: str
    title: str
    """As on the cover: 行政处罚案卷."""
    volume: str
    named: str
    """案卷题名, for the title of the file."""
    mark: str | None
    """What is said at the head of cover and note sheet where the case is no case of the agency, its first word across every sheet: 演示：…."""
    on: date
    """Day of the archiving, or of the last paper where the case is not archived."""
    cover: tuple[Row, ...]
    chapters: tuple[Chapter, ...]
    apart: tuple[Apart, ...]
    notes: tuple[Row, ...]


def row(label: str, *lines: str) -> Row:
    """A label, and its value across the form in so many lines."""
    value = Cell(lines=tuple(Line(text=line) for line in lines), span=3)
    return Cell(lines=(Line(text=label),), label=True), value


def pair(label: str, value: str, second: str, other: str) -> Row:
    """Two labels with their values."""
    texts = ((label, True), (value, False), (second, True), (other, False))
    return tuple(Cell(lines=(Line(text=text),), label=labels) for text, labels in texts)


def registered(html: str) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """What the issued paper 归档 (D50) says on its cover and on its note sheet, word for word: the volumes repeat it.

    They are its first form and its last; an agency that words the paper without one has the less on its sheets.
    """
    forms = [block.rows for block in parse(html).blocks if isinstance(block, Table) and not block.columns]
    return forms[0] if forms else (), forms[-1] if len(forms) > 1 else ()


def listed(html: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The lists of contents in that paper, one a volume, each with its lines as text."""
    lists = [block for block in parse(html).blocks if isinstance(block, Table) and block.columns]
    return tuple(tuple(tuple(map(_text, row)) for row in table.rows[1:]) for table in lists)


def _text(cell: Cell) -> str:
    return "".join(line.text for line in cell.lines)


def front(sheets: Sheets, *, fonts: Fonts = SHIPPED) -> bytes:
    """Cover and list of contents as PDF/A-2b: the same sheets give the same bytes. Raises NotSet."""
    told = {
        "agency": sheets.agency,
        "volume": sheets.volume,
        "rows": [_cells(each) for each in sheets.cover],
        "chapters": [
            {"title": one.title, "entries": [_entry(each) for each in one.entries]} for one in sheets.chapters
        ],
        "apart": [[one.name, one.description, one.kind, one.on, one.kept] for one in sheets.apart],
    }
    return compiled("volume-front.typ", _inputs(sheets, told, fonts), on=sheets.on, fonts=fonts)


def back(sheets: Sheets, *, fonts: Fonts = SHIPPED) -> bytes:
    """The note sheet (备考表), as :func:`front`."""
    told = {"volume": sheets.volume, "rows": [_cells(each) for each in sheets.notes]}
    return compiled("volume-back.typ", _inputs(sheets, told, fonts), on=sheets.on, fonts=fonts)


def numbers(sheets: Sheets, pages: int, *, fonts: Fonts = SHIPPED) -> bytes:
    """So many pages with nothing on them but their number, at the place where no paper has text: the lower right corner."""
    return compiled("volume-numbers.typ", _inputs(sheets, {"pages": pages}, fonts), on=sheets.on, fonts=fonts)


def _inputs(sheets: Sheets, told: Mapping[str, object], fonts: Fonts) -> dict[str, str]:
    """The shape that the layouts of papers have in common, with what this one reads besides."""
    mark = {"kind": "line", "style": "replay", "text": sheets.mark}
    data = {
        "title": f"{sheets.named}（{sheets.volume}）",
        "heading": sheets.title,
        "family": "卷宗",
        "mark": sheets.mark.partition("：")[0] if sheets.mark else None,
        "blocks": [mark] if sheets.mark else [],
        "fonts": font_chains(fonts),
        **told,
    }
    return {"paper": json.dumps(data, ensure_ascii=False)}


def _cells(cells: Row) -> list[dict[str, object]]:
    return [asdict(cell) for cell in cells]


def _entry(entry: Entry) -> list[str]:
    return [
        str(entry.number),
        entry.document_number,
        entry.responsible,
        entry.title,
        f"{entry.on:%Y%m%d}",
        "-".join(str(page) for page in dict.fromkeys(entry.pages)),
        entry.remark,
    ]
