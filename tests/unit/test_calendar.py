from datetime import UTC, date, datetime

import pytest

from zhifa.engine.calendar import FIRST_YEAR, LAST_YEAR, Calendar, Overlay

NATIONAL = Calendar()
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
        (date(2027, 1, 1), "元旦"),
        (date(2027, 1, 4), None),
        (date(2027, 2, 8), None),  # surely within the Spring Festival, but no notice says which days
        (date(2027, 5, 1), "劳动节"),  # a Saturday: the holiday names it, not the weekend
        (date(2028, 5, 2), "劳动节"),
        (date(2027, 10, 1), "国庆节"),
        (date(2029, 10, 2), "国庆节"),
        (date(2029, 10, 3), "国庆节"),
        (date(2029, 10, 4), None),
        (date(2027, 1, 9), "周末"),
        (date(2027, 1, 10), "周末"),
    ],
)
def test_an_unpublished_year_counts_weekends_and_fixed_holidays_and_is_provisional(day, reason):
    assert NATIONAL.rest_reason(day) == reason
    assert NATIONAL.is_provisional(day)


def test_an_overlay_takes_a_day_off_and_names_itself():
    calendar = Calendar((SHOTON,))
    assert calendar.rest_reason(date(2026, 8, 12)) == "雪顿节放假"
    assert NATIONAL.is_working_day(date(2026, 8, 12))


def test_an_overlay_makes_a_rest_day_a_working_day():
    assert Calendar((EXCHANGED,)).is_working_day(date(2026, 8, 15))
    assert not NATIONAL.is_working_day(date(2026, 8, 15))


def test_the_later_of_two_overlays_rules():
    revoked = Overlay(name="雪顿节取消", document_number="藏政办发〔2026〕11号", working=SHOTON.off)
    assert Calendar((SHOTON, revoked)).is_working_day(date(2026, 8, 12))
    assert not Calendar((revoked, SHOTON)).is_working_day(date(2026, 8, 12))


def test_an_overlay_does_not_make_its_year_final():
    overlay = Overlay(name="本机关放假", document_number="办〔2026〕1号", off=frozenset({date(2027, 1, 4)}))
    assert Calendar((overlay,)).is_provisional(date(2027, 1, 4))
    assert not Calendar((overlay,)).is_working_day(date(2027, 1, 4))


def test_the_version_names_package_and_every_overlay():
    assert NATIONAL.version.startswith("chinesecalendar 1.")
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
@pytest.mark.parametrize("question", ["is_working_day", "is_provisional", "next_working_day", "last_working_day"])
def test_a_day_outside_the_years_of_the_calendar_is_refused_by_value_and_rule(question, day):
    with pytest.raises(ValueError, match=f"day={day}: .* {FIRST_YEAR} to {LAST_YEAR}"):
        getattr(NATIONAL, question)(day)


def test_a_count_that_leaves_the_years_of_the_calendar_is_refused():
    with pytest.raises(ValueError, match="day=2003-12-31"):
        NATIONAL.add_working_days(date(FIRST_YEAR, 1, 5), -9)
    with pytest.raises(ValueError, match="day=2003-12-31"):
        NATIONAL.add_working_days(date(FIRST_YEAR - 1, 12, 31), 1)


def test_an_instant_is_not_a_day():
    with pytest.raises(ValueError, match="a day, not an instant"):
        NATIONAL.is_working_day(datetime(2026, 2, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("field", "faulty"),
    [
        ("name", {"name": " "}),
        ("document_number", {"document_number": ""}),
        ("working=2026-08-12", {"working": SHOTON.off}),
    ],
)
def test_an_overlay_without_name_or_document_or_sense_is_refused(field, faulty):
    sound = {"name": SHOTON.name, "document_number": SHOTON.document_number, "off": SHOTON.off}
    with pytest.raises(ValueError, match=f"^{field}"):
        Overlay(**(sound | faulty))
