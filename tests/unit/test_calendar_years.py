"""The schedules of years read from notices: which of them rules a day, and what they must not hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from zhifa.engine.calendar import Calendar, Overlay, ScheduledDay, YearSchedule
from zhifa.engine.terms import Duty, Term, Unit, reckon

NATIONAL = Calendar()
NOTICE = YearSchedule(
    year=2027,
    days=(
        ScheduledDay(date(2027, 1, 1), "元旦", off=True),
        ScheduledDay(date(2027, 2, 9), "春节", off=True),
        ScheduledDay(date(2027, 2, 20), "春节", off=False),
    ),
    document_number="样例〔2026〕1号",
    published_on=date(2026, 11, 3),
)
AMENDED = replace(
    NOTICE,
    days=(ScheduledDay(date(2027, 2, 10), "春节", off=True),),
    document_number="样例〔2027〕1号",
    published_on=date(2027, 1, 26),
)
WITH_NOTICE = Calendar(years=(NOTICE,))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2027, 1, 1), "元旦放假"),
        (date(2027, 2, 9), "春节放假"),
        (date(2027, 2, 20), None),  # a Saturday
        (date(2027, 2, 21), "周末"),
        (date(2027, 6, 9), None),  # the law gives it off, the notice does not: the file is checked, the value rules
    ],
)
def test_a_schedule_rules_every_day_of_its_year(day: date, reason: str | None) -> None:
    assert WITH_NOTICE.rest_reason(day) == reason
    assert not WITH_NOTICE.is_provisional(day)


def test_a_schedule_rules_no_day_of_other_years() -> None:
    assert WITH_NOTICE.rest_reason(date(2026, 10, 7)) == NATIONAL.rest_reason(date(2026, 10, 7)) == "国庆节放假"
    assert WITH_NOTICE.is_provisional(date(2028, 1, 3))


def test_a_day_worked_in_exchange_says_for_which_festival() -> None:
    assert WITH_NOTICE.exchange_reason(date(2027, 2, 20)) == "春节调休上班"


def test_a_schedule_rules_over_the_package() -> None:
    silent = replace(NOTICE, year=2026, days=(ScheduledDay(date(2026, 1, 1), "元旦", off=True),))
    assert Calendar(years=(silent,)).is_working_day(date(2026, 2, 16))
    assert not Calendar(years=(silent,)).is_working_day(date(2026, 2, 14))
    assert not NATIONAL.is_working_day(date(2026, 2, 16))


@pytest.mark.parametrize("given", [(NOTICE, AMENDED), (AMENDED, NOTICE)])
def test_of_two_schedules_of_a_year_the_later_published_one_rules_alone(given: tuple[YearSchedule, ...]) -> None:
    calendar = Calendar(years=given)
    assert not calendar.is_working_day(date(2027, 2, 10))
    assert calendar.is_working_day(date(2027, 2, 9))
    assert "样例〔2027〕1号" in calendar.version
    assert "样例〔2026〕1号" not in calendar.version


def test_of_two_schedules_published_on_one_day_the_one_given_later_rules() -> None:
    other = replace(AMENDED, published_on=NOTICE.published_on)
    assert Calendar(years=(NOTICE, other)).is_working_day(date(2027, 2, 9))
    assert Calendar(years=(other, NOTICE)).is_working_day(date(2027, 2, 10))


def test_a_schedule_rules_the_days_of_neighbouring_years_that_it_names() -> None:
    beside = replace(NOTICE, days=(*NOTICE.days, ScheduledDay(date(2026, 12, 31), "元旦", off=True), ScheduledDay(date(2028, 1, 3), "元旦", off=True)))  # fmt: skip
    calendar = Calendar(years=(beside,))
    assert calendar.rest_reason(date(2026, 12, 31)) == "元旦放假"
    assert calendar.is_working_day(date(2026, 12, 30))
    assert not calendar.is_provisional(date(2028, 1, 3))
    assert calendar.is_provisional(date(2028, 1, 4))


@pytest.mark.parametrize(("published", "rests"), [(date(2026, 1, 5), False), (date(2027, 1, 5), True)])
def test_of_the_schedules_of_two_years_that_speak_of_a_day_the_later_published_one_rules(
    published: date, rests: bool
) -> None:
    named = ScheduledDay(date(2027, 1, 4), "元旦", off=True)
    earlier = replace(NOTICE, year=2026, days=(named,), published_on=published, document_number="样例〔2025〕1号")
    for given in ((earlier, NOTICE), (NOTICE, earlier)):
        assert Calendar(years=given).is_working_day(date(2027, 1, 4)) is not rests


def test_an_overlay_rules_over_a_schedule() -> None:
    overlay = Overlay(name="本机关值守", document_number="样例〔2027〕2号", working=frozenset({date(2027, 2, 9)}))
    assert Calendar((overlay,), years=(NOTICE,)).is_working_day(date(2027, 2, 9))


def test_the_version_names_the_schedules_by_year_and_then_the_overlays() -> None:
    overlay = Overlay(name="本机关值守", document_number="样例〔2027〕2号", working=frozenset({date(2027, 2, 9)}))
    calendar = Calendar((overlay,), years=(NOTICE,))
    assert calendar.version == f"{NATIONAL.version} + 样例〔2026〕1号（2027年） + 样例〔2027〕2号"


def test_the_basis_of_a_year_is_its_notice_the_package_or_the_law() -> None:
    assert WITH_NOTICE.basis(2027) == "样例〔2026〕1号，2026-11-03公布"
    assert "chinesecalendar" in WITH_NOTICE.basis(2026)
    assert "放假安排未公布" in WITH_NOTICE.basis(2028)


def test_a_term_is_final_once_the_years_it_rests_on_are_announced() -> None:
    term = Term(
        code="any", label="任一期限", length=5, unit=Unit.WORKING_DAY, article="行政处罚法第八十五条", duty=Duty.PARTY,
        start="送达之日", effect="期限届满",
    )  # fmt: skip
    start = date(2027, 2, 5)
    assert reckon(term, start, NATIONAL).provisional
    told = reckon(term, start, WITH_NOTICE)
    assert not told.provisional
    assert "样例〔2026〕1号（2027年）" in "\n".join(told.explain())


def test_a_term_that_only_begins_in_an_unannounced_year_rests_on_no_day_of_it() -> None:
    term = Term(
        code="any", label="任一期限", length=1, unit=Unit.WORKING_DAY, article="行政处罚法第八十五条", duty=Duty.PARTY,
        start="送达之日", effect="期限届满",
    )  # fmt: skip
    calendar = Calendar(years=(replace(NOTICE, year=2028, days=(ScheduledDay(date(2028, 1, 1), "元旦", off=True),)),))
    assert not reckon(term, date(2027, 12, 31), calendar).provisional
    assert reckon(term, date(2027, 12, 30), calendar).provisional


@pytest.mark.parametrize(
    ("field", "faulty"),
    [
        ("document_number", {"document_number": " "}),
        ("days", {"days": ()}),
        ("days=2027-01-01: .* twice", {"days": (NOTICE.days[0], NOTICE.days[0])}),
        ("days=2026-11-30", {"days": (ScheduledDay(date(2026, 11, 30), "元旦", off=True),)}),
        ("days=2028-02-01", {"days": (ScheduledDay(date(2028, 2, 1), "春节", off=True),)}),
        ("days=2027-01-01T", {"days": (ScheduledDay(datetime(2027, 1, 1, tzinfo=UTC), "元旦", off=True),)}),
        ("published_on=2026-11-03T", {"published_on": datetime(2026, 11, 3, tzinfo=UTC)}),
    ],
)
def test_a_schedule_without_notice_or_sense_is_refused(field: str, faulty: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=f"^{field}"):
        replace(NOTICE, **faulty)  # type: ignore[arg-type]
