"""The ladder of warnings (预警、超期): on which days a term warns, whom, and what is missed when nobody looked for days.

Pure: what has fired before and what time it is come in as values. A step has the name of its occurrence (``before-10``, ``due``,
``overdue-d3``, ``overdue-w1``, ``ended``); term, due date, level and occurrence together fire once (invariant 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, IntEnum
from itertools import chain, count
from typing import Final, NamedTuple

from zhifa.engine.calendar import FIRST_YEAR, LAST_YEAR, Calendar
from zhifa.engine.instants import SHANGHAI, legal_day
from zhifa.engine.units import Consequence, Duty, Unit

__all__ = [
    "DEFAULT", "ENDED", "Fired", "Ladder", "Level", "Manner", "Reached", "Span", "Step", "climb", "day_begins", "manner",
]  # fmt: skip

ENDED: Final = "ended"
"""The occurrence that tells that a term has run out and leaves nothing overdue."""

AHEAD: Final = timedelta(days=1)
"""A warning or a sweep so far in the future was made by a clock that was wrong."""
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)


class Level(IntEnum):
    """Whom a warning reaches."""

    HANDLER = 1
    UNIT_HEAD = 2
    HEAD = 3
    SUPERVISOR = 4


class Manner(Enum):
    """How a term warns."""

    CHASED = "before its end, and after it until somebody acts"
    COUNTED_DOWN = "before its end, and once that it has ended"
    TOLD = "once that it has ended"


def manner(duty: Duty, consequence: Consequence) -> Manner:
    """Only an overdue duty of the agency is chased. What others have time for is never the agency's fault, and what is deemed needs nobody."""
    if duty is not Duty.AGENCY or consequence is Consequence.DEEMED:
        return Manner.TOLD
    return Manner.CHASED if consequence is Consequence.OVERDUE_DUTY else Manner.COUNTED_DOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Which steps a term has. Raises ValueError naming field, value and rule for shares that do not fall from step to step."""

    shares: tuple[tuple[int, tuple[Level, ...]], ...] = (
        (30, (Level.HANDLER,)),
        (10, (Level.HANDLER, Level.UNIT_HEAD)),
    )
    """Per cent of all its days that remain, and who is warned then."""
    eve: tuple[Level, ...] = (Level.HANDLER,)
    """Warned one working day before; of a term in hours there is no such day."""
    on_the_day: tuple[Level, ...] = (Level.HANDLER, Level.UNIT_HEAD)
    daily: tuple[Level, ...] = (Level.HANDLER, Level.UNIT_HEAD, Level.HEAD)
    """Warned on each of the first days overdue."""
    days: int = 5
    weekly: tuple[Level, ...] = tuple(Level)
    """Warned every week from then on."""

    def __post_init__(self) -> None:
        shares = [share for share, _ in self.shares]
        if shares != sorted(set(shares), reverse=True) or not all(0 < share < 100 for share in shares):
            raise ValueError(f"shares={shares}: the shares that remain fall from step to step, between 0 and 100")
        if not self.weekly:
            raise ValueError("weekly=(): an overdue duty is never put to sleep; somebody is warned every week")
        if not 1 <= self.days <= 7:
            raise ValueError(
                f"days={self.days}: an overdue term warns on one to seven days before it warns by the week"
            )


DEFAULT: Final = Ladder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A term as far as its ladder is concerned; days, or aware datetimes for a term in hours."""

    start: date | datetime
    due: date | datetime
    safe: date | None
    unit: Unit
    manner: Manner


class Step(NamedTuple):
    """One warning that a term gives: to whom, and from when on."""

    at: datetime
    level: Level
    occurrence: str
    overdue: bool


class Reached(NamedTuple):
    """What a look at a term finds: per level the newest step with the names of those missed before it, and when to look again."""

    steps: tuple[tuple[Step, tuple[str, ...]], ...]
    next_at: datetime | None
    """``None``: it warns no more."""


Fired = Mapping[tuple[int, str], datetime]
"""When each warning fired, by level and occurrence."""


def climb(span: Span, calendar: Calendar, *, now: datetime, fired: Fired, ladder: Ladder = DEFAULT) -> Reached:
    """The steps reached by ``now`` that did not fire, of each level only the newest, and the instant of the next step.

    ``fired`` holds every warning given for this due date, by this ladder or by one the agency had before. A step that had come when one fired at
    its level never fires, and nothing does while the clock stands before the last warning: it was set back. A warning more than a day ahead was
    given by a clock that was wrong: it is not given again, and holds no other one back.
    """
    heard = {said: at for said, at in fired.items() if at - now <= AHEAD}
    last = max(heard.values(), default=now)
    if now < last:
        return Reached((), last)
    reached: list[Step] = []
    for step in _steps(span, calendar, ladder):
        if step.at > now:
            return Reached(tuple(_newest(reached, fired, heard)), step.at)
        reached.append(step)
    return Reached(tuple(_newest(reached, fired, heard)), None)


def day_begins(day: date) -> datetime:
    """The first instant of a legal day."""
    return datetime.combine(day, time(), SHANGHAI)


def _newest(reached: Iterable[Step], fired: Fired, heard: Fired) -> Iterator[tuple[Step, tuple[str, ...]]]:
    latest: dict[int, datetime] = {}
    for (level, _), at in heard.items():
        latest[level] = max(at, latest.get(level, at))
    left: dict[Level, list[Step]] = {}
    for step in reached:
        if (step.level, step.occurrence) in fired:
            left.pop(step.level, None)
        elif step.level not in latest or step.at > latest[step.level]:
            left.setdefault(step.level, []).append(step)
    for _, steps in sorted(left.items()):
        yield steps[-1], tuple(step.occurrence for step in steps[:-1])


def _steps(span: Span, calendar: Calendar, ladder: Ladder) -> Iterator[Step]:
    """Every step in order of time; without end for a duty that is chased."""
    if span.manner is not Manner.TOLD:
        yield from _before_and_on(span, calendar, ladder)
    if span.manner is Manner.CHASED:
        yield from _overdue(span, ladder)
    else:
        yield Step(_after(span.due), Level.HANDLER, ENDED, overdue=False)


def _before_and_on(span: Span, calendar: Calendar, ladder: Ladder) -> Iterator[Step]:
    """Steps up to the due day; of two at one level that fall together, the later one speaks for both."""
    kept: dict[tuple[datetime, Level], Step] = {}
    begun, last = _instant(span.start), _last_call(span, calendar)
    for name, at, levels in _called(span, calendar, ladder):
        if begun < at < last:
            kept |= {(at, level): Step(at, level, name, overdue=False) for level in levels}
    kept |= {(last, level): Step(last, level, "due", overdue=False) for level in ladder.on_the_day}
    yield from sorted(kept.values())


def _called(span: Span, calendar: Calendar, ladder: Ladder) -> Iterator[tuple[str, datetime, tuple[Level, ...]]]:
    """The steps before the end, the earliest first, whether or not they fall within the term."""
    for share, levels in ladder.shares:
        at = _remaining(span, calendar, share)
        if at is not None:
            yield f"before-{share}", at, levels
    target = _target(span)
    if not isinstance(target, datetime) and _known(target):
        yield "before-1wd", day_begins(calendar.add_working_days(target, -1)), ladder.eve


def _remaining(span: Span, calendar: Calendar, share: int) -> datetime | None:
    """When so many per cent remain of all the time from start to end, with what it was extended by and stood still for; on a rest day, the
    last working day before. ``None``: less than a day would."""
    target = _target(span)
    if isinstance(target, datetime):
        return target - (target - _instant(span.start)) * share / 100
    start, due = _day(span.start), _day(span.due)
    if span.unit is Unit.WORKING_DAY:
        left = _working_days(start, target, calendar) * share // 100
        return day_begins(calendar.add_working_days(target, -left)) if left else None
    left = (due - start).days * share // 100
    return day_begins(_working(target - left * _DAY, calendar)) if left > 0 else None


def _working_days(start: date, last: date, calendar: Calendar) -> int:
    """How many there are after the start, the last day included; none where the calendar does not answer."""
    if not (_known(start) and _known(last)):
        return 0
    return sum(calendar.is_working_day(start + n * _DAY) for n in range(1, (last - start).days + 1))


def _target(span: Span) -> date | datetime:
    """What warnings before the end are counted against."""
    return span.safe or span.due


def _last_call(span: Span, calendar: Calendar) -> datetime:
    """The due day; where it is a rest day, the last working day before, when somebody is there to be warned."""
    return span.due if isinstance(span.due, datetime) else day_begins(_working(span.due, calendar))


def _overdue(span: Span, ladder: Ladder) -> Iterator[Step]:
    first = _after(span.due)
    days = ((f"overdue-d{n}", first + (n - 1) * _DAY, ladder.daily) for n in range(1, ladder.days + 1))
    last = first + (ladder.days - 1) * _DAY
    weeks = ((f"overdue-w{n}", last + n * _WEEK, ladder.weekly) for n in count(1))
    steps = ((name, at, level) for name, at, levels in chain(days, weeks) for level in levels)
    yield from (Step(at, level, name, overdue=True) for name, at, level in steps)


def _after(due: date | datetime) -> datetime:
    """When the first day after the end begins; of a term in hours, a day after its end."""
    return due + _DAY if isinstance(due, datetime) else day_begins(due + _DAY)


def _working(day: date, calendar: Calendar) -> date:
    return calendar.last_working_day(day) if _known(day) else day


def _known(day: date) -> bool:
    """Whether the calendar answers for the day and some weeks before it."""
    return date(FIRST_YEAR, 2, 1) <= day <= date(LAST_YEAR, 12, 31)


def _day(moment: date | datetime) -> date:
    return legal_day(moment) if isinstance(moment, datetime) else moment


def _instant(moment: date | datetime) -> datetime:
    return moment if isinstance(moment, datetime) else day_begins(moment)
