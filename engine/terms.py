"""Terms: the periods the law sets, how they are counted, and the arithmetic shown.

`reckon` counts a `Term` from its start and returns a `Reckoning`, whose `explain` prints every step in Chinese.
Counting follows 民法典 201–203 and 民事诉讼法 85: the day of the start is not counted, months and years end on the
corresponding day, and only a term that declares it rolls over from a rest day.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from zhifa.engine.allowances import Exclusion, Extension
from zhifa.engine.arithmetic import explain
from zhifa.engine.calendar import FIRST_YEAR, LAST_YEAR, Calendar
from zhifa.engine.instants import SHANGHAI, legal_day
from zhifa.engine.stops import Stop, merged
from zhifa.engine.units import Consequence, Direction, Duty, Mark, Unit

__all__ = [
    "Consequence", "Direction", "Duty", "Exclusion", "Extension", "Mark", "Reckoning", "RestDay", "Stop", "Term", "Unit",
    "latest_notice_day", "reckon",
]  # fmt: skip

_DAY: Final = timedelta(days=1)
_FIRST_START_YEAR: Final = 1900
_SINCE: Final = re.compile(r"(?P<year>[0-9]{4})(?P<day>-[0-9]{2}-[0-9]{2})?")
_FIRST_SAFE_DAY: Final = date(FIRST_YEAR, 2, 1)
"""From here on a search back for a working day stays within the calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A period set by law, as declared by a procedure.

    Raises ValueError naming field, value and rule for a declaration without legal sense: a blank text, a length that
    is not positive (a fixed date: not 0), roll-over of anything but days, months or years that run forward, a fixed
    date that runs backward, a fixed date or a backward term that can be extended or stopped.
    """

    code: str
    label: str
    """Name of the term in Chinese."""
    length: int
    """Number of units; 0 for a fixed date."""
    unit: Unit
    article: str
    """The provision that sets the term, in Chinese."""
    duty: Duty
    start: str
    """The event it runs from (or, backward, must lie before), in Chinese: 告知书送达之日."""
    effect: str
    """What its end brings, in Chinese."""
    consequence: Consequence = Consequence.OVERDUE_DUTY
    """The kind of what its end brings; a measure lapses and a deed is deemed done only where a provision says so."""
    extension: Extension | None = None
    """That it may be extended; ``None``: nobody can."""
    exclusions: tuple[Exclusion, ...] = ()
    """Times that do not count towards it."""
    then: tuple[str, ...] = ()
    """Codes of the terms that begin at its end (公告送达 → 缴款 → …)."""
    mark: Mark = Mark.VERIFIED
    direction: Direction = Direction.FORWARD
    rolls: bool = False
    """Whether a nominal end on a rest day moves to the next working day (民事诉讼法 85(3), 民法典 203): never for
    limitation (处罚法 36) and for sealing, seizing and freezing (强制法 25, 32)."""
    rule_version: str = "2021-07-15"
    """The day the rule came into force; stored with every reckoning."""

    def __post_init__(self) -> None:
        for name in ("code", "label", "article", "start", "effect", "rule_version"):
            if not getattr(self, name).strip():
                raise self._senseless(name, "a term says its code, name, article, start, effect and rule version")
        self._check_length()
        self._check_course()

    def _check_length(self) -> None:
        if self.unit is Unit.FIXED_DATE:
            if self.length != 0:
                raise self._senseless("length", "a fixed date has length 0")
        elif self.length < 1:
            raise self._senseless("length", f"a term in {self.unit} has a length of at least 1")

    def _check_course(self) -> None:
        if self.rolls and self.unit not in (Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR):
            raise self._senseless("rolls", f"a term in {self.unit} does not roll over")
        if self.direction is Direction.BACKWARD:
            if self.rolls:
                raise self._senseless("rolls", "a backward term does not roll over: the full period would be cut")
            if self.unit is Unit.FIXED_DATE:
                raise self._senseless("direction", "a fixed date has no direction")
        if not self.extensible:
            for name in ("extension", "exclusions"):
                if getattr(self, name):
                    raise self._senseless(name, "a fixed date or a backward term is neither extended nor stopped")

    @property
    def extensible(self) -> bool:
        """Whether it has a length that could grow: it runs forward, to no fixed date."""
        return self.direction is Direction.FORWARD and self.unit is not Unit.FIXED_DATE

    @property
    def since(self) -> date:
        """The first day on which its rule can have been in force; of a rule known by its year alone, that of the year."""
        found = _SINCE.search(self.rule_version)
        if found is None:
            return date.min
        return date.fromisoformat(found[0]) if found["day"] else date(int(found["year"]), 1, 1)

    def in_force(self, day: date) -> bool:
        """Whether its rule can have been in force on that day; what the law was before is not kept here."""
        return self.since <= day

    def _senseless(self, field: str, rule: str) -> ValueError:
        return ValueError(f"{field}={getattr(self, field)!r}: {rule} (term {self.code!r})")

    @property
    def span(self) -> str:
        """Length and unit in Chinese: 5个工作日."""
        return self.unit.label if self.unit is Unit.FIXED_DATE else f"{self.length}{self.unit.label}"


class RestDay(NamedTuple):
    """A day that was not counted, or from which an end rolled over."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """A term counted from one start.

    `start`, `nominal` and `due` are aware datetimes (Asia/Shanghai) for a term in hours and dates for every other.
    """

    term: Term
    start: date | datetime
    nominal: date | datetime
    """Where the bare count ends."""
    due: date | datetime
    """The last day (or instant) of the term, after roll-over; backward, the latest lawful day before the event."""
    safe: date | None
    """The last working day on or before the nominal end, to be warned by; None for hours and where the calendar does
    not reach back."""
    provisional: bool
    """Whether the result rests on a day of a year whose schedule is not published."""
    calendar_version: str
    steps: tuple[date, ...] = ()
    """The days counted by a term in working days, in counting order."""
    skipped: tuple[RestDay, ...] = ()
    """The rest days passed over in counting working days or in rolling over, in calendar order."""
    stops: tuple[Stop, ...] = ()
    """When it stood still, by day; times that overlap are one."""
    extended_by: int = 0
    """Units by which it was extended, beyond its length."""

    def explain(self) -> tuple[str, ...]:
        """The arithmetic in Chinese, one line a step."""
        return explain(self)


def reckon(
    term: Term, start: date | datetime, calendar: Calendar, *, stops: Iterable[Stop] = (), extended_by: int = 0
) -> Reckoning:
    """Count `term` from `start`: an aware datetime for hours, a legal day (or an instant on it) for every other unit.

    The day of the start is not counted. A backward term keeps its full length of units strictly between the result
    and the event, so that it satisfies both readings of “…日前”. `stops` move the end by exactly the days the term stood
    still, each day once; on its last day a term has not run out, and one stopped then ends on the day it runs on, a stop after that
    day moves nothing. `extended_by` units are added to the nominal end, which
    rolls over once, at last; whether they were lawfully granted is asked by :func:`zhifa.engine.allowances.extended_by`.
    Raises ValueError naming field, value and rule for a naive datetime, a bare date where hours are counted, a day outside
    the calendar's years, a stop of a term in hours, and a stop or an extension of a fixed date or of a backward term.
    """
    begun = _start_day(start)
    stood = _stood_still(term, begun, stops)
    _check_extension(term, extended_by)
    if term.unit is Unit.HOUR:
        return _reckon_hours(term, start, calendar, extended_by)
    steps = _steps(term, begun, calendar, stood, extended_by)
    nominal = _after_stops(term, _nominal(term, begun, steps, extended_by), calendar, stood)
    stood = tuple(stop for stop in stood if stop.start <= nominal)
    due = calendar.next_working_day(nominal) if term.rolls else nominal
    safe = calendar.last_working_day(nominal) if nominal >= _FIRST_SAFE_DAY else None
    return Reckoning(
        term=term,
        start=begun,
        nominal=nominal,
        due=due,
        safe=safe,
        provisional=safe is not None and calendar.is_provisional_between(*_asked(begun, safe, due, steps)),
        calendar_version=calendar.version,
        steps=steps,
        skipped=_skipped(begun, nominal, due, steps, calendar),
        stops=stood,
        extended_by=extended_by,
    )


def latest_notice_day(event_day: date, term: Term, calendar: Calendar) -> Reckoning:
    """The latest day on which notice of an event on `event_day` is lawful under the backward `term`.

    Raises ValueError for a term that runs forward.
    """
    if term.direction is not Direction.BACKWARD:
        raise ValueError(f"direction={term.direction}: a period of notice runs backward (term {term.code!r})")
    return reckon(term, event_day, calendar)


def _reckon_hours(term: Term, start: date | datetime, calendar: Calendar, extended_by: int) -> Reckoning:
    if not isinstance(start, datetime):
        raise ValueError(f"start={start.isoformat()}: a term in hours starts at an instant (term {term.code!r})")  # noqa: TRY004 - a value of bad input
    begun = start.astimezone(SHANGHAI)
    hours = timedelta(hours=-term.length if term.direction is Direction.BACKWARD else term.length + extended_by)
    due = (begun.astimezone(UTC) + hours).astimezone(SHANGHAI)
    return Reckoning(
        term=term,
        start=begun,
        nominal=due,
        due=due,
        safe=None,
        provisional=False,
        calendar_version=calendar.version,
        extended_by=extended_by,
    )


def _check_extension(term: Term, extended_by: int) -> None:
    if extended_by < 0:
        raise ValueError(f"extended_by={extended_by}: an extension never shortens (term {term.code!r})")
    if extended_by and not term.extensible:
        raise ValueError(f"extended_by={extended_by}: such a term is not extended (term {term.code!r})")


def _start_day(start: date | datetime) -> date:
    day = legal_day(start, field="start") if isinstance(start, datetime) else start
    if not _FIRST_START_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"start={day.isoformat()}: a term starts in the years {_FIRST_START_YEAR} to {LAST_YEAR}")
    return day


def _stood_still(term: Term, start: date, stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """The stops after the start in order, those that overlap put together."""
    found = merged(stops, start)
    if found and (term.unit is Unit.HOUR or not term.extensible):
        raise ValueError(f"stops={found[0].start.isoformat()}: such a term does not stand still (term {term.code!r})")
    return found


def _after_stops(term: Term, nominal: date, calendar: Calendar, stops: tuple[Stop, ...]) -> date:
    """The end moved by every stop that began by its last day; working days have passed over them already."""
    for stop in stops if term.unit is not Unit.WORKING_DAY else ():
        if stop.start <= nominal:
            nominal += stop.end - stop.start
        elif term.rolls and stop.start <= calendar.next_working_day(nominal):
            nominal = stop.end
    return nominal


def _steps(term: Term, start: date, calendar: Calendar, stops: tuple[Stop, ...], extended_by: int) -> tuple[date, ...]:
    """The days counted by a term in working days; days on which it stood still are passed over."""
    if term.unit is not Unit.WORKING_DAY:
        return ()
    if term.direction is Direction.BACKWARD:
        return calendar.count_working_days(start, -term.length)
    length, lost = term.length + extended_by, 0
    while True:
        days = calendar.count_working_days(start, length + lost)
        running = tuple(day for day in days if not any(stop.start < day <= stop.end for stop in stops))
        if len(running) >= length:
            return (*running[: length - 1], _not_within(running[length - 1], calendar, stops))
        lost += length - len(running)


def _not_within(last: date, calendar: Calendar, stops: tuple[Stop, ...]) -> date:
    """The last working day, or the first one from the day on which a term that was stopped on its last day runs on."""
    for stop in stops:
        if stop.start <= last <= stop.end:
            last = calendar.next_working_day(stop.end)
    return last


def _nominal(term: Term, start: date, steps: tuple[date, ...], extended_by: int) -> date:
    backward = term.direction is Direction.BACKWARD
    # Backward, the event's day and the result's day both stay outside the period: it ends on the eve of the event.
    origin, length = (start - _DAY, -term.length) if backward else (start, term.length)
    match term.unit:
        case Unit.WORKING_DAY:
            return steps[-1] - _DAY if backward else steps[-1]
        case Unit.MONTH | Unit.YEAR if backward:
            return _months_before(origin, term.length if term.unit is Unit.MONTH else 12 * term.length)
        case Unit.MONTH:
            return _add_months(_add_months(origin, length), extended_by)
        case Unit.YEAR:
            return _add_months(_add_months(origin, 12 * length), 12 * extended_by)
        case _:
            return origin + timedelta(days=length + extended_by)


def _add_months(day: date, months: int) -> date:
    """The corresponding day, or the month's last where it has none (民法典 202)."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _months_before(eve: date, months: int) -> date:
    """The latest day from which so many months have gone by on the eve: where that ends a month, any day without a corresponding one does."""
    day = _add_months(eve, -months)
    ends_a_month = (eve + _DAY).day == 1
    return day.replace(day=monthrange(day.year, day.month)[1]) if ends_a_month else day


def _asked(start: date, safe: date, due: date, steps: tuple[date, ...]) -> tuple[date, date]:
    """The first and the last day about which the calendar was asked."""
    if not steps:
        return safe, due
    return (start + _DAY, due) if steps[-1] > start else (safe, start - _DAY)


def _skipped(start: date, nominal: date, due: date, steps: tuple[date, ...], calendar: Calendar) -> tuple[RestDay, ...]:
    first, last = nominal, due
    if steps:
        first, last = sorted((start, steps[-1]))
        first += _DAY
    days = (first + timedelta(days=offset) for offset in range((last - first).days))
    return tuple(RestDay(day, reason) for day in days if (reason := calendar.rest_reason(day)))
