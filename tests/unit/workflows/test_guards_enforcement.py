"""The demand and the application to the court (强制法 35, 53, 54; 处罚法 72)."""

from __future__ import annotations

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, due, ready, standing, undone
from penalty_steps import Plot
from steps_of_performance import GAINS, in_parts
from zhifa.workflows import dues
from zhifa.workflows.guards.enforcement import (
    COURT_RESULT_FITS,
    DEMAND_FITS,
    DEMANDED,
    DIRECT_FIRST,
    FURTHER_UNSERVED,
    NO_REMEDY_LEFT,
    PERIOD_OVER,
    UNPERFORMED,
    WITHIN_COURT_PERIOD,
)
from zhifa.workflows.reasons.enforcement import (
    COURT_LATE,
    COURT_RESULT,
    DEMAND_AMOUNT,
    DEMAND_NOT_DIRECT,
    NOT_DEMANDED,
    NOT_ENFORCED,
    NOTHING_TO_SERVE,
    NOTHING_UNPERFORMED,
    PERIOD_RUNNING,
    REMEDY_PENDING,
)


def served() -> InHand:
    """The decision served on 1 April: to be paid by the 16th, to be sued against by 9 October (the 1st to 8th are holidays)."""
    return standing("serving").on("2026-04-01").do("serve_decision")


def demanded() -> InHand:
    return served().on("2026-05-06").do("demand_performance").do("serve_further")


def last_day(case: InHand, code: str) -> str:
    term = case.case.term(code)
    assert term is not None
    return term.due


def tracks(case: InHand) -> set[str]:
    return {track.track for track in case.case.open_tracks()}


# --- the demand ------------------------------------------------------------------------------------------------------


@proves(UNPERFORMED, NOTHING_UNPERFORMED, "demand_performance", "apply_court")
def test_what_is_performed_is_not_demanded(step: str) -> Question:
    return ready(step).do("pay").asking(step)


def test_deeds_are_demanded_as_money_is() -> None:
    assert ready("confirm_performance").asking("demand_performance", amount=0).codes() == set()


@proves(PERIOD_OVER, PERIOD_RUNNING, "demand_performance", "apply_court")
def test_a_party_that_is_still_in_time_is_not_pressed(step: str) -> Question:
    return served().on("2026-04-16").asking(step)


def test_the_day_after_the_period_it_is_demanded() -> None:
    assert served().on("2026-04-17").asking("demand_performance").codes() == set()


@proves(DEMAND_FITS, DEMAND_AMOUNT, "demand_performance")
@pytest.mark.parametrize(("field", "wrong"), [("amount", 99_999), ("amount", 100_001), ("surcharge", 1)])
def test_a_demand_states_what_is_owed(step: str, field: str, wrong: int) -> Question:
    return ready(step).asking(step, **{field: wrong})


def test_a_demand_counts_the_surcharge_and_names_it() -> None:
    added = ready("impose_surcharge").do("impose_surcharge").do("serve_further")
    asked = added.asking("demand_performance")
    assert asked.codes() == set()
    assert asked.command.facts["amount"] == 100_000 + asked.command.facts["surcharge"]


def test_a_demand_is_served_and_then_waited_for_ten_working_days() -> None:
    assert last_day(demanded(), "demand") == "2026-05-19", "the Saturday between was worked"


def test_the_service_of_a_surcharge_starts_no_waiting() -> None:
    added = ready("impose_surcharge").do("impose_surcharge").do("serve_further")
    assert added.case.term("demand") is None


def test_a_demand_to_a_party_that_cannot_be_found_is_announced() -> None:
    announced = ready("announce_further").do("announce_further")
    assert "announcement_too_early" in announced.wait(days=30).asking("serve_further").codes()
    assert announced.wait(days=31).asking("serve_further").codes() == set()


# --- the court -------------------------------------------------------------------------------------------------------


@proves(DEMANDED, NOT_DEMANDED, "apply_court")
def test_the_court_is_not_asked_before_the_party_was(step: str) -> Question:
    return served().on("2026-10-20").asking(step)


@proves(DEMANDED, NOT_DEMANDED, "apply_court")
def test_a_demand_that_was_not_served_is_none(step: str) -> Question:
    return served().on("2026-10-20").do("demand_performance").wait(days=20).asking(step)


@proves(DEMANDED, NOT_DEMANDED, "apply_court")
def test_ten_working_days_go_by_after_the_demand(step: str) -> Question:
    late = served().on("2026-11-02").do("demand_performance").do("serve_further")
    return late.on("2026-11-16").asking(step)


def test_on_the_eleventh_working_day_the_court_may_be_asked() -> None:
    late = served().on("2026-11-02").do("demand_performance").do("serve_further")
    assert late.on("2026-11-17").asking("apply_court").codes() == set()


@proves(NO_REMEDY_LEFT, REMEDY_PENDING, "apply_court")
def test_the_court_is_not_asked_while_the_party_may_still_sue(step: str) -> Question:
    case = demanded()
    return case.on(last_day(case, "litigation")).asking(step)


@proves(NO_REMEDY_LEFT, REMEDY_PENDING, "apply_court")
def test_the_court_is_not_asked_while_a_remedy_is_pending(step: str) -> Question:
    return demanded().do("lodge_remedy").on("2026-10-20").asking(step)


@proves(NO_REMEDY_LEFT, REMEDY_PENDING, "apply_court")
def test_the_court_is_not_asked_within_fifteen_days_of_a_reconsideration(step: str) -> Question:
    return demanded().do("lodge_remedy").on("2026-07-01").do("record_remedy").on("2026-07-16").asking(step)


def test_after_a_reconsideration_and_fifteen_days_the_court_may_be_asked() -> None:
    decided = demanded().do("lodge_remedy").on("2026-07-01").do("record_remedy")
    assert decided.on("2026-07-17").asking("apply_court").codes() == set()


@proves(WITHIN_COURT_PERIOD, COURT_LATE, "apply_court")
def test_the_court_is_asked_within_three_months(step: str) -> Question:
    return demanded().on("2027-01-12").asking(step)


def test_a_late_application_is_refused_with_both_dates() -> None:
    case = demanded()
    late = next(r for r in case.on("2027-02-01").asking("apply_court").refusals() if r.code == "court_late")
    assert last_day(case, "litigation") in late.text
    assert "2027-02-01" in late.text


def test_after_a_postponement_the_three_months_run_from_its_end() -> None:
    case = served().do("request_postponement")
    parts = in_parts(case.scene(), 50_000, 50_000)
    parts[1]["due_on"] = "2026-12-31"
    parted = case.do("approve_postponement", result="分期", schedule=parts)
    asked = parted.on("2027-01-05").do("demand_performance").do("serve_further")
    assert asked.on("2027-03-30").asking("apply_court").codes() == set()
    assert asked.on("2027-04-02").asking("apply_court").codes() == {"court_late"}


def test_after_an_action_no_term_is_reckoned_here() -> None:
    sued = (
        demanded()
        .do("lodge_remedy", key="诉讼1", kind="行政诉讼")
        .on("2027-03-01")
        .do("record_remedy", key="诉讼1", effect="驳回")
    )
    assert sued.on("2027-03-20").asking("apply_court").codes() == set()


# --- the three months as a term --------------------------------------------------------------------------------------


def three_months(case: InHand) -> tuple[str, str, str]:
    term = max((t for t in case.case.terms if t.code == "court_application"), key=lambda t: t.start_seq)
    return term.start_on, term.due, term.status


def test_the_three_months_are_listed_from_the_service_on_and_run_when_the_party_can_no_longer_sue() -> None:
    assert three_months(served()) == ("2026-10-08", "2027-01-08", "open")


def test_the_listed_day_is_the_last_on_which_the_court_may_be_asked() -> None:
    _, due, _ = three_months(demanded())
    assert demanded().on(due).asking("apply_court").codes() == set()
    assert "court_late" in demanded().on("2027-01-09").asking("apply_court").codes()


def test_where_nothing_is_to_be_performed_there_is_nothing_to_apply_for() -> None:
    warned = standing("performing", Plot(fine=0))
    assert [t for t in warned.case.terms if t.code == "court_application"] == []


def test_the_three_months_end_with_payment_and_with_the_application() -> None:
    assert three_months(served().do("pay"))[2] == "met"
    assert three_months(demanded().on("2026-10-20").do("apply_court"))[2] == "met"
    assert three_months(demanded().on("2027-02-01").do("pay"))[2] == "lapsed"


def test_a_duty_besides_the_fine_keeps_the_three_months_after_the_fine_is_paid() -> None:
    both = [{"kind": "罚款", "amount": 100_000, "text": "罚款"}, {"kind": "暂扣许可证件", "text": "暂扣许可证三个月"}]
    case = standing("investigating").do("interview").do("conclude", draft__items=both).to("performing").do("pay")
    assert three_months(case)[2] == "open"
    assert three_months(case.do("confirm_performance"))[2] == "met"


def test_a_duty_that_is_performed_keeps_the_three_months_until_the_fine_is_paid() -> None:
    both = [{"kind": "罚款", "amount": 100_000, "text": "罚款"}, {"kind": "暂扣许可证件", "text": "暂扣许可证三个月"}]
    case = standing("investigating").do("interview").do("conclude", draft__items=both).to("performing")
    assert three_months(case.do("confirm_performance"))[2] == "open"


def test_a_remedy_sets_the_three_months_aside_and_a_reconsideration_begins_them_anew() -> None:
    pending = served().do("lodge_remedy")
    assert three_months(pending)[2] == "void"
    upheld = pending.on("2026-07-01").do("record_remedy")
    assert three_months(upheld) == ("2026-07-16", "2026-10-16", "open")


def test_after_a_withdrawn_application_the_three_months_follow_the_first_period() -> None:
    assert three_months(undone(served(), "撤回申请")) == ("2026-10-08", "2027-01-08", "open")


@pytest.mark.parametrize("effect", ["撤销", "责令重作", "确认无效"])
def test_under_an_annulled_decision_there_is_nothing_to_apply_for(effect: str) -> None:
    assert three_months(undone(served(), effect))[2] == "void"


def test_a_postponement_beyond_the_time_to_sue_moves_the_three_months() -> None:
    case = served().do("request_postponement")
    late = case.do("approve_postponement", schedule=[{"due_on": "2026-12-31", "amount": 100_000}])
    assert three_months(late) == ("2026-12-31", "2027-03-31", "open")
    soon = case.do("approve_postponement", schedule=[{"due_on": "2026-05-31", "amount": 100_000}])
    assert three_months(soon) == ("2026-10-08", "2027-01-08", "open")


def test_a_postponement_outlasts_the_time_to_sue_after_a_reconsideration_as_well() -> None:
    case = served().do("request_postponement")
    late = case.do("approve_postponement", schedule=[{"due_on": "2026-12-31", "amount": 100_000}])
    assert three_months(undone(late, "维持")) == ("2026-12-31", "2027-03-31", "open")


def test_after_an_action_the_judgment_sets_its_own_terms() -> None:
    sued = served().do("lodge_remedy", key="诉讼1", kind="行政诉讼")
    assert three_months(sued.do("record_remedy", key="诉讼1", effect="驳回"))[2] == "void"
    postponed = served().do("request_postponement").do("lodge_remedy", key="诉讼1", kind="行政诉讼")
    assert three_months(postponed.do("approve_postponement"))[2] == "void"


def test_a_surcharge_after_the_fine_was_paid_brings_the_three_months_back() -> None:
    paid = served().on("2026-04-20").do("pay").on("2026-04-21").do("impose_surcharge")
    assert three_months(paid) == ("2026-10-08", "2027-01-08", "open")


# --- gains alone -----------------------------------------------------------------------------------------------------


def gains_alone() -> InHand:
    drafted = standing("investigating").do("interview").do("conclude", draft__items=[GAINS], draft__payment_days=31)
    return drafted.to("serving").on("2026-04-01").do("serve_decision")


def test_gains_alone_are_paid_by_the_day_that_the_decision_sets() -> None:
    case = gains_alone()
    assert last_day(case, "payment") == "2026-05-06", "the thirty-first day lies in the holidays"
    assert "period_running" in case.on("2026-05-06").asking("demand_performance").codes()
    assert case.on("2026-05-07").asking("demand_performance").codes() == set()


def test_gains_that_were_paid_end_the_term_that_the_decision_set() -> None:
    assert [t.status for t in gains_alone().do("pay").case.terms if t.code == "payment"] == ["met"]


def test_gains_under_an_annulled_decision_have_no_term() -> None:
    assert [t.status for t in undone(gains_alone()).case.terms if t.code == "payment"] == ["void"]


@proves(COURT_RESULT_FITS, COURT_RESULT, "record_court")
def test_what_is_not_paid_is_not_performed(step: str) -> Question:
    return ready(step).asking(step, result="执行完毕")


@proves(COURT_RESULT_FITS, COURT_RESULT, "record_court")
def test_deeds_that_nobody_confirmed_are_not_performed(step: str) -> Question:
    deeds = ready("confirm_performance").do("demand_performance", amount=0).do("serve_further").wait(days=220)
    return deeds.do("apply_court").asking(step, result="执行完毕")


def test_what_the_court_collected_closes_the_case_as_performed() -> None:
    granted = ready("record_court").do("record_court", result="准予执行")
    assert {"court", "payment"} <= tracks(granted)
    collected = granted.do("pay").do("record_court", result="执行完毕").do("review_publication").do("publish")
    assert collected.asking("close").codes() == set()


@pytest.mark.parametrize("result", ["终结执行", "不准予执行"])
def test_a_case_that_the_court_gives_up_is_closed_on_another_ground(result: str) -> None:
    given_up = ready("record_court").do("record_court", result=result).do("review_publication").do("publish")
    assert given_up.asking("close").codes() == {"closing_ground"}
    assert given_up.asking("close", ground="其他").codes() == set()


def test_an_application_that_was_not_accepted_can_be_made_again() -> None:
    refused = ready("record_court").do("record_court", result="不予受理")
    assert "payment" in tracks(refused)
    assert refused.asking("apply_court").codes() == set()


def test_nothing_is_demanded_under_an_annulled_decision() -> None:
    assert undone(due("demand_performance").wait(days=30)).asking("demand_performance").codes() == {
        "nothing_unperformed"
    }


BY_POST = {"method": "post", "tracking_number": "EX1", "recipient": {"name": "当事人甲", "relation": "本人"}}


@proves(DIRECT_FIRST, DEMAND_NOT_DIRECT, "serve_further")
def test_a_demand_is_served_directly_first(step: str) -> Question:
    case = ready(step)
    return case.asking(step, proof=BY_POST | {"received_on": case.scene().day.isoformat()})


@proves(FURTHER_UNSERVED, NOTHING_TO_SERVE, "fail_further_service", "announce_further")
def test_what_was_served_is_neither_tried_nor_announced_again(step: str) -> Question:
    return ready(step).do("serve_further").asking(step)


@proves(FURTHER_UNSERVED, NOTHING_TO_SERVE, "fail_further_service")
def test_no_demand_is_tried_to_be_served_that_was_never_made(step: str) -> Question:
    return standing("performing").asking(step)


def test_a_demand_that_could_not_be_served_directly_goes_by_post() -> None:
    case = ready("serve_further").do("fail_further_service", method="direct")
    by_post = BY_POST | {"received_on": case.scene().day.isoformat()}
    assert case.asking("serve_further", proof=by_post).codes() == set()


def test_a_late_application_with_its_reason_is_for_the_court_to_judge() -> None:
    late = demanded().on("2027-02-01")
    assert late.asking("apply_court", late_reason="因不可抗力。").codes() == set()


def test_a_duty_besides_the_fine_does_not_wait_for_the_time_to_pay() -> None:
    both = [{"kind": "罚款", "amount": 100_000, "text": "罚款"}, {"kind": "暂扣许可证件", "text": "暂扣许可证三个月"}]
    case = standing("investigating").do("interview").do("conclude", draft__items=both).to("performing")
    assert case.asking("demand_performance", amount=0, obligations="交出许可证。").codes() == set()
    assert "period_running" in case.asking("demand_performance").codes()


def test_a_demand_of_what_was_changed_since_is_no_demand() -> None:
    lowered = (
        demanded()
        .do("lodge_remedy")
        .do("record_remedy", effect="变更", items=[{"kind": "罚款", "amount": 60_000, "text": "罚款六百元"}])
    )
    texts = {r.text for r in lowered.on("2026-09-30").asking("apply_court").refusals() if r.code == "not_demanded"}
    assert any("数额已经改变" in text for text in texts)


@proves(DEMANDED, NOT_DEMANDED, "apply_court")
def test_a_demand_of_surcharges_that_a_remedy_entered_late_has_lowered_is_no_demand(step: str) -> Question:
    charged = served().on("2026-04-20").do("impose_surcharge").do("serve_further")
    told = charged.on("2026-05-06").do("demand_performance").do("serve_further")
    lowered = told.do("lodge_remedy", lodged_on="2026-04-18").on("2026-07-01").do("record_remedy")
    return lowered.on("2026-07-17").asking(step)


@proves(UNPERFORMED, NOT_ENFORCED, "demand_performance", "apply_court")
def test_what_the_court_gave_up_is_demanded_no_more(step: str) -> Question:
    return ready("record_court").do("record_court", result="不准予执行").asking(step)


# --- deeds demanded alone --------------------------------------------------------------------------------------------


def deeds_demanded() -> InHand:
    """A fine postponed to the end of 2027 and a licence to be handed in, of which the licence alone was demanded."""
    both = [{"kind": "罚款", "amount": 100_000, "text": "罚款"}, {"kind": "暂扣许可证件", "text": "暂扣许可证三个月"}]
    drafted = standing("investigating").do("interview").do("conclude", draft__items=both).to("serving")
    asked = drafted.on("2026-04-01").do("serve_decision").do("request_postponement")
    later = asked.do("approve_postponement", schedule=[{"due_on": "2027-12-31", "amount": 100_000}])
    return later.do("demand_performance", amount=0, obligations="交出许可证。").do("serve_further").on("2026-10-20")


def test_deeds_demanded_alone_bring_deeds_alone_before_the_court() -> None:
    applied = deeds_demanded().do("apply_court")
    assert not dues.money_applied_for(applied.case)
    assert [t.status for t in applied.case.terms if t.code == "court_application" and t.status == "met"] == []


def test_deeds_that_the_court_had_performed_leave_the_fine_to_be_paid() -> None:
    done = deeds_demanded().do("apply_court").do("confirm_performance").do("record_court", result="执行完毕")
    assert tracks(done) & {"court", "payment"} == {"payment"}


def test_deeds_that_the_court_gave_up_leave_the_fine_to_be_demanded_in_its_time() -> None:
    given_up = deeds_demanded().do("apply_court").do("record_court", result="不准予执行")
    assert tracks(given_up) & {"performance", "payment"} == {"payment"}
    assert given_up.asking("demand_performance").codes() == {"period_running"}
    assert given_up.on("2028-01-03").asking("demand_performance").codes() == set()


@proves(DEMANDED, NOT_DEMANDED, "apply_court")
def test_a_demand_of_less_than_was_owed_is_none(step: str) -> Question:
    paid = served().on("2026-04-10").do("pay", amount=60_000)
    told = paid.on("2026-05-06").do("demand_performance").do("serve_further")
    entered = next(act.seq for act in told.case.acts if act.transition.name == "pay")
    return told.correct(seq=entered, path="amount", new=50_000).on("2026-10-20").asking(step)


def test_a_surcharge_imposed_since_takes_nothing_from_a_demand_of_deeds() -> None:
    both = [{"kind": "罚款", "amount": 100_000, "text": "罚款"}, {"kind": "暂扣许可证件", "text": "暂扣许可证三个月"}]
    drafted = standing("investigating").do("interview").do("conclude", draft__items=both).to("serving")
    told = drafted.on("2026-04-01").do("serve_decision").do("demand_performance", amount=0).do("serve_further")
    added = told.on("2026-05-06").do("impose_surcharge").do("serve_further")
    assert added.on("2026-10-20").asking("apply_court").codes() == set()
