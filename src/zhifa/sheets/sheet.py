"""A sheet as its file shows it: rows of text, and what the file itself spoils or hides of them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Spoiled = Sequence[tuple[int, str, str]]
"""Position, text and rule of each cell of a row that the file itself spoils, such as a formula."""

Row = tuple[list[str], Spoiled]
"""The cells of a row as text, and those that are spoiled."""


class Span(NamedTuple):
    """Rows or columns in a run, counted from 1, both ends included."""

    first: int
    last: int


class Area(NamedTuple):
    """A rectangle of cells."""

    rows: Span
    columns: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A CSV file, or one worksheet of a workbook, with something in it."""

    title: str
    """Of the worksheet; of a CSV file its name without the ending."""
    rows: Callable[[], Generator[Row, None, None]]
    """The rows from the first on, the heading among them. Raises ``TableUnreadable`` where it finds that the file is none."""
    height: int | None = None
    """Number of rows, where the file says so before it is read."""
    hidden: bool = False
    hidden_rows: tuple[Span, ...] = ()
    hidden_columns: tuple[Span, ...] = ()
    merged: tuple[Area, ...] = ()
    """Areas that touch a row; each spoils a cell of every row it touches, so that no row of it passes for sound."""
    formulas: bool = False
    """Whether its format knows formulas from text; in a CSV file only the program that opens it decides."""
