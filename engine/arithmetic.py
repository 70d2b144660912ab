"""The arithmetic of a term in Chinese words, one line a step."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from zhifa.engine.units import Direction, Unit

if TYPE_CHECKING:
    from zhifa.engine.terms import Reckoning, RestDay, Stop

__all__ = ["explain"]

_WEEKDAYS: Final = "一二三四五六日"
_SATURDAY: Final = 5
_NEVER_ROLLS: Final = {
    Unit.WORKING_DAY: "以工作日计算的期限必于工作日届满，不涉及顺延",
    Unit.HOUR: "按小时计算的期限不顺延",
    Unit.FIXED_DATE: "固定日期不顺延",
}


def explain(reckoning: "Reckoning") -> tuple[str, ...]:
    """Article, start, count, stops, extension, nominal end, roll-over or why none, due day, effect, standing and calendar, in order."""
    return tuple(_lines(reckoning))


def _lines(reckoning: "Reckoning") -> Iterator[str]:
    term = reckoning.term
    yield f"依据：{term.article}；{term.label}，{term.span}（{term.duty.label}，规则版本{term.rule_version}）"
    yield f"起算：{_start(reckoning)}"
    yield from _count(reckoning)
    yield from map(_stood_still, reckoning.stops)
    if reckoning.extended_by:
        yield f"延长：{_extension(reckoning)}"
    yield f"名义届满：{_written(reckoning.nominal)}"
    yield f"顺延：{_roll_over(reckoning)}"
    yield f"{_due_word(reckoning)}：{_written(reckoning.due)}"
    if reckoning.safe is not None:
        yield f"预警基准日：{_written(reckoning.safe)}，不晚于名义届满的最后一个工作日"
    yield f"后果：{term.effect}"
    yield f"参数：{_rests_on(reckoning)}"
    yield f"日历：{reckoning.calendar_version}"
    if reckoning.provisional:
        yield "暂定：所涉年度的放假安排未载入日历，仅按周末和法定节假日计算，调休未计，公布后须复核"


def _start(reckoning: "Reckoning") -> str:
    term = reckoning.term
    event = f"{term.start} {_written(reckoning.start)}"
    if term.unit is Unit.FIXED_DATE:
        return f"{event}，固定日期，不另起算"
    if term.direction is Direction.BACKWARD:
        return f"{event}，由此倒计，起点不计入"
    if term.unit is Unit.HOUR:
        return f"{event}，自该时刻起连续计算"
    return f"{event}，当日不计入（参照民事诉讼法第八十五条第二款、民法典第二百零一条）"


def _count(reckoning: "Reckoning") -> Iterator[str]:
    term = reckoning.term
    if term.unit is Unit.WORKING_DAY:
        yield f"计数：{'、'.join(_counted(step, day) for step, day in enumerate(reckoning.steps, start=1))}"
        if reckoning.skipped:
            yield f"跳过：{'、'.join(_rest_periods(reckoning.skipped))}"
    elif term.unit in (Unit.MONTH, Unit.YEAR):
        yield f"计数：{term.span}，至对应日止，没有对应日的至当月末日（民法典第二百零二条）"
    elif term.unit is not Unit.FIXED_DATE:
        yield f"计数：{term.span}，连续计算，不扣除节假日"
    if term.direction is Direction.BACKWARD and term.unit is not Unit.HOUR:
        yield f"足额：结果日与{term.start}之间须有完整的{term.span}，两端均不计入（法律未明定，按产品约定取最严读法）"


def _stood_still(stop: "Stop") -> str:
    """The days that do not count: the day it stopped had been counted, the day it ran on is the last of them."""
    days = (stop.end - stop.start).days
    first = (stop.start + timedelta(days=1)).isoformat()
    return f"扣除：{stop.label}，{first}{f'至{stop.end.isoformat()}' if days > 1 else ''}停止计算，计{days}日"


def _rests_on(reckoning: "Reckoning") -> str:
    """How well the number is established; nothing is said for the law of a day on which its rule was not yet in force."""
    term = reckoning.term
    begun = reckoning.start.date() if isinstance(reckoning.start, datetime) else reckoning.start
    if term.in_force(begun):
        return term.mark.label
    return f"此数出自{term.since}起施行的规定；起算日{begun}在其施行之前，当时法律未收录，须另行核对"


def _extension(reckoning: "Reckoning") -> str:
    """What was added, and by which provision; the count above holds it already where single days are counted."""
    term, added = reckoning.term, f"{reckoning.extended_by}{reckoning.term.unit.label}"
    if term.extension is None:
        return f"{added}，加于名义届满日"
    return f"{added}，加于名义届满日（{term.extension.article}；{term.extension.mark.label}）"


def _counted(step: int, day: date) -> str:
    exchanged = "，调休上班" if day.weekday() >= _SATURDAY else ""
    return f"第{step}日{day.isoformat()}（{_weekday(day)}{exchanged}）"


def _rest_periods(skipped: "tuple[RestDay, ...]") -> Iterator[str]:
    """Runs of days at rest for one reason: day and position grow alike as long as a run lasts."""
    numbered = enumerate(skipped)
    for (_, reason), run in groupby(numbered, key=lambda item: (item[1].day.toordinal() - item[0], item[1].reason)):
        days = [rest.day for _, rest in run]
        until = f"至{days[-1].isoformat()}" if len(days) > 1 else ""
        yield f"{days[0].isoformat()}{until}（{reason}）"


def _roll_over(reckoning: "Reckoning") -> str:
    term = reckoning.term
    if term.rolls and reckoning.due != reckoning.nominal:
        return (
            f"名义届满日为休息日，{'、'.join(_rest_periods(reckoning.skipped))}，顺延至其后第一个工作日"
            "（参照民事诉讼法第八十五条第三款、民法典第二百零三条）"
        )
    if term.rolls:
        return "名义届满日为工作日，无须顺延"
    if term.direction is Direction.BACKWARD:
        return "倒计的期限不顺延"
    return _NEVER_ROLLS.get(term.unit, "本期限不因节假日顺延")


def _due_word(reckoning: "Reckoning") -> str:
    return "最迟" if reckoning.term.direction is Direction.BACKWARD else "届满"


def _written(moment: date | datetime) -> str:
    """A legal day with its weekday; an instant with its minute or, where it has any, its seconds, in Beijing time."""
    if not isinstance(moment, datetime):
        return f"{moment.isoformat()}（{_weekday(moment)}）"
    precision = "seconds" if moment.second else "minutes"
    return f"{moment.replace(tzinfo=None).isoformat(sep=' ', timespec=precision)}（北京时间，{_weekday(moment)}）"


def _weekday(day: date) -> str:
    return f"周{_WEEKDAYS[day.weekday()]}"
