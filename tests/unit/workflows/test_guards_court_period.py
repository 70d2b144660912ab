"""When the court may be asked and until when, where remedies, postponements and other duties meet (强制法 53; 处罚法 72(2); 行诉法 85)."""

from __future__ import annotations

from typing import Any

from guard_proofs import proves
from in_hand import InHand, Question, due, standing, undone
from on_the_spot import ready_on_spot, spot
from zhifa.workflows.guards.enforcement import COURT_APPLIED, NO_REMEDY_LEFT
from zhifa.workflows.guards.remedies import APPEAL_AFTER_ACTION, OLD_MATTERS_SETTLED
from zhifa.workflows.reasons.enforcement import NOT_APPLIED, REMEDY_PENDING
from zhifa.workflows.reasons.remedies import APPEAL_WITHOUT_ACTION, OLD_MATTERS_OPEN
from zhifa.workflows.summary import SUMMARY

LICENCE: dict[str, Any] = {"kind": "暂扣许可证件", "text": "暂扣许可证三个月"}
BOTH = [{"kind": "罚款", "amount": 100_000, "text": "罚款"}, LICENCE]


def periods(case: InHand) -> list[tuple[str, str, str]]:
    return [(t.start_on, t.due, t.status) for t in case.case.terms if t.code == "court_application"]


@proves(COURT_APPLIED, NOT_APPLIED, "record_court")
def test_a_court_that_nobody_asked_gives_no_answer(step: str) -> Question:
    return standing("performing").asking(step, result="准予执行")


@proves(COURT_APPLIED, NOT_APPLIED, "record_court", of=SUMMARY)
def test_a_court_that_nobody_asked_gives_no_answer_after_the_spot(step: str) -> Question:
    return spot("performing").asking(step, result="准予执行")


@proves(APPEAL_AFTER_ACTION, APPEAL_WITHOUT_ACTION, "lodge_remedy")
def test_there_is_no_appeal_without_an_action(step: str) -> Question:
    return due(step).asking(step, key="上诉1", kind="上诉")


@proves(APPEAL_AFTER_ACTION, APPEAL_WITHOUT_ACTION, "lodge_remedy", of=SUMMARY)
def test_there_is_no_appeal_without_an_action_after_the_spot(step: str) -> Question:
    return ready_on_spot(step).asking(step, key="上诉1", kind="上诉")


def test_an_action_that_was_decided_may_be_appealed() -> None:
    sued = standing("performing").do("lodge_remedy", key="诉讼1", kind="行政诉讼")
    assert sued.asking("lodge_remedy", key="上诉1", kind="上诉").codes() == set()


@proves(NO_REMEDY_LEFT, REMEDY_PENDING, "apply_court", of=SUMMARY)
def test_who_took_the_application_back_may_apply_again_until_the_time_is_over(step: str) -> Question:
    demanded = spot("performing").on("2026-03-20").do("demand_performance").do("serve_further")
    return undone(demanded, "撤回申请").on("2026-04-20").asking(step)


def test_a_remedy_taken_back_before_service_leaves_the_three_months_as_they_would_have_been() -> None:
    plain = periods(standing("performing"))
    taken_back = undone(standing("serving"), "撤回申请").to("performing")

    assert plain == periods(taken_back) != []


def test_while_a_remedy_is_pending_a_postponement_begins_no_three_months() -> None:
    case = standing("performing").do("request_postponement").do("lodge_remedy")
    late = case.do("approve_postponement", schedule=[{"due_on": "2026-12-31", "amount": 100_000}])

    assert [status for *_, status in periods(late)] == ["void"]


def test_an_outcome_begins_no_three_months_while_another_remedy_is_pending() -> None:
    two = standing("performing").do("lodge_remedy").do("lodge_remedy")
    one = two.on("2026-07-01").do("record_remedy", key="复议1", effect="维持")
    both = one.do("record_remedy", key="复议2", effect="维持")

    assert [status for *_, status in periods(one)] == ["void"]
    assert periods(both)[-1] == ("2026-07-16", "2026-10-16", "open")


def test_a_postponed_fine_leaves_other_duties_their_three_months() -> None:
    case = standing("investigating").do("interview").do("conclude", draft__items=BOTH).to("performing")
    before = periods(case)
    late = case.do("request_postponement").do(
        "approve_postponement", schedule=[{"due_on": "2027-12-31", "amount": 100_000}]
    )

    assert periods(late) == before


def test_a_decision_annulled_before_its_service_begins_no_time_to_sue() -> None:
    case = undone(standing("serving"), "撤销").to("performing")
    assert [t for t in case.case.terms if t.code == "litigation" and t.status == "open"] == []


@proves(OLD_MATTERS_SETTLED, OLD_MATTERS_OPEN, "redo")
def test_the_case_is_not_reopened_while_money_collected_is_not_handed_in(step: str) -> Question:
    collected = standing("performing").do("collect_on_request", amount=50_000)
    ordered = undone(collected, "责令重作").do("record_refund", amount=50_000)
    return ordered.asking(step)
