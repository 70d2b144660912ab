"""Registers as files make them, one after the other, with no database."""

from __future__ import annotations

from datetime import date

from zhifa.engine.register import Register
from zhifa.engine.register_file import RegisterFaulty, file_of
from zhifa.engine.register_proposal import proposed


def imported(text: str, before: Register | None = None, *, today: date) -> Register:
    """The register after a file was imported on this day, on top of the one before. Raises ``RegisterFaulty`` as the office does."""
    file = file_of(text)
    found = proposed(before, file.agency_id, file.lines, whole=file.whole, today=today)
    if found.after is None:
        raise RegisterFaulty(found.faults)
    return found.after
