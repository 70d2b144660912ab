"""A line of every book, made of its columns: what sheets must bring back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from zhifa.engine.books.book import Book, Cell, Column, Line, in_key_order
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.period import Period

SINCE: Final = date(2025, 1, 1)

_TEXTS: Final = (
    "=承办人甲", "'@甲", "-甲\n乙", "a_x000D_", "001", "行政处罚法", "第五十八条第一款", "第五十八条", "410100-001", "*", "inspect", "D19", "当罚", "001@example.com",
)  # fmt: skip
"""Texts that a program would run, and such as the rules of columns ask for."""


def every_book() -> dict[str, list[Line]]:
    """Of every book a line that has every cell and ends, and one that has the required cells alone and does not;
    in the order of their keys."""
    return {book.name: in_key_order(_lines(book)) for book in BOOKS}


def _lines(book: Book[Any]) -> Iterator[Line]:
    full = {column.field: fitting(column)[0] for column in book.columns}
    yield book.line(Period(start=SINCE, end=SINCE.replace(year=2027)), full)
    needed = {column.field: fitting(column)[-1] for column in book.columns if column.required}
    if book.key:  # of a book without a key there is one line
        yield book.line(Period(start=SINCE.replace(year=2026)), needed)


def fitting(column: Column) -> list[Cell]:
    """Cells that a line may hold in this column."""
    return [cell for cell in _cells(column) if column.rule is None or column.rule(cell) is None]


def _cells(column: Column) -> tuple[Cell, ...]:
    choices = tuple(column.choices)
    return {
        "text": _TEXTS,
        "code": ("001", "410100202300012345", *_TEXTS[3:]),
        "list": (("-甲", "乙"), ("甲",)),
        "date": ("2025-06-30", "2025-07-01"),
        "fen": (0, 1, 123_456, 10_000_000),
        "count": (0, 1, 5, 1000, 2025, 2026),
        "tenths": (5, 400),
        "choice": choices,
        "choices": (choices, choices[:1]),
        "digest": ("0" * 64, "a" * 64),
        "flag": (True, False),
        "json": ('{"a":"=1"}', "{}"),
    }[column.kind]
