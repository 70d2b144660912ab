"""What a cell of a line holds, by the type its column promises; a line that passed the checks has it so."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Final, cast

from zhifa.engine.books.book import Line

_REMEMBERED: Final = 4096
"""How many different days are remembered: those of a register come again and again."""


def text(line: Line, field: str) -> str:
    """The text of a column; an empty cell is an empty text."""
    told: Any = line.body.get(field)
    return told or ""


def texts(line: Line, field: str) -> tuple[str, ...]:
    """The texts of a list, in their order."""
    told: Any = line.body.get(field)
    return tuple(told or ())


def number(line: Line, field: str) -> int:
    """The number of a required column."""
    return cast(int, line.body[field])


def flag(line: Line, field: str) -> bool | None:
    """Yes or no, or nothing where the cell is empty."""
    return cast("bool | None", line.body.get(field))


def day(line: Line, field: str) -> date | None:
    """The day of a column, or nothing where the cell is empty."""
    told = text(line, field)
    return _day(told) if told else None


_day: Final = lru_cache(maxsize=_REMEMBERED)(date.fromisoformat)
