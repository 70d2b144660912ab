from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from zhifa.engine.calendar import FIRST_YEAR, Calendar, Overlay
from zhifa.engine.instants import instant_text, legal_day, parse_instant
from zhifa.engine.terms import Direction, Duty, Term, Unit, latest_notice_day, reckon

DAY = timedelta(days=1)
NATIONAL = Calendar()
TERM = Term(
    code="any",
    label="任一期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第八十五条",
    duty=Duty.PARTY,
    start="送达之日",
    effect="期限届满",
)

days = st.dates(date(2006, 1, 1), date(2035, 12, 31))
lengths = st.integers(1, 40)
overlays = st.builds(
    lambda off, working: Overlay(name="地方放假", document_number="政发〔2026〕1号", off=off, working=working - off),
    off=st.frozensets(days, max_size=20),
    working=st.frozensets(days, max_size=20),
)
calendars = st.builds(lambda several: Calendar(tuple(several)), st.lists(overlays, max_size=2))
day_units = st.sampled_from([Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR])
short = st.integers(1, 10)
forward_terms = st.one_of(
    st.builds(lambda n: replace(TERM, length=n), short),
    st.builds(lambda n, unit, rolls: replace(TERM, length=n, unit=unit, rolls=rolls), short, day_units, st.booleans()),
)
backward_terms = st.builds(
    lambda n, unit: replace(TERM, length=n, unit=unit, direction=Direction.BACKWARD),
    short,
    st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR]),
)
terms = st.one_of(forward_terms, backward_terms)
instants = st.datetimes(datetime(1970, 1, 1), datetime(2900, 1, 1), timezones=st.timezones())  # noqa: DTZ001 - bounds; the zone is drawn


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Working days strictly between two days, counted one by one."""
    return sum(calendar.is_working_day(first + offset * DAY) for offset in range(1, (last - first).days))


@given(terms, days, days, calendars)
def test_a_later_start_never_ends_earlier(term, one, other, calendar):
    early, late = sorted((one, other))
    assert reckon(term, early, calendar).due <= reckon(term, late, calendar).due


@given(lengths, days, calendars)
def test_a_term_in_working_days_ends_on_a_working_day_and_holds_exactly_its_length(n, start, calendar):
    reckoning = reckon(replace(TERM, length=n), start, calendar)
    assert calendar.is_working_day(reckoning.due)
    assert working_days_between(start, reckoning.due, calendar) == n - 1
    assert reckoning.due == reckoning.nominal == reckoning.safe == reckoning.steps[-1]


@given(st.integers(-40, 40), days, calendars)
def test_adding_working_days_and_taking_them_away_comes_back(n, day, calendar):
    start = calendar.next_working_day(day)
    assert calendar.add_working_days(calendar.add_working_days(start, n), -n) == start


@given(days, calendars)
def test_the_nearest_working_days_enclose_the_day_with_nothing_working_between(day, calendar):
    before, after = calendar.last_working_day(day), calendar.next_working_day(day)
    assert before <= day <= after
    assert working_days_between(before, after, calendar) == 0
    assert (before == after) is calendar.is_working_day(day)


@given(overlays, days)
def test_an_overlay_rules_the_days_it_names_and_no_other(overlay, day):
    calendar = Calendar((overlay,))
    assert all(not calendar.is_working_day(off) for off in overlay.off)
    assert all(calendar.is_working_day(working) for working in overlay.working)
    if day not in overlay.off | overlay.working:
        assert calendar.is_working_day(day) is NATIONAL.is_working_day(day)


@given(terms, days, calendars)
def test_a_result_in_an_unpublished_year_is_flagged_and_one_that_never_leaves_the_published_is_not(
    term, start, calendar
):
    reckoning = reckon(term, start, calendar)
    assume(reckoning.due.year >= FIRST_YEAR)  # further back there is no calendar to ask
    if calendar.is_provisional(reckoning.due):
        assert reckoning.provisional
    if not calendar.is_provisional(max(start, reckoning.due)):
        assert not reckoning.provisional


@given(lengths, days, calendars)
def test_the_latest_notice_day_leaves_the_full_working_days_between_and_the_next_day_does_not(n, event, calendar):
    notice = replace(TERM, length=n, direction=Direction.BACKWARD)
    due = latest_notice_day(event, notice, calendar).due
    assert working_days_between(due, event, calendar) == n
    assert working_days_between(due + DAY, event, calendar) == n - 1


@given(st.integers(1, 400), days)
def test_a_backward_term_in_days_leaves_exactly_its_days_between(n, event):
    notice = replace(TERM, length=n, unit=Unit.CALENDAR_DAY, direction=Direction.BACKWARD)
    assert (event - reckon(notice, event, NATIONAL).due).days - 1 == n


@given(short, st.sampled_from([Unit.MONTH, Unit.YEAR]), days)
def test_a_backward_term_in_months_or_years_has_run_out_before_the_event(n, unit, event):
    notice = replace(TERM, length=n, unit=unit, direction=Direction.BACKWARD)
    latest = reckon(notice, event, NATIONAL).due
    assert reckon(replace(notice, direction=Direction.FORWARD), latest, NATIONAL).due < event


@given(forward_terms, days, calendars)
def test_only_a_declared_roll_over_moves_the_end_and_only_to_the_next_working_day(term, start, calendar):
    reckoning = reckon(term, start, calendar)
    expected = calendar.next_working_day(reckoning.nominal) if term.rolls else reckoning.nominal
    assert reckoning.due == expected
    assert reckoning.safe == calendar.last_working_day(reckoning.nominal)


@given(terms, days, calendars)
def test_every_day_from_start_to_end_of_a_working_day_count_is_counted_or_skipped(term, start, calendar):
    reckoning = reckon(term, start, calendar)
    named = {*reckoning.steps, *(rest.day for rest in reckoning.skipped)}
    if term.unit is Unit.WORKING_DAY:
        first, last = sorted((start, reckoning.steps[-1]))
        assert start not in named
        assert named | {start} == {first + offset * DAY for offset in range((last - first).days + 1)}
    assert not any(calendar.is_working_day(rest.day) for rest in reckoning.skipped)


@given(terms, days, calendars)
def test_the_explanation_names_article_start_nominal_and_due(term, start, calendar):
    reckoning = reckon(term, start, calendar)
    text = "\n".join(reckoning.explain())
    for said in (term.article, start, reckoning.nominal, reckoning.due, calendar.version):
        assert str(said) in text
    assert ("暂定" in text) is reckoning.provisional


@given(instants)
def test_an_instant_survives_its_text_to_the_millisecond(at):
    read = parse_instant(instant_text(at))
    assert timedelta(0) <= at.astimezone(UTC) - read < timedelta(milliseconds=1)
    assert legal_day(read) == legal_day(at)


@given(instants, instants)
def test_the_texts_sort_like_the_instants(one, other):
    early, late = sorted((one, other), key=lambda at: at.astimezone(UTC))
    assert instant_text(early) <= instant_text(late)
