"""检测, 检验, 检疫, 鉴定: entrusted first, its period never told for days past, its result on file before the facts are concluded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from guard_proofs import proves, steps_with
from in_hand import InHand, Question, new_case, ready, reviewed_first, standing
from zhifa.workflows.guards.appraisal import ENTRUSTED, INQUIRIES_ENDED, PERIOD_FROM_NOW_ON
from zhifa.workflows.reasons.appraisal import APPRAISAL_NOT_ENTRUSTED, APPRAISAL_PERIOD_DAY, INQUIRY_OPEN

COUNTING = (("exclusions", ("appraisal",)),)


def _due(case: InHand) -> date:
    term = case.case.term("decision")
    assert term is not None
    return date.fromisoformat(term.nominal)


@proves(ENTRUSTED, APPRAISAL_NOT_ENTRUSTED, "tell_appraisal_period")
def test_the_period_of_an_appraisal_that_was_not_entrusted_is_not_told(step: str) -> Question:
    return standing("investigating").asking(step)


@proves(ENTRUSTED, APPRAISAL_NOT_ENTRUSTED, "tell_appraisal_period")
def test_the_period_of_an_appraisal_that_was_reported_is_not_told(step: str) -> Question:
    case = standing("investigating").do("entrust_appraisal", key="甲").do("report_appraisal")
    return case.asking(step, key="甲")


@proves(PERIOD_FROM_NOW_ON, APPRAISAL_PERIOD_DAY, "tell_appraisal_period")
@pytest.mark.parametrize("days", [-1, 1])
def test_a_period_is_told_from_the_day_of_the_notice_and_no_other(step: str, days: int) -> Question:
    case = ready(step)
    return case.asking(step, starts_on=(case.scene().day + timedelta(days)).isoformat())


def test_a_period_is_not_told_on_a_later_day_as_if_it_had_been_then() -> None:
    told = ready("tell_appraisal_period").asking("tell_appraisal_period", recorded=timedelta(days=1))
    assert told.codes() == {"late_entry"}


def test_a_result_comes_after_its_entrustment() -> None:
    assert standing("investigating").asking("report_appraisal").codes() == {"track_not_open"}


def test_the_clock_stands_still_from_the_written_notice_to_the_result_where_a_rule_lets_it() -> None:
    entrusted = new_case(policy=COUNTING).to("investigating").do("entrust_appraisal").wait(days=3)
    reported = entrusted.do("tell_appraisal_period").wait(days=10).do("report_appraisal")

    assert _due(reported) - _due(entrusted) == timedelta(10)


def test_days_beyond_the_period_told_count_though_the_result_is_still_awaited() -> None:
    entrusted = new_case(policy=COUNTING).to("investigating").do("entrust_appraisal").wait(days=3)
    told = entrusted.do("tell_appraisal_period")

    for days, excluded in ((19, 19), (20, 20), (21, 20), (60, 20)):
        assert _due(told.wait(days=days).do("report_appraisal")) - _due(entrusted) == timedelta(excluded)


def test_without_the_written_notice_no_day_is_excluded() -> None:
    entrusted = new_case(policy=COUNTING).to("investigating").do("entrust_appraisal")
    assert _due(entrusted.wait(days=10).do("report_appraisal")) == _due(entrusted)


def test_without_a_rule_that_excludes_it_no_day_is_excluded() -> None:
    told = ready("tell_appraisal_period").do("tell_appraisal_period")
    assert _due(told.wait(days=10).do("report_appraisal")) == _due(told)


def test_one_result_leaves_the_period_of_another_running() -> None:
    case = new_case(policy=COUNTING).to("investigating").do("entrust_appraisal", key="甲")
    case = case.do("tell_appraisal_period").do("entrust_appraisal", key="乙").do("report_appraisal", key="乙")
    assert {(t.track, t.key) for t in case.case.open_tracks()} == {("appraisal", "甲"), ("appraisal_period", "甲")}


@proves(INQUIRIES_ENDED, INQUIRY_OPEN, *steps_with(INQUIRIES_ENDED))
@pytest.mark.parametrize("inquiry", ["entrust_appraisal", "request_assistance"])
def test_what_is_still_being_asked_is_awaited(step: str, inquiry: str) -> Question:
    waiting = {
        "conclude": lambda: standing("investigating"),
        "submit_review": lambda: standing("defence").do("waive"),
        "proceed": lambda: reviewed_first().do("waive"),
    }
    return waiting[step]().do(inquiry).asking(step)


def test_a_result_is_evidence_that_founds_the_draft() -> None:
    reported = standing("investigating").do("interview").do("entrust_appraisal").do("report_appraisal")
    drafted = reported.asking("conclude")

    assert drafted.codes() == set()
    assert "证3" in drafted.command.facts["draft"]["evidence"]


def test_an_appraisal_without_result_ends_too_and_brings_no_evidence() -> None:
    case = ready("report_appraisal")
    nothing = {"outcome": "未能出具意见", "conclusion": "样品量不足。"}
    assert case.asking("report_appraisal", **nothing, evidence=[]).codes() == set()
    assert case.asking("report_appraisal", **nothing).codes() == {"facts_invalid"}
    assert case.asking("report_appraisal", evidence=[]).codes() == {"facts_invalid"}


def test_a_result_after_the_notice_needs_a_new_review() -> None:
    agreed = reviewed_first()
    assert agreed.case.cleared
    assert not agreed.do("entrust_appraisal").do("report_appraisal").case.cleared
