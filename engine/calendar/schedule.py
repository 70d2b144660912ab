"""What documents say of days: the notice of a year, and an agency's departures from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

__all__ = ["Overlay", "Ruling", "ScheduledDay", "YearSchedule"]

_SATURDAY: Final = 5


class Ruling(NamedTuple):
    """What a document says of one day."""

    off: bool
    reason: str
    """In Chinese: 春节放假, 春节调休上班, the overlay's name."""


class ScheduledDay(NamedTuple):
    """A day that the notice of a year names: off, or worked in exchange (调休上班)."""

    day: date
    name: str
    """The festival, in Chinese."""
    off: bool

    @property
    def ruling(self) -> Ruling:
        """What it says, with the reason."""
        return Ruling(off=self.off, reason=f"{self.name}{'放假' if self.off else '调休上班'}")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSchedule:
    """The notice of one year (部分节假日安排的通知): every day of that year it does not name is as its weekday is.

    It may name days of December before and of January after, which it then rules. Raises ValueError when it names no
    day, a day twice, an instant or a day further off, and for a blank document number.
    """

    year: int
    days: tuple[ScheduledDay, ...]
    document_number: str
    """Number of the notice."""
    published_on: date
    source: str = ""
    """Where the file was made from, in words or as addresses."""

    def __post_init__(self) -> None:
        if not self.document_number.strip():
            raise ValueError(f"document_number='': the schedule of {self.year} names its notice")
        if not self.days:
            raise ValueError(f"days=(): the schedule of {self.year} names at least one day")
        _require_days("days", (scheduled.day for scheduled in self.days))
        _require_days("published_on", (self.published_on,))
        first, last = date(self.year - 1, 12, 1), date(self.year + 1, 1, 31)
        seen: set[date] = set()
        for day, _, _ in self.days:
            if not first <= day <= last:
                raise ValueError(f"days={day}: the schedule of {self.year} names days from {first} to {last}")
            if day in seen:
                raise ValueError(f"days={day}: the schedule of {self.year} names this day twice")
            seen.add(day)

    @property
    def rulings(self) -> Mapping[date, Ruling]:
        """What it says of each day it names."""
        return {scheduled.day: scheduled.ruling for scheduled in self.days}

    @property
    def weekdays_off(self) -> int:
        """How many days off it names that are Monday to Friday."""
        return sum(scheduled.off and scheduled.day.weekday() < _SATURDAY for scheduled in self.days)

    @property
    def weekend_days_worked(self) -> int:
        """How many Saturdays and Sundays it has worked."""
        return sum(not scheduled.off and scheduled.day.weekday() >= _SATURDAY for scheduled in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Days on which an agency departs from the national schedule: regional festivals, emergency changes.

    Raises ValueError when the name or the document number is blank, when an instant stands for a day, and when a day is
    both off and working.
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
        _require_days("off", self.off)
        _require_days("working", self.working)
        if both := self.off & self.working:
            raise ValueError(f"working={min(both)}: overlay {self.name} declares this day off as well")

    @property
    def rulings(self) -> Mapping[date, Ruling]:
        """What it says of each day it names."""
        resting = dict.fromkeys(self.off, Ruling(off=True, reason=self.name))
        return resting | dict.fromkeys(self.working, Ruling(off=False, reason=self.name))


def _require_days(name: str, days: Iterable[date]) -> None:
    for day in days:
        if isinstance(day, datetime):
            raise ValueError(f"{name}={day.isoformat()}: a calendar holds days, not instants")  # noqa: TRY004 - a value of bad input
