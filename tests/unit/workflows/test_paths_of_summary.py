"""The summary procedure from the spot to the archive, and out of it into the ordinary one (处罚法 51-53)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from in_hand import IDS, InHand
from on_the_spot import FINED, HEARD, WARNED, collecting, new_spot, ready_on_spot, spot
from scene import Plot
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.vocabulary import Phase, Review
from zhifa.workflows.summary import SUMMARY
from zhifa.workflows.summary.decide import SUMMARY_PENALTY


@pytest.mark.parametrize("step", list(SUMMARY.by_name))
def test_a_step_on_the_spot_is_lawful_where_it_is_due(step: str) -> None:
    assert ready_on_spot(step).asking(step).codes() == set()


@pytest.mark.parametrize("plot", [FINED, WARNED, HEARD], ids=["fine", "warning", "statement"])
def test_a_case_goes_from_the_spot_to_the_archive(plot: Plot) -> None:
    case = new_spot(plot).to("archived").case

    assert case.open_tracks() == ()
    assert [decision.kind for decision in case.decisions] == ["summary_penalty"]
    assert {term.status for term in case.terms if term.code == "record_filing"} == {"met"}
    assert "litigation" not in {term.code for term in case.terms}, "review by the authority comes first (复议法 23)"


def test_the_decision_rests_on_the_article_that_exempts_it() -> None:
    plan = ready_on_spot("decide_on_spot").asking("decide_on_spot").answer()

    assert isinstance(plan, Plan)
    assert plan.decision is not None
    assert (plan.decision.review_round, plan.decision.exempt_article) == (None, "行政处罚法第五十一条")
    assert plan.decision.draft_digest == plan.after.draft_digest
    assert SUMMARY_PENALTY.review is Review.EXEMPT


def test_it_has_no_phase_of_review_and_nothing_that_grants_one() -> None:
    assert Phase.REVIEW not in {state.phase for state in SUMMARY.states}
    assert not any(step.opinion for step in SUMMARY.transitions)


def _due(case: InHand) -> dict[str, str]:
    return {term.code: term.due for term in case.case.terms if term.status != "void"}


def test_money_collected_on_land_is_handed_in_within_two_working_days_and_deposited_within_two_more() -> None:
    handed_in = ready_on_spot("hand_in").do("hand_in")

    assert handed_in.at.date().isoformat() == "2026-03-02"
    assert (_due(handed_in)["hand_in"], _due(handed_in)["deposit"]) == ("2026-03-04", "2026-03-04")
    assert {track.track for track in handed_in.case.open_tracks()} == {"record_filing", "publication", "deposit"}


def test_money_collected_on_the_water_is_handed_in_within_two_working_days_of_the_landing() -> None:
    afloat = collecting().do("collect_on_spot", on_water=True)
    assert "hand_in" not in _due(afloat)

    landed = afloat.wait(days=3).do("land")
    assert _due(landed)["hand_in"] == "2026-03-09"


def test_a_fine_collected_in_part_is_paid_in_the_rest_at_the_bank() -> None:
    part = collecting().do("collect_on_spot", amount=2_000)

    assert "payment" in {track.track for track in part.case.open_tracks()}
    assert part.asking("pay").command.facts["amount"] == FINED.fine - 2_000
    assert "payment" not in {track.track for track in part.do("pay").case.open_tracks()}


def test_the_agency_sets_within_how_many_days_a_decision_is_filed_with_it() -> None:
    assert _due(spot("decided"))["record_filing"] == "2026-03-11"
    assert _due(new_spot(FINED, record_days=2).to("decided"))["record_filing"] == "2026-03-04"


@pytest.mark.parametrize("state", ["caught", "told"])
def test_what_does_not_fit_is_turned_over_to_the_ordinary_procedure_and_ends_here(state: str) -> None:
    turned = spot(state).do("turn_ordinary")

    assert turned.case.state is SUMMARY.state_by_name["turned"]
    assert turned.asking("tell").codes() >= {"case_ended"}


def test_after_the_decision_there_is_no_way_back_into_the_ordinary_procedure() -> None:
    assert spot("decided").asking("turn_ordinary").codes() == {"wrong_state"}


def test_the_decision_is_recorded_on_the_day_it_is_made() -> None:
    assert spot("told").asking("decide_on_spot", recorded=timedelta(days=1)).codes() == {"late_entry"}


def test_the_officers_of_the_spot_handle_the_case() -> None:
    assert SUMMARY.handlers(spot("caught").case) == {IDS["承办人甲"], IDS["承办人乙"]}


def test_a_wrong_value_is_corrected_before_the_decision_and_the_guards_are_asked_again() -> None:
    case = spot("told")

    assert case.correct(path="place", new="示例市示例区另一村").asking("decide_on_spot").codes() == set()
    refused = case.correcting(seq=1, path="rights", new=["statement"])
    assert isinstance(refused, Refused)
    assert "correction_target" in {refusal.code for refusal in refused.refusals}
