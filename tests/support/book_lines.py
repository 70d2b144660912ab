"""Lines of books as their sheets write them: heading and cell, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from csv import reader
from pathlib import Path
from typing import Any

from zhifa.engine.books.book import Book, Line, LineFault, Numbered
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.books.reading import LineReader, columns_of
from zhifa.engine.register import Register
from zhifa.engine.register_ids import identifier
from zhifa.engine.register_lines import owned, register_of

EXAMPLES = Path("examples/registers")


def read_line(book: Book[Any], row: dict[str, str], *, at: int = 2) -> Line | list[LineFault]:
    """The line of a row by its headings; a column that is left out is empty."""
    return LineReader(book).line(at, [row.get(column.label, "") for column in columns_of(book)])


def a_line(book: Book[Any], row: dict[str, str]) -> Line:
    read = read_line(book, row)
    assert isinstance(read, Line), [fault.text for fault in read]
    return read


def numbered(*lines: Line) -> list[Numbered]:
    return [Numbered(row, line) for row, line in enumerate(lines, start=2)]


def example_lines() -> dict[str, list[Line]]:
    """The lines of every book in the example registers."""
    return {file.stem: list(_in_file(file)) for file in sorted(EXAMPLES.glob("*.csv"))}


def _in_file(file: Path) -> Iterator[Line]:
    book = book_named(file.stem)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        heads, *rows = reader(opened)
    titles = [head.removesuffix("(元)") for head in heads]
    yield from (a_line(book, dict(zip(titles, row, strict=True))) for row in rows)


def example_register(lines: dict[str, list[Line]] | None = None) -> Register:
    """The register that the example registers make, or that these lines make."""
    own = identifier("agency", "示例市生态环境局")
    given = example_lines() if lines is None else lines
    return register_of({book: owned(of_book, own) for book, of_book in given.items()}, version=1)
