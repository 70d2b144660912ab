"""What the books of people share: a line names a person by the staff number (工号); the id that cases know is made of it and of the agency."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zhifa.engine.books.book import Column, Line
from zhifa.engine.books.cells import text
from zhifa.engine.fields import SHORT_TEXT
from zhifa.engine.register_ids import identifier

STAFF: Final = Column(field="staff_number", label="工号", kind="code")


def officer_of(line: Line, field: str = "staff_number") -> str:
    """Id of the officer whose staff number the field holds."""
    return identifier("officer", line.agency_id, text(line, field))


def label_fault(told: str) -> str | None:
    """The rule of a name, which papers print within a line."""
    return None if len(told) <= SHORT_TEXT and "\n" not in told else f"应写在一行内，不超过{SHORT_TEXT}个字符"


def unit_fault(told: str) -> str | None:
    """The rule of the path of a unit. A post reaches down from its unit, so that a path is written in one way alone."""
    if broken := label_fault(told):
        return broken
    if "／" in told or any(part != part.strip() or not part for part in told.split("/")):
        return "上级机构与下级机构之间写一个半角“/”，前后没有空格，如“支队/一科”"
    return None


def between(lowest: int, highest: int) -> Callable[[int], str | None]:
    """The rule of a column of numbers, both ends included."""
    return lambda given: None if lowest <= given <= highest else f"应在{lowest}至{highest}之间"
