"""Whether the days of a calendar file can be what a notice says: held against the calendar and the law, every fault in Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from zhifa.engine.calendar.announced import FIRST_YEAR
from zhifa.engine.calendar.festivals import LAST_YEAR, festivals, statutory_days
from zhifa.engine.calendar.schedule import ScheduledDay

__all__ = ["overlay_faults", "publication_faults", "year_faults"]

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_MOST_WEEKDAYS_OFF: Final = 40
"""A guard against slips, twice what any notice has given so far; no rule of law."""

_HALF_A_YEAR: Final = timedelta(days=183)
"""A festival comes once a year: days of its name that lie further apart are of two years."""

_LAW: Final = "《全国年节及纪念日放假办法》第二条"


def publication_faults(year: int, published_on: date) -> Iterator[str]:
    """A notice is published in the year before its own, or, to change it, in its own."""
    if published_on.year not in (year - 1, year):
        yield _fault("published_on", published_on, f"{year}年的通知应在{year - 1}年或者{year}年公布")


def year_faults(year: int, days: Sequence[ScheduledDay], neighbours: Sequence[ScheduledDay]) -> Iterator[str]:
    """Everything for which the days of a notice cannot be taken: `days` of its year, `neighbours` of those beside it."""
    both = (*days, *neighbours)
    yield from _repeated("days", (scheduled.day for scheduled in both))
    yield from _misplaced(year, days, neighbours)
    yield from _worked_without_exchange(both)
    yield from _missing_festivals(year, days)
    yield from _holes(both)
    yield from _too_many("days", (scheduled.day for scheduled in both if scheduled.off))


def overlay_faults(off: Sequence[date], working: Sequence[date]) -> Iterator[str]:
    """Everything for which an overlay cannot be taken."""
    if not off and not working:
        yield _fault("off", "（空）", "放假的日期和上班的日期至少写一个")
    yield from _repeated("off", off)
    yield from _repeated("working", working)
    for day in sorted({*off} & {*working}):
        yield _fault("working", day, "同一天又列在 off 中")
    for name, days in (("off", off), ("working", working)):
        for day in sorted({day for day in days if not FIRST_YEAR <= day.year <= LAST_YEAR}):
            yield _fault(name, day, f"日历只答{FIRST_YEAR}年至{LAST_YEAR}年")
    yield from _too_many("off", off)


def _repeated(field: str, days: Iterable[date]) -> Iterator[str]:
    for day, times in sorted(Counter(days).items()):
        if times > 1:
            yield _fault(field, day, f"同一天写了{times}次")


def _misplaced(year: int, days: Iterable[ScheduledDay], neighbours: Iterable[ScheduledDay]) -> Iterator[str]:
    for day, _, _ in days:
        if day.year != year:
            yield _fault("days", day, f"不在{year}年；通知确实写明的相邻年份的日期，写在 neighbour_days 中")
    beside = ((year - 1, 12), (year + 1, 1))
    for day, _, _ in neighbours:
        if (day.year, day.month) not in beside:
            yield _fault("neighbour_days", day, f"只能是{year - 1}年12月或者{year + 1}年1月的日期")


def _worked_without_exchange(days: Iterable[ScheduledDay]) -> Iterator[str]:
    for day, name, off in days:
        if not off and day.weekday() < _SATURDAY:
            yield _fault("days", day, f"列为上班（{name}），而这天是周{'一二三四五'[day.weekday()]}，本来上班")


def _missing_festivals(year: int, days: Iterable[ScheduledDay]) -> Iterator[str]:
    """The law gives these days off, whatever the exchange; a notice that left one out would not be whole."""
    off = {scheduled.day for scheduled in days if scheduled.off}
    worked = {scheduled.day for scheduled in days if not scheduled.off}
    for festival in festivals(year):
        if missing := [day for day in festival.days if day not in off | worked]:
            yield _fault("days", "、".join(map(str, missing)), f"缺少{festival.name}放假（{_LAW}）")
    for day, name in statutory_days(year).items():
        if day in worked:
            yield _fault("days", day, f"{name}列为上班，而{_LAW}规定放假")


def _holes(days: Iterable[ScheduledDay]) -> Iterator[str]:
    """Weekdays left out between two days off of one festival, which a notice gives in one run; next year's is another run."""
    listed = {scheduled.day for scheduled in days}
    off = sorted((scheduled.name, scheduled.day) for scheduled in days if scheduled.off)
    for (name, earlier), (same, later) in pairwise(off):
        one_run = name == same and later - earlier < _HALF_A_YEAR
        between = (earlier + offset * _DAY for offset in range(1, (later - earlier).days))
        for day in between if one_run else ():
            if day not in listed and day.weekday() < _SATURDAY:
                yield _fault("days", day, f"没有列出，而{name}在{earlier}和{later}都放假；放假应当连续")


def _too_many(field: str, off: Iterable[date]) -> Iterator[str]:
    for year, count in sorted(Counter(day.year for day in off if day.weekday() < _SATURDAY).items()):
        if count > _MOST_WEEKDAYS_OFF:
            yield _fault(field, f"{year}年{count}天", f"周一至周五放假不应超过{_MOST_WEEKDAYS_OFF}天，核对年份和日期")


def _fault(field: str, value: object, rule: str) -> str:
    return f"填报项“{field}”的值 「{value}」 不合要求：{rule}"
