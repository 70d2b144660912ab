"""In which order lines stand on a page: as people count, so that 第九条 comes before 第十条 and 2号 before 10号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zhifa.documents.lint.citations import value
from zhifa.engine.books.book import Cell, Line

_COUNTED: Final = re.compile(r"第([〇零一二三四五六七八九十百千]+)(?=[条款项])|([0-9]+)")

Place = tuple[tuple[bool, Cell], ...]
"""Where a line stands; what an empty cell orders comes first."""


def place(fields: Sequence[str], line: Line) -> Place:
    """The place of a line among others that are ordered by the same fields, and then by the day on which they begin."""
    cells = (*(line.body.get(field) for field in fields), line.valid.start.isoformat())
    return tuple((cell is not None, _comparable(cell)) for cell in cells)


def _comparable(cell: Cell) -> Cell:
    """One kind of value for one kind of cell: a list is read from a sheet as a tuple, and from the database as a list."""
    if isinstance(cell, str):
        return _counted(cell)
    return tuple(cell) if isinstance(cell, list) else cell


def _counted(text: str) -> str:
    """The text with its numbers so wide that their order as text is that of the numbers."""
    return _COUNTED.sub(lambda found: f"{value(found[1]) if found[1] else int(found[2]):012d}", text)
