"""The term of an example, counted by the engine's reckoning with the stops and extensions of its events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from zhifa.engine.calendar import FIRST_YEAR, LAST_YEAR, Calendar
from zhifa.engine.stops import Stop
from zhifa.engine.terms import Duty, Reckoning, Term, reckon
from zhifa.engine.units import Direction, Unit
from zhifa.engine.worked.events import APPROVAL, Extend, Suspend
from zhifa.engine.worked.forms import Event, Example
from zhifa.engine.worked.moments import day_of, moment_text
from zhifa.engine.worked.parts import Lasting

__all__ = [
    "Unworkable",
    "counted",
    "lasting",
    "part_of",
    "reckoned",
    "refuse_unlawful",
    "remaining",
    "stands_still",
    "term_of",
]

_DAY: Final = timedelta(days=1)


class Unworkable(ValueError):
    """An example that is well written and has no legal sense; the message names field, value and rule, in Chinese."""

    def __init__(self, field: str, value: object, rule: str) -> None:
        super().__init__(f"填报项“{field}”的值 「{value}」 不合要求：{rule}")


def term_of(lasting: Lasting, *, law: str, article: str, start: str, rolls: bool = False) -> Term:
    """The declaration an example makes; `rolls` holds where it says nothing of roll-over."""
    told = rolls and lasting.can_roll if lasting.rollover is None else lasting.rollover == "next_working_day"
    return Term(
        code="worked",
        label="验算的期限",
        length=lasting.term,
        unit=lasting.unit,
        article=f"{law}　{article}",
        duty=Duty.AGENCY,
        start=start,
        effect="照文件所写",
        direction=lasting.direction,
        rolls=told,
    )


def reckoned(example: Example, events: Sequence[Event], calendar: Calendar) -> Reckoning:
    """The main term with these of its events; a stop that begins after the end moves nothing."""
    term = term_of(example, law=example.law, article=example.article, start=example.start_event)
    added = sum(one.units for one in _extensions(events))
    counted_so_far = counted(term, example.start_date, calendar, extended_by=added)
    stops: list[Stop] = []
    for event in _stops(events):
        if event.first <= day_of(counted_so_far.due):
            stops.append(Stop(event.first - _DAY, event.last, event.reason or "停止计算"))
            counted_so_far = counted(term, example.start_date, calendar, stops=stops, extended_by=added)
    return counted_so_far


def refuse_unlawful(example: Example, calendar: Calendar) -> None:
    """Raises :class:`Unworkable` for stops and extensions that the term cannot have had."""
    stops, extensions = _stops(example.events), _extensions(example.events)
    if (stops or extensions) and (example.unit is Unit.HOUR or not _extensible(example)):
        first = next(event for event in example.events if isinstance(event, Suspend | Extend))
        raise Unworkable("type", first.type, "以小时计的、倒计的期限和固定日期既不停止计算，也不延长")
    for earlier, later in pairwise(stops):
        if later.first <= earlier.last:
            raise Unworkable("from", later.first, f"与 {earlier.first} 至 {earlier.last} 重叠，同一天只扣除一次")
    for number, stop in enumerate(stops):
        _refuse_outside(stop, reckoned(example, [*stops[:number], *extensions], calendar))
    for number, extension in enumerate(extensions):
        _refuse_unapproved(extension, example.explanation or "")
        total = sum(one.units for one in extensions[: number + 1])
        _refuse_extension(extension, reckoned(example, [*stops, *extensions[:number]], calendar), total)


def part_of(example: Example, length: int, unit: Unit) -> Example:
    """The example as if its term had another length, which rolls over only where that can."""
    part = example.model_copy(update={"term": length, "unit": unit})
    return part if part.can_roll else part.model_copy(update={"rollover": None})


def counted(
    term: Term, start: date | datetime, calendar: Calendar, *, stops: Iterable[Stop] = (), extended_by: int = 0
) -> Reckoning:
    """As :func:`~zhifa.engine.terms.reckon` counts; what that cannot count raises :class:`Unworkable`."""
    if term.unit is Unit.HOUR and not isinstance(start, datetime):
        raise Unworkable("start_date", start, "以小时计的期限从某一时刻起算，应写明 YYYY-MM-DDTHH:MM")
    try:
        return reckon(term, start, calendar, stops=stops, extended_by=extended_by)
    except (ValueError, OverflowError) as error:
        rule = f"由此起算的{term.span}超出日历，工作日只答{FIRST_YEAR}年至{LAST_YEAR}年"
        raise Unworkable("start_date", moment_text(start), rule) from error


def lasting(event: Suspend, unit: Unit, calendar: Calendar) -> int:
    """How many days the event lasts, both ends included: working days where the term counts those."""
    if unit is Unit.WORKING_DAY:
        return _working_days(event.first, event.last, calendar, fields=("from", "to"))
    return (event.last - event.first).days + 1


def _working_days(first: date, last: date, calendar: Calendar, *, fields: tuple[str, str]) -> int:
    """From the first to the last day; ``fields`` say where the file tells them."""
    for field, day in zip(fields, (first, last), strict=True):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Unworkable(field, day, f"工作日日历只答{FIRST_YEAR}年至{LAST_YEAR}年，数不出这段时间的工作日")
    days = (first + offset * _DAY for offset in range((last - first).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def stands_still(reckoning: Reckoning, day: date) -> bool:
    """Whether the day does not count."""
    return any(stop.start < day <= stop.end for stop in reckoning.stops)


def remaining(reckoning: Reckoning, day: date, calendar: Calendar) -> int:
    """How much is still to be counted after `day`: working days of a term in working days, else days; of a backward one, to its last lawful
    day."""
    if reckoning.steps and reckoning.term.direction is Direction.BACKWARD:
        last = day_of(reckoning.due)
        return _working_days(day + _DAY, last, calendar, fields=("on", "on")) if day < last else 0
    if reckoning.steps:
        return sum(step > day for step in reckoning.steps)
    left = (day_of(reckoning.nominal) - day).days
    return sum(not stands_still(reckoning, day + offset * _DAY) for offset in range(1, left + 1))


def _stops(events: Sequence[Event]) -> list[Suspend]:
    """Those that deduct anything, in order of time."""
    stops = (one for one in events if isinstance(one, Suspend) and one.written_notice is not False)
    return sorted(stops, key=lambda one: one.first)


def _extensions(events: Sequence[Event]) -> list[Extend]:
    return [one for one in events if isinstance(one, Extend)]


def _extensible(lasting: Lasting) -> bool:
    return lasting.direction is Direction.FORWARD and lasting.unit is not Unit.FIXED_DATE


def _refuse_outside(stop: Suspend, before: Reckoning) -> None:
    """`before` is the term as it was when the stop began, with every extension."""
    if stop.first < day_of(before.start):
        raise Unworkable("from", stop.first, f"期限自 {before.start} 起算，在此之前不存在停止计算")
    if stop.first > day_of(before.due):
        raise Unworkable("from", stop.first, f"期限已于 {before.due} 届满，此后不存在停止计算")


def _refuse_unapproved(extension: Extend, explanation: str) -> None:
    """The explanation of the example may tell it, if it speaks of the extension at all."""
    if extension.approver is None and not ("延长" in explanation and APPROVAL.search(explanation)):
        raise Unworkable("approver", "（未填）", "延长期限要写明由谁批准")


def _refuse_extension(extension: Extend, before: Reckoning, total: int) -> None:
    """`before` is the term as it was when the extension was granted."""
    unit = before.term.unit
    if extension.unit not in (None, unit):
        raise Unworkable("unit", extension.unit, f"延长与期限同一单位（{unit}）")
    if extension.cap is not None and total > extension.cap:
        raise Unworkable("by", extension.units, f"延长合计{total}{unit.label}，不得超过{extension.cap}{unit.label}")
    if extension.on is not None and extension.on > day_of(before.due):
        raise Unworkable("on", extension.on, f"期限已于 {before.due} 届满，届满后不得延长")
    if extension.on is not None and extension.on < day_of(before.start):
        raise Unworkable("on", extension.on, f"期限自 {before.start} 起算，在此之前不得延长")
