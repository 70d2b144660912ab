"""Legal review: by whom, in which order, of what (处罚法 58; invariants 1-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guard_proofs import proves
from in_hand import IDS, InHand, Question, new_case, reviewed_first, standing
from penalty_steps import Plot
from zhifa.engine.casefile import HandOver
from zhifa.engine.period import Period
from zhifa.engine.register import Assignment
from zhifa.workflows.guards.review import (
    DATES_FIT,
    DRAFT_MENDED,
    FIRST_REVIEW_STANDS,
    REVIEW_IN_ORDER,
    REVIEWED_FIRST,
    REVIEWER_APART,
    REVIEWER_INDEPENDENT,
    REVIEWER_QUALIFIED,
)
from zhifa.workflows.reasons.review import (
    DRAFT_UNCHANGED,
    FIRST_REVIEW_GONE,
    REVIEW_DATES,
    REVIEW_FIRST,
    REVIEW_ORDER,
    REVIEWER_INVOLVED,
    REVIEWER_UNQUALIFIED,
)

REVIEWS = ("agree", "find_problems")
FIRST_REVIEW = (("first_review", "before_notice"),)
SWITCHER = "审核人乙"
"""A reviewer who is also on the register as a handler, with a certificate."""


# --- who -------------------------------------------------------------------------------------------------------------


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, *REVIEWS)
def test_a_reviewer_who_once_handled_the_case_is_barred(step: str) -> Question:
    handled = standing("investigating").hand_over(new=SWITCHER).to("reviewing")
    return handled.asking(step, by=SWITCHER)


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, *REVIEWS)
def test_handing_the_case_back_before_doing_anything_lifts_no_bar(step: str) -> Question:
    passed_on = standing("investigating").hand_over(new=SWITCHER).hand_over(old=SWITCHER, new="承办人乙")
    return passed_on.to("reviewing").asking(step, by=SWITCHER)


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, *REVIEWS)
def test_a_reviewer_who_was_only_present_at_an_inspection_is_barred(step: str) -> Question:
    present = [IDS["承办人甲"], IDS["承办人乙"], IDS[SWITCHER]]
    return standing("investigating").do("inspect", officers=present).to("reviewing").asking(step, by=SWITCHER)


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, *REVIEWS)
def test_a_reviewer_who_kept_a_record_is_barred(step: str) -> Question:
    return standing("investigating").do("inspect", recorder=IDS[SWITCHER]).to("reviewing").asking(step, by=SWITCHER)


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, *REVIEWS)
def test_a_reviewer_who_only_worked_the_camera_is_barred(step: str) -> Question:
    filmed = standing("investigating").do("inspect").do("file_recording", recorded_by=IDS[SWITCHER])
    return filmed.to("reviewing").asking(step, by=SWITCHER)


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, *REVIEWS)
def test_a_reviewer_who_approved_for_the_handling_unit_is_barred(step: str) -> Question:
    case = standing("investigating").do("interview")
    headed = _also(case, SWITCHER, "unit_head").do("conclude", unit_opinion__by=IDS[SWITCHER])
    return headed.to("reviewing").asking(step, by=SWITCHER)


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, *REVIEWS)
@pytest.mark.parametrize("part", ["actor", "approver"])
def test_a_reviewer_who_had_a_part_in_a_correction_is_barred(step: str, part: str) -> Question:
    posted = _also(standing("investigating"), SWITCHER, "unit_head")
    return posted.correct(**{part: SWITCHER}).to("reviewing").asking(step, by=SWITCHER)


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, *REVIEWS)
def test_a_correction_that_takes_a_name_out_of_a_record_lifts_no_bar(step: str) -> Question:
    recorded = standing("investigating").do("inspect", recorder=IDS[SWITCHER])
    seq = recorded.case.acts[-1].seq
    corrected = recorded.correct(seq=seq, path="recorder", new=IDS["承办人乙"])
    return corrected.to("reviewing").asking(step, by=SWITCHER)


def _also(case: InHand, name: str, role: str) -> InHand:
    """The officer holds one more post."""
    post = Assignment(officer_id=IDS[name], role=role, unit="演示科", valid=Period(start=date(2015, 1, 1)))
    return case.but(register=replace(case.register, assignments=(*case.register.assignments, post)))


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, *REVIEWS)
def test_a_reviewer_who_reported_the_case_as_a_handler_is_barred(step: str) -> Question:
    return new_case().do("report", by=SWITCHER).to("reviewing").asking(step, by=SWITCHER)


@pytest.mark.parametrize("step", REVIEWS)
@pytest.mark.parametrize("reviewer", ["审核人甲", SWITCHER])
def test_a_reviewer_who_had_no_part_in_the_case_reviews_it(step: str, reviewer: str) -> None:
    assert standing("reviewing").asking(step, by=reviewer).codes() == set()


def test_having_reviewed_an_earlier_round_bars_nobody() -> None:
    again = standing("rectifying").do("revise").do("submit_review")
    assert again.asking("agree", by="审核人甲").codes() == set()


@proves(REVIEWER_QUALIFIED, REVIEWER_UNQUALIFIED, *REVIEWS)
def test_a_reviewer_without_legal_qualification_is_refused(step: str) -> Question:
    return standing("reviewing").asking(step, by="审核人丙")


@proves(REVIEWER_QUALIFIED, REVIEWER_UNQUALIFIED, *REVIEWS)
def test_a_qualification_from_tomorrow_on_does_not_count_today(step: str) -> Question:
    return _qualified_from(standing("reviewing"), days=1).asking(step)


def test_a_qualification_counts_from_its_first_day() -> None:
    assert _qualified_from(standing("reviewing"), days=0).asking("agree").codes() == set()


def _qualified_from(case: InHand, *, days: int) -> InHand:
    """All qualifications begin so many days from now."""
    start = date.fromordinal(case.scene().day.toordinal() + days)
    qualified = tuple(replace(q, valid=Period(start=start)) for q in case.register.qualifications)
    return case.but(register=replace(case.register, qualifications=qualified))


@proves(DATES_FIT, REVIEW_DATES, *REVIEWS)
@pytest.mark.parametrize("days", [-1, 3])
def test_a_file_is_received_neither_before_it_was_sent_nor_after_the_opinion(step: str, days: int) -> Question:
    case = standing("reviewing")
    received = date.fromordinal(case.scene().day.toordinal() + days)
    return case.wait(days=2).asking(step, received_on=received.isoformat())


@pytest.mark.parametrize("days", [0, 2])
def test_a_file_is_received_on_the_day_it_was_sent_or_on_the_day_of_the_opinion(days: int) -> None:
    case = standing("reviewing")
    received = date.fromordinal(case.scene().day.toordinal() + days)
    assert case.wait(days=2).asking("agree", received_on=received.isoformat()).codes() == set()


# --- in which order, of what -----------------------------------------------------------------------------------------


@proves(REVIEW_IN_ORDER, REVIEW_ORDER, "submit_review")
def test_an_agency_that_notifies_first_does_not_review_before_the_notice(step: str) -> Question:
    return standing("concluded").asking(step)


def test_an_agency_that_reviews_first_reviews_before_the_notice() -> None:
    assert new_case(policy=FIRST_REVIEW).to("concluded").asking("submit_review").codes() == set()


def test_a_decision_not_to_penalise_is_reviewed_without_notice() -> None:
    assert standing("concluded", Plot(penalty=False)).asking("submit_review").codes() == set()


@proves(DRAFT_MENDED, DRAFT_UNCHANGED, "submit_review")
def test_a_draft_found_faulty_does_not_come_back_word_for_word(step: str) -> Question:
    return standing("rectifying").asking(step)


@proves(DRAFT_MENDED, DRAFT_UNCHANGED, "submit_review")
def test_a_dispute_settled_before_the_last_round_does_not_carry_the_next(step: str) -> Question:
    second = standing("disputed").do("settle_dispute").do("submit_review").do("find_problems")
    return second.asking(step)


def test_a_revised_draft_comes_back() -> None:
    assert standing("rectifying").do("revise").asking("submit_review").codes() == set()


def test_new_evidence_lets_the_draft_come_back() -> None:
    assert standing("rectifying").do("extract").asking("submit_review").codes() == set()


@proves(DRAFT_MENDED, DRAFT_UNCHANGED, "submit_review")
def test_a_dispute_settled_for_a_change_does_not_carry_the_same_draft(step: str) -> Question:
    return standing("disputed").do("settle_dispute", conclusion="change").asking(step)


def test_a_settled_dispute_lets_the_same_draft_come_back() -> None:
    assert standing("disputed").do("settle_dispute").asking("submit_review").codes() == set()


@proves(FIRST_REVIEW_STANDS, FIRST_REVIEW_GONE, "proceed")
@pytest.mark.parametrize("change", ["revise", "extract", "hear_statement"])
def test_what_changes_draft_or_evidence_after_the_first_review_undoes_it(step: str, change: str) -> Question:
    return reviewed_first().do(change).wait(days=20).asking(step)


@proves(FIRST_REVIEW_STANDS, FIRST_REVIEW_GONE, "proceed")
def test_without_a_first_review_the_case_does_not_proceed(step: str) -> Question:
    return standing("defence").wait(days=20).asking(step)


def test_a_first_review_that_still_stands_brings_the_case_to_approval() -> None:
    assert reviewed_first().wait(days=20).do("proceed").case.state == standing("approving").case.state


@proves(REVIEWED_FIRST, REVIEW_FIRST, "notify")
def test_an_agency_that_reviews_first_does_not_notify_what_nobody_reviewed(step: str) -> Question:
    return new_case(policy=FIRST_REVIEW).to("concluded").asking(step)


@proves(REVIEWED_FIRST, REVIEW_FIRST, "notify")
def test_an_agency_that_reviews_first_does_not_notify_what_changed_since(step: str) -> Question:
    return reviewed_first().do("revise").asking(step)


def test_an_agency_that_reviews_first_notifies_what_was_agreed_to() -> None:
    agreed = new_case(policy=FIRST_REVIEW).to("concluded").do("submit_review").do("agree")
    assert agreed.asking("notify").codes() == set()


# --- and until the decision ------------------------------------------------------------------------------------------


def _agreed_by(reviewer: str, step: str) -> InHand:
    plot = Plot(penalty=step == "decide_penalty")
    return standing("reviewing", plot).do("agree", by=reviewer)


@proves(REVIEWER_APART, REVIEWER_INVOLVED, "decide_penalty", "decide_no_penalty")
def test_a_reviewer_who_then_speaks_for_the_handling_unit_undoes_the_review(step: str) -> Question:
    return _also(_agreed_by(SWITCHER, step), SWITCHER, "unit_head").asking(step, unit_opinion__by=IDS[SWITCHER])


@proves(REVIEWER_APART, REVIEWER_INVOLVED, "decide_penalty", "decide_no_penalty")
def test_a_reviewer_who_handled_the_case_since_undoes_the_review(step: str) -> Question:
    case = _agreed_by(SWITCHER, step)
    since = HandOver(seq=case.case.next_seq, old=IDS["承办人乙"], new=IDS[SWITCHER])
    return case.having(handed_over=(since,)).asking(step)


@proves(REVIEWER_APART, REVIEWER_INVOLVED, "decide_penalty", "decide_no_penalty")
def test_an_endorser_who_handled_the_case_since_undoes_the_review(step: str) -> Question:
    case = _agreed_by("审核人甲", step).do("endorse_opinion")
    since = HandOver(seq=case.case.next_seq, old=IDS["承办人乙"], new=IDS["审核机构负责人甲"])
    return case.having(handed_over=(since,)).asking(step)


@pytest.mark.parametrize("step", ["decide_penalty", "decide_no_penalty"])
def test_an_endorsement_by_another_takes_the_place_of_one_that_no_longer_counts(step: str) -> None:
    case = _also(_agreed_by("审核人甲", step), SWITCHER, "review_head").do("endorse_opinion")
    again = case.do("endorse_opinion", by=SWITCHER)
    since = HandOver(seq=again.case.next_seq, old=IDS["承办人乙"], new=IDS["审核机构负责人甲"])
    assert again.having(handed_over=(since,)).asking(step).codes() == set()


@pytest.mark.parametrize("step", ["decide_penalty", "decide_no_penalty"])
def test_a_reviewer_who_stayed_apart_leaves_the_decision_free(step: str) -> None:
    assert _agreed_by(SWITCHER, step).asking(step).codes() == set()
