from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa.engine.calendar import Calendar, Overlay, ScheduledDay, YearSchedule
from zhifa.engine.terms import Direction, Duty, Term, Unit, reckon

DAY = timedelta(days=1)
TERM = Term(
    code="any", label="任一期限", length=5, unit=Unit.WORKING_DAY, article="行政处罚法第八十五条", duty=Duty.PARTY,
    start="送达之日", effect="期限届满",
)  # fmt: skip

days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
naive = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1))  # noqa: DTZ001 - what must be refused
lengths = st.integers(1, 40)
several = st.frozensets(days, max_size=20)
overlays = st.builds(
    lambda off, working: Overlay(name="地方放假", document_number="样例〔2026〕1号", off=off, working=working - off),
    several,
    several,
)


@st.composite
def schedules(draw):
    year = draw(st.integers(2025, 2030))
    named = draw(st.sets(st.dates(date(year - 1, 12, 1), date(year + 1, 1, 31)), min_size=1, max_size=30))
    return YearSchedule(
        year=year,
        days=tuple(ScheduledDay(day, "节日", off=draw(st.booleans())) for day in sorted(named)),
        document_number=f"样例〔{year}〕号",
        published_on=draw(st.dates(date(year - 1, 10, 1), date(year, 6, 30))),
    )


calendars = st.builds(
    lambda overlaid, years: Calendar(tuple(overlaid), years=tuple(years)),
    st.lists(overlays, max_size=2),
    st.lists(schedules(), max_size=3),
)
terms = st.one_of(
    st.builds(
        lambda n, way: replace(TERM, length=n, direction=way), lengths, st.sampled_from([Direction.FORWARD, Direction.BACKWARD])
    ),
    st.builds(
        lambda n, unit, rolls: replace(TERM, length=n, unit=unit, rolls=rolls),
        st.integers(1, 12),
        st.sampled_from([Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR]),
        st.booleans(),
    ),
)  # fmt: skip


@given(st.integers(-60, 60), days, calendars)
def test_working_days_added_and_taken_away_come_back(n, day, calendar):
    start = calendar.next_working_day(day)
    assert calendar.add_working_days(calendar.add_working_days(start, n), -n) == start


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from([1, -1]), days, calendars)
def test_adding_working_days_is_additive(one, other, way, day, calendar):
    stepwise = calendar.add_working_days(calendar.add_working_days(day, way * one), way * other)
    assert stepwise == calendar.add_working_days(day, way * (one + other))


@given(terms, days, calendars, several)
def test_adding_a_holiday_never_shortens_a_term(term, start, calendar, off):
    before = reckon(term, start, calendar).due
    festival = Overlay(name="地方放假", document_number="样例〔2026〕2号", off=off or frozenset({start}))
    after = reckon(term, start, replace(calendar, overlays=(*calendar.overlays, festival))).due
    # Backward, a longer period before the event begins earlier.
    assert after <= before if term.direction is Direction.BACKWARD else after >= before


@given(terms, days, calendars)
def test_a_result_is_provisional_exactly_if_it_rests_on_a_day_nobody_has_announced(term, start, calendar):
    reckoning = reckon(term, start, calendar)
    rested_on = {*reckoning.steps, *(rest.day for rest in reckoning.skipped), reckoning.due}
    if not reckoning.steps or term.direction is Direction.BACKWARD:
        rested_on |= {reckoning.safe + offset * DAY for offset in range((reckoning.nominal - reckoning.safe).days + 1)}
    assert reckoning.provisional is any(calendar.is_provisional(day) for day in rested_on)


@given(days, calendars)
def test_a_day_rests_for_a_reason_or_is_worked_and_never_both(day, calendar):
    resting, exchanged = calendar.rest_reason(day), calendar.exchange_reason(day)
    assert calendar.is_working_day(day) is (resting is None)
    assert not (resting and exchanged)
    assert bool(exchanged) is (day.weekday() >= 5 and resting is None)


@given(
    days, st.permutations([0, 1, 2]), st.lists(schedules(), min_size=3, max_size=3, unique_by=lambda s: s.published_on)
)
def test_the_order_in_which_schedules_are_given_changes_nothing(day, order, three):
    one, other = Calendar(years=tuple(three)), Calendar(years=tuple(three[n] for n in order))
    assert one.rest_reason(day) == other.rest_reason(day)
    assert one.version == other.version


@given(st.one_of(naive, naive.map(lambda at: at.replace(tzinfo=UTC))), calendars)
def test_no_instant_gets_into_the_calendar(at, calendar):
    for ask in (calendar.is_working_day, calendar.rest_reason, calendar.is_provisional, calendar.next_working_day):
        with pytest.raises(ValueError, match="a day, not an instant"):
            ask(at)
    with pytest.raises(ValueError, match="not instants"):
        Overlay(name="地方放假", document_number="样例〔2026〕1号", off=frozenset({at}))


@given(terms, naive, calendars)
def test_a_naive_start_is_refused(term, start, calendar):
    with pytest.raises(ValueError, match="start"):
        reckon(term, start, calendar)
