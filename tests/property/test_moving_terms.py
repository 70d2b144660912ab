"""What moves a term, moves it by exactly what was lost or added; what is only another way to say the same, not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa.engine.calendar import Calendar, Overlay
from zhifa.engine.terms import Direction, Duty, Reckoning, Stop, Term, Unit, reckon

DAY = timedelta(days=1)
NATIONAL = Calendar()
DAYS = Term(
    code="any", label="任一期限", length=30, unit=Unit.CALENDAR_DAY, article="行政处罚法第六十条", duty=Duty.AGENCY,
    start="立案之日", effect="期限届满",
)  # fmt: skip
HOURS = replace(DAYS, unit=Unit.HOUR)
FIXED = replace(DAYS, unit=Unit.FIXED_DATE, length=0)
BACK = replace(DAYS, direction=Direction.BACKWARD)

starts = st.dates(date(2010, 1, 1), date(2024, 12, 31))
running = st.one_of(
    st.builds(lambda n: replace(DAYS, length=n, unit=Unit.WORKING_DAY), st.integers(1, 60)),
    st.builds(lambda n, rolls: replace(DAYS, length=n, rolls=rolls), st.integers(1, 200), st.booleans()),
    st.builds(lambda n, rolls: replace(DAYS, length=n, unit=Unit.MONTH, rolls=rolls), st.integers(1, 12), st.booleans()),
)  # fmt: skip
stopped_days = st.integers(1, 60)


def nominal(reckoning: Reckoning) -> date:
    assert not isinstance(reckoning.nominal, datetime)
    return reckoning.nominal


def lasting(first: date, days: int) -> Stop:
    """A stop by its first day and the number of its days."""
    return Stop(first - DAY, first + (days - 1) * DAY, "鉴定")


@st.composite
def stopped(draw: st.DrawFn) -> tuple[Term, date, Stop]:
    """A term, its start, and a time in it that does not count."""
    term, start = draw(running), draw(starts)
    inside = (nominal(reckon(term, start, NATIONAL)) - start).days
    first = start + draw(st.integers(1, inside)) * DAY
    return term, start, lasting(first, draw(stopped_days))


@given(stopped())
def test_a_suspension_moves_the_end_by_exactly_the_days_that_were_lost(case: tuple[Term, date, Stop]) -> None:
    term, start, stop = case
    before, after = reckon(term, start, NATIONAL), reckon(term, start, NATIONAL, stops=(stop,))
    if term.unit is Unit.WORKING_DAY:
        lost = sum(NATIONAL.is_working_day(stop.start + n * DAY) for n in range(1, (stop.end - stop.start).days + 1))
        assert nominal(after) == NATIONAL.add_working_days(nominal(before), lost)
    else:
        assert nominal(after) - nominal(before) == stop.end - stop.start


@given(stopped())
def test_a_suspension_told_twice_or_in_two_parts_moves_the_end_once(case: tuple[Term, date, Stop]) -> None:
    term, start, stop = case
    middle = stop.start + (stop.end - stop.start) // 2
    parts = (Stop(stop.start, middle, "鉴定"), Stop(middle, stop.end, "鉴定"))
    once = reckon(term, start, NATIONAL, stops=(stop,))
    assert reckon(term, start, NATIONAL, stops=(stop, stop)) == once
    assert reckon(term, start, NATIONAL, stops=parts) == once


@given(running, starts, stopped_days, st.integers(2, 400))
def test_what_begins_after_the_end_moves_nothing(term: Term, start: date, days: int, later: int) -> None:
    before = reckon(term, start, NATIONAL)
    assert not isinstance(before.due, datetime)  # the day it rolled over to is its last (民法典 203)
    assert reckon(term, start, NATIONAL, stops=(lasting(before.due + later * DAY, days),)) == before


def test_what_begins_on_the_day_that_a_term_rolled_over_to_still_moves_it() -> None:
    new_year = date(2010, 1, 1)  # 2 and 3 January are at rest
    term = replace(DAYS, length=1, rolls=True)
    assert reckon(term, new_year, NATIONAL).due == date(2010, 1, 4)
    assert reckon(term, new_year, NATIONAL, stops=(lasting(date(2010, 1, 4), 2),)).due == date(2010, 1, 5)


@given(stopped(), st.integers(1, 60))
def test_an_extension_in_days_goes_on_from_the_nominal_end_and_rolls_once(
    case: tuple[Term, date, Stop], more: int
) -> None:
    term, start, stop = case
    if term.unit is Unit.MONTH:
        more = more % 12 + 1
    extended = reckon(term, start, NATIONAL, stops=(stop,), extended_by=more)
    plain = reckon(term, start, NATIONAL, stops=(stop,))
    if term.unit is Unit.CALENDAR_DAY:
        assert nominal(extended) == nominal(plain) + more * DAY
    assert nominal(extended) > nominal(plain)
    assert extended.due == (NATIONAL.next_working_day(nominal(extended)) if term.rolls else nominal(extended))


@given(
    stopped(), st.integers(0, 20), st.frozensets(starts | st.dates(date(2025, 1, 1), date(2026, 12, 31)), min_size=1)
)
def test_a_holiday_more_never_shortens_a_term_that_was_stopped_and_extended(
    case: tuple[Term, date, Stop], more: int, off: frozenset[date]
) -> None:
    term, start, stop = case
    festival = Overlay(name="地方放假", document_number="样例〔2026〕3号", off=off)
    before = reckon(term, start, NATIONAL, stops=(stop,), extended_by=more)
    after = reckon(term, start, Calendar((festival,)), stops=(stop,), extended_by=more)
    assert nominal(after) >= nominal(before)
    assert after.due >= before.due  # type: ignore[operator]  # both are days


@given(
    st.datetimes(datetime(2010, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds; the zone is drawn
    st.timezones(),
    st.sampled_from([DAYS, replace(DAYS, unit=Unit.WORKING_DAY), HOURS, BACK, FIXED]),
)
def test_the_same_instant_in_any_zone_gives_the_same_legal_date(at: datetime, zone: object, term: Term) -> None:
    assert reckon(term, at.astimezone(zone), NATIONAL) == reckon(term, at, NATIONAL)  # type: ignore[arg-type]


NAIVE = datetime(2026, 3, 2, 9)  # noqa: DTZ001 - what must be refused
STOP = (lasting(date(2026, 3, 5), 3),)


@pytest.mark.parametrize(
    ("term", "start", "moved", "told"),
    [
        (DAYS, NAIVE, {}, r"^start=2026-03-02T09:00:00: .*UTC offset"),
        (HOURS, NAIVE, {}, r"^start=2026-03-02T09:00:00: .*UTC offset"),
        (HOURS, date(2026, 3, 2), {}, r"^start=2026-03-02: .*starts at an instant"),
        (DAYS, date(2100, 1, 1), {}, r"^start=2100-01-01: .*1900 to 2099"),
        (DAYS, date(1899, 12, 31), {}, r"^start=1899-12-31: .*1900 to 2099"),
        (HOURS, NAIVE.replace(tzinfo=UTC), {"stops": STOP}, r"^stops=2026-03-04: .*does not stand still"),
        (FIXED, date(2026, 3, 2), {"stops": STOP}, r"^stops=2026-03-04: .*does not stand still"),
        (BACK, date(2026, 3, 2), {"stops": STOP}, r"^stops=2026-03-04: .*does not stand still"),
        (DAYS, date(2026, 3, 2), {"extended_by": -1}, r"^extended_by=-1: .*never shortens"),
        (FIXED, date(2026, 3, 2), {"extended_by": 1}, r"^extended_by=1: .*not extended"),
        (BACK, date(2026, 3, 2), {"extended_by": 1}, r"^extended_by=1: .*not extended"),
    ],
)
def test_what_no_term_can_be_counted_from_is_refused_with_field_value_and_rule(
    term: Term, start: date, moved: dict[str, object], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        reckon(term, start, NATIONAL, **moved)  # type: ignore[arg-type]
