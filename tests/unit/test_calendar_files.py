"""Calendar files: what is read from a sound one, and every fault of a faulty one."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from zhifa.engine.calendar import Calendar, Overlay, ScheduledDay, YearSchedule
from zhifa.engine.calendar.festivals import statutory_days
from zhifa.engine.calendar.file import CalendarFileFaulty, Notice, read_calendar_file

EXAMPLES = Path(__file__).parents[2] / "examples" / "calendar"
NOTICE_2026 = (EXAMPLES / "2026.json").read_text(encoding="utf-8")
SAMPLE = (EXAMPLES / "tibet-overlay-sample.json").read_text(encoding="utf-8")
NOTICE = Notice("样例〔2026〕1号", date(2026, 11, 3))

YEAR: dict[str, Any] = {
    "format": "zhifa.calendar/1",
    "year": 2027,
    "document_number": "样例〔2026〕1号",
    "published_on": "2026-11-03",
    "days": [{"date": str(day), "name": name, "off": True} for day, name in statutory_days(2027).items()],
}
PUBLIC: dict[str, Any] = {
    "$schema": "schema.json",
    "$id": "2027.json",
    "year": 2027,
    "papers": ["通知"],
    "days": [{"date": day["date"], "name": day["name"], "isOffDay": True} for day in YEAR["days"]],
}
OVERLAY = {"format": "zhifa.overlay/1", "name": "藏历新年放假", "document_number": "〔样例〕", "off": ["2027-02-10"]}


def read(content: dict[str, Any]) -> YearSchedule | Overlay:
    return read_calendar_file(json.dumps(content, ensure_ascii=False))


def refused(content: dict[str, Any] | str, notice: Notice | None = None) -> tuple[str, ...]:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    with pytest.raises(CalendarFileFaulty) as caught:
        read_calendar_file(text, notice=notice)
    assert str(caught.value) == "\n".join(caught.value.faults)
    return caught.value.faults


def days(first: str, count: int) -> list[dict[str, Any]]:
    begin = date.fromisoformat(first)
    return [{"date": str(begin + timedelta(days=n)), "name": "放假", "off": True} for n in range(count)]


# --- sound files ------------------------------------------------------------------------------------------------------


def test_the_example_of_2026_gives_the_working_days_of_the_package() -> None:
    schedule = read_calendar_file(NOTICE_2026)
    assert isinstance(schedule, YearSchedule)
    read_from_file, packaged = Calendar(years=(schedule,)), Calendar()
    every = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [day for day in every if read_from_file.is_working_day(day) is not packaged.is_working_day(day)] == []
    assert (schedule.document_number, schedule.published_on) == ("国办发明电〔2025〕7号", date(2025, 11, 4))


def test_the_example_of_2026_gives_the_thirteen_days_of_the_law_beyond_those_worked_off() -> None:
    schedule = read_calendar_file(NOTICE_2026)
    assert isinstance(schedule, YearSchedule)
    assert (schedule.weekdays_off, schedule.weekend_days_worked) == (19, 6)


def test_a_year_is_read_with_days_of_the_years_beside_it() -> None:
    beside = [{"date": "2026-12-31", "name": "元旦", "off": True}, {"date": "2026-12-27", "name": "元旦", "off": False}]
    schedule = read(YEAR | {"source": "通知", "neighbour_days": beside})
    assert isinstance(schedule, YearSchedule)
    assert schedule.days[:2] == (
        ScheduledDay(date(2026, 12, 27), "元旦", off=False),
        ScheduledDay(date(2026, 12, 31), "元旦", off=True),
    )
    assert schedule.source == "通知"
    assert len(schedule.days) == 15


def test_the_new_year_of_the_next_year_is_no_hole_in_that_of_the_year() -> None:
    told = json.loads(NOTICE_2026)
    beside = [{"date": "2027-01-01", "name": "元旦", "off": True}]
    year = read_calendar_file(json.dumps(told | {"neighbour_days": beside}))
    assert isinstance(year, YearSchedule)
    assert date(2027, 1, 1) in {scheduled.day for scheduled in year.days}
    holed = [{"date": "2025-12-30", "name": "元旦", "off": True}]
    with pytest.raises(CalendarFileFaulty, match="2025-12-31"):
        read_calendar_file(json.dumps(told | {"neighbour_days": holed}))


def test_an_overlay_is_read() -> None:
    overlay = read(OVERLAY | {"working": ["2027-02-14"]})
    assert overlay == Overlay(
        name="藏历新年放假",
        document_number="〔样例〕",
        off=frozenset({date(2027, 2, 10)}),
        working=frozenset({date(2027, 2, 14)}),
    )


def test_the_sample_overlay_says_that_it_is_a_sample() -> None:
    overlay = read_calendar_file(SAMPLE)
    assert isinstance(overlay, Overlay)
    assert "样例" in overlay.name
    assert overlay.document_number == "〔样例〕"


def test_the_public_format_is_read_with_the_notice_it_does_not_tell() -> None:
    december = {"date": "2026-12-31", "name": "元旦", "isOffDay": True}
    text = json.dumps(PUBLIC | {"days": [*PUBLIC["days"], december]})
    schedule = read_calendar_file(text, notice=NOTICE)
    assert isinstance(schedule, YearSchedule)
    assert (schedule.document_number, schedule.published_on, schedule.source) == (*NOTICE, "通知")
    assert schedule.days[0].day == date(2026, 12, 31)
    assert len(schedule.days) == 14


def test_a_day_off_on_an_ordinary_weekend_is_allowed() -> None:
    weekend = {"date": "2027-02-13", "name": "周末", "off": True}
    assert isinstance(read(YEAR | {"days": [*YEAR["days"], weekend]}), YearSchedule)


def test_a_run_of_days_off_may_leave_its_weekend_out() -> None:
    longer = [{"date": day, "name": "国庆节", "off": True} for day in ("2027-10-04", "2027-10-08", "2027-10-11")]
    between = [{"date": f"2027-10-{n:02}", "name": "国庆节", "off": True} for n in (5, 6, 7)]
    assert isinstance(read(YEAR | {"days": [*YEAR["days"], *longer, *between]}), YearSchedule)


# --- faults -----------------------------------------------------------------------------------------------------------


def _without(*names: str) -> Callable[[dict[str, Any]], None]:
    def change(year: dict[str, Any]) -> None:
        year["days"] = [day for day in year["days"] if day["name"] not in names]

    return change


def _with(*more: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
    return lambda year: year["days"].extend(more)


def _worked(day: str) -> Callable[[dict[str, Any]], None]:
    def change(year: dict[str, Any]) -> None:
        next(one for one in year["days"] if one["date"] == day)["off"] = False

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_with({"date": "2027-01-01", "name": "元旦", "off": True}), "“days”的值 「2027-01-01」 不合要求：同一天写了2次"),
        (_with({"date": "2028-05-03", "name": "劳动节", "off": True}), "「2028-05-03」 不合要求：不在2027年"),
        (_without("端午节"), "「2027-06-09」 不合要求：缺少端午节放假（《全国年节及纪念日放假办法》第二条）"),
        (_without("春节"), "「2027-02-05、2027-02-06、2027-02-07、2027-02-08」 不合要求：缺少春节放假"),
        (_worked("2027-05-01"), "「2027-05-01」 不合要求：劳动节列为上班"),
        (_worked("2027-06-09"), "「2027-06-09」 不合要求：列为上班（端午节），而这天是周三，本来上班"),
        (_with({"date": "2027-03-01", "name": "调休", "off": False}), "「2027-03-01」 不合要求：列为上班（调休），而这天是周一"),
        (_with({"date": "2027-02-10", "name": "春节", "off": True}), "「2027-02-09」 不合要求：没有列出，而春节在2027-02-08和2027-02-10都放假"),
        (_with(*days("2027-07-01", 58)), "「2027年49天」 不合要求：周一至周五放假不应超过40天"),
        (lambda year: year.update(neighbour_days=days("2026-11-30", 1)), "“neighbour_days”的值 「2026-11-30」 不合要求：只能是2026年12月或者2028年1月的日期"),
        (lambda year: year.update(neighbour_days=days("2027-01-02", 1)), "“neighbour_days”的值 「2027-01-02」"),
        (lambda year: year.update(published_on="2025-11-03"), "“published_on”的值 「2025-11-03」 不合要求：2027年的通知应在2026年或者2027年公布"),
        (lambda year: year.update(published_on="2026-11-31"), "“published_on”的值 「2026-11-31」 不合要求：应为日期"),
        (lambda year: year.update(year=2024), "“year”的值 「2024」 不合要求：不得小于2025"),
        (lambda year: year.update(year=2100), "“year”的值 「2100」 不合要求：不得大于2099"),
        (lambda year: year.update(year="2027"), "“year”的值 「2027」 不合要求：应为整数"),
        (lambda year: year.update(days=[]), "“days”的值 「[]」 不合要求：至少1项"),
        (lambda year: year.update(weeks=[]), "“weeks”的值 「[]」 不合要求：没有这一项"),
        (lambda year: year.pop("document_number"), "“document_number”的值 （未填） 不合要求：必填"),
        (lambda year: year.update(document_number=" "), "“document_number”的值 「 」 不合要求：不得只有空白"),
        (_with({"date": "2027-12-01T00:00:00", "name": "无", "off": True}), "“days.13.date”的值 「2027-12-01T00:00:00」 不合要求：应为日期"),
        (_with({"date": "2027-12-01", "name": "无", "isOffDay": True}), "“days.13.isOffDay”的值 「true」 不合要求：没有这一项"),
        (lambda year: year.update(format="zhifa.calendar/2"), "“format”不合要求：应为 zhifa.calendar/1"),
        (lambda year: year.update(format=1), "“format”不合要求：应为 zhifa.calendar/1"),
    ],
)  # fmt: skip
def test_a_faulty_year_names_field_value_and_rule(change: Callable[[dict[str, Any]], None], told: str) -> None:
    year = deepcopy(YEAR)
    change(year)
    assert [fault for fault in refused(year) if told in fault] != []


def test_every_fault_is_told_at_once() -> None:
    year = deepcopy(YEAR)
    _without("端午节", "中秋节")(year)
    _with({"date": "2027-01-01", "name": "元旦", "off": True})(year)
    assert len(refused(year)) == 3


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        ({"off": []}, "放假的日期和上班的日期至少写一个"),
        ({"off": ["2027-02-10", "2027-02-10"]}, "“off”的值 「2027-02-10」 不合要求：同一天写了2次"),
        ({"working": ["2027-02-10"]}, "“working”的值 「2027-02-10」 不合要求：同一天又列在 off 中"),
        ({"working": ["2127-02-10"]}, "“working”的值 「2127-02-10」 不合要求：日历只答2004年至2099年"),
        ({"off": [day["date"] for day in days("2027-03-01", 60)]}, "“off”的值 「2027年44天」 不合要求"),
        ({"name": ""}, "“name”的值 「」 不合要求：不得为空"),
        ({"year": 2027}, "“year”的值 「2027」 不合要求：没有这一项"),
    ],
)
def test_a_faulty_overlay_names_field_value_and_rule(faulty: dict[str, Any], told: str) -> None:
    assert [fault for fault in refused(OVERLAY | faulty) if told in fault] != []


def test_the_public_format_without_its_notice_is_refused() -> None:
    assert refused(PUBLIC) == (
        "填报项“document_number”和“published_on”未填：公开格式的文件不载通知的文号和公布日期，要另行给出",
    )


@pytest.mark.parametrize("content", [YEAR, OVERLAY])
def test_a_notice_beside_a_file_that_tells_its_own_is_refused(content: dict[str, Any]) -> None:
    assert refused(content, NOTICE) == ("填报项“document_number”不用另行给出：这种格式的文件自己载明",)


def test_the_public_format_is_held_against_law_and_calendar_too() -> None:
    faults = refused(PUBLIC | {"days": PUBLIC["days"][1:]}, NOTICE)
    assert faults == ("填报项“days”的值 「2027-01-01」 不合要求：缺少元旦放假（《全国年节及纪念日放假办法》第二条）",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "不是 JSON：第1行第1列"),
        ('{"year": 2027 "days": []}', "不是 JSON：第1行第15列"),
        ("[]", "应是一个 JSON 对象 {…}"),
        ("[" * 100_000, "嵌套过深"),
        ("{}", "“format”不合要求"),
        ('{"year": 2027, "year": 2028, "days": []}', "「year」写了两次"),
        ('{"year": NaN, "days": []}', "NaN 不是 JSON 的数"),
    ],
)
def test_what_is_no_calendar_file_is_refused(text: str, told: str) -> None:
    (fault,) = refused(text)
    assert told in fault
