"""Lines that must keep apart: two of one key in one change, and two whose days overlap where a book allows no more than one a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from zhifa.engine.books.book import Book, Cell, Context, Line, LineFault, Numbered
from zhifa.engine.books.reading import columns_of, sheet_cell

_ENDLESS: Final = date.max


def doubled(book: Book[Any], lines: Sequence[Numbered]) -> Iterator[LineFault]:
    """A fault for each line whose key another line before it has."""
    first: dict[str, Numbered] = {}
    for numbered in lines:
        before = first.setdefault(numbered.line.key, numbered)
        if before is not numbered:
            rule = f"与{place(before)}是同一项（{_told(book, book.key, numbered.line)}），只能写一行"
            yield fault(numbered, "", "", rule)


def overlapping(book: Book[Any], lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """A fault for each of the lines that shares a day with another, of the change or standing, with the same ``overlap`` fields."""
    if not book.overlap:
        return
    rows = {one.line.key: one for one in lines}
    for group in _alike(book, rows, context).values():
        group.sort(key=lambda line: line.valid.start)
        longest = group[0]
        for line in group[1:]:
            if line.valid.meets(longest.valid) and (line.key in rows or longest.key in rows):
                yield _overlap(book, line, longest, rows)
            longest = max(longest, line, key=lambda one: one.valid.end or _ENDLESS)


def _alike(book: Book[Any], rows: Mapping[str, Numbered], context: Context) -> Mapping[tuple[Cell, ...], list[Line]]:
    """The standing lines that are like one of the change, by what they have in common."""
    touched = {_common(book, one.line) for one in rows.values()}
    found: dict[tuple[Cell, ...], list[Line]] = {}
    for line in context.lines(book.name):
        common = _common(book, line)
        if common in touched:
            found.setdefault(common, []).append(line)
    return found


def _common(book: Book[Any], line: Line) -> tuple[Cell, ...]:
    return tuple(line.body.get(field) for field in book.overlap)


def _overlap(book: Book[Any], line: Line, other: Line, rows: Mapping[str, Numbered]) -> LineFault:
    """Told of the later of two rows; of the one row that is in the change, where the other stands already."""
    changed = [one for one in (rows.get(line.key), rows.get(other.key)) if one]
    here = max(changed, key=lambda one: (one.where, one.row))
    there = other if here.line.key == line.key else line
    beside = place(rows[there.key]) if there.key in rows else f"名录中有效期自{there.valid.start}的一行"
    return fault(here, "", "", f"与{beside}的有效期重叠（{_told(book, book.overlap, here.line)}）")


def _told(book: Book[Any], fields: Sequence[str], line: Line) -> str:
    """The fields by their headings: 工号 001、岗位 承办人."""
    given = {**line.body, "valid_from": line.valid.start.isoformat()}
    columns = {column.field: column for column in columns_of(book)}
    told = (f"{columns[field].label} {sheet_cell(columns[field], given.get(field))}" for field in fields)
    return "、".join(told) or book.label


def place(numbered: Numbered) -> str:
    """Where the line was read: 第3行."""
    return f"{numbered.where}第{numbered.row}行"


def fault(numbered: Numbered, column: str, value: str, rule: str) -> LineFault:
    """A fault of this line; of one cell of it, where ``column`` names its heading."""
    return LineFault(numbered.row, column, value, rule, numbered.where)
