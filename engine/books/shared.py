"""What the books of people share: a line names a person by the staff number (工号); the id that cases know is made of it and of the agency."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zhifa.engine.books.book import Column, Line
from zhifa.engine.books.cells import text
from zhifa.engine.register_ids import identifier

STAFF: Final = Column(field="staff_number", label="工号", kind="code")


def officer_of(line: Line, field: str = "staff_number") -> str:
    """Id of the officer whose staff number the field holds."""
    return identifier("officer", line.agency_id, text(line, field))


def between(lowest: int, highest: int) -> Callable[[int], str | None]:
    """The rule of a column of numbers, both ends included."""
    return lambda given: None if lowest <= given <= highest else f"应在{lowest}至{highest}之间"
