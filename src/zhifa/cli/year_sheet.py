"""A year of the calendar as people read it: twelve months, and below them each run of days with its reason."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from zhifa.engine.calendar import Calendar

_SATURDAY: Final = 5
_WEEKDAYS: Final = "一二三四五六日"
_WEEKEND: Final = "周末"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSheet:
    """One year of a calendar."""

    year: int
    calendar: Calendar

    @property
    def provisional(self) -> bool:
        """Whether any day of the year may yet change by a notice."""
        return self.calendar.is_provisional_between(date(self.year, 1, 1), date(self.year, 12, 31))

    @property
    def basis(self) -> str:
        """What the year rests on, in Chinese."""
        return self.calendar.basis(self.year)

    def rest_weekdays(self) -> Iterator[tuple[date, str]]:
        """Every Monday to Friday that is no working day, with the reason."""
        return ((day, reason) for day, reason in self._rest_days() if day.weekday() < _SATURDAY)

    def worked_weekend_days(self) -> Iterator[tuple[date, str]]:
        """Every Saturday and Sunday that is worked, with the reason."""
        return ((day, reason) for day in self._days() if (reason := self.calendar.exchange_reason(day)))

    def months(self) -> Iterator[Table]:
        """A table a month."""
        return (self._month(month) for month in range(1, 13))

    def lines(self) -> Iterator[str]:
        """The runs of days off and the days worked in exchange, in Chinese."""
        named = ((day, reason) for day, reason in self._rest_days() if reason != _WEEKEND)
        for (_, reason), run in groupby(enumerate(named), key=_run):
            days = [day for _, (day, _) in run]
            until = f"至{_written(days[-1])}" if len(days) > 1 else ""
            yield f"休　{_written(days[0])}{until}　{reason}"
        for day, reason in self.worked_weekend_days():
            yield f"班　{_written(day)}　{reason}"

    def _days(self) -> Iterator[date]:
        first = date(self.year, 1, 1)
        return (first + timedelta(days=offset) for offset in range((date(self.year, 12, 31) - first).days + 1))

    def _rest_days(self) -> Iterator[tuple[date, str]]:
        return ((day, reason) for day in self._days() if (reason := self.calendar.rest_reason(day)))

    def _month(self, month: int) -> Table:
        from rich.table import Table
        from rich.text import Text

        table = Table(title=f"{month}月", box=None, padding=(0, 1, 0, 0))
        for name in _WEEKDAYS:
            table.add_column(name, width=4)
        for week in Weeks().monthdatescalendar(self.year, month):
            table.add_row(*(self._cell(day) if day.month == month else Text() for day in week))
        return table

    def _cell(self, day: date) -> Text:
        from rich.text import Text

        reason = self.calendar.rest_reason(day)
        if reason is None:
            exchanged = self.calendar.exchange_reason(day)
            return Text(f"{day.day:2}班", style="cyan") if exchanged else Text(f"{day.day:2}")
        return Text(f"{day.day:2}", style="dim") if reason == _WEEKEND else Text(f"{day.day:2}休", style="red")


def _run(numbered: tuple[int, tuple[date, str]]) -> tuple[int, str]:
    """The same for all days of a run: day and position grow alike as long as it lasts."""
    position, (day, reason) = numbered
    return day.toordinal() - position, reason


def _written(day: date) -> str:
    return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
