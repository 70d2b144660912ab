"""Remedies against the decision, what they undo, and deciding anew (处罚法 48(2), 73; 行诉法 71)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from guard_proofs import proves
from in_hand import COMPLEX, IDS, SUSPENSION, InHand, Question, due, ready, standing, undone
from penalty_steps import Plot
from steps_of_performance import CONFISCATION
from zhifa.engine.plan import CorrectionPlan, Refused
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.notice import PriorNotice
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.guards.remedies import (
    LODGED_AFTER_DECISION,
    NOT_THE_SAME_AGAIN,
    OLD_MATTERS_SETTLED,
    OUTCOME_AFTER_LODGING,
    REFUND_FITS,
    WITHDRAWAL_DUE,
)
from zhifa.workflows.reasons.remedies import (
    NO_DECISION_TO_CONTEST,
    NOTHING_TO_WITHDRAW,
    OLD_MATTERS_OPEN,
    REFUND_TOO_MUCH,
    REMEDY_DATES,
    SAME_DECISION_AGAIN,
)

UNDOING = ["变更", "撤销", "责令重作", "确认违法", "确认无效"]
ANNULLING = ["撤销", "责令重作", "确认无效"]
LOWER: dict[str, Any] = {"effect": "变更", "items": [{"kind": "罚款", "amount": 60_000, "text": "罚款六百元"}]}


def outcome(effect: str) -> dict[str, Any]:
    return LOWER if effect == "变更" else {"effect": effect}


def published() -> InHand:
    return standing("performing").do("review_publication").do("publish")


def tracks(case: InHand) -> set[str]:
    return {track.track for track in case.case.open_tracks()}


def statuses(case: InHand, code: str) -> list[str]:
    return [term.status for term in case.case.terms if term.code == code]


# --- dates -----------------------------------------------------------------------------------------------------------


@proves(LODGED_AFTER_DECISION, REMEDY_DATES, "lodge_remedy")
def test_a_remedy_is_not_lodged_before_there_is_a_decision(step: str) -> Question:
    return due(step).asking(step, lodged_on="2026-03-02")


@proves(LODGED_AFTER_DECISION, NO_DECISION_TO_CONTEST, "lodge_remedy")
def test_where_nothing_is_decided_there_is_nothing_to_contest(step: str) -> Question:
    return due(step).having(decisions=()).asking(step)


def test_who_learns_of_the_decision_before_it_is_served_may_seek_a_remedy_at_once() -> None:
    case = standing("decided").wait(days=10).to("performing")
    decided_on = case.case.decisions[-1].decided_at[:10]
    assert case.asking("lodge_remedy", lodged_on=decided_on).codes() == set()


@proves(OUTCOME_AFTER_LODGING, REMEDY_DATES, "record_remedy")
def test_an_outcome_does_not_precede_its_remedy(step: str) -> Question:
    case = ready(step)
    return case.asking(step, effective_on=(case.scene().day - timedelta(days=1)).isoformat())


def test_a_remedy_that_was_not_lodged_has_no_outcome() -> None:
    assert due("record_remedy").asking("record_remedy", key="复议9").codes() == {"track_not_open"}


def test_two_remedies_are_pending_at_once_each_under_its_name() -> None:
    both = due("lodge_remedy").do("lodge_remedy").do("lodge_remedy")
    assert sorted(t.key for t in both.case.open_tracks() if t.track == "remedy") == ["复议1", "复议2"]
    assert both.asking("lodge_remedy", key="复议1").codes() == {"track_already_open"}


# --- a closed case ---------------------------------------------------------------------------------------------------


def test_a_closed_case_takes_a_remedy_and_stays_closed() -> None:
    closed = standing("closed").do("lodge_remedy").do("record_remedy", effect="撤销")
    assert closed.case.state is not None
    assert closed.case.state.name == "closed"
    assert tracks(closed) == {"withdrawal", "refund"}
    assert closed.asking("archive").codes() == {"tracks_open"}
    assert closed.to("archived").case.open_tracks() == ()


def test_an_archived_case_takes_a_remedy_that_comes_in_time_and_what_follows_from_it() -> None:
    archived = standing("archived").do("lodge_remedy").do("record_remedy", effect="撤销")
    assert tracks(archived) == {"withdrawal", "refund"}
    assert tracks(archived.do("withdraw_publication").do("record_refund")) == set()


def test_an_archived_case_is_reopened_when_it_is_to_be_decided_anew() -> None:
    settled = undone(standing("archived"), effect="责令重作").do("withdraw_publication").do("record_refund")
    assert settled.do("redo").to("archived").case.open_tracks() == ()


# --- before the decision is served -----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["decided", "serving"])
def test_a_decision_annulled_before_it_is_served_leaves_nothing_to_pay(state: str) -> None:
    served = undone(standing(state)).to("performing")
    assert tracks(served) == set()
    assert statuses(served, "payment") == []
    assert served.asking("close", ground="其他").codes() == set()


def test_a_decision_changed_before_it_is_served_is_owed_as_changed() -> None:
    served = undone(standing("serving"), **LOWER).to("performing")
    assert tracks(served) == {"payment", "publication"}
    assert dues.owed(served.case) == 60_000


@pytest.mark.parametrize("state", ["decided", "serving"])
def test_a_decision_to_be_made_anew_need_not_be_served_first(state: str) -> None:
    again = undone(standing(state), effect="责令重作").do("redo")
    assert tracks(again) == set()
    assert again.to("archived").case.open_tracks() == ()


def test_who_sued_before_the_decision_was_served_is_given_no_first_period_by_its_service() -> None:
    sued = standing("serving").do("lodge_remedy", key="诉讼1", kind="行政诉讼").do("serve_decision")
    assert statuses(sued, "reconsideration") == statuses(sued, "litigation") == []


def test_who_asked_for_reconsideration_before_the_service_may_still_sue_once_it_is_withdrawn() -> None:
    pending = standing("serving").do("lodge_remedy").do("serve_decision")
    assert (statuses(pending, "reconsideration"), statuses(pending, "litigation")) == ([], ["open"])


def test_after_the_outcome_of_a_reconsideration_the_service_begins_no_first_period() -> None:
    decided = undone(standing("serving"), "维持").do("serve_decision")
    assert statuses(decided, "litigation") == []
    assert statuses(decided, "litigation_after_reconsideration") == ["open"]


# --- the public ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("effect", UNDOING)
def test_an_annulled_decision_is_withdrawn_within_three_working_days(effect: str) -> None:
    friday = published().on("2026-05-08")
    undone_on_friday = undone(friday, **outcome(effect))
    term = undone_on_friday.case.term("withdrawal")
    assert term is not None
    assert term.due == "2026-05-12", "the Saturday between was worked"
    withdrawn = undone_on_friday.do("withdraw_publication")
    assert "withdrawal" not in tracks(withdrawn)
    assert statuses(withdrawn, "withdrawal") == ["met"]
    assert not dues.published(withdrawn.case)


@pytest.mark.parametrize("effect", ["维持", "驳回", "撤回申请"])
def test_a_decision_that_stands_stays_published(effect: str) -> None:
    upheld = undone(published(), effect)
    assert tracks(upheld) == {"payment"}
    assert statuses(upheld, "withdrawal") == []


@pytest.mark.parametrize("effect", [effect for effect in UNDOING if effect != "变更"])
def test_what_was_not_published_yet_is_not_published_any_more(effect: str) -> None:
    case = undone(standing("performing"), **outcome(effect))
    assert "publication" not in tracks(case)
    assert statuses(case, "publication") == ["void"]
    assert statuses(case, "withdrawal") == []
    assert case.do("review_publication").asking("publish").codes() == {"track_not_open"}


def test_a_changed_decision_is_published_as_changed_once_it_was_checked_anew() -> None:
    changed = undone(standing("performing").do("review_publication"), **LOWER)
    assert changed.asking("publish").codes() == {"publication_unchecked"}
    shown = changed.do("review_publication").do("publish")
    assert dues.published(shown.case)
    assert "publication" not in tracks(shown)


def test_a_changed_decision_is_published_anew_after_the_first_publication_was_withdrawn() -> None:
    changed = undone(published().on("2026-05-08"), **LOWER)
    assert {"withdrawal", "publication"} <= tracks(changed)
    term = changed.case.term("publication")
    assert term is not None
    assert (term.status, term.due) == ("open", "2026-05-18"), "the Saturday between was worked"
    checked = changed.do("review_publication")
    assert checked.asking("publish").codes() == {"publication_unchecked"}, "the old one is still on show"
    anew = checked.do("withdraw_publication").do("publish")
    assert dues.published(anew.case)
    assert "publication" not in tracks(anew)


def test_a_closed_case_publishes_its_changed_decision_before_it_is_archived() -> None:
    changed = undone(standing("closed"), **LOWER).do("withdraw_publication").do("record_refund")
    assert changed.asking("archive").codes() == {"tracks_open"}
    assert changed.do("review_publication").do("publish").asking("archive").codes() == set()


def test_publishing_twice_keeps_the_first_date() -> None:
    first = published()
    again = first.wait(days=3).asking("publish")
    assert again.codes() == {"track_not_open"}
    assert [act.at for act in first.case.acts if act.transition.name == "publish"] == [first.case.acts[-1].at]


def test_a_publication_is_withdrawn_once_whatever_else_is_decided() -> None:
    twice = published().do("lodge_remedy").do("lodge_remedy")
    once = twice.do("record_remedy", key="复议1", effect="确认违法").do("record_remedy", key="复议2", effect="撤销")
    assert statuses(once, "withdrawal") == ["open"]
    assert "withdrawal" not in tracks(once.do("withdraw_publication"))


# --- money -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("effect", ANNULLING)
def test_under_an_annulled_decision_nothing_is_owed(effect: str) -> None:
    case = undone(standing("performing"), effect)
    assert dues.owed(case.case) == 0
    assert "payment" not in tracks(case)
    assert statuses(case, "payment") == ["void"]


@pytest.mark.parametrize("effect", ["维持", "驳回", "撤回申请", "确认违法"])
def test_under_a_decision_that_stands_as_much_is_owed_as_before(effect: str) -> None:
    case = undone(standing("performing"), effect)
    assert dues.owed(case.case) == 100_000
    assert "payment" in tracks(case)


def test_a_changed_decision_is_owed_as_changed() -> None:
    case = undone(standing("performing"), **LOWER)
    assert dues.owed(case.case) == 60_000
    assert "payment" not in tracks(case.do("pay", amount=60_000))


def test_what_was_paid_beyond_the_changed_amount_goes_back() -> None:
    case = undone(standing("performing").do("pay", amount=70_000), **LOWER)
    assert (dues.owed(case.case), dues.to_refund(case.case)) == (0, 10_000)
    assert {"refund"} <= tracks(case)
    assert "payment" not in tracks(case)
    assert "refund" not in tracks(case.do("record_refund"))


def test_a_change_that_comes_to_more_than_was_paid_opens_payment_again() -> None:
    more = {"effect": "变更", "items": [{"kind": "罚款", "amount": 120_000, "text": "罚款一千二百元"}]}
    case = undone(standing("performing").do("pay"), **more)
    assert "payment" in tracks(case)
    assert dues.owed(case.do("pay").case) == 0


@proves(REFUND_FITS, REFUND_TOO_MUCH, "record_refund")
def test_no_more_is_refunded_than_was_paid(step: str) -> Question:
    return ready(step).asking(step, amount=100_001)


@proves(REFUND_FITS, REFUND_TOO_MUCH, "record_refund")
def test_what_was_refunded_is_not_refunded_again(step: str) -> Question:
    return ready(step).do(step, amount=60_000).asking(step, amount=40_001)


def test_a_refund_in_parts_ends_with_the_last_fen() -> None:
    part = ready("record_refund").do("record_refund", amount=60_000)
    assert "refund" in tracks(part)
    assert "refund" not in tracks(part.do("record_refund", amount=40_000))


def test_a_case_whose_decision_was_annulled_is_closed_on_another_ground_than_performance() -> None:
    case = undone(standing("performing"))
    assert case.asking("close").codes() == {"closing_ground"}
    assert case.asking("close", ground="其他").codes() == set()


def test_deeds_are_not_waited_for_under_an_annulled_decision() -> None:
    assert tracks(undone(ready("confirm_performance"))) == set()


def test_what_else_was_begun_ends_with_the_decision() -> None:
    begun = standing("performing").wait(days=30).do("request_postponement").do("demand_performance")
    assert tracks(undone(begun)) == set()


def test_the_announcement_of_a_demand_ends_with_the_decision_and_the_time_it_ran_counts_for_nothing() -> None:
    announced = ready("announce_further").do("announce_further")
    gone = undone(announced)

    assert statuses(announced, "announcement") == ["open"]
    assert statuses(gone, "announcement") == ["void"]
    assert statuses(undone(announced, "维持"), "announcement") == ["open"]


# --- a change to another kind of penalty -----------------------------------------------------------------------------

FINED = {"kind": "罚款", "amount": 50_000, "text": "罚款五百元"}
WARNED = {"kind": "警告", "text": "警告"}


def changed_to(case: InHand, *items: dict[str, Any]) -> InHand:
    return undone(case, "变更", items=list(items))


def test_a_fine_changed_to_a_warning_leaves_nothing_to_pay_and_no_term_for_it() -> None:
    case = changed_to(standing("performing").do("request_postponement"), WARNED)
    assert tracks(case) == {"publication"}
    assert statuses(case, "payment") == ["void"]


def test_a_fine_changed_to_a_duty_opens_its_performance() -> None:
    case = changed_to(standing("performing"), SUSPENSION)
    assert tracks(case) == {"publication", "performance"}
    assert "performance" not in tracks(case.do("confirm_performance"))


def test_a_duty_changed_to_a_fine_is_to_be_paid_within_fifteen_days_of_the_change() -> None:
    case = changed_to(ready("confirm_performance").on("2026-05-08"), FINED)
    assert tracks(case) == {"publication", "payment"}
    term = case.case.term("payment")
    assert term is not None
    assert (term.status, term.due) == ("open", "2026-05-25"), "the fifteenth day is a Saturday"


def test_a_duty_that_was_performed_and_stays_is_not_to_be_performed_again() -> None:
    performed = ready("confirm_performance").do("confirm_performance")
    assert "performance" not in tracks(changed_to(performed, SUSPENSION, WARNED))


def test_goods_confiscated_by_the_change_are_to_be_dealt_with() -> None:
    case = changed_to(standing("performing"), CONFISCATION)
    assert tracks(case) == {"publication", "confiscated_goods", "performance"}
    assert "confiscated_goods" not in tracks(case.do("dispose_goods"))


def test_goods_no_longer_confiscated_wait_to_be_returned() -> None:
    case = changed_to(ready("dispose_goods"), FINED)
    assert tracks(case) == {"publication", "confiscated_goods", "payment"}
    assert "goods_manner" in case.asking("dispose_goods", manner="销毁").codes()
    assert "confiscated_goods" not in tracks(case.do("dispose_goods", manner="退还"))


def test_a_closed_case_whose_penalty_was_changed_performs_what_was_added() -> None:
    case = changed_to(standing("closed"), SUSPENSION).do("withdraw_publication").do("record_refund")
    published_anew = case.do("review_publication").do("publish")
    assert published_anew.asking("archive").codes() == {"tracks_open"}
    assert published_anew.do("confirm_performance").asking("archive").codes() == set()


# --- surcharges that a remedy lowers ---------------------------------------------------------------------------------


def surcharged() -> InHand:
    """Served on 1 April, to be paid by the 16th; on the 20th four days of three per cent of 1000 yuan were added."""
    late = standing("serving").on("2026-04-01").do("serve_decision").on("2026-04-20").do("impose_surcharge")
    return late.do("serve_further")


def test_a_lowered_fine_lowers_the_surcharges_of_the_days_past() -> None:
    case = undone(surcharged().on("2026-04-22"), **LOWER)
    assert dues.surcharged(case.case) == 4 * 1_800
    assert dues.owed(case.case) == 60_000 + 4 * 1_800


def test_what_was_paid_of_surcharges_beyond_those_of_the_lowered_fine_goes_back() -> None:
    case = undone(surcharged().do("pay").on("2026-04-22"), **LOWER)
    assert dues.to_refund(case.case) == 40_000 + 4 * 1_200


def test_a_remedy_entered_late_takes_the_surcharge_of_its_days_away() -> None:
    case = surcharged().on("2026-04-22").do("lodge_remedy", lodged_on="2026-04-18")
    assert dues.surcharged(case.case) == 3_000, "of the four days only the 17th was before it"


def test_a_remedy_entered_after_all_was_paid_brings_back_what_its_days_had_cost() -> None:
    case = surcharged().do("pay").on("2026-04-22").do("lodge_remedy", lodged_on="2026-04-18")
    assert "refund" in tracks(case)
    assert dues.to_refund(case.case) == 9_000
    assert "refund" not in tracks(case.do("record_refund"))


def test_a_remedy_entered_after_the_rest_was_paid_ends_payment() -> None:
    paid = surcharged().do("pay", amount=103_000)
    assert "payment" in tracks(paid)
    assert "payment" not in tracks(paid.on("2026-04-22").do("lodge_remedy", lodged_on="2026-04-18"))


# --- terms of the party ----------------------------------------------------------------------------------------------


def test_who_asked_for_reconsideration_may_sue_within_fifteen_days_of_its_outcome() -> None:
    case = undone(standing("performing").on("2026-05-08"), "维持")
    assert statuses(case, "reconsideration") == ["met"]
    assert statuses(case, "litigation") == ["void"]
    suing = case.case.term("litigation_after_reconsideration")
    assert suing is not None
    assert suing.due == "2026-05-25", "the fifteenth day is a Saturday"


def test_after_a_withdrawn_application_the_first_period_runs_on() -> None:
    case = undone(standing("performing"), "撤回申请")
    assert statuses(case, "litigation") == ["open"]
    assert statuses(case, "litigation_after_reconsideration") == []


def test_an_action_ends_both_periods() -> None:
    sued = standing("performing").do("lodge_remedy", key="诉讼1", kind="行政诉讼")
    assert statuses(sued, "reconsideration") == ["met"]
    assert statuses(sued, "litigation") == ["met"]
    decided = sued.do("record_remedy", key="诉讼1", effect="驳回")
    assert statuses(decided, "litigation_after_reconsideration") == []


def test_an_appeal_ends_no_period_of_its_own() -> None:
    sued = standing("performing").do("lodge_remedy", key="诉讼1", kind="行政诉讼")
    appealed = sued.do("lodge_remedy", key="上诉1", kind="上诉")
    assert [term.status for term in appealed.case.terms] == [term.status for term in sued.case.terms]


# --- deciding anew ---------------------------------------------------------------------------------------------------


def ordered(plot: Plot | None = None, **changes: Any) -> InHand:
    """Ordered to decide anew, with everything of the old decision settled, and reopened."""
    return undone(standing("performing", plot), effect="责令重作", **changes).do("redo")


@proves(OLD_MATTERS_SETTLED, OLD_MATTERS_OPEN, "redo")
@pytest.mark.parametrize("before", [["pay"], ["review_publication", "publish"]], ids=["refund", "withdrawal"])
def test_the_case_is_not_reopened_before_the_old_decision_is_undone(step: str, before: list[str]) -> Question:
    case = standing("performing")
    for done in before:
        case = case.do(done)
    return undone(case, effect="责令重作").asking(step)


@proves(OLD_MATTERS_SETTLED, OLD_MATTERS_OPEN, "redo")
def test_the_case_is_not_reopened_while_a_remedy_is_pending(step: str) -> Question:
    case = standing("performing").do("lodge_remedy").do("lodge_remedy")
    return case.do("record_remedy", key="复议1", effect="责令重作").asking(step)


def test_without_an_order_the_case_is_not_reopened() -> None:
    assert standing("performing").asking("redo").codes() == {"track_not_open"}


def test_a_case_ordered_to_be_decided_anew_is_not_closed_before() -> None:
    case = undone(standing("performing"), effect="责令重作")
    assert case.asking("close", ground="其他").codes() == {"tracks_open"}


def test_a_reopened_case_has_a_term_of_its_own_and_keeps_the_old_decision() -> None:
    case = ordered()
    assert statuses(case, "decision") == ["met", "open"]
    assert len(case.case.decisions) == 1
    assert not case.case.decided
    assert not case.case.cleared


def test_in_a_reopened_case_what_was_found_counts_and_what_was_told_does_not() -> None:
    case = ordered().case
    assert dossier.draft(case) is None
    assert dossier.last_notice(case) is None
    assert dossier.waived(case) == frozenset()
    assert dossier.evidence(case) == dossier.evidence(standing("performing").case)
    assert dossier.report(case) == dossier.report(standing("performing").case)
    assert dossier.present(case).last(PriorNotice) is None
    assert dossier.present(case).last(Service) is None
    assert dues.owed(case) == 0


def test_a_reopened_case_is_notified_reviewed_and_decided_anew() -> None:
    case = ordered().to("archived").case
    steps = [act.transition.name for act in case.acts]
    second = steps[steps.index("redo") :]
    assert [steps.count(step) for step in ("notify", "agree", "decide_penalty")] == [2, 2, 2]
    assert {
        "notify",
        "serve_notice",
        "submit_review",
        "agree",
        "decide_penalty",
        "serve_decision",
        "pay",
        "publish",
    } <= set(second)
    assert len(case.decisions) == len(case.reviews) == 2
    assert case.decisions[0].draft_digest != case.decisions[1].draft_digest


def test_the_review_of_the_old_decision_does_not_clear_the_new_one() -> None:
    case = ordered().to("reviewing")
    forged = case.having(state=case.case.workflow.state_by_name["approving"])
    assert "review_missing" in forged.asking("decide_penalty").codes()


def test_a_discussion_is_due_in_a_reopened_case_only_if_it_is_complex_itself() -> None:
    reopened = ordered(COMPLEX)
    assert dossier.discussion_due(reopened.case) is None
    assert dossier.discussion_due(reopened.to("concluded").case) == "情节复杂"


def test_a_waiver_before_the_order_waives_nothing_after_it() -> None:
    waived = standing("defence").do("waive").to("performing")
    again = undone(waived, effect="责令重作").do("redo").to("defence")
    assert dossier.waived(again.case) == frozenset()
    assert "statement_window_open" in again.asking("submit_review").codes()


def test_a_publication_checked_before_the_order_is_checked_anew() -> None:
    checked = standing("performing").do("review_publication")
    again = undone(checked, effect="责令重作").do("redo").to("performing")
    assert again.asking("publish").codes() == {"publication_unchecked"}


def test_a_new_notice_after_the_order_may_be_heavier_than_the_old_one() -> None:
    case = ordered().do("conclude", draft__items=[{"kind": "罚款", "amount": 200_000, "text": "罚款"}])
    assert case.asking("notify").codes() == set()


def test_service_in_a_reopened_case_is_of_the_new_notice() -> None:
    case = ordered().to("notifying")
    assert case.asking("announce_notice").codes() == {"announcement_ground"}
    assert case.asking("serve_notice").codes() == set()


def test_a_reopened_case_ends_without_penalty_too() -> None:
    withdrawn = ordered().do("withdraw")
    assert withdrawn.case.state is not None
    assert withdrawn.case.state.ended


def test_a_case_may_be_reopened_twice() -> None:
    twice = undone(ordered().to("performing"), effect="责令重作").do("redo").to("performing")
    assert len(twice.case.decisions) == 3
    assert dues.owed(twice.case) == 100_000


# --- not the same again ----------------------------------------------------------------------------------------------


def repeated(step: str, *, procedural: bool = False) -> InHand:
    """The very same draft after an order to decide anew, cleared and waiting."""
    plot = Plot(penalty=step == "decide_penalty")
    first = standing("performing", plot)
    draft = dossier.draft(first.case)
    assert draft is not None
    again = undone(first, effect="责令重作", procedural=procedural).do("redo")
    return again.do("conclude", draft=draft.model_dump(mode="json")).to("approving")


@proves(NOT_THE_SAME_AGAIN, SAME_DECISION_AGAIN, "decide_penalty", "decide_no_penalty")
def test_the_same_is_not_decided_again_on_the_same_facts_and_reasons(step: str) -> Question:
    return repeated(step).asking(step)


@pytest.mark.parametrize("step", ["decide_penalty", "decide_no_penalty"])
def test_what_was_annulled_for_its_procedure_may_be_decided_again(step: str) -> None:
    assert repeated(step, procedural=True).asking(step).codes() == set()


def test_what_fell_two_decisions_ago_does_not_come_back_either() -> None:
    first = standing("performing")
    draft = dossier.draft(first.case)
    assert draft is not None
    second = undone(first, effect="责令重作").do("redo").to("performing")
    third = undone(second, effect="责令重作").do("redo")
    again = third.do("conclude", draft=draft.model_dump(mode="json")).to("approving")

    assert "same_decision_again" in again.asking("decide_penalty").codes()


def test_with_other_reasons_the_result_may_be_the_same() -> None:
    assert ordered().to("approving").asking("decide_penalty").codes() == set()


# --- after an annulment ----------------------------------------------------------------------------------------------


@proves(WITHDRAWAL_DUE, NOTHING_TO_WITHDRAW, "withdraw_publication")
def test_a_publication_that_stands_is_not_withdrawn(step: str) -> Question:
    return published().asking(step)


def test_an_annulled_decision_is_not_brought_back_by_a_change_of_it() -> None:
    annulled = undone(standing("performing"), "责令重作")
    changed = annulled.do("lodge_remedy").do("record_remedy", **LOWER)
    assert tracks(changed) == {"redo"}
    assert statuses(changed, "litigation_after_reconsideration") == []
    assert statuses(changed, "publication") == ["void"]


# --- correcting ------------------------------------------------------------------------------------------------------


def test_what_an_old_decision_rests_on_is_not_corrected_in_a_reopened_case() -> None:
    refused = ordered().correcting(seq=0)
    assert isinstance(refused, Refused)
    assert "correction_after_decision" in {r.code for r in refused.refusals}


def test_a_correction_in_a_reopened_case_voids_the_review_and_sends_it_back() -> None:
    waiting = ordered().to("approving")
    concluded = next(act.seq for act in reversed(waiting.case.acts) if act.transition.name == "conclude")
    plan = waiting.correcting(seq=concluded, path="draft.discretion", new="裁量理由更正。", approver="机关负责人甲")
    assert isinstance(plan, CorrectionPlan)
    assert plan.voids_review
    assert plan.target.name == "reviewing"


def test_nothing_before_the_last_decision_is_corrected() -> None:
    decided = ordered().to("performing")
    concluded = next(act.seq for act in reversed(decided.case.acts) if act.transition.name == "conclude")
    refused = decided.correcting(seq=concluded, path="draft.discretion", new="裁量理由更正。", approver="机关负责人甲")
    assert isinstance(refused, Refused)
    assert "correction_after_decision" in {r.code for r in refused.refusals}


def test_who_handled_the_first_decision_does_not_review_the_second() -> None:
    handed = (
        standing("investigating").hand_over(new="审核人乙").hand_over(old="审核人乙", new="承办人丙").to("performing")
    )
    again = undone(handed, effect="责令重作").do("redo").to("reviewing")
    assert again.asking("agree", by="审核人乙").codes() == {"reviewer_involved"}
    assert IDS["审核人乙"] in dossier.involvement(again.case)
