"""The hearing: asked for in time, announced in time, led by somebody who did not investigate (处罚法 63-65)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guard_proofs import proves, steps_with
from in_hand import HEARD, IDS, InHand, Question, standing
from penalty_steps import Plot
from zhifa.engine.casefile import HandOver
from zhifa.engine.period import Period
from zhifa.engine.register import Assignment
from zhifa.workflows.guards.hearing import (
    ANNOUNCED_IN_TIME,
    AS_APPOINTED,
    ENDED_LAWFULLY,
    HEARING_SETTLED,
    HELD,
    OFFICER_INDEPENDENT,
    REQUESTED_IN_TIME,
    STILL_INDEPENDENT,
)
from zhifa.workflows.reasons.hearing import (
    HEARING_NOT_APPOINTED,
    HEARING_NOT_OFFERED,
    HEARING_NOTICE_TOO_LATE,
    HEARING_OFFICER_INVESTIGATED,
    HEARING_PENDING,
    HEARING_REQUEST_LATE,
    HEARING_UNREPORTED,
    HEARING_WINDOW,
)
from zhifa.workflows.states import APPROVING, DEFENCE


def _offered() -> InHand:
    """A notice that told of the right to a hearing has been served; its window of five working days is open."""
    return standing("defence", Plot(fine=2_000_000))


def _due(case: InHand) -> date:
    window = case.case.term("hearing_request")
    assert window is not None
    return window.due_day


def _after(day: date) -> str:
    return date.fromordinal(day.toordinal() + 1).isoformat()


# --- the request -----------------------------------------------------------------------------------------------------


@proves(REQUESTED_IN_TIME, HEARING_NOT_OFFERED, "request_hearing")
def test_a_hearing_that_was_not_offered_is_not_asked_for(step: str) -> Question:
    return standing("defence").asking(step)


@proves(REQUESTED_IN_TIME, HEARING_REQUEST_LATE, "request_hearing")
def test_a_request_on_the_day_after_the_window_is_late(step: str) -> Question:
    return _offered().on(_after(_due(_offered())), "00:00").asking(step)


def test_a_request_on_the_last_day_of_the_window_is_in_time() -> None:
    assert _offered().on(_due(_offered()).isoformat(), "23:59").asking("request_hearing").codes() == set()


# --- the notice of the hearing ---------------------------------------------------------------------------------------


def _on_monday() -> InHand:
    """2026-03-16 is a Monday; seven whole working days follow until 2026-03-25, so 2026-03-26 is the first lawful day."""
    return standing("hearing").on("2026-03-16", "23:00")


@proves(ANNOUNCED_IN_TIME, HEARING_NOTICE_TOO_LATE, "schedule_hearing")
def test_a_hearing_announced_six_working_days_ahead_is_refused(step: str) -> Question:
    return _on_monday().asking(step, hearing_at="2026-03-25T09:00:00+08:00")


def test_a_hearing_announced_seven_whole_working_days_ahead_is_lawful() -> None:
    assert _on_monday().asking("schedule_hearing", hearing_at="2026-03-26T09:00:00+08:00").codes() == set()


@proves(OFFICER_INDEPENDENT, HEARING_NOT_APPOINTED, "schedule_hearing")
@pytest.mark.parametrize("officer", ["审核人甲", "00000000-0000-4000-8000-00000000ffff"])
def test_only_a_registered_hearing_officer_presides(step: str, officer: str) -> Question:
    return standing("hearing").asking(step, hearing_officer=IDS.get(officer, officer))


@proves(OFFICER_INDEPENDENT, HEARING_OFFICER_INVESTIGATED, "schedule_hearing")
def test_an_investigator_does_not_preside(step: str) -> Question:
    investigator = standing("hearing")
    post = Assignment(
        officer_id=IDS["承办人甲"], role="hearing_officer", unit="执法一科", valid=Period(start=date(2015, 1, 1))
    )
    register = replace(investigator.register, assignments=(*investigator.register.assignments, post))
    return investigator.but(register=register).asking(step, hearing_officer=IDS["承办人甲"])


@proves(OFFICER_INDEPENDENT, HEARING_OFFICER_INVESTIGATED, "schedule_hearing")
def test_an_officer_who_was_only_present_at_an_inspection_does_not_preside(step: str) -> Question:
    three = [IDS["承办人甲"], IDS["承办人乙"], IDS["听证主持人乙"]]
    inspected = standing("investigating", HEARD).do("inspect", officers=three).to("hearing")
    return inspected.asking(step, hearing_officer=IDS["听证主持人乙"])


def test_a_hearing_officer_who_had_no_part_in_the_case_presides() -> None:
    assert standing("hearing").asking("schedule_hearing", hearing_officer=IDS["听证主持人乙"]).codes() == set()


# --- the hearing -----------------------------------------------------------------------------------------------------


def _scheduled() -> InHand:
    """The hearing is 25 days ahead, by 听证主持人甲."""
    return standing("hearing").do("schedule_hearing")


@proves(AS_APPOINTED, HEARING_NOT_APPOINTED, "hold_hearing")
def test_a_hearing_nobody_was_told_of_is_not_held(step: str) -> Question:
    return standing("hearing").asking(step)


@proves(AS_APPOINTED, HEARING_NOT_APPOINTED, "hold_hearing")
def test_another_officer_than_the_one_named_does_not_hold_the_hearing(step: str) -> Question:
    return _scheduled().wait(days=26).asking(step, by="听证主持人乙")


@proves(AS_APPOINTED, HEARING_NOT_APPOINTED, "hold_hearing")
def test_a_hearing_is_not_held_before_its_time(step: str) -> Question:
    early = {"started_at": "2026-03-20T09:00:00+08:00", "ended_at": "2026-03-20T10:00:00+08:00"}
    return _scheduled().wait(days=26).asking(step, **early)


@proves(AS_APPOINTED, HEARING_NOT_APPOINTED, "hold_hearing")
def test_the_notice_of_an_earlier_hearing_serves_for_no_later_one(step: str) -> Question:
    withdrawn = _scheduled().do("abandon_hearing").do("notify").do("serve_notice").do("request_hearing")
    return withdrawn.wait(days=26).asking(step)


@proves(AS_APPOINTED, HEARING_NOT_APPOINTED, "hold_hearing")
@pytest.mark.parametrize(
    "changes",
    [
        {"started_at": "2026-04-03T17:00:00+08:00", "ended_at": "2026-04-03T18:00:00+08:00"},
        {"place": "另一处"},
        {"ended_at": "2026-04-30T18:00:00+08:00"},
    ],
    ids=["another day", "another place", "not over yet"],
)
def test_a_hearing_is_held_on_the_day_and_at_the_place_named_and_then_recorded(
    step: str, changes: dict[str, str]
) -> Question:
    return _scheduled().on("2026-04-10").asking(step, **changes)


@proves(STILL_INDEPENDENT, HEARING_OFFICER_INVESTIGATED, "hold_hearing")
def test_who_became_an_investigator_since_does_not_hold_the_hearing(step: str) -> Question:
    case = _scheduled()
    took_over = HandOver(seq=case.case.next_seq, old=IDS["承办人乙"], new=IDS["听证主持人甲"])
    return case.having(handed_over=(took_over,)).wait(days=26).asking(step)


def test_a_hearing_is_held_at_its_time_by_the_officer_named() -> None:
    assert _scheduled().wait(days=26).asking("hold_hearing").codes() == set()


@proves(HELD, HEARING_UNREPORTED, "report_hearing")
def test_there_is_no_report_of_a_hearing_that_was_not_held(step: str) -> Question:
    return _scheduled().asking(step)


@proves(HELD, HEARING_UNREPORTED, "report_hearing")
def test_the_record_of_an_earlier_hearing_is_none_of_a_later_one(step: str) -> Question:
    reported = standing("hearing").do("schedule_hearing").wait(days=26).do("hold_hearing").do("report_hearing")
    return reported.do("notify").do("serve_notice").do("request_hearing").asking(step)


def test_a_hearing_that_was_held_is_reported() -> None:
    held = _scheduled().wait(days=26).do("hold_hearing")
    assert held.asking("report_hearing").codes() == set()


@proves(HELD, HEARING_UNREPORTED, "report_hearing")
def test_the_report_is_made_by_who_held_the_hearing(step: str) -> Question:
    return _scheduled().wait(days=26).do("hold_hearing").asking(step, by="听证主持人乙")


# --- abandoned -------------------------------------------------------------------------------------------------------


@proves(ENDED_LAWFULLY, HEARING_NOT_APPOINTED, "abandon_hearing")
@pytest.mark.parametrize("how", ["无正当理由拒不出席", "未经许可中途退出"])
def test_nobody_stays_away_from_a_hearing_that_has_not_begun(step: str, how: str) -> Question:
    return _scheduled().asking(step, how=how)


@proves(ENDED_LAWFULLY, HEARING_NOT_APPOINTED, "abandon_hearing")
def test_nobody_stays_away_from_a_hearing_that_was_not_announced(step: str) -> Question:
    return standing("hearing").wait(days=60).asking(step, how="无正当理由拒不出席")


@proves(ENDED_LAWFULLY, HEARING_NOT_APPOINTED, "abandon_hearing")
def test_only_the_officer_appointed_notes_that_the_party_stayed_away(step: str) -> Question:
    return _scheduled().wait(days=26).asking(step, by="听证主持人乙", how="无正当理由拒不出席")


def test_at_the_hearing_the_officer_appointed_notes_that_the_party_stayed_away() -> None:
    assert _scheduled().wait(days=26).asking("abandon_hearing", how="无正当理由拒不出席").codes() == set()


def test_a_request_is_withdrawn_at_any_time() -> None:
    assert standing("hearing").asking("abandon_hearing").codes() == set()


# --- settled ---------------------------------------------------------------------------------------------------------


def _at(case: InHand, step: str) -> InHand:
    """The case as if it had come, by whatever way, to where the step starts: the guard there stands for itself."""
    return case.having(state=APPROVING if step == "decide_penalty" else DEFENCE)


@proves(HEARING_SETTLED, HEARING_WINDOW, *steps_with(HEARING_SETTLED))
def test_on_the_last_day_of_the_window_a_hearing_may_still_be_asked_for(step: str) -> Question:
    spoken = _offered().do("waive", hearing=False)
    return _at(spoken, step).on(_due(spoken).isoformat(), "23:59").asking(step)


def test_on_the_day_after_the_window_the_case_goes_on_without_a_hearing() -> None:
    assert _offered().on(_after(_due(_offered())), "00:00").asking("submit_review").codes() == set()


def test_an_explicit_waiver_of_the_hearing_ends_its_window() -> None:
    assert _offered().do("waive").asking("submit_review").codes() == set()


@proves(HEARING_SETTLED, HEARING_WINDOW, "submit_review")
def test_a_waiver_before_a_new_notice_does_not_hold_for_the_hearing_it_offers(step: str) -> Question:
    return _offered().do("waive").do("notify").do("serve_notice").asking(step)


@proves(HEARING_SETTLED, HEARING_PENDING, *steps_with(HEARING_SETTLED))
def test_a_hearing_asked_for_and_not_held_stops_the_case(step: str) -> Question:
    return _at(standing("hearing").do("schedule_hearing"), step).wait(days=60).asking(step)


@proves(HEARING_SETTLED, HEARING_PENDING, "submit_review")
def test_a_hearing_held_and_not_reported_stops_the_case(step: str) -> Question:
    held = standing("hearing").do("schedule_hearing").wait(days=26).do("hold_hearing")
    return _at(held, step).wait(days=60).asking(step)


def test_a_hearing_reported_lets_the_case_go_on() -> None:
    held = standing("hearing").do("schedule_hearing").wait(days=26).do("hold_hearing")
    assert held.do("report_hearing").asking("submit_review").codes() == set()


def test_a_request_withdrawn_lets_the_case_go_on() -> None:
    assert standing("hearing").do("abandon_hearing").wait(days=20).asking("submit_review").codes() == set()


def test_where_no_hearing_was_offered_nothing_is_waited_for() -> None:
    assert "hearing_window_open" not in standing("defence").asking("submit_review").codes()
