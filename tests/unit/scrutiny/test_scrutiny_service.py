"""R24, R26, R27: service, publication, performance."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from in_hand import MILD, InHand, due, new_case, ready, standing
from penalty_steps import Plot
from scrutinised import altered, finds, judged, lacking, moved, passes
from zhifa.engine.instants import legal_day
from zhifa.workflows.scrutiny.check import Verdict
from zhifa.workflows.scrutiny.performance import PERFORMED, PUBLISHED
from zhifa.workflows.scrutiny.service import SERVED

ANNOUNCED = Plot(announced=True)
MAILBOX = "demo@example.invalid"


def _archived() -> InHand:
    return standing("archived")


def _proof(proof: dict[str, Any]) -> InHand:
    return altered(_archived(), "serve_decision", "proof", proof)


def _served_on(case: InHand) -> str:
    return next(act.at.date().isoformat() for act in case.case.acts if act.transition.name == "serve_decision")


# --- service ---------------------------------------------------------------------------------------------------------


@passes(SERVED)
def test_papers_were_served_in_time_with_receipts() -> InHand:
    return _archived()


@passes(SERVED)
def test_papers_were_announced_after_everything_else() -> InHand:
    return standing("archived", ANNOUNCED)


@passes(SERVED)
def test_a_decision_counts_as_served_when_its_announcement_has_run_out() -> InHand:
    return ready("deem_decision_served").do("deem_decision_served")


@finds(SERVED, "即登记送达")
def test_a_decision_deemed_served_before_the_announcement_ran_out_is_found() -> InHand:
    return moved(ready("deem_decision_served").do("deem_decision_served"), "announce", days=10)


@finds(SERVED, "至今没有开始")
def test_a_decision_nobody_serves_is_found() -> InHand:
    return standing("decided").wait(days=30)


@finds(SERVED, "才开始")
def test_service_that_begins_too_late_is_found() -> InHand:
    return standing("decided").wait(days=30).do("dispatch")


@finds(SERVED, "“送达告知书”没有送达回证")
def test_a_missing_receipt_is_found() -> InHand:
    case = _archived()
    return case.having(papers=tuple(paper for paper in case.case.papers if paper.code != "D37"))


@finds(SERVED, "没有当事人签名的确认书")
def test_electronic_service_without_consent_is_found() -> InHand:
    return _proof({"method": "electronic", "address": MAILBOX, "arrived_at": "2026-04-01T09:00:00+08:00"})


@passes(SERVED)
def test_electronic_service_rests_on_consent() -> InHand:
    agreed = due("confirm_address").do("confirm_address", electronic_consent=True, electronic_address=MAILBOX)
    told = {"method": "electronic", "address": MAILBOX, "arrived_at": "2026-04-01T09:00:00+08:00"}
    return altered(agreed.to("archived"), "serve_decision", "proof", told)


@finds(SERVED, "回执所载收件日为2026-01-01")
def test_a_return_receipt_of_another_day_is_found() -> InHand:
    recipient = {"name": "当事人甲", "relation": "本人"}
    return _proof({"method": "post", "tracking_number": "1", "received_on": "2026-01-01", "recipient": recipient})


@passes(SERVED)
def test_a_return_receipt_of_that_day_will_do() -> InHand:
    recipient = {"name": "当事人甲", "relation": "本人"}
    day = _served_on(_archived())
    return _proof({"method": "post", "tracking_number": "1", "received_on": day, "recipient": recipient})


@finds(SERVED, "没有公告")
def test_service_by_an_announcement_nobody_made_is_found() -> InHand:
    return _proof({"method": "announcement", "announced_on": "2026-03-02"})


@finds(SERVED, "即登记送达")
def test_service_before_the_thirty_days_are_over_is_found() -> InHand:
    return moved(standing("archived", ANNOUNCED), "announce", days=10)


@finds(SERVED, "即登记送达")
def test_service_after_thirty_days_is_found_where_the_rule_of_the_field_asks_for_sixty() -> InHand:
    deemed = _announced_under("police").wait(days=61).do("deem_decision_served")
    return moved(deemed, "deem_decision_served", days=-29)


@passes(SERVED)
def test_an_announcement_may_run_as_long_as_the_rule_of_the_field_says() -> InHand:
    return _announced_under("police").wait(days=61).do("deem_decision_served")


def _announced_under(pack: str) -> InHand:
    serving = new_case(policy=(("pack", pack),)).to("serving")
    return serving.do("fail_service", method="direct").do("fail_service", method="post").do("announce")


@finds(SERVED, "没有直接送达、邮寄送达未果的记录")
def test_an_announcement_before_everything_else_was_tried_is_found() -> InHand:
    return lacking(standing("archived", ANNOUNCED), "fail_service")


def _demanded() -> InHand:
    """Decision and demand were both announced."""
    demanded = standing("performing", ANNOUNCED).wait(days=30).do("demand_performance")
    tried = demanded.do("fail_further_service").do("fail_further_service").do("announce_further")
    return tried.wait(days=31).do("serve_further")


@passes(SERVED)
def test_an_announced_demand_rests_on_its_own_announcement() -> InHand:
    return _demanded()


@passes(SERVED)
def test_a_demand_announced_again_rests_on_the_announcement_that_is_named() -> InHand:
    demanded = standing("performing").wait(days=30).do("demand_performance")
    tried = demanded.do("fail_further_service", method="direct").do("fail_further_service", method="post")
    again = tried.do("announce_further").wait(days=5).do("announce_further")
    named = legal_day(again.case.acts[-1].at).isoformat()
    period = again.case.term("announcement")
    assert period is not None
    served = again.on((period.due_day + timedelta(days=1)).isoformat())
    return served.do("serve_further", proof={"method": "announcement", "announced_on": named})


@finds(SERVED, "即登记送达")
def test_a_demand_served_before_its_own_thirty_days_are_over_is_found() -> InHand:
    return moved(_demanded(), "announce_further", days=10)


@finds(SERVED, "没有直接送达、邮寄送达未果的记录")
def test_a_demand_announced_before_everything_else_was_tried_for_it_is_found() -> InHand:
    return lacking(_demanded(), "fail_further_service")


@finds(SERVED, "没有公告")
def test_the_announcement_of_the_decision_serves_no_demand() -> InHand:
    return lacking(_demanded(), "announce_further")


def test_a_way_of_service_the_source_does_not_state_is_not_judged() -> None:
    unstated = _proof({"method": "unstated", "detail": {"not_stated": "service"}})

    assert judged(SERVED, unstated).unjudged[0].reason == "来源未载“送达决定书”的方式"


def test_a_decision_still_to_be_served_is_no_fault() -> None:
    assert judged(SERVED, standing("decided")).verdict is Verdict.NOT_YET


# --- publication -----------------------------------------------------------------------------------------------------


@passes(PUBLISHED)
def test_the_decision_was_published_in_time_and_masked() -> InHand:
    return _archived()


@passes(PUBLISHED)
def test_a_decision_not_to_punish_has_twenty_working_days() -> InHand:
    return standing("archived", MILD)


@passes(PUBLISHED)
def test_publication_waits_for_service() -> InHand:
    return standing("archived", ANNOUNCED)


@passes(PUBLISHED)
def test_a_decision_may_be_withheld_with_the_reason() -> InHand:
    case = due("review_publication")
    return case.do("review_publication", shown=[], withheld_reason="涉及国家秘密。")


@finds(PUBLISHED, "才公示")
def test_a_late_publication_is_found() -> InHand:
    return moved(_archived(), "publish", days=60)


@finds(PUBLISHED, "送达之前即公示")
def test_a_publication_before_service_is_found() -> InHand:
    return moved(_archived(), "publish", days=-10)


@finds(PUBLISHED, "没有经过审核")
def test_a_publication_nobody_checked_is_found() -> InHand:
    return lacking(_archived(), "review_publication")


@finds(PUBLISHED, "没有隐去个人信息")
def test_a_natural_person_shown_unmasked_is_found() -> InHand:
    return altered(_archived(), "review_publication", "redactions", [])


@finds(PUBLISHED, "也没有不予公示的理由")
def test_a_decision_that_was_never_published_is_found() -> InHand:
    return standing("performing").wait(days=60)


def test_a_publication_still_to_come_is_no_fault() -> None:
    verdicts = {judged(PUBLISHED, standing(state)).verdict for state in ("serving", "performing")}

    assert verdicts == {Verdict.NOT_YET}


# --- performance -----------------------------------------------------------------------------------------------------


@passes(PERFORMED)
def test_the_fine_was_paid() -> InHand:
    return _archived()


@passes(PERFORMED)
def test_a_fine_that_the_officers_collected_was_paid_too() -> InHand:
    return standing("performing").do("collect_on_request").to("archived")


@finds(PERFORMED, "以执行完毕结案，尚有1000.00元没有缴清")
def test_a_case_closed_with_money_owed_is_found() -> InHand:
    return lacking(_archived(), "pay")


@finds(PERFORMED, "多收0.01元")
def test_a_payment_of_too_much_is_found() -> InHand:
    return altered(_archived(), "pay", "amount", 100_001)


@finds(PERFORMED, "缴款票据演示票据0001登记了2次")
def test_a_receipt_used_twice_is_found() -> InHand:
    return standing("performing").do("pay", amount=1).do("pay", amount=1)


@finds(PERFORMED, "法定期限为十五日")
def test_another_time_to_pay_is_found() -> InHand:
    return altered(_archived(), "conclude", "draft.payment_days", 30)


def test_a_fine_still_to_be_paid_is_no_fault_and_an_overdue_one_is_not_judged() -> None:
    unpaid = standing("performing")

    assert judged(PERFORMED, unpaid).verdict is Verdict.NOT_YET
    assert judged(PERFORMED, unpaid.wait(days=60)).verdict is Verdict.NOT_AUTOMATABLE


def test_a_sum_the_source_does_not_state_is_not_judged() -> None:
    unstated = altered(_archived(), "conclude", "draft.items.0.amount", {"not_stated": "decision.amount"})

    assert judged(PERFORMED, unstated).unjudged[0].reason == "来源未载应缴数额"


def test_a_warning_leaves_nothing_to_pay() -> None:
    assert judged(PERFORMED, standing("archived", Plot(fine=0))).verdict is Verdict.NOT_APPLICABLE


def test_before_service_nothing_is_due() -> None:
    assert judged(PERFORMED, standing("decided")).verdict is Verdict.NOT_YET
