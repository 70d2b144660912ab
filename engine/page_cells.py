"""What the cells of a register say to the public: days, sums and choices in words, a list line by line."""

from __future__ import annotations

from datetime import date
from typing import Final, cast

from zhifa.engine.books.book import Cell, Column
from zhifa.engine.money import yuan
from zhifa.engine.period import Period

Lines = tuple[str, ...]

_SHORT: Final = 8
"""Characters of an item that needs no line of its own."""


def told(column: Column, cell: Cell) -> Lines:
    """The cell as it is read; an empty one has no line, unless it means something."""
    if cell is None:
        return (column.unsaid,) if column.unsaid else ()
    match column.kind:
        case "list":
            return _listed(tuple(cast("list[str]", cell)))
        case "choices":
            return ("、".join(column.choices[each] for each in cast("list[str]", cell)),)
        case "choice":
            return (column.choices[cast(str, cell)],)
        case "fen":
            return (yuan(cast(int, cell)),)
        case "tenths":
            return (_decimal(cast(int, cell)),)
        case "flag":
            return ("是" if cell else "否",)
        case "date":
            return (day(date.fromisoformat(cast(str, cell))),)
        case _:
            return (str(cell),)


def _listed(items: Lines) -> Lines:
    """A line each, unless all are so short that they read better in one."""
    return ("、".join(items),) if all(len(item) <= _SHORT for item in items) else items


def _decimal(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def days(valid: Period) -> str:
    """From when to when something holds."""
    return f"{day(valid.start)}至{day(valid.end)}" if valid.end else f"{day(valid.start)}起"
