from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published_cases import published_case
from zhifa.engine.calendar import Calendar
from zhifa.engine.terms import reckon
from zhifa.replay.facts.notice import notice
from zhifa.replay.schedule import WITHOUT_ANY_DATE, latest_stated, placed
from zhifa.replay.script import Script, script
from zhifa.replay.stated_days import Dated
from zhifa.replay.step import Step
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.terms import STATEMENT

CALENDAR = Calendar()
TOWARDS_DECISION = ("report", "verify", "file", "conclude", "notify", "serve_notice", "submit_review", "agree")


def steps_before(day: date) -> Script:
    """A script in which the decision alone is dated."""
    undated = [Step(do=do, by="", tells=notice) for do in TOWARDS_DECISION]
    decided = Step(do="decide_penalty", by="", tells=notice, dated=Dated(path="dates.decided", day=day))
    return Script(
        workflow=ORDINARY,
        steps=(*undated, decided),
        ends_at="penalty",
        missing=None,
        number_year=None,
        not_played=(),
    )


@given(st.dates(date(2021, 8, 1), date(2026, 12, 31)))
def test_steps_before_the_first_stated_one_leave_the_window_for_a_statement_and_no_day_more(day: date) -> None:
    days = placed(steps_before(day), CALENDAR)
    ordered = [days[position] for position in range(len(TOWARDS_DECISION))]
    served, submitted = days[5], days[6]
    assert ordered == sorted(ordered)
    assert ordered[-1] <= day
    assert all(CALENDAR.is_working_day(one) for one in ordered)
    assert reckon(STATEMENT, served, CALENDAR).due < submitted  # type: ignore[operator]
    later = CALENDAR.next_working_day(served + timedelta(days=1))
    assert reckon(STATEMENT, later, CALENDAR).due >= submitted  # type: ignore[operator]


def test_steps_after_a_stated_one_are_left_to_the_office(tmp_path: Path) -> None:
    written = script(published_case(tmp_path))
    assert [written.steps[position].do for position in sorted(placed(written, CALENDAR))] == ["report", "verify"]


def test_year_of_the_number_dates_the_decision_where_no_step_is_dated(tmp_path: Path) -> None:
    written = script(published_case(tmp_path, dates={}, document_number="示市环罚〔2023〕1号"))
    assert placed(written, CALENDAR)[written.decision or 0] == date(2023, 1, 3)


def test_source_without_any_date_is_placed_when_the_law_came_into_force(tmp_path: Path) -> None:
    written = script(published_case(tmp_path, without=("dates",)))
    assert placed(written, CALENDAR) == {0: WITHOUT_ANY_DATE}


def test_year_beyond_the_calendar_is_refused(tmp_path: Path) -> None:
    written = script(published_case(tmp_path, dates={}, document_number="示市环罚〔1999〕1号"))
    with pytest.raises(ValueError, match="1999"):
        placed(written, CALENDAR)


def test_next_stated_day_bounds_the_steps_before_it(tmp_path: Path) -> None:
    dates = {"filed": "2023-05-24", "notified": "2023-06-01", "published": "2023-09-01"}
    written = script(published_case(tmp_path, dates=dates, document_number="示市环罚〔2023〕1号"))
    bounds = {step.do: latest_stated(written, position) for position, step in enumerate(written.steps)}
    assert bounds["verify"] == Dated(path="dates.filed", day=date(2023, 5, 24))
    assert bounds["conclude"] == Dated(path="dates.notified", day=date(2023, 6, 1))
    assert bounds["decide_penalty"] == Dated(path="dates.published", day=date(2023, 9, 1))


def test_year_of_the_number_bounds_the_decision(tmp_path: Path) -> None:
    written = script(published_case(tmp_path, document_number="示市环罚〔2023〕1号"))
    assert latest_stated(written, written.decision or 0) == Dated(path="document_number", day=date(2023, 12, 31))
    assert latest_stated(written, len(written.steps) - 1) is None
