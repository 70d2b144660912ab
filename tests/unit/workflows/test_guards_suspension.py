"""中止, 恢复, 终止: only they stop a case, and only a rule of the agency's field stops its clock (处罚法 60)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, new_case, standing
from zhifa.engine.casefile import TermState
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.reasons.closing import TRACKS_OPEN
from zhifa.workflows.states import SUSPENDED, TERMINATED

BOTH = (("exclusions", ("suspension", "appraisal")),)


def _counting() -> InHand:
    """A case under investigation in an agency with rules that exclude suspension and appraisal."""
    return new_case(policy=BOTH).to("investigating")


def _decision(case: InHand) -> TermState:
    term = case.case.term("decision")
    assert term is not None
    return term


def _moved(before: InHand, after: InHand) -> timedelta:
    """How far the nominal end of the decision's term moved."""
    return date.fromisoformat(_decision(after).nominal) - date.fromisoformat(_decision(before).nominal)


@pytest.mark.parametrize("days", [0, 1, 10, 200])
def test_suspension_and_resumption_move_the_due_date_by_exactly_the_stopped_days(days: int) -> None:
    before = _counting()
    suspended = before.do("suspend")
    assert _decision(suspended).status == "suspended"

    resumed = suspended.wait(days=days).do("resume")
    assert _decision(resumed).status == "open"
    assert _moved(before, resumed) == timedelta(days)


def test_a_second_suspension_adds_its_days_and_counts_none_twice() -> None:
    before = _counting()
    once = before.do("suspend").wait(days=5).do("resume").wait(days=3)
    twice = once.do("suspend").wait(days=7).do("resume")

    assert _moved(before, once) == timedelta(5)
    assert _moved(before, twice) == timedelta(12)
    assert sum(term.status == "open" for term in twice.case.terms if term.code == "decision") == 1


def test_excluded_periods_never_overlap() -> None:
    before = _counting()
    told = before.do("entrust_appraisal").do("tell_appraisal_period").wait(days=4)
    both = told.do("suspend").wait(days=6).do("resume")
    assert _decision(both).status == "suspended"

    reported = both.wait(days=2).do("report_appraisal")
    assert _moved(before, reported) == timedelta(12)


def test_without_a_rule_that_excludes_it_the_clock_goes_on() -> None:
    before = standing("investigating")
    suspended = before.do("suspend")
    assert _decision(suspended).status == "open"
    assert suspended.case.open_tracks() == ()

    resumed = suspended.wait(days=30).do("resume")
    assert _moved(before, resumed) == timedelta(0)


def test_a_clock_that_was_stopped_runs_on_though_the_policy_has_changed_since() -> None:
    suspended = _counting().do("suspend").wait(days=5)
    resumed = suspended.but(register=standing("investigating").register).do("resume")

    assert resumed.case.open_tracks() == ()
    assert _decision(resumed).status == "open"


def test_a_suspended_case_is_resumed_or_terminated_and_else_only_settles_what_is_open() -> None:
    steps = {t.name for t in ORDINARY.transitions if SUSPENDED in t.sources}
    recusal = {"request_recusal", "report_recusal", "decide_recusal"}
    coming_in = {"handle_preserved", "recheck", "report_appraisal", "record_assistance", "settle_jurisdiction"}

    recordings = {"file_recording", "ask_waiver", "approve_waiver", "excuse_gap"}

    assert steps == {"resume", "terminate", *recusal, *coming_in, *recordings, "lapse_preservation"}


def test_preserved_evidence_is_handled_within_its_seven_days_though_the_case_is_suspended() -> None:
    kept = _counting().do("approve_preservation").do("preserve").do("suspend")
    assert [term.status for term in kept.case.terms if term.code == "preservation"] == ["open"]

    handled = kept.do("handle_preserved")
    assert handled.case.state is SUSPENDED
    assert [term.status for term in handled.case.terms if term.code == "preservation"] == ["met"]


def test_neither_is_recorded_on_a_later_day() -> None:
    later = timedelta(days=1)
    assert _counting().asking("suspend", recorded=later).codes() == {"late_entry"}
    assert _counting().do("suspend").asking("resume", recorded=later).codes() == {"late_entry"}


def test_a_suspended_case_may_be_terminated_with_its_own_suspension_open() -> None:
    ended = _counting().do("suspend").wait(days=200).do("terminate")

    assert ended.case.state is TERMINATED
    assert ended.case.open_tracks() == ()
    assert _decision(ended).status == "met", "the days it stood still are no delay"


def test_a_case_whose_clock_went_on_is_terminated_late() -> None:
    ended = standing("investigating").do("suspend").wait(days=200).do("terminate")
    assert _decision(ended).status == "late"


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "terminate")
@pytest.mark.parametrize("suspended", [False, True])
def test_a_case_with_preserved_evidence_is_not_terminated(step: str, *, suspended: bool) -> Question:
    kept = _counting().do("approve_preservation").do("preserve")
    return (kept.do("suspend") if suspended else kept).asking(step)
