"""Lines of books on a shelf, and a register that keeps them."""

from __future__ import annotations

from dataclasses import replace

from zhifa.engine.books.book import Line
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.register import Register


def shelved(*lines: Line) -> Shelf:
    """These lines, each in its book."""
    books: dict[str, list[Line]] = {}
    for one in lines:
        books.setdefault(one.book, []).append(one)
    return Shelf(books)


def keeping(register: Register, *lines: Line) -> Register:
    """The register with these lines on its shelf, and no others."""
    return replace(register, shelf=shelved(*lines))
