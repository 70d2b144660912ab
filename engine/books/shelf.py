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

    def __init__(self, lines: Mapping[str, Iterable[Line]] | None = None) -> None:
        self._lines: Mapping[str, tuple[Line, ...]] = {
            book: tuple(in_key_order(of_book)) for book, of_book in (lines or {}).items()
        }
        self._values: dict[str, tuple[tuple[Period, Any], ...]] = {}
        self._by: dict[tuple[str, str], Mapping[Cell, tuple[tuple[Period, Any], ...]]] = {}
        self._digests: dict[str, str] = {}

    @property
    def all(self) -> Mapping[str, tuple[Line, ...]]:
        """Every line, by the name of its book."""
        return self._lines

    def lines(self, book: str) -> tuple[Line, ...]:
        """All lines of the book, those of other days included, in the order of their keys."""
        return self._lines.get(book, ())

    def keeps(self, book: Book[V], day: date) -> bool:
        """Whether the agency keeps this book: a line of it is in force on ``day``. A book that is empty demands nothing."""
        return any(period.holds(day) for period, _ in self._read(book))

    def values(self, book: Book[V], day: date) -> tuple[V, ...]:
        """What the lines in force on ``day`` say, in the order of their keys."""
        return tuple(value for period, value in self._read(book) if period.holds(day))

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

    def _read(self, book: Book[V]) -> tuple[tuple[Period, V], ...]:
        if book.name not in self._values:
            self._values[book.name] = tuple((line.valid, book.read(line)) for line in self.lines(book.name))
        return self._values[book.name]

    def _indexed(self, book: Book[V], field: str) -> Mapping[Cell, tuple[tuple[Period, V], ...]]:
        found: dict[Cell, list[tuple[Period, V]]] = {}
        for line, read in zip(self.lines(book.name), self._read(book), strict=True):
            found.setdefault(line.body.get(field), []).append(read)
        return {cell: tuple(of_cell) for cell, of_cell in found.items()}


EMPTY: Final = Shelf()
