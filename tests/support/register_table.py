"""Makes the table of books and columns in docs/registers.md of the books themselves.

Run as a script it writes the page anew; ``tests/docs/test_registers_guide.py`` holds the page against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from zhifa.engine.books.book import Book, Column
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.books.reading import columns_of
from zhifa.registers.headings import titles_for

PAGE: Final = Path(__file__).parents[2] / "docs" / "registers.md"
BEGIN, END = "<!-- books -->\n", "<!-- /books -->\n"

_KINDS: Final = {
    "text": "text",
    "code": "code",
    "list": "list",
    "date": "day",
    "fen": "amount",
    "count": "whole number",
    "tenths": "number, one decimal",
    "choice": "one of",
    "choices": "some of",
    "digest": "SHA-256",
    "flag": "是 or 否",
    "json": "JSON object",
}


def table() -> str:
    """The part of the page between its marks."""
    return "\n".join((*_overview(), *(line for book in BOOKS for line in _columns(book)))) + "\n"


def page() -> str:
    """The whole page with the table made anew."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


def _overview() -> Iterator[str]:
    yield "| book | sheet | a line is identified by | days apart within | asked by |"
    yield "|---|---|---|---|---|"
    for book in BOOKS:
        kept = "" if book.journalled else "; not in the journal"
        yield (
            f"| `{book.name}` | {book.label} | {_labels(book, book.key) or 'there is one'} | {_labels(book, book.overlap)} "
            f"| {book.article}{kept} {' '.join(book.requirements)} |"
        )
    yield ""


def _labels(book: Book[Any], fields: tuple[str, ...]) -> str:
    named = {column.field: column.label for column in columns_of(book)}
    return "、".join(named[field] for field in fields)


def _columns(book: Book[Any]) -> Iterator[str]:
    """Of the columns of validity nothing is told again: every book has them."""
    yield f"### {book.label} `{book.name}`"
    yield ""
    yield "| column | field | holds | |"
    yield "|---|---|---|---|"
    for column, title in zip(book.columns, titles_for(book), strict=False):
        needed = "required" if column.required else ""
        marks = "; ".join(filter(None, (needed, "public" if column.public else "", _cell(column.about))))
        yield f"| {title} | `{column.field}` | {_holds(column)} | {marks} |"
    yield ""


def _holds(column: Column) -> str:
    told = _KINDS[column.kind]
    return f"{told} {'、'.join(column.choices.values())}" if column.choices else told


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
