"""The legal calendar: which days in China are working days, by the published schedule and an agency's overlays.

The yearly notice of the State Council's office (休假与调休) comes from the chinesecalendar package. A later year is
answered from what is certain today, weekends and the holidays with a fixed date, and is marked provisional.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

import chinese_calendar

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Calendar", "Overlay"]

FIRST_YEAR: Final[int] = min(chinese_calendar.holidays).year
"""The first year of which a schedule is held."""

LAST_YEAR: Final = 2999
"""The last year for which the calendar answers at all: a year beyond it is a slip of the pen."""

_LAST_PUBLISHED: Final[int] = max(chinese_calendar.holidays).year

_FIXED_HOLIDAYS: Final = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
"""Holidays whose date no notice can move (全国年节及纪念日放假办法 第二条, 2024 年修订)."""

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Days on which an agency departs from the national schedule: regional festivals, emergency changes.

    Raises ValueError when the name or the document number is blank, or when a day is both off and working.
    """

    name: str
    """What the days are, in Chinese, as it is printed beside a skipped day."""
    document_number: str
    """Number of the document that orders them."""
    off: frozenset[date] = field(default=frozenset())
    working: frozenset[date] = field(default=frozenset())

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("name='': an overlay of the calendar says what its days are")
        if not self.document_number.strip():
            raise ValueError(f"document_number='': overlay {self.name} names the document that orders it")
        if both := self.off & self.working:
            raise ValueError(f"working={min(both)}: overlay {self.name} declares this day off as well")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The national schedule with an agency's overlays; of two overlays that name a day, the later one rules.

    Every question about a day before FIRST_YEAR or after LAST_YEAR raises ValueError naming field, value and rule,
    and so does a datetime where a day is asked.
    """

    overlays: tuple[Overlay, ...] = ()

    @property
    def version(self) -> str:
        """What the answers rest on: package, its version, and the overlays' document numbers."""
        numbers = (overlay.document_number for overlay in self.overlays)
        return " + ".join((f"chinesecalendar {chinese_calendar.__version__}", *numbers))

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a working day; a Saturday or Sunday worked in exchange (调休) is one."""
        return _rest_reason(self.overlays, day) is None

    def rest_reason(self, day: date) -> str | None:
        """Why `day` is a rest day, in Chinese (周末, 春节放假, the overlay's name); None for a working day."""
        return _rest_reason(self.overlays, day)

    def is_provisional(self, day: date) -> bool:
        """Whether the schedule of the year of `day` is not published in the package: the answer may yet change."""
        return _answerable(day).year > _LAST_PUBLISHED

    def next_working_day(self, day: date) -> date:
        """The first working day on or after `day`."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def last_working_day(self, day: date) -> date:
        """The last working day on or before `day`."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def count_working_days(self, day: date, n: int) -> tuple[date, ...]:
        """The `n` working days after `day` in the order they are counted; before it, backwards, if `n` is negative."""
        return _count_working_days(self.overlays, _answerable(day), n)

    def add_working_days(self, day: date, n: int) -> date:
        """The `n`th working day after `day`, itself not counted; before it if `n` is negative, `day` if it is 0."""
        counted = self.count_working_days(day, n)
        return counted[-1] if counted else day


@lru_cache(maxsize=4096)
def _count_working_days(overlays: tuple[Overlay, ...], day: date, n: int) -> tuple[date, ...]:
    step = _DAY if n > 0 else -_DAY
    counted: list[date] = []
    while len(counted) < abs(n):
        day += step
        if _rest_reason(overlays, day) is None:
            counted.append(day)
    return tuple(counted)


@lru_cache(maxsize=65536)
def _rest_reason(overlays: tuple[Overlay, ...], day: date) -> str | None:
    _answerable(day)
    for overlay in reversed(overlays):
        if day in overlay.off:
            return overlay.name
        if day in overlay.working:
            return None
    return _published_rest(day) if day.year <= _LAST_PUBLISHED else _certain_rest(day)


def _published_rest(day: date) -> str | None:
    resting, holiday = chinese_calendar.get_holiday_detail(day)
    if not resting:
        return None
    if not holiday:
        return "周末"
    chinese = chinese_calendar.Holiday(holiday).chinese  # pyright: ignore[reportAttributeAccessIssue] - the enum sets it in __new__
    return f"{chinese}放假"


def _certain_rest(day: date) -> str | None:
    weekend = "周末" if day.weekday() >= _SATURDAY else None
    return _FIXED_HOLIDAYS.get((day.month, day.day), weekend)


def _answerable(day: date) -> date:
    if isinstance(day, datetime):
        raise ValueError(f"day={day.isoformat()}: the calendar is asked about a day, not an instant")  # noqa: TRY004 - a value of bad input
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(
            f"day={day.isoformat()}: the working-day calendar answers for the years {FIRST_YEAR} to {LAST_YEAR}"
        )
    return day
