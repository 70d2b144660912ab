"""Lines of a book as the rows of a sheet, from which the same lines are read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from zhifa.engine.books.book import Book, Line, in_key_order
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.books.posts import in_roles
from zhifa.engine.books.reading import VALIDITY, SheetCell, cells_of, columns_of
from zhifa.engine.books.roles import LABELS
from zhifa.registers.headings import titles_for

_VALIDITY: Final = {column.field for column in VALIDITY}


def leaves(
    lines: Mapping[str, Sequence[Line]], roles: Mapping[str, str] = LABELS
) -> Iterator[tuple[Book[Any], Iterator[Sequence[str]]]]:
    """The rows of every book that has a line, in the order of the catalogue: the heading, and the lines in that of their keys. ``roles``: the labels
    by which they are told; one without a label is told by its name."""
    for book in BOOKS:
        if lines.get(book.name):
            yield book, _rows(in_roles(book, roles), lines[book.name])


def public_leaves(lines: Mapping[str, Sequence[Line]]) -> Iterator[tuple[Book[Any], Iterator[Sequence[str]]]]:
    """The same of the columns alone that are published; a book without such a column is left out."""
    for book, rows in leaves(lines):
        shown = [at for at, column in enumerate(columns_of(book)) if column.public]
        if any(columns_of(book)[at].field not in _VALIDITY for at in shown):
            yield book, _of_columns(rows, shown)


def _of_columns(rows: Iterable[Sequence[str]], chosen: Sequence[int]) -> Iterator[Sequence[str]]:
    return ([row[at] for at in chosen] for row in rows)


def _rows(book: Book[Any], lines: Iterable[Line]) -> Iterator[Sequence[str]]:
    yield titles_for(book)
    for line in in_key_order(lines):
        yield texts_of(book, line)


def texts_of(book: Book[Any], line: Line) -> list[str]:
    """The cells of a line as text, in the order of the columns."""
    return [_text(cell) for cell in cells_of(book, line)]


def _text(cell: SheetCell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
