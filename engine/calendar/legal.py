"""The calendar that terms are counted by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from zhifa.engine.calendar.announced import FIRST_YEAR, LAST_ANNOUNCED, SOURCE, announced
from zhifa.engine.calendar.festivals import LAST_YEAR, computed_from, statutory_days
from zhifa.engine.calendar.schedule import Overlay, Ruling, YearSchedule

__all__ = ["Calendar"]

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_WEEKEND: Final = "周末"


@dataclass(frozen=True)  # without slots: what it works out is kept
class Calendar:
    """The national schedule with an agency's overlays.

    Of two overlays that name a day, the later one rules. A schedule in `years` stands in the place of the package's data
    for its year; of two for one year the later published one rules alone, of two published on one day the one given later.
    Where the schedules of neighbouring years both speak of a day, the later published one rules.

    Every question about a day before FIRST_YEAR or after LAST_YEAR raises ValueError naming field, value and rule,
    and so does a datetime where a day is asked.
    """

    overlays: tuple[Overlay, ...] = ()
    years: tuple[YearSchedule, ...] = field(default=(), kw_only=True)

    @property
    def version(self) -> str:
        """What the answers rest on: packages with their versions, the notices read from files, the overlays' documents."""
        notices = (f"{notice.document_number}（{year}年）" for year, notice in sorted(self._notices.items()))
        numbers = (overlay.document_number for overlay in self.overlays)
        return " + ".join((SOURCE, computed_from(), *notices, *numbers))

    def basis(self, year: int) -> str:
        """What the days of a year rest on, in Chinese: the notice's number, the package that holds it, or the law alone."""
        if notice := self._notices.get(year):
            return f"{notice.document_number}，{notice.published_on}公布"
        if self.is_provisional(date(year, 7, 1)):
            return f"放假安排未公布，按周末和《全国年节及纪念日放假办法》推算（{computed_from()}）"
        return f"国务院办公厅当年的放假安排（{SOURCE}）"

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a working day; a Saturday or Sunday worked in exchange (调休) is one."""
        known = self._working.get(day)
        if known is None:
            known = self._working[day] = self.rest_reason(day) is None
        return known

    def rest_reason(self, day: date) -> str | None:
        """Why `day` is a rest day, in Chinese (周末, 春节放假, the overlay's name); None for a working day."""
        ruling = self._ruling(day)
        if ruling is None:
            return _WEEKEND if day.weekday() >= _SATURDAY else None
        return ruling.reason if ruling.off else None

    def exchange_reason(self, day: date) -> str | None:
        """Why `day`, a Saturday or Sunday, is worked, in Chinese (春节调休上班, the overlay's name); None for any other day."""
        ruling = self._ruling(day)
        if ruling is None or ruling.off or day.weekday() < _SATURDAY:
            return None
        return ruling.reason

    def is_provisional(self, day: date) -> bool:
        """Whether no notice that speaks of `day` is known: the answer may yet change. An overlay does not change that."""
        unannounced = _answerable(day).year > LAST_ANNOUNCED and day.year not in self._notices
        return unannounced and day not in self._scheduled

    def is_provisional_between(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last`, both included, is provisional."""
        return any(self.is_provisional(first + offset * _DAY) for offset in range((last - first).days + 1))

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
        _answerable(day)
        step = _DAY if n > 0 else -_DAY
        counted: list[date] = []
        while len(counted) < abs(n):
            day += step
            if self.is_working_day(day):
                counted.append(day)
        return tuple(counted)

    def add_working_days(self, day: date, n: int) -> date:
        """The `n`th working day after `day`, itself not counted; before it if `n` is negative, `day` if it is 0."""
        counted = self.count_working_days(day, n)
        return counted[-1] if counted else day

    def _ruling(self, day: date) -> Ruling | None:
        """What the source that rules says of `day`; None where it leaves it as its weekday is."""
        year = _answerable(day).year
        if ruling := self._overlaid.get(day) or self._scheduled.get(day):
            return ruling
        if year in self._notices:
            return None
        return announced(day) if year <= LAST_ANNOUNCED else _given_by_law(day)

    @cached_property
    def _working(self) -> dict[date, bool]:
        """The days asked about before: counting asks for the same ones over and over."""
        return {}

    @cached_property
    def _notices(self) -> Mapping[int, YearSchedule]:
        """The one schedule of each year that rules."""
        return {notice.year: notice for notice in sorted(self.years, key=_publication)}

    @cached_property
    def _scheduled(self) -> Mapping[date, Ruling]:
        """The days that schedules name, the later published over the earlier: its silence on a day of its year counts too."""
        rulings: dict[date, Ruling] = {}
        for notice in sorted(self._notices.values(), key=_publication):
            others = {day: ruling for day, ruling in rulings.items() if day.year != notice.year}
            rulings = others | dict(notice.rulings)
        return rulings

    @cached_property
    def _overlaid(self) -> Mapping[date, Ruling]:
        return {day: ruling for overlay in self.overlays for day, ruling in overlay.rulings.items()}


def _publication(notice: YearSchedule) -> date:
    return notice.published_on


def _given_by_law(day: date) -> Ruling | None:
    name = statutory_days(day.year).get(day)
    return Ruling(off=True, reason=f"{name}放假（法定，调休未公布）") if name else None


def _answerable(day: date) -> date:
    if isinstance(day, datetime):
        raise ValueError(f"day={day.isoformat()}: the calendar is asked about a day, not an instant")  # noqa: TRY004 - a value of bad input
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(
            f"day={day.isoformat()}: the working-day calendar answers for the years {FIRST_YEAR} to {LAST_YEAR}"
        )
    return day
