"""Times and days as pages show them: Beijing time, to the minute."""

from __future__ import annotations

from datetime import date, datetime

from zhifa.engine.agenda_page import is_day
from zhifa.engine.instants import SHANGHAI, stored_instant


def moment(at: datetime | str) -> str:
    """An instant, aware or as text of the store: ``2026-03-02 09:00``."""
    told = stored_instant(at) if isinstance(at, str) else at
    return told.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def end(text: str) -> str:
    """A stored end of a term: a day as it is, an instant as :func:`moment` tells it."""
    return text if is_day(text) else moment(text)


def asked_day(text: str) -> date | None:
    """The day somebody wrote as ``2026-03-02``, of a year that the calendar knows; ``None`` for anything else."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-03-02") else None
    except ValueError:
        return None
    return day if day and 1900 <= day.year <= 9998 else None
