"""R15, R16, R17, R18: notice, statement, hearing."""

from __future__ import annotations

from in_hand import HEARD, IDS, MILD, InHand, ready, standing
from penalty_steps import Plot
from scrutinised import altered, finds, judged, lacking, moved, passes, taken_by
from zhifa.workflows.scrutiny.check import Verdict
from zhifa.workflows.scrutiny.notice import HEARING, NOT_HEAVIER, NOTICED, WINDOW

SPOKEN = Plot(statement=True)
LARGE = Plot(fine=2_000_000)


def _archived() -> InHand:
    return standing("archived")


@passes(NOTICED)
def test_the_party_was_told_of_everything_before_the_decision() -> InHand:
    return _archived()


@finds(NOTICED, "没有告知")
def test_a_decision_without_notice_is_found() -> InHand:
    return lacking(_archived(), "notify")


@finds(NOTICED, "告知书没有送达")
def test_a_notice_that_was_not_served_is_found() -> InHand:
    return lacking(_archived(), "serve_notice")


@finds(NOTICED, "告知书没有送达")
def test_a_notice_served_after_the_decision_is_found() -> InHand:
    return moved(_archived(), "serve_notice", days=60)


@finds(NOTICED, "没有告知申辩的权利")
def test_a_right_that_was_not_told_is_found() -> InHand:
    return altered(_archived(), "notify", "rights", ["statement"])


def _revised() -> InHand:
    """A case whose draft was changed after the notice."""
    return standing("rectifying").do("revise").to("archived")


@finds(NOTICED, "决定的违法事实与告知的不同")
def test_facts_that_were_not_told_are_found() -> InHand:
    return altered(_revised(), "revise", "draft.facts", "当事人在别处露天焚烧秸秆。")


@passes(NOTICED)
def test_of_a_penalty_that_became_lighter_the_facts_may_differ() -> InHand:
    lighter = altered(_revised(), "revise", "draft.items.0.amount", 50_000)
    return altered(lighter, "revise", "draft.facts", "当事人露天焚烧秸秆，面积更小。")


@finds(NOTICED, "没有告知：增加了警告")
def test_another_penalty_that_is_not_heavier_is_found() -> InHand:
    fewer = altered(_revised(), "revise", "draft.items", [{"kind": "警告", "text": "警告"}])
    return altered(fewer, "conclude", "draft.items", [{"kind": "罚款", "amount": 100_000, "text": "罚款"}])


@passes(NOTICED)
def test_what_the_party_said_was_examined() -> InHand:
    return standing("archived", SPOKEN)


@finds(NOTICED, "陈述、申辩没有复核")
def test_what_nobody_examined_is_found() -> InHand:
    return lacking(standing("archived", SPOKEN), "review_statement")


@finds(NOTICED, "当事人未陈述，也没有明确放弃")
def test_a_decision_before_the_time_told_is_over_is_found() -> InHand:
    case = _archived()
    served = next(act.at for act in case.case.acts if act.transition.name == "serve_notice")
    decided = next(act.at for act in case.case.acts if act.transition.name == "decide_penalty")
    return moved(case, "decide_penalty", days=(served - decided).days + 2)


def test_where_no_penalty_was_decided_no_notice_is_asked_for() -> None:
    assert judged(NOTICED, standing("archived", MILD)).verdict is Verdict.NOT_APPLICABLE


@passes(NOT_HEAVIER)
def test_the_penalty_is_the_one_that_was_told() -> InHand:
    return _revised()


@finds(NOT_HEAVIER, "罚款由1000.00元增至9000.00元")
def test_a_heavier_penalty_is_found() -> InHand:
    return altered(_revised(), "revise", "draft.items.0.amount", 900_000)


def test_without_notice_there_is_nothing_to_compare() -> None:
    assert judged(NOT_HEAVIER, lacking(_archived(), "notify")).verdict is Verdict.NOT_AUTOMATABLE


@passes(HEARING)
def test_a_hearing_that_was_asked_for_was_held() -> InHand:
    return standing("archived", HEARD)


@passes(HEARING)
def test_a_hearing_nobody_asked_for_was_offered() -> InHand:
    return standing("archived", LARGE)


@finds(HEARING, "应当告知听证权利而没有告知")
def test_a_right_to_a_hearing_that_was_not_told_is_found() -> InHand:
    return altered(standing("archived", LARGE), "notify", "rights", ["statement", "defence"])


@finds(HEARING, "要求听证，没有举行")
def test_a_request_nobody_answered_is_found() -> InHand:
    return lacking(standing("archived", HEARD), "hold_hearing", "report_hearing")


@finds(HEARING, "没有通知")
def test_a_hearing_without_notice_is_found() -> InHand:
    return lacking(standing("archived", HEARD), "schedule_hearing")


@finds(HEARING, "才通知")
def test_a_hearing_told_too_late_is_found() -> InHand:
    return moved(standing("archived", HEARD), "schedule_hearing", days=22)


@finds(HEARING, "听证主持人承办人甲是本案调查人员")
def test_a_hearing_led_by_an_investigator_is_found() -> InHand:
    return taken_by(standing("archived", HEARD), "hold_hearing", "承办人甲")


@finds(HEARING, "听证主持人承办人乙是本案调查人员")
def test_an_investigator_appointed_to_lead_is_found() -> InHand:
    return altered(standing("archived", HEARD), "schedule_hearing", "hearing_officer", IDS["承办人乙"])


@passes(HEARING)
def test_a_request_that_was_withdrawn_needs_no_hearing() -> InHand:
    return standing("hearing").do("abandon_hearing")


def test_a_hearing_still_to_be_held_is_no_fault() -> None:
    assert judged(HEARING, ready("hold_hearing")).verdict is Verdict.NOT_YET


@passes(WINDOW)
def test_the_decision_waited_for_the_time_to_ask() -> InHand:
    return standing("archived", LARGE)


@passes(WINDOW)
def test_who_asked_for_a_hearing_has_used_the_time() -> InHand:
    return standing("archived", HEARD)


def _hasty(case: InHand) -> InHand:
    served = next(act.at for act in case.case.acts if act.transition.name == "serve_notice")
    decided = next(act.at for act in case.case.acts if act.transition.name == "decide_penalty")
    return moved(case, "decide_penalty", days=(served - decided).days + 2)


@finds(WINDOW, "听证申请期限2026-")
def test_a_decision_within_the_time_to_ask_is_found() -> InHand:
    return _hasty(standing("archived", LARGE))


@passes(WINDOW)
def test_a_waiver_ends_the_time_to_ask() -> InHand:
    waived = standing("defence", LARGE).do("waive").do("submit_review").do("agree").do("decide_penalty")
    return _hasty(waived)


def test_where_the_notice_was_not_served_the_time_cannot_be_counted() -> None:
    assert judged(WINDOW, lacking(standing("archived", LARGE), "serve_notice")).verdict is Verdict.NOT_AUTOMATABLE


@passes(NOTICED)
def test_a_notice_that_counts_as_served_was_served() -> InHand:
    return ready("deem_notice_served").do("deem_notice_served").to("decided")


@passes(WINDOW)
def test_the_time_to_ask_for_a_hearing_runs_from_the_day_the_notice_counts_as_served() -> InHand:
    announced = standing("notifying", Plot(fine=2_000_000))
    for method in ("direct", "post"):
        announced = announced.do("fail_notice_service", method=method)
    return announced.do("announce_notice").wait(days=31).do("deem_notice_served").to("decided")
