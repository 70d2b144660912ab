import re
from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest

from zhifa.engine.calendar import FIRST_YEAR, LAST_YEAR, Calendar, Overlay
from zhifa.engine.calendar.festivals import FIRST_UNDER_PRESENT_LAW, festivals, statutory_days

NATIONAL = Calendar()
QUESTIONS = ["is_working_day", "is_provisional", "next_working_day", "last_working_day"]
SHOTON = Overlay(
    name="雪顿节放假", document_number="藏政办发〔2026〕9号", off=frozenset({date(2026, 8, 12), date(2026, 8, 13)})
)
EXCHANGED = Overlay(name="雪顿节调休", document_number="藏政办发〔2026〕10号", working=frozenset({date(2026, 8, 15)}))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 2, 12), None),
        (date(2026, 2, 14), None),  # a Saturday worked in exchange for the Spring Festival
        (date(2026, 2, 15), "春节放假"),
        (date(2026, 2, 23), "春节放假"),  # a Monday given in exchange
        (date(2026, 11, 21), "周末"),
    ],
)
def test_a_published_year_follows_the_notice(day, reason):
    assert NATIONAL.rest_reason(day) == reason
    assert NATIONAL.is_working_day(day) is (reason is None)
    assert not NATIONAL.is_provisional(day)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2027, 1, 1), "元旦放假（法定，调休未公布）"),
        (date(2027, 1, 4), None),
        (date(2027, 2, 4), None),
        (date(2027, 2, 5), "春节放假（法定，调休未公布）"),  # 除夕
        (date(2027, 2, 8), "春节放假（法定，调休未公布）"),  # 初三
        (date(2027, 2, 9), None),  # a notice may give it in exchange, but nobody has
        (date(2027, 4, 5), "清明节放假（法定，调休未公布）"),
        (date(2027, 5, 1), "劳动节放假（法定，调休未公布）"),  # a Saturday: the festival names it, not the weekend
        (date(2027, 5, 3), None),  # nobody has said when what falls on a weekend is made good
        (date(2028, 5, 2), "劳动节放假（法定，调休未公布）"),
        (date(2027, 6, 9), "端午节放假（法定，调休未公布）"),
        (date(2027, 9, 15), "中秋节放假（法定，调休未公布）"),
        (date(2027, 10, 1), "国庆节放假（法定，调休未公布）"),
        (date(2028, 10, 3), "中秋节、国庆节放假（法定，调休未公布）"),
        (date(2029, 10, 4), None),
        (date(2027, 1, 9), "周末"),
        (date(2027, 1, 10), "周末"),
    ],
)
def test_an_unpublished_year_rests_on_weekends_and_the_days_of_the_law_and_is_provisional(day, reason):
    assert NATIONAL.rest_reason(day) == reason
    assert NATIONAL.is_provisional(day)


def test_the_days_of_the_law_are_known_to_the_last_year_of_the_calendar():
    for year in range(FIRST_UNDER_PRESENT_LAW, LAST_YEAR + 1):
        given = {festival.name: len(festival.days) for festival in festivals(year)}
        assert given == {"元旦": 1, "春节": 4, "清明节": 1, "劳动节": 2, "端午节": 1, "中秋节": 1, "国庆节": 3}


@pytest.mark.parametrize("year", [FIRST_UNDER_PRESENT_LAW - 1, LAST_YEAR + 1])
def test_festivals_outside_the_present_law_are_refused(year):
    with pytest.raises(ValueError, match=f"year={year}"):
        festivals(year)


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_the_law_gives_is_off_in_the_notice_of_its_year(year):
    days = statutory_days(year)
    assert len(days) == 13
    assert [day for day in days if NATIONAL.is_working_day(day)] == []


def test_every_day_of_the_published_years_is_what_the_package_says():
    day = date(FIRST_YEAR, 1, 1)
    while day <= date(2026, 12, 31):
        assert NATIONAL.is_working_day(day) is chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 2, 14), "春节调休上班"),
        (date(2026, 2, 13), None),  # a Friday
        (date(2026, 2, 15), None),  # a Sunday off
        (date(2026, 11, 21), None),  # a Saturday like any other
    ],
)
def test_a_weekend_day_that_is_worked_says_why(day, reason):
    assert NATIONAL.exchange_reason(day) == reason


def test_an_overlay_takes_a_day_off_and_names_itself():
    calendar = Calendar((SHOTON,))
    assert calendar.rest_reason(date(2026, 8, 12)) == "雪顿节放假"
    assert NATIONAL.is_working_day(date(2026, 8, 12))


def test_an_overlay_makes_a_rest_day_a_working_day():
    assert Calendar((EXCHANGED,)).is_working_day(date(2026, 8, 15))
    assert Calendar((EXCHANGED,)).exchange_reason(date(2026, 8, 15)) == "雪顿节调休"
    assert not NATIONAL.is_working_day(date(2026, 8, 15))


def test_the_later_of_two_overlays_rules():
    revoked = Overlay(name="雪顿节取消", document_number="藏政办发〔2026〕11号", working=SHOTON.off)
    assert Calendar((SHOTON, revoked)).is_working_day(date(2026, 8, 12))
    assert not Calendar((revoked, SHOTON)).is_working_day(date(2026, 8, 12))


def test_an_overlay_does_not_make_its_year_final():
    overlay = Overlay(name="本机关放假", document_number="办〔2026〕1号", off=frozenset({date(2027, 1, 4)}))
    assert Calendar((overlay,)).is_provisional(date(2027, 1, 4))
    assert not Calendar((overlay,)).is_working_day(date(2027, 1, 4))


def test_the_version_names_packages_and_every_overlay():
    assert re.fullmatch(r"chinesecalendar 1\.\S+ \+ holidays 0\.\S+", NATIONAL.version)
    assert Calendar((SHOTON, EXCHANGED)).version == (f"{NATIONAL.version} + 藏政办发〔2026〕9号 + 藏政办发〔2026〕10号")


def test_the_next_and_last_working_days_include_the_day_itself():
    assert NATIONAL.next_working_day(date(2026, 2, 14)) == date(2026, 2, 14)
    assert NATIONAL.last_working_day(date(2026, 2, 14)) == date(2026, 2, 14)
    assert NATIONAL.next_working_day(date(2026, 2, 15)) == date(2026, 2, 24)
    assert NATIONAL.last_working_day(date(2026, 2, 23)) == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("day", "n", "result"),
    [
        (date(2026, 2, 11), 3, date(2026, 2, 14)),
        (date(2026, 2, 11), 4, date(2026, 2, 24)),
        (date(2026, 2, 24), -1, date(2026, 2, 14)),
        (date(2026, 2, 18), 0, date(2026, 2, 18)),
    ],
)
def test_working_days_are_added_without_the_day_of_the_start(day, n, result):
    assert NATIONAL.add_working_days(day, n) == result


def test_working_days_are_counted_in_the_order_of_the_count():
    assert NATIONAL.count_working_days(date(2026, 2, 24), -2) == (date(2026, 2, 14), date(2026, 2, 13))


@pytest.mark.parametrize("day", [date(FIRST_YEAR - 1, 12, 31), date(LAST_YEAR + 1, 1, 1)])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_day_outside_the_years_of_the_calendar_is_refused_by_value_and_rule(question, day):
    with pytest.raises(ValueError, match=f"day={day}: .* {FIRST_YEAR} to {LAST_YEAR}"):
        getattr(NATIONAL, question)(day)


def test_a_count_that_leaves_the_years_of_the_calendar_is_refused():
    with pytest.raises(ValueError, match="day=2003-12-31"):
        NATIONAL.add_working_days(date(FIRST_YEAR, 1, 5), -9)
    with pytest.raises(ValueError, match="day=2003-12-31"):
        NATIONAL.add_working_days(date(FIRST_YEAR - 1, 12, 31), 1)


@pytest.mark.parametrize("question", [*QUESTIONS, "rest_reason", "exchange_reason"])
@pytest.mark.parametrize("zone", [UTC, None])
def test_an_instant_is_not_a_day(question, zone):
    with pytest.raises(ValueError, match="a day, not an instant"):
        getattr(NATIONAL, question)(datetime(2026, 2, 12, tzinfo=zone))


@pytest.mark.parametrize(
    ("field", "faulty"),
    [
        ("name", {"name": " "}),
        ("document_number", {"document_number": ""}),
        ("working=2026-08-12", {"working": SHOTON.off}),
        ("off=2026-08-12T00:00", {"off": frozenset({datetime(2026, 8, 12, tzinfo=UTC)})}),
        ("working=2026-08-15T00:00", {"working": frozenset({datetime(2026, 8, 15)})}),  # noqa: DTZ001 - the fault
    ],
)
def test_an_overlay_without_name_or_document_or_sense_is_refused(field, faulty):
    sound = {"name": SHOTON.name, "document_number": SHOTON.document_number, "off": SHOTON.off}
    with pytest.raises(ValueError, match=f"^{field}"):
        Overlay(**(sound | faulty))
