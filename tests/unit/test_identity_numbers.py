"""A number is judged by what it holds, not by which counties there were when its holder was born."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from zhifa.identity_numbers import told_by_resident_id


def numbered(area: str, born_on: date, order: int) -> str:
    body = f"{area}{born_on:%Y%m%d}{order:03}"
    return body + ric.calc_check_digit(f"{body}0")


@pytest.mark.parametrize(
    "area",
    ["442000", "441900", "440307", "500106", "310115", "110114", "330113", "330114"],
    ids=["中山", "东莞", "龙岗", "沙坪坝", "浦东", "昌平", "临平", "钱塘"],
)
def test_an_area_that_became_a_county_after_the_birth_is_right(area: str) -> None:
    told = told_by_resident_id(numbered(area, date(1975, 3, 9), 12))

    assert told is not None
    assert (told.born_on, told.sex) == (date(1975, 3, 9), "女")


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(born_on: date, order: int, place: int, more: int) -> None:
    number = numbered("110105", born_on, order)
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]

    assert told_by_resident_id(number) is not None
    assert told_by_resident_id(wrong) is None


@pytest.mark.parametrize(
    "number",
    ["", "110105194912310", "11010519491331002X", numbered("110105", date(1949, 12, 3), 1)[:-1]],
    ids=["none", "fifteen digits", "no such month", "too short"],
)
def test_what_is_no_such_number_tells_nothing(number: str) -> None:
    assert told_by_resident_id(number) is None


def test_a_small_x_is_taken_for_the_check_digit() -> None:
    assert told_by_resident_id("11010519491231002x") == told_by_resident_id("11010519491231002X") is not None
