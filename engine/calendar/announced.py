"""The yearly notices of the State Council's office as the chinesecalendar package holds them."""

from datetime import date
from typing import Final

import chinese_calendar

from zhifa.engine.calendar.schedule import Ruling

__all__ = ["FIRST_YEAR", "LAST_ANNOUNCED", "SOURCE", "announced"]

FIRST_YEAR: Final[int] = min(chinese_calendar.holidays).year
"""The first year of which a schedule is held."""

LAST_ANNOUNCED: Final[int] = max(chinese_calendar.holidays).year
"""The last year of which the package holds the notice."""

SOURCE: Final = f"chinesecalendar {chinese_calendar.__version__}"
"""The package and its version."""


def announced(day: date) -> Ruling | None:
    """What the notice of its year says of a day; None where it is silent."""
    if name := chinese_calendar.holidays.get(day):
        return Ruling(off=True, reason=f"{_chinese(name)}放假")
    if name := chinese_calendar.workdays.get(day):
        return Ruling(off=False, reason=f"{_chinese(name)}调休上班")
    return None


def _chinese(name: str) -> str:
    chinese: str = chinese_calendar.Holiday(name).chinese  # pyright: ignore[reportAttributeAccessIssue] - the enum sets it in __new__
    return chinese
