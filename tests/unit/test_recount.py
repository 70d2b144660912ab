"""Running terms counted anew: by the days that changed, with length, stops and extension as they were, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import in_hand
from in_hand import InHand, Plot, new_case, register
from zhifa.engine.calendar import Calendar, Overlay, ScheduledDay, YearSchedule
from zhifa.engine.calendar.file import read_calendar_file
from zhifa.engine.calendar.kept import kept, read_kept
from zhifa.engine.recount import Dates, days_changed, days_spoken_of, moves
from zhifa.engine.terms import Duty, Term, Unit, reckon

EXAMPLES = Path(__file__).parents[2] / "examples" / "calendar"


def _year() -> YearSchedule:
    read = read_calendar_file((EXAMPLES / "2027-sample.json").read_text(encoding="utf-8"))
    assert isinstance(read, YearSchedule)
    return read


def _overlay(off: set[date], working: set[date]) -> Overlay:
    return Overlay(name="样例", document_number="〔样例〕", off=frozenset(off), working=frozenset(working - off))


def _brought(day: date, state: str) -> InHand:
    return new_case().on(day.isoformat()).to(state)


def _dates(case: InHand) -> dict[tuple[str, str], Dates]:
    terms = (term for term in case.case.terms if term.running)
    return {(t.code, t.key): Dates(t.nominal, t.due, t.safe, t.provisional) for t in terms}


def _recounted(case: InHand, calendar: Calendar) -> dict[tuple[str, str], Dates]:
    found = moves(case.case, register=register(), calendar=calendar)
    return _dates(case) | {(move.row.code, move.row.key): move.new for move in found}


DAYS = st.dates(date(2027, 1, 1), date(2027, 9, 30))


@given(
    day=DAYS,
    off=st.sets(DAYS, max_size=30),
    working=st.sets(DAYS, max_size=30),
    state=st.sampled_from(("filed", "defence", "approving")),
)
def test_a_recount_gives_what_counting_from_the_beginning_by_that_calendar_gives(
    day: date, off: set[date], working: set[date], state: str
) -> None:
    calendar = Calendar((_overlay(off, working | {day}),), years=(_year(),))
    case = _brought(day, state)
    with mock.patch.object(in_hand, "CALENDAR", calendar):
        anew = _brought(day, state)
    assert _recounted(case, calendar) == _dates(anew)


def test_by_the_same_calendar_nothing_moves() -> None:
    assert moves(_brought(date(2027, 2, 1), "defence").case, register=register(), calendar=in_hand.CALENDAR) == ()


SAMR = (("pack", "samr"),)
APPRAISED = ("entrust_appraisal", "tell_appraisal_period")
STANDING = {
    "told": lambda: _under_samr(*APPRAISED).wait(days=2),
    "told and over": lambda: _under_samr(*APPRAISED).wait(days=300),
    "extended while it stood still": lambda: _under_samr(*APPRAISED).wait(days=2).do("extend_decision").wait(days=3),
    "extended and suspended on one day": lambda: _under_samr(*APPRAISED, "extend_decision"),
    "run on": lambda: _under_samr(*APPRAISED).wait(days=3).do("report_appraisal"),
    "run on and stopped again": lambda: _under_samr("suspend").wait(days=12).do("resume").wait(days=2).do("suspend"),
    "stopped twice at once": lambda: _under_samr(*APPRAISED).wait(days=2).do("suspend").wait(days=3).do("resume"),
    "run on past what was told": lambda: _under_samr(*APPRAISED, "suspend").wait(days=90).do("resume"),
    "heard": lambda: new_case(Plot(hearing=True, fine=2_000_000), SAMR).to("hearing").do("schedule_hearing").wait(days=2),
}  # fmt: skip


def _under_samr(*steps: str) -> InHand:
    case = new_case(policy=SAMR).to("investigating")
    for step in steps:
        case = case.do(step)
    return case


@pytest.mark.parametrize("state", STANDING)
def test_by_the_same_calendar_no_term_that_stands_or_stood_still_moves(state: str) -> None:
    case = STANDING[state]()
    assert moves(case.case, register=case.register, calendar=in_hand.CALENDAR) == ()


@pytest.mark.parametrize("wait", [0, 2, 300])
def test_a_term_counted_anew_while_it_stands_still_is_given_no_day_to_come(wait: int) -> None:
    case = _under_samr(*APPRAISED).wait(days=wait)
    end = date.fromisoformat(_dates(case)["decision", "main"].due)
    moved = moves(case.case, register=case.register, calendar=Calendar((_overlay({end}, set()),)))
    assert [move.new.nominal for move in moved if move.row.code == "decision"] == [
        _dates(case)["decision", "main"].nominal
    ]


def test_a_term_that_begins_at_the_end_of_another_begins_where_that_end_now_lies() -> None:
    case = _brought(date(2027, 2, 1), "performing")
    before = _dates(case)["litigation", "main"]
    closed = _overlay({date.fromisoformat(before.due) + timedelta(days=n) for n in range(3)}, set())
    found = {move.row.code: move for move in moves(case.case, register=register(), calendar=Calendar((closed,)))}
    begun = found["court_application"].moved.reckoning.start
    assert begun == date.fromisoformat(found["litigation"].new.due) > date.fromisoformat(before.due)


def test_a_term_of_a_case_not_yet_opened_is_none() -> None:
    assert moves(new_case().case, register=register(), calendar=Calendar(years=(_year(),))) == ()


def test_the_demand_over_new_year_becomes_final_and_moves_over_days_off() -> None:
    demand = Term(
        code="demand", label="催告", length=10, unit=Unit.WORKING_DAY, article="行政强制法第五十四条", duty=Duty.PARTY,
        start="催告书送达之日", effect="可以申请强制执行",
    )  # fmt: skip
    served, sample = date(2026, 12, 21), _year()
    bridged = replace(sample, days=(*sample.days, ScheduledDay(date(2027, 1, 4), "元旦", off=True)))
    counted = [
        reckon(demand, served, calendar)
        for calendar in (Calendar(), Calendar(years=(sample,)), Calendar(years=(bridged,)))
    ]
    assert [(str(one.due), one.provisional) for one in counted] == [
        ("2027-01-05", True), ("2027-01-05", False), ("2027-01-06", False),
    ]  # fmt: skip


def test_a_year_speaks_of_all_its_days_and_an_overlay_of_those_it_names() -> None:
    beside = replace(_year(), days=(*_year().days, ScheduledDay(date(2026, 12, 31), "元旦", off=True)))
    assert days_spoken_of(_year()) == (date(2027, 1, 1), date(2027, 12, 31))
    assert days_spoken_of(beside) == (date(2026, 12, 31), date(2027, 12, 31))
    assert days_spoken_of(_overlay({date(2027, 3, 2)}, {date(2027, 3, 6)})) == (date(2027, 3, 2), date(2027, 3, 6))


def test_only_days_that_become_working_or_cease_to_be_have_changed() -> None:
    changed = days_changed(Calendar(), Calendar(years=(_year(),)), date(2027, 1, 1), date(2027, 2, 28))
    assert changed == ("2027-02-09", "2027-02-10", "2027-02-11", "2027-02-14")


def test_what_is_kept_of_a_file_says_the_same() -> None:
    year, overlay = _year(), _overlay({date(2027, 3, 2)}, {date(2027, 3, 6)})
    nameless = replace(year, source="", days=(*year.days, ScheduledDay(date(2026, 12, 31), "元旦", off=True)))
    assert read_kept("overlay", kept(overlay)) == overlay
    for file in (year, nameless):
        again = read_kept("year", kept(file))
        assert kept(again) == kept(file)
        assert set(again.days) == set(file.days)  # type: ignore[union-attr]  # a year comes back as a year
    with pytest.raises(KeyError):
        read_kept("month", kept(year))
