"""The ladder of warnings: which day warns whom, what a look after days finds, and when to look again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa.engine.calendar import Calendar
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.ladder import AHEAD, ENDED, Fired, Ladder, Level, Manner, Reached, Span, climb, day_begins, manner
from zhifa.engine.units import Consequence, Duty, Unit

CALENDAR = Calendar()
NOBODY: Fired = {}


def span(**changes: Any) -> Span:
    """Ninety days from 2 March 2026, ending on Sunday 31 May and rolled to Monday 1 June."""
    given: dict[str, Any] = {
        "start": date(2026, 3, 2),
        "due": date(2026, 6, 1),
        "safe": date(2026, 5, 29),
        "unit": Unit.CALENDAR_DAY,
        "manner": Manner.CHASED,
    }
    return Span(**(given | changes))


def fired_on(day: date, *steps: tuple[int, str]) -> Fired:
    return dict.fromkeys(steps, day_begins(day))


def look(term: Span, now: datetime | date, fired: Fired = NOBODY, **more: Any) -> Reached:
    at = now if isinstance(now, datetime) else day_begins(now)
    return climb(term, CALENDAR, now=at, fired=fired, **more)


def course(term: Span, until: date) -> list[tuple[str, str, tuple[int, ...]]]:
    """Every warning as it fires, when the sweep never sleeps."""
    found: list[tuple[str, str, tuple[int, ...]]] = []
    fired: dict[tuple[int, str], datetime] = {}
    at: datetime | None = day_begins(date(2026, 1, 1))
    while at is not None and at < day_begins(until):
        reached = look(term, at, fired)
        for step, missed in reached.steps:
            assert missed == ()
            fired[step.level, step.occurrence] = at
        day = at.isoformat()[:10] if at.hour == 0 else at.isoformat()[:16]
        for name in dict.fromkeys(step.occurrence for step, _ in reached.steps):
            levels = tuple(int(step.level) for step, _ in reached.steps if step.occurrence == name)
            found.append((day, name, levels))
        assert reached.next_at is None or reached.next_at > at
        at = reached.next_at
    return found


def test_a_duty_of_the_agency_warns_before_its_safe_date_on_the_day_and_then_daily_and_weekly() -> None:
    assert course(span(), date(2026, 6, 22)) == [
        ("2026-04-30", "before-30", (1,)),  # 2 May is a holiday
        ("2026-05-20", "before-10", (1, 2)),
        ("2026-05-28", "before-1wd", (1,)),
        ("2026-06-01", "due", (1, 2)),
        ("2026-06-02", "overdue-d1", (1, 2, 3)),
        ("2026-06-03", "overdue-d2", (1, 2, 3)),
        ("2026-06-04", "overdue-d3", (1, 2, 3)),
        ("2026-06-05", "overdue-d4", (1, 2, 3)),
        ("2026-06-06", "overdue-d5", (1, 2, 3)),
        ("2026-06-13", "overdue-w1", (1, 2, 3, 4)),
        ("2026-06-20", "overdue-w2", (1, 2, 3, 4)),
    ]


def test_a_term_in_working_days_is_counted_back_in_working_days() -> None:
    ten = span(start=date(2026, 3, 2), due=date(2026, 3, 16), safe=date(2026, 3, 16), unit=Unit.WORKING_DAY)
    assert course(ten, date(2026, 3, 17)) == [
        ("2026-03-11", "before-30", (1,)),
        ("2026-03-13", "before-1wd", (1,)),  # for the handler it speaks for before-10 too
        ("2026-03-13", "before-10", (2,)),
        ("2026-03-16", "due", (1, 2)),
    ]


def test_a_short_term_has_only_the_steps_that_fall_within_it() -> None:
    two = span(start=date(2026, 3, 2), due=date(2026, 3, 4), safe=date(2026, 3, 4), unit=Unit.WORKING_DAY)
    assert [name for _, name, _ in course(two, date(2026, 3, 5))] == ["before-1wd", "due"]
    one = span(start=date(2026, 3, 2), due=date(2026, 3, 3), safe=date(2026, 3, 3))
    assert [name for _, name, _ in course(one, date(2026, 3, 4))] == ["due"]


def test_a_term_that_ends_on_a_rest_day_and_does_not_roll_calls_on_the_last_working_day() -> None:
    ending = span(due=date(2026, 5, 31))
    assert ("2026-05-29", "due", (1, 2)) in course(ending, date(2026, 6, 1))
    assert course(ending, date(2026, 6, 2))[-1] == ("2026-06-01", "overdue-d1", (1, 2, 3))


def test_a_term_in_months_is_counted_back_from_its_days() -> None:
    month = span(due=date(2026, 4, 2), safe=date(2026, 4, 2), unit=Unit.MONTH)
    assert course(month, date(2026, 4, 2))[0] == ("2026-03-24", "before-30", (1,))


def test_a_share_that_remains_is_one_of_all_the_days_that_an_extended_term_has() -> None:
    extended = span(due=date(2026, 6, 30), safe=date(2026, 6, 30))
    assert course(extended, date(2026, 6, 20))[:2] == [
        ("2026-05-25", "before-30", (1,)),  # 36 of 120 days remain
        ("2026-06-18", "before-10", (1, 2)),  # 12 of them
    ]
    twenty = span(due=date(2026, 3, 30), safe=date(2026, 3, 30), unit=Unit.WORKING_DAY)
    assert course(twenty, date(2026, 3, 30))[0] == ("2026-03-20", "before-30", (1,))  # 6 of 20 working days


def test_a_term_in_hours_warns_to_the_minute() -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    hours = span(start=start, due=start + timedelta(hours=24), safe=None, unit=Unit.HOUR)
    assert course(hours, date(2026, 3, 5)) == [
        ("2026-03-03T01:48", "before-30", (1,)),
        ("2026-03-03T06:36", "before-10", (1, 2)),
        ("2026-03-03T09:00", "due", (1, 2)),
        ("2026-03-04T09:00", "overdue-d1", (1, 2, 3)),
    ]


def test_a_period_of_another_tells_the_handler_once_that_it_has_ended() -> None:
    assert course(span(manner=Manner.TOLD), date(2027, 6, 1)) == [("2026-06-02", ENDED, (1,))]
    assert look(span(manner=Manner.TOLD), date(2026, 6, 2)).next_at is None


def test_what_lapses_is_counted_down_and_not_chased() -> None:
    names = [name for _, name, _ in course(span(manner=Manner.COUNTED_DOWN), date(2027, 6, 1))]
    assert names == ["before-30", "before-10", "before-1wd", "due", ENDED]


@pytest.mark.parametrize(
    ("duty", "consequence", "wanted"),
    [
        (Duty.AGENCY, Consequence.OVERDUE_DUTY, Manner.CHASED),
        (Duty.AGENCY, Consequence.RIGHT_LAPSES, Manner.COUNTED_DOWN),
        (Duty.AGENCY, Consequence.DEEMED, Manner.TOLD),
        (Duty.PARTY, Consequence.OVERDUE_DUTY, Manner.TOLD),
        (Duty.COURT, Consequence.OVERDUE_DUTY, Manner.TOLD),
    ],
)
def test_only_an_overdue_duty_of_the_agency_is_chased(duty: Duty, consequence: Consequence, wanted: Manner) -> None:
    assert manner(duty, consequence) is wanted


def test_after_days_of_downtime_each_level_gets_its_newest_step_and_what_was_missed() -> None:
    reached = look(span(), date(2026, 6, 14), fired_on(date(2026, 4, 30), (1, "before-30")))
    assert [(int(step.level), step.occurrence, missed) for step, missed in reached.steps] == [
        (1, "overdue-w1", ("before-10", "before-1wd", "due", *(f"overdue-d{n}" for n in range(1, 6)))),
        (2, "overdue-w1", ("before-10", "due", *(f"overdue-d{n}" for n in range(1, 6)))),
        (3, "overdue-w1", tuple(f"overdue-d{n}" for n in range(1, 6))),
        (4, "overdue-w1", ()),
    ]
    assert reached.next_at == day_begins(date(2026, 6, 20))


def test_a_step_older_than_one_that_fired_never_fires() -> None:
    on = date(2026, 5, 28)
    fired = fired_on(on, (1, "before-1wd"))
    assert [step.level for step, _ in look(span(), on, fired).steps] == [Level.UNIT_HEAD]
    assert look(span(), on, fired_on(on, (1, "before-1wd"), (2, "before-10"))).steps == ()


def test_a_clock_set_back_by_up_to_a_day_fires_nothing_until_it_has_caught_up() -> None:
    fired = fired_on(date(2026, 6, 2), (1, "due"))
    assert look(span(), date(2026, 6, 1), fired) == Reached((), day_begins(date(2026, 6, 2)))


def test_a_warning_given_by_a_clock_that_ran_ahead_is_not_given_again_and_holds_no_other_back() -> None:
    fired = fired_on(date(2027, 6, 2), (1, "due"), (1, "overdue-w9"))
    (first,) = look(span(), date(2026, 4, 30), fired).steps
    assert (int(first[0].level), first[0].occurrence) == (1, "before-30")
    on_the_day = look(span(), date(2026, 6, 1), fired | fired_on(date(2026, 4, 30), (1, "before-30"))).steps
    assert (1, "due") not in {(int(step.level), step.occurrence) for step, _ in on_the_day}


def test_a_step_that_had_come_by_the_last_warning_of_another_ladder_never_fires() -> None:
    own = Ladder(shares=((50, (Level.HANDLER,)), (20, (Level.HANDLER, Level.UNIT_HEAD))))
    fired = fired_on(date(2026, 4, 30), (1, "before-30"))
    reached = look(span(), date(2026, 5, 6), fired, ladder=own)
    assert reached == Reached((), day_begins(date(2026, 5, 11)))
    steps = look(span(), date(2026, 5, 11), fired, ladder=own).steps
    assert [(int(step.level), step.occurrence, missed) for step, missed in steps] == [
        (1, "before-20", ()),
        (2, "before-20", ()),
    ]


def test_before_its_first_step_a_term_only_says_when_to_look_again() -> None:
    assert look(span(), date(2026, 3, 3)) == Reached((), day_begins(date(2026, 4, 30)))


def test_a_term_outside_the_years_of_the_calendar_warns_by_the_bare_days() -> None:
    old = span(start=date(2001, 1, 1), due=date(2003, 1, 1), safe=None, unit=Unit.YEAR)
    names = [step.occurrence for step, _ in look(old, date(2003, 1, 1)).steps]
    assert names == ["due", "due"]
    weekdays = span(start=date(2003, 1, 1), due=date(2003, 1, 8), safe=None, unit=Unit.WORKING_DAY)
    assert look(weekdays, date(2003, 1, 7)) == Reached((), day_begins(date(2003, 1, 8)))


def test_a_start_given_as_an_instant_counts_as_its_day() -> None:
    begun = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    month = span(start=begun, due=date(2026, 4, 2), safe=date(2026, 4, 2), unit=Unit.MONTH)
    assert course(month, date(2026, 4, 2))[0] == ("2026-03-24", "before-30", (1,))


def test_a_ladder_of_ones_own_has_its_own_steps() -> None:
    own = Ladder(shares=((50, (Level.HEAD,)),), eve=(), on_the_day=(Level.HANDLER,), days=1)
    steps = look(span(), date(2026, 6, 3), ladder=own).steps
    assert [(int(step.level), step.occurrence, missed) for step, missed in steps] == [
        (1, "overdue-d1", ("due",)),
        (2, "overdue-d1", ()),
        (3, "overdue-d1", ("before-50",)),
    ]


@pytest.mark.parametrize("shares", [((10, ()), (30, ())), ((30, ()), (30, ())), ((100, ()),), ((0, ()),)])
def test_shares_that_do_not_fall_are_refused(shares: Any) -> None:
    with pytest.raises(ValueError, match="shares="):
        Ladder(shares=shares)


def test_a_ladder_without_a_daily_step_is_refused() -> None:
    with pytest.raises(ValueError, match="days=0"):
        Ladder(days=0)


def test_an_overdue_duty_cannot_be_put_to_sleep() -> None:
    with pytest.raises(ValueError, match="weekly="):
        Ladder(weekly=())


@given(
    start=st.dates(date(2010, 1, 1), date(2025, 1, 1)),
    length=st.integers(1, 400),
    unit=st.sampled_from([Unit.CALENDAR_DAY, Unit.WORKING_DAY, Unit.MONTH]),
    looks=st.lists(st.integers(0, 900), min_size=1, max_size=12),
    kind=st.sampled_from(Manner),
)
def test_however_often_one_looks_no_level_hears_one_occurrence_twice_or_an_older_one_later(
    start: date, length: int, unit: Unit, looks: list[int], kind: Manner
) -> None:
    due = start + timedelta(days=length)
    term = span(start=start, due=due, safe=CALENDAR.last_working_day(due), unit=unit, manner=kind)
    fired: dict[tuple[int, str], datetime] = {}
    heard: dict[int, list[tuple[datetime, datetime]]] = {}
    for days in looks:  # in any order: the clock may jump back
        at = day_begins(start + timedelta(days=days))
        for step, missed in look(term, at, fired).steps:
            assert (step.level, step.occurrence) not in fired
            assert not any((step.level, name) in fired for name in missed)
            heard.setdefault(step.level, []).append((step.at, at))
            fired[step.level, step.occurrence] = at
    for steps in heard.values():
        for (earlier, told), (later, told_later) in combinations(steps, 2):
            assert earlier < later or told - told_later > AHEAD, (
                "an older one only where the other was told by a clock that ran ahead"
            )
