"""What is left of a term: in its own unit where that is hours or working days, in days for every other."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from zhifa.engine.calendar import Calendar
from zhifa.engine.instants import legal_day
from zhifa.engine.units import Unit

__all__ = ["Remainder", "remainder"]

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


class Remainder(NamedTuple):
    """How many units lie between now and the end; below zero: since the end."""

    amount: int
    unit: Unit

    @property
    def text(self) -> str:
        """In Chinese: 尚余3个工作日, 今日届满, 已超过2日."""
        label = "日" if self.unit is Unit.CALENDAR_DAY else self.unit.label
        if self.amount < 0:
            return f"已超过{-self.amount}{label}"
        if self.amount == 0:
            return "不足1小时" if self.unit is Unit.HOUR else "今日届满"
        return f"尚余{self.amount}{label}"


def remainder(unit: Unit, due: date | datetime, now: datetime, calendar: Calendar) -> Remainder:
    """What is left on the legal day of ``now``, which is not counted itself: working days by the calendar, whole hours, else days.

    Overdue, the days since the end are counted, the first of them whole: a working-day term ended on a Friday is one working day over on Monday.
    """
    if isinstance(due, datetime):
        return Remainder((due - now) // _HOUR, Unit.HOUR)
    today = legal_day(now)
    if unit is not Unit.WORKING_DAY:
        return Remainder((due - today).days, Unit.CALENDAR_DAY)
    first, last = sorted((today, due))
    working = sum(calendar.is_working_day(first + offset * _DAY) for offset in range(1, (last - first).days + 1))
    return Remainder(working if due >= today else -working, Unit.WORKING_DAY)
