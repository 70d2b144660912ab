"""Terms the watch must not chase yet, or must chase again: a publication before service, a stop whose told end has passed; and by whose ladder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from case_desk import Desk, a_day, register_text
from office_rows import Rows
from watched import warned, wrong
from zhifa.engine.agenda_page import Standing
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import TermState
from zhifa.engine.ladder import day_begins


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as opened:
        yield opened


@pytest.fixture
def appraising(migrated_url: str) -> Iterator[Desk]:
    """The desk of an agency whose rules leave the time of an appraisal out of the period of the decision."""
    with Desk(migrated_url, policy={"exclusions": ["appraisal"]}) as opened:
        yield opened


@pytest.fixture
def rows(migrated_url: str) -> Iterator[Rows]:
    with Rows(migrated_url) as opened:
        yield opened


def swept(desk: Desk, day: date) -> int:
    """How many warnings fire on that day at nine."""
    desk.clock.set(day_begins(day) + timedelta(hours=9))
    return desk.office.sweep().fired


def running(desk: Desk, case_id: str, code: str) -> TermState:
    found = desk.office.case(case_id).term(code)
    assert found is not None
    return found


def announced(desk: Desk) -> str:
    """A case whose decision is announced, because the party cannot be found."""
    case_id = desk.bring_to("serving")
    for step in ("fail_service", "fail_service", "announce"):
        desk.do(case_id, step)
    return case_id


def of_publication(rows: Rows, case_id: str) -> list[tuple[int, str]]:
    return [(level, occurrence) for code, level, occurrence, _ in warned(rows, case_id) if code == "publication"]


def test_a_publication_that_waits_for_service_is_not_chased_and_says_why(desk: Desk, rows: Rows) -> None:
    case_id = announced(desk)
    due = running(desk, case_id, "publication").due_day
    for day in (due - a_day(), due, due + a_day(), due + a_day(12)):
        swept(desk, day)
    assert of_publication(rows, case_id) == []

    (told,) = (one for one in desk.office.agenda.ending().terms if one.row.code == "publication")
    assert (told.standing, told.cause) == (Standing.WAITING, "决定书尚未送达，送达之前不得公示")
    counted = {one.key: one.counts for one in desk.office.agenda.tallies().by_term}
    assert counted["publication"] == {Standing.WAITING: 1}
    assert desk.office.case(case_id).waits("publication") == told.cause


def test_where_service_outlasts_the_days_of_publication_they_run_anew_from_it_and_are_chased(
    desk: Desk, rows: Rows
) -> None:
    case_id = announced(desk)
    before = running(desk, case_id, "publication")
    served = running(desk, case_id, "announcement").due_day + a_day()
    assert served > before.due_day
    swept(desk, served)

    after = running(desk, case_id, "publication")
    assert (after.id != before.id, after.start_on) == (True, served.isoformat())
    assert after.due_day == Calendar().add_working_days(served, 7)
    assert desk.office.case(case_id).waits("publication") is None
    swept(desk, after.due_day)
    assert of_publication(rows, case_id) == [(1, "due"), (2, "due")]
    swept(desk, after.due_day + a_day())
    assert of_publication(rows, case_id)[2:] == [(1, "overdue-d1"), (2, "overdue-d1"), (3, "overdue-d1")]
    assert wrong(rows) == {}
    assert desk.office.verify(case_id) == ()


def test_a_decision_served_within_the_days_of_its_publication_leaves_them_as_they_are(desk: Desk) -> None:
    case_id = desk.bring_to("serving")
    before = running(desk, case_id, "publication")
    desk.bring_to("performing", case_id=case_id)
    assert running(desk, case_id, "publication") == before


def test_a_term_stopped_for_an_appraisal_warns_again_from_the_end_that_was_told_on(
    appraising: Desk, rows: Rows
) -> None:
    desk = appraising
    case_id = desk.bring_to("investigating")
    begun = running(desk, case_id, "decision")
    desk.do(case_id, "entrust_appraisal")
    desk.do(case_id, "tell_appraisal_period")
    (act,) = (act for act in desk.office.case(case_id).acts if act.transition.name == "tell_appraisal_period")
    told_end = date.fromisoformat(act.facts.model_dump(mode="json")["due_on"])
    stopped = (told_end - desk.clock.now().date()).days
    moved = Calendar().next_working_day(date.fromisoformat(begun.nominal) + a_day(stopped))

    assert [swept(desk, day) for day in (told_end, told_end + a_day())] == [0, 0]
    assert running(desk, case_id, "decision").status == "suspended"
    assert swept(desk, begun.due_day) == 1
    assert swept(desk, moved) == 2
    assert swept(desk, moved + a_day()) == 3
    assert [name for _, _, name, _ in warned(rows, case_id)] == ["before-30", "due", "due", *["overdue-d1"] * 3]
    assert set(rows.all("SELECT DISTINCT due FROM zf_warning")) == {(moved.isoformat(),)}

    desk.do(case_id, "report_appraisal")
    runs_on = running(desk, case_id, "decision")
    assert (runs_on.status, runs_on.due_day) == ("open", moved)
    assert swept(desk, moved + a_day()) == 0
    assert swept(desk, moved + a_day(2)) == 3
    assert wrong(rows) == {}
    assert desk.office.verify(case_id) == ()


def test_a_term_warns_by_the_ladder_of_its_agency_from_the_day_on_which_it_is_changed(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("investigating")
    assert swept(desk, date(2026, 3, 20)) == 0
    own = {"ladders": {"decision": {"shares": {"75": ["handler"], "20": ["head"]}, "eve": [], "days": 1}}}
    desk.office.import_register(register_text(own))

    assert swept(desk, date(2026, 3, 24)) == 1
    assert swept(desk, date(2026, 4, 30)) == 0
    assert swept(desk, date(2026, 5, 11)) == 1
    assert swept(desk, date(2026, 5, 28)) == 0
    assert swept(desk, date(2026, 6, 2)) == 3
    assert swept(desk, date(2026, 6, 3)) == 0
    assert swept(desk, date(2026, 6, 9)) == 4
    assert [(level, name) for _, level, name, _ in warned(rows, case_id)][:2] == [(1, "before-75"), (3, "before-20")]

    desk.office.import_register(register_text())
    assert swept(desk, date(2026, 6, 10)) == 0
    assert wrong(rows) == {}
