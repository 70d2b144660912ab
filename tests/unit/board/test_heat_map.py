"""The year as a picture: a square a day, as dark as it is full, rest days hatched, today outlined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from xml.etree import ElementTree

import pytest

from zhifa.board.heat_map import HeatMap
from zhifa.engine.agenda_page import Standing
from zhifa.engine.calendar import Calendar, Overlay

TODAY = date(2026, 5, 20)


def _drawn(
    ends: Mapping[date, int], *, year: int = 2026, calendar: Calendar | None = None, whose: str = "示例机关",
    standing: Mapping[Standing, int] | None = None,
) -> str:  # fmt: skip
    stands = standing or {}
    return HeatMap(
        year=year, ends=ends, standing=stands, calendar=calendar or Calendar(), today=TODAY, whose=whose
    ).svg()


def _day(svg: str, day: str) -> str:
    """What is drawn for a day."""
    found = re.search(rf"<g><title>{day} .*?</g>", svg, re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("year", [2024, 2026, 2028, 2034])
def test_every_day_of_the_year_is_one_square_within_the_picture(year: int) -> None:
    svg = _drawn({}, year=year)
    root = ElementTree.fromstring(svg)
    days = [group for group in root if group.tag.endswith("}g")]
    places = {(group[1].get("x"), group[1].get("y")) for group in days}

    assert len(days) == len(places) == (date(year + 1, 1, 1) - date(year, 1, 1)).days
    assert max(int(x or 0) for x, _ in places) + 14 <= int(root.get("width") or 0)


def test_a_fuller_day_is_darker_and_a_day_that_passed_is_red() -> None:
    svg = _drawn({date(2026, 6, 1): 1, date(2026, 6, 2): 9, date(2026, 3, 2): 1, date(2026, 3, 3): 9})

    colours = [_day(svg, f"2026-{day}").split('fill="')[1][:7] for day in ("06-01", "06-02", "03-02", "03-03")]

    assert colours == ["#c6dbef", "#08519c", "#fcbba1", "#8f0d14"]
    assert "2026-06-02 周二：9项" in svg


def test_the_shades_follow_the_fullest_day_once_days_are_full() -> None:
    svg = _drawn({date(2026, 6, 1): 1000, date(2026, 6, 2): 100, date(2026, 6, 3): 60})

    assert "501项以上" in svg
    assert _day(svg, "2026-06-01").count("#08519c") == 1
    assert _day(svg, "2026-06-03").count("#c6dbef") == 1


def test_rest_days_are_hatched_and_a_weekend_that_is_worked_is_not() -> None:
    svg = _drawn({})

    assert "url(#rest)" in _day(svg, "2026-10-01")
    assert "url(#rest)" in _day(svg, "2026-05-23")
    assert "url(#rest)" not in _day(svg, "2026-05-09"), "worked in exchange for a day of 劳动节"
    own = Overlay(name="本地节日", document_number="示例〔2026〕1号", off=frozenset({date(2026, 5, 21)}))
    assert "本地节日" in _day(_drawn({}, calendar=Calendar((own,))), "2026-05-21")


def test_only_today_is_outlined() -> None:
    svg = _drawn({})

    assert 'class="today"' in _day(svg, "2026-05-20")
    assert svg.count('class="today"') == 1 + 1, "today, and the legend"
    assert _drawn({}, year=2025).count('class="today"') == 1


def test_the_title_says_what_year_and_whose() -> None:
    assert "2026年期限届满日历　&lt;示例&gt;机关" in _drawn({}, whose="<示例>机关")


def test_the_caption_tells_what_ran_out_from_what_is_overdue_and_this_year_from_the_others() -> None:
    ends = {date(2026, 3, 2): 4, TODAY: 2, date(2026, 12, 31): 1}
    standing = {Standing.OVERDUE: 3, Standing.ENDED: 2, Standing.THIS_WEEK: 2, Standing.LATER: 5, Standing.SUSPENDED: 7}

    told = "截至2026-05-20：超期 3 项，已届满 2 项，尚未届满 7 项；图中为本年内届满的 7 项，另有 5 项届满在其他年度；中止计算的不计"
    assert told in _drawn(ends, standing=standing)


def test_the_caption_names_no_other_years_where_every_term_ends_in_this_one() -> None:
    svg = _drawn({date(2026, 6, 1): 2}, standing={Standing.LATER: 1, Standing.WAITING: 1})

    assert "尚未届满 1 项，待送达 1 项；图中为本年内届满的 2 项；中止计算的不计" in svg


def test_the_same_numbers_give_the_same_picture_in_whatever_order_they_come() -> None:
    ends = {date(2026, 6, day): day for day in range(1, 20)}

    assert _drawn(ends) == _drawn(dict(reversed(ends.items())))
