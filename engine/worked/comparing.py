"""What a file expects, set beside what was computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from zhifa.engine.calendar import Calendar
from zhifa.engine.terms import Reckoning
from zhifa.engine.worked.claims import Assertion
from zhifa.engine.worked.counting import Unworkable, remaining, stands_still
from zhifa.engine.worked.events import Checkpoint
from zhifa.engine.worked.moments import day_of, moment_text
from zhifa.engine.worked.parts import Expecting
from zhifa.engine.worked.results import Check

__all__ = ["asserted", "compared", "standing"]


def compared(expecting: Expecting, reckoning: Reckoning, *, of: str = "") -> Iterator[Check]:
    """Every date the file gives beside the one computed; never the lenient reading."""
    dates = (
        ("届满", expecting.expected_due, reckoning.due),
        ("名义届满", expecting.expected_nominal, reckoning.nominal),
        ("预警基准日", expecting.expected_safe, reckoning.safe),
    )
    for what, expected, computed in dates:
        if expected is not None:
            yield Check(what=of + what, expected=moment_text(expected), computed=moment_text(computed))
    if expecting.provisional is not None:
        yield Check(what=of + "暂定", expected=_yes(expecting.provisional), computed=_yes(reckoning.provisional))
    if expecting.steps is not None:
        yield Check(what=of + "计数", expected=_days(expecting.steps), computed=_days(reckoning.steps))


def standing(point: Checkpoint, reckoning: Reckoning, calendar: Calendar, *, of: str) -> Iterator[Check]:
    """How the term stands on the day of a checkpoint."""
    if point.on is None:
        return
    late = max(0, (point.on - day_of(reckoning.due)).days)
    if point.remaining is not None:
        left = remaining(reckoning, point.on, calendar)
        yield Check(what=of + "尚余", expected=str(point.remaining), computed=str(left))
    if isinstance(point.overdue, bool):
        yield Check(what=of + "逾期", expected=_yes(point.overdue), computed=_yes(late > 0))
    elif point.overdue is not None:
        yield Check(what=of + "逾期天数", expected=str(point.overdue), computed=str(late))
    if point.state is not None:
        state = "overdue" if late else "suspended" if stands_still(reckoning, point.on) else "running"
        yield Check(what=of + "状态", expected=point.state, computed=state)


def asserted(assertion: Assertion, due: date | datetime) -> Iterator[Check]:
    """Whether what was done on a day came after the end, as the file asserts."""
    name, when = assertion.when
    after = _after(name, when, due)
    for claim, (said, means_after) in assertion.claims.items():
        computed = after if means_after else not after
        yield Check(what=f"{name} {moment_text(when)} {claim}", expected=_yes(said), computed=_yes(computed))


def _after(name: str, when: date | datetime, due: date | datetime) -> bool:
    if not isinstance(due, datetime):
        return day_of(when) > due
    if not isinstance(when, datetime):
        raise Unworkable(name, when, "以小时计的期限要写明时刻 YYYY-MM-DDTHH:MM")
    return when > due


def _days(days: Sequence[date]) -> str:
    """In calendar order, whichever way they were counted."""
    return "、".join(day.isoformat() for day in sorted(days)) or "—"


def _yes(said: bool) -> str:  # noqa: FBT001 - the value to be told
    return "是" if said else "否"
