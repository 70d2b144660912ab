"""R04, R05, R06, R30: filing."""

from __future__ import annotations

from in_hand import InHand, new_case, standing
from scrutinised import altered, finds, judged, lacking, moved, passes, taken_by
from zhifa.workflows.scrutiny.check import Verdict
from zhifa.workflows.scrutiny.filing import APPROVED, CAUSE, IN_TIME, WITHIN_LIMITATION


def _archived() -> InHand:
    return standing("archived")


@passes(APPROVED)
def test_filing_was_approved_by_the_head() -> InHand:
    return _archived()


@finds(APPROVED, "没有立案审批")
def test_a_case_that_was_never_filed_is_found() -> InHand:
    return lacking(_archived(), "file")


@finds(APPROVED, "承办人甲在2026-03-02不是机关负责人")
def test_filing_approved_by_a_handler_is_found() -> InHand:
    return taken_by(_archived(), "file", "承办人甲")


@finds(APPROVED, "“现场检查”在立案之前，又不在核查之中")
def test_an_inspection_before_filing_that_nobody_assigned_is_found() -> InHand:
    return lacking(_archived(), "verify")


@finds(APPROVED, "“询问”在立案之前")
def test_an_interview_dated_before_filing_is_found() -> InHand:
    return moved(_archived(), "interview", days=-20)


def _verified_by(day: str) -> InHand:
    return new_case().do("report").do("verify", due_on=day)


@passes(IN_TIME)
def test_filing_came_by_the_day_set() -> InHand:
    return _verified_by("2026-03-20").to("filed")


@finds(IN_TIME, "定于2026-03-10前完成")
def test_filing_after_the_day_set_is_found() -> InHand:
    return _verified_by("2026-03-10").wait(days=30).to("filed")


@finds(IN_TIME, "才“不予立案”")
def test_declining_after_the_day_set_is_found() -> InHand:
    return _verified_by("2026-03-10").wait(days=30).do("decline_filing")


def test_without_a_day_set_the_time_of_filing_is_not_judged() -> None:
    assert judged(IN_TIME, standing("filed")).verdict is Verdict.NOT_AUTOMATABLE


@passes(WITHIN_LIMITATION)
def test_the_violation_was_discovered_in_time() -> InHand:
    return _archived()


@finds(WITHIN_LIMITATION, "追诉时效2022-05-01届满")
def test_a_violation_discovered_too_late_is_found() -> InHand:
    return altered(_archived(), "file", "violation_ended_on", "2020-05-01")


@finds(WITHIN_LIMITATION, "晚于立案日")
def test_a_violation_after_filing_is_found() -> InHand:
    return altered(_archived(), "file", "violation_ended_on", "2027-01-01")


@passes(WITHIN_LIMITATION)
def test_five_years_apply_where_the_reason_is_stated() -> InHand:
    long = altered(_archived(), "file", "violation_ended_on", "2022-05-01")
    return altered(long, "file", "long_limitation", "涉及公民生命健康安全且有危害后果")


def test_a_day_the_source_does_not_state_is_not_judged() -> None:
    unstated = altered(_archived(), "file", "violation_ended_on", {"not_stated": "dates.violation"})

    assert judged(WITHIN_LIMITATION, unstated).unjudged[0].reason == "来源未载违法行为终了之日"


def test_a_day_that_no_calendar_knows_is_not_judged() -> None:
    ancient = altered(_archived(), "file", "violation_ended_on", "0001-01-01")

    assert judged(WITHIN_LIMITATION, ancient).verdict is Verdict.NOT_AUTOMATABLE


@passes(CAUSE)
def test_the_cause_is_the_violation_alone() -> InHand:
    return _archived()


@finds(CAUSE, "将印成“涉嫌露天焚烧秸秆案案”")
def test_a_cause_that_already_says_case_is_found() -> InHand:
    return altered(_archived(), "report", "cause", "露天焚烧秸秆案")


@finds(CAUSE, "涉嫌涉嫌露天焚烧秸秆案")
def test_a_cause_that_already_says_suspected_is_found() -> InHand:
    return altered(_archived(), "report", "cause", "涉嫌露天焚烧秸秆")
