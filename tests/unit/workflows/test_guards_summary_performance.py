"""After the spot: postponement, surcharge, demand, court and remedies as in the ordinary procedure, reconsideration first (处罚法 66, 72, 73; 复议法 23)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from guard_proofs import proves, steps_with
from in_hand import IDS, InHand, Question, undone
from on_the_spot import WARNED, ready_on_spot, spot
from steps_of_performance import in_parts
from zhifa.engine.instants import instant_text
from zhifa.engine.vocabulary import Transition
from zhifa.workflows import dues
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.collection import OWN_NAME
from zhifa.workflows.guards.enforcement import (
    COURT_RESULT_FITS,
    DEMAND_FITS,
    DEMANDED,
    DIRECT_FIRST,
    FURTHER_UNSERVED,
    NO_REMEDY_LEFT,
    PERIOD_OVER,
    STILL_ENFORCED,
    UNPERFORMED,
    WITHIN_COURT_PERIOD,
)
from zhifa.workflows.guards.goods import MANNER_FITS
from zhifa.workflows.guards.people import UNIT_OPINION_GIVEN
from zhifa.workflows.guards.postponement import SCHEDULE_COVERS, SOMETHING_OWED
from zhifa.workflows.guards.remedies import LODGED_AFTER_DECISION, OUTCOME_AFTER_LODGING, REFUND_FITS, WITHDRAWAL_DUE
from zhifa.workflows.guards.service import ANNOUNCEMENT_GROUNDED, SERVICE_PROVEN
from zhifa.workflows.guards.summary import ANOTHER_CASE
from zhifa.workflows.guards.summary_remedies import RECONSIDERED_FIRST
from zhifa.workflows.guards.surcharge import FINED, SURCHARGE_AFTER_PERIOD, SURCHARGE_ONCE, SURCHARGE_RECKONED
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.reasons.closing import TRACKS_OPEN
from zhifa.workflows.reasons.collection import COLLECTION_NAME_TAKEN
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
from zhifa.workflows.reasons.goods import GOODS_MANNER
from zhifa.workflows.reasons.people import OPINION_UNFOUNDED
from zhifa.workflows.reasons.postponement import NOTHING_TO_POSTPONE, SCHEDULE_SUM
from zhifa.workflows.reasons.remedies import NOTHING_TO_WITHDRAW, REFUND_TOO_MUCH, REMEDY_DATES
from zhifa.workflows.reasons.service import ANNOUNCEMENT_GROUND, PROOF_DATE
from zhifa.workflows.reasons.summary import RECONSIDERATION_SKIPPED, TURNED_TO_ITSELF
from zhifa.workflows.reasons.surcharge import NO_FINE, SURCHARGE_AMOUNT, SURCHARGE_EARLY, SURCHARGE_TWICE
from zhifa.workflows.reasons.times import TIMES_UNFIT
from zhifa.workflows.summary import SUMMARY, shared

FUTURE = "2027-06-01"


def tracks(case: InHand) -> set[str]:
    return {track.track for track in case.case.open_tracks()}


def delivered() -> InHand:
    """Handed over on 2 March: to be paid by the 17th, to be reconsidered by 6 May (1 to 5 May are holidays)."""
    return spot("performing")


def demanded() -> InHand:
    return delivered().on("2026-03-20").do("demand_performance").do("serve_further")


@pytest.mark.parametrize(
    "step", [step for step in vars(shared).values() if isinstance(step, Transition)], ids=lambda t: t.name
)
def test_a_step_after_the_decision_is_that_of_the_ordinary_procedure(step: Transition) -> None:
    there = ORDINARY.by_name[step.name]

    assert step == replace(there, sources=step.sources)
    assert step is SUMMARY.by_name[step.name]
    assert set(step.sources) == set(there.sources) & set(SUMMARY.states)


# --- who may do it, and when -----------------------------------------------------------------------------------------

OPINIONS = tuple(step for step in steps_with(UNIT_OPINION_GIVEN, SUMMARY) if step != "close")
DATED = {
    "approve_postponement": {"schedule__0__due_on": "2026-01-01"},
    "impose_surcharge": {"until_on": FUTURE},
    "demand_performance": {"due_on": "2026-01-01"},
    "lodge_remedy": {"lodged_on": FUTURE},
    "record_remedy": {"effective_on": FUTURE},
    "serve_further": {
        "proof": {"method": "announcement", "announced_on": FUTURE},
    },
}


@proves(UNIT_OPINION_GIVEN, OPINION_UNFOUNDED, *OPINIONS, of=SUMMARY)
def test_the_opinion_of_the_unit_is_given_by_its_head_after_the_spot_too(step: str) -> Question:
    return ready_on_spot(step).asking(step, unit_opinion__by=IDS["审核人乙"])


@proves(TIMES_FIT, TIMES_UNFIT, *DATED, of=SUMMARY)
def test_what_is_told_after_the_spot_has_happened_and_what_is_set_lies_ahead(step: str) -> Question:
    return ready_on_spot(step).asking(step, **DATED[step])


# --- paying later, surcharge -----------------------------------------------------------------------------------------


@proves(SOMETHING_OWED, NOTHING_TO_POSTPONE, "request_postponement", of=SUMMARY)
def test_a_fine_of_the_spot_that_is_paid_is_not_postponed(step: str) -> Question:
    return delivered().do("pay").asking(step)


@proves(SCHEDULE_COVERS, SCHEDULE_SUM, "approve_postponement", of=SUMMARY)
def test_the_parts_of_a_fine_of_the_spot_come_to_what_is_owed(step: str) -> Question:
    case = ready_on_spot(step)
    return case.asking(step, result="分期", schedule=in_parts(case.scene(), 2_500, 2_501))


@proves(FINED, NO_FINE, "impose_surcharge", of=SUMMARY)
def test_nothing_is_added_to_a_warning(step: str) -> Question:
    return spot("performing", WARNED).wait(days=30).asking(step)


@proves(SURCHARGE_AFTER_PERIOD, SURCHARGE_EARLY, "impose_surcharge", of=SUMMARY)
def test_after_the_spot_too_nothing_is_added_before_the_fifteen_days_are_over(step: str) -> Question:
    return ready_on_spot(step).asking(step, from_on="2026-03-17")


@proves(SURCHARGE_ONCE, SURCHARGE_TWICE, "impose_surcharge", of=SUMMARY)
def test_after_the_spot_too_the_same_days_are_not_counted_twice(step: str) -> Question:
    once = delivered().on("2026-03-20").do(step).do("serve_further")
    return once.on("2026-03-25").asking(step, from_on="2026-03-20")


@proves(SURCHARGE_RECKONED, SURCHARGE_AMOUNT, "impose_surcharge", of=SUMMARY)
@pytest.mark.parametrize("amount", [449, 451])
def test_three_days_of_three_per_cent_of_fifty_yuan(step: str, amount: int) -> Question:
    return delivered().on("2026-03-20").asking(step, amount=amount)


@proves(STILL_ENFORCED, NOT_ENFORCED, "impose_surcharge", of=SUMMARY)
def test_after_the_spot_too_nothing_is_added_to_what_the_court_does_not_enforce(step: str) -> Question:
    return ready_on_spot("record_court").do("record_court", result="终结执行").asking(step)


@proves(OWN_NAME, COLLECTION_NAME_TAKEN, "collect_on_request", of=SUMMARY)
def test_after_the_spot_too_another_collection_has_another_name(step: str) -> Question:
    return delivered().do(step, amount=2_000).asking(step, amount=3_000)


@proves(WITHDRAWAL_DUE, NOTHING_TO_WITHDRAW, "withdraw_publication", of=SUMMARY)
def test_after_the_spot_too_a_publication_that_stands_is_not_withdrawn(step: str) -> Question:
    return delivered().do("review_publication").do("publish").asking(step)


def test_the_surcharge_is_owed_with_the_fine_of_the_spot() -> None:
    added = delivered().on("2026-03-20").do("impose_surcharge", amount=450)
    assert dues.owed(added.case) == 5_450
    assert "money_owed" in added.do("serve_further").do("pay", amount=5_000).asking("close").codes()


# --- the demand and the court ----------------------------------------------------------------------------------------


@proves(UNPERFORMED, NOTHING_UNPERFORMED, "demand_performance", "apply_court", of=SUMMARY)
def test_what_is_performed_is_not_demanded_after_the_spot(step: str) -> Question:
    return ready_on_spot(step).do("pay").asking(step)


@proves(PERIOD_OVER, PERIOD_RUNNING, "demand_performance", "apply_court", of=SUMMARY)
def test_a_party_that_is_still_in_time_is_not_pressed_after_the_spot(step: str) -> Question:
    return delivered().on("2026-03-17").asking(step)


@proves(DEMAND_FITS, DEMAND_AMOUNT, "demand_performance", of=SUMMARY)
@pytest.mark.parametrize("amount", [4_999, 5_001])
def test_a_demand_states_what_is_owed_after_the_spot(step: str, amount: int) -> Question:
    return ready_on_spot(step).asking(step, amount=amount)


@proves(SERVICE_PROVEN, PROOF_DATE, "serve_further", of=SUMMARY)
def test_post_is_served_on_the_day_of_its_receipt_after_the_spot(step: str) -> Question:
    return ready_on_spot(step).asking(step, proof=by_post("2026-03-05"))


@proves(DIRECT_FIRST, DEMAND_NOT_DIRECT, "serve_further", of=SUMMARY)
def test_a_demand_is_served_directly_first_after_the_spot(step: str) -> Question:
    case = ready_on_spot(step)
    return case.asking(step, proof=by_post(case.scene().day.isoformat()))


@proves(FURTHER_UNSERVED, NOTHING_TO_SERVE, "fail_further_service", "announce_further", of=SUMMARY)
def test_what_was_served_is_neither_tried_nor_announced_again_after_the_spot(step: str) -> Question:
    return ready_on_spot(step).do("serve_further").asking(step)


def by_post(day: str) -> dict[str, Any]:
    recipient = {"name": "当事人甲", "relation": "本人"}
    return {"method": "post", "tracking_number": "EX1", "recipient": recipient, "received_on": day}


@proves(ANNOUNCEMENT_GROUNDED, ANNOUNCEMENT_GROUND, "announce_further", of=SUMMARY)
def test_a_demand_is_announced_when_nothing_else_is_left_after_the_spot(step: str) -> Question:
    return ready_on_spot("serve_further").asking(step)


@proves(DEMANDED, NOT_DEMANDED, "apply_court", of=SUMMARY)
def test_the_court_is_not_asked_before_the_party_was_after_the_spot(step: str) -> Question:
    return delivered().on("2026-06-01").asking(step)


@proves(NO_REMEDY_LEFT, REMEDY_PENDING, "apply_court", of=SUMMARY)
def test_the_court_is_not_asked_while_the_party_may_still_ask_for_reconsideration(step: str) -> Question:
    return demanded().on("2026-05-06").asking(step)


def test_when_nobody_asked_for_reconsideration_in_time_the_court_may_be_asked() -> None:
    assert demanded().on("2026-05-07").asking("apply_court").codes() == set()


@proves(WITHIN_COURT_PERIOD, COURT_LATE, "apply_court", of=SUMMARY)
def test_the_three_months_run_from_the_end_of_the_time_to_ask_for_reconsideration(step: str) -> Question:
    return demanded().on("2026-08-07").asking(step)


def test_on_the_last_day_of_the_three_months_the_court_may_be_asked() -> None:
    assert demanded().on("2026-08-06").asking("apply_court").codes() == set()


@proves(COURT_RESULT_FITS, COURT_RESULT, "record_court", of=SUMMARY)
def test_what_is_not_paid_is_not_performed_after_the_spot(step: str) -> Question:
    return ready_on_spot(step).asking(step, result="执行完毕")


# --- remedies --------------------------------------------------------------------------------------------------------


SUIT = {"key": "诉讼1", "kind": "行政诉讼"}


def suing(case: InHand) -> Question:
    return case.asking("lodge_remedy", **SUIT)


@proves(LODGED_AFTER_DECISION, REMEDY_DATES, "lodge_remedy", of=SUMMARY)
def test_a_remedy_is_not_older_than_the_decision_of_the_spot(step: str) -> Question:
    return delivered().asking(step, lodged_on="2026-03-01")


@proves(RECONSIDERED_FIRST, RECONSIDERATION_SKIPPED, "lodge_remedy", of=SUMMARY)
def test_nobody_sues_against_a_decision_of_the_spot_before_reconsideration(step: str) -> Question:
    return delivered().asking(step, **SUIT)


@proves(RECONSIDERED_FIRST, RECONSIDERATION_SKIPPED, "lodge_remedy", of=SUMMARY)
def test_who_takes_the_application_back_has_not_been_reconsidered(step: str) -> Question:
    return undone(delivered(), effect="撤回申请").asking(step, **SUIT)


@proves(RECONSIDERED_FIRST, RECONSIDERATION_SKIPPED, "lodge_remedy", of=SUMMARY)
def test_an_application_after_the_action_does_not_precede_it(step: str) -> Question:
    later = delivered().wait(days=3).do("lodge_remedy")
    return later.asking(step, **SUIT, lodged_on="2026-03-03")


@pytest.mark.parametrize("effect", ["维持", "驳回"])
def test_after_reconsideration_the_party_may_sue_within_fifteen_days(effect: str) -> None:
    decided = undone(delivered(), effect=effect)
    period = decided.case.term("litigation_after_reconsideration")
    assert period is not None
    assert period.due == "2026-03-17"
    assert suing(decided).codes() == set()


def test_whether_a_reconsideration_went_unanswered_for_too_long_is_for_the_court_to_judge() -> None:
    assert suing(delivered().do("lodge_remedy").wait(days=100)).codes() == set()


@pytest.mark.parametrize(("at", "first"), [("2023-12-31T23:59:00+08:00", False), ("2024-01-01T00:00:00+08:00", True)])
def test_a_decision_made_before_the_rule_may_be_sued_against_at_once(at: str, first: bool) -> None:
    decided = spot(
        "decided"
    )  # the register of the tests knows no officer of that time: only the day of the decision is set back
    made = replace(decided.case.decisions[0], decided_at=instant_text(datetime.fromisoformat(at)))
    case = decided.having(decisions=(made,)).do("deliver")

    assert ("reconsideration_skipped" in suing(case).codes()) is first
    assert (case.case.term("litigation") is None) is first


@proves(OUTCOME_AFTER_LODGING, REMEDY_DATES, "record_remedy", of=SUMMARY)
def test_an_outcome_does_not_precede_its_remedy_after_the_spot(step: str) -> Question:
    case = ready_on_spot(step)
    return case.asking(step, effective_on=(case.scene().day - timedelta(days=1)).isoformat())


@proves(REFUND_FITS, REFUND_TOO_MUCH, "record_refund", of=SUMMARY)
def test_no_more_is_refunded_than_was_paid_after_the_spot(step: str) -> Question:
    return ready_on_spot(step).asking(step, amount=5_001)


@proves(MANNER_FITS, GOODS_MANNER, "dispose_goods", of=SUMMARY)
def test_goods_that_a_remedy_confiscates_are_not_returned(step: str) -> Question:
    return ready_on_spot(step).asking(step, manner="退还")


@pytest.mark.parametrize("effect", ["撤销", "确认无效"])
def test_a_decision_of_the_spot_that_fell_is_withdrawn_refunded_and_closed(effect: str) -> None:
    paid = ready_on_spot("publish").do("publish").do("pay").do("file_record")
    fallen = undone(paid, effect=effect)
    assert tracks(fallen) == {"withdrawal", "refund"}
    settled = fallen.do("withdraw_publication").do("record_refund")
    assert settled.asking("close", ground="其他").codes() == set()


# --- deciding anew ---------------------------------------------------------------------------------------------------


def ordered() -> InHand:
    return ready_on_spot("redo_ordinary")


def test_what_is_to_be_decided_anew_ends_here_and_goes_on_in_a_case_of_the_ordinary_procedure() -> None:
    turned = ordered().do("redo_ordinary", new_case="普通程序案件乙")

    assert turned.case.state is SUMMARY.state_by_name["turned"]
    assert turned.case.open_tracks() == ()
    assert [term.code for term in turned.case.terms if term.running] == []
    assert turned.to("archived_unclosed").asking("lodge_remedy").codes() >= {"case_ended"}


def test_without_an_order_nothing_is_decided_anew() -> None:
    assert "track_not_open" in delivered().do("file_record").asking("redo_ordinary").codes()


def test_a_decision_ordered_anew_is_not_closed_before() -> None:
    assert "tracks_open" in ordered().asking("close", ground="其他").codes()


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "redo_ordinary", of=SUMMARY)
def test_nothing_of_the_old_decision_stays_open_when_it_is_turned_over(step: str) -> Question:
    return undone(delivered().do("pay"), effect="责令重作").asking(step)


@proves(ANOTHER_CASE, TURNED_TO_ITSELF, "redo_ordinary", of=SUMMARY)
def test_it_is_decided_anew_in_another_case(step: str) -> Question:
    case = ordered()
    return case.asking(step, new_case=case.case.id)


def test_a_remedy_may_come_before_the_decision_is_handed_over() -> None:
    fallen = undone(spot("decided"), effect="责令重作")
    assert fallen.do("file_record").asking("redo_ordinary").codes() == set()
