"""What is left of a term, in the unit a person counts it in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from zhifa.engine.calendar import Calendar
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.remainder import remainder
from zhifa.engine.units import Unit

CALENDAR = Calendar()
FRIDAY = datetime(2026, 3, 6, 23, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("unit", "due", "text"),
    [
        (Unit.WORKING_DAY, date(2026, 3, 9), "尚余1个工作日"),
        (Unit.WORKING_DAY, date(2026, 3, 6), "今日届满"),
        (Unit.WORKING_DAY, date(2026, 3, 4), "已超过2个工作日"),
        (Unit.CALENDAR_DAY, date(2026, 3, 9), "尚余3日"),
        (Unit.MONTH, date(2026, 3, 5), "已超过1日"),
        (Unit.FIXED_DATE, date(2026, 3, 6), "今日届满"),
        (Unit.HOUR, FRIDAY + timedelta(hours=5, minutes=59), "尚余5小时"),
        (Unit.HOUR, FRIDAY + timedelta(minutes=59), "不足1小时"),
        (Unit.HOUR, FRIDAY - timedelta(minutes=1), "已超过1小时"),
    ],
)
def test_it_is_told_in_the_unit_of_the_term_or_in_days(unit: Unit, due: date, text: str) -> None:
    assert remainder(unit, due, FRIDAY, CALENDAR).text == text


def test_the_day_is_that_in_beijing() -> None:
    assert (
        remainder(
            Unit.CALENDAR_DAY, date(2026, 3, 7), datetime.fromisoformat("2026-03-06T16:30:00+00:00"), CALENDAR
        ).amount
        == 0
    )
