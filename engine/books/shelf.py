"""The shelf: the books of one agency's register as they stand in one version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from zhifa.engine.books.book import Book, Cell, Line, in_key_order
from zhifa.engine.canonical import digest
from zhifa.engine.period import Period

V = TypeVar("V")


class Shelf:
    """Lines by book, and the values they are read into. A value: safe to share between threads, since what it keeps at hand is only
    ever computed anew to the same."""

    def __init__(
        self, lines: Mapping[str, Iterable[Line]] | None = None, *, read: Mapping[str, tuple[Any, ...]] | None = None
    ) -> None:
        """``read``: what the lines of a book say, where it is known."""
        self._lines: Mapping[str, tuple[Line, ...]] = {
            book: tuple(in_key_order(of_book)) for book, of_book in (lines or {}).items()
        }
        self._values: dict[str, tuple[Any, ...]] = dict(read or {})
        self._by: dict[tuple[str, str], Mapping[Cell, tuple[tuple[Period, Any], ...]]] = {}
        self._digests: dict[str, str] = {}

    def succeeded(self, lines: Mapping[str, Iterable[Line]]) -> Shelf:
        """The shelf with these lines instead; a book whose lines are the very same is not read again."""
        return Shelf(
            lines, read={book: told for book, told in self._values.items() if lines.get(book) is self._lines.get(book)}
        )

    @property
    def all(self) -> Mapping[str, tuple[Line, ...]]:
        """Every line, by the name of its book."""
        return self._lines

    def lines(self, book: str) -> tuple[Line, ...]:
        """All lines of the book, those of other days included, in the order of their keys."""
        return self._lines.get(book, ())

    def read(self, book: Book[V]) -> tuple[V, ...]:
        """What each of these lines says."""
        if book.name not in self._values:
            self._values[book.name] = tuple(map(book.read, self.lines(book.name)))
        return self._values[book.name]

    def keeps(self, book: Book[V], day: date) -> bool:
        """Whether the agency keeps this book: a line of it is in force on ``day``. A book that is empty demands nothing."""
        return any(line.valid.holds(day) for line in self.lines(book.name))

    def values(self, book: Book[V], day: date) -> tuple[V, ...]:
        """What the lines in force on ``day`` say, in the order of their keys."""
        lines = zip(self.lines(book.name), self.read(book), strict=True)
        return tuple(value for line, value in lines if line.valid.holds(day))

    def values_of(self, book: Book[V], field: str, cell: Cell, day: date) -> tuple[V, ...]:
        """The same of the lines alone whose ``field`` holds ``cell``; quick in a long book."""
        found = self._by.get((book.name, field))
        if found is None:
            found = self._by[book.name, field] = self._indexed(book, field)
        return tuple(value for period, value in found.get(cell, ()) if period.holds(day))

    def digest_of(self, book: str) -> str:
        """SHA-256 over all lines of the book; the same as long as none of them moves."""
        if book not in self._digests:
            told = "\n".join(line.digest for line in self.lines(book))
            self._digests[book] = digest("register-book/1", told)
        return self._digests[book]

    def _indexed(self, book: Book[V], field: str) -> Mapping[Cell, tuple[tuple[Period, V], ...]]:
        found: dict[Cell, list[tuple[Period, V]]] = {}
        for line, value in zip(self.lines(book.name), self.read(book), strict=True):
            found.setdefault(line.body.get(field), []).append((line.valid, value))
        return {cell: tuple(of_cell) for cell, of_cell in found.items()}


EMPTY: Final = Shelf()
