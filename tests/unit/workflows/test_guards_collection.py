"""A fine that the officers collect at the request of the party, after a decision by either procedure (处罚法 69-71)."""

from __future__ import annotations

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, due, new_case, ready, standing
from on_the_spot import ready_on_spot, spot
from steps_of_performance import GAINS, in_parts
from zhifa.engine.workflow import Workflow
from zhifa.workflows import dues
from zhifa.workflows.guards.collection import FINE_COLLECTED, LANDED, OWN_NAME, PASSED_ON_WHOLE
from zhifa.workflows.guards.postponement import INSTALMENTS_IN_ORDER
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.reasons.collection import (
    COLLECTED_DIFFERS,
    COLLECTION_BEYOND_FINE,
    COLLECTION_NAME_TAKEN,
    STILL_AFLOAT,
)
from zhifa.workflows.reasons.postponement import INSTALMENT_ORDER
from zhifa.workflows.summary import SUMMARY

STEP = "collect_on_request"


def tracks(case: InHand) -> set[str]:
    return {track.track for track in case.case.open_tracks()}


def ends(case: InHand, code: str) -> str:
    term = case.case.term(code)
    assert term is not None
    return term.due


@pytest.mark.parametrize("workflow", [ORDINARY, SUMMARY], ids=lambda workflow: workflow.name)
def test_a_fine_is_collected_at_request_long_after_the_decision_and_passed_on_in_time(workflow: Workflow) -> None:
    case = standing("performing") if workflow is ORDINARY else spot("performing")
    taken = case.on("2026-04-01").do(STEP)

    assert dues.owed(taken.case) == 0
    assert "payment" not in tracks(taken)
    assert ends(taken, "hand_in") == "2026-04-03"
    handed_in = taken.on("2026-04-03").do("hand_in")
    assert ends(handed_in, "deposit") == "2026-04-08", "Qingming and the weekend between"
    assert tracks(handed_in.do("deposit")) & {"hand_in", "deposit", "payment"} == set()


def test_on_the_water_the_two_days_run_from_the_landing() -> None:
    afloat = due(STEP).on("2026-04-08").do(STEP, circumstances="水上")
    assert afloat.case.term("hand_in") is None
    assert ends(afloat.on("2026-04-13").do("land"), "hand_in") == "2026-04-15"


@pytest.mark.parametrize("receipt", [False, None])
def test_without_the_receipt_of_the_treasury_nothing_is_collected(receipt: bool | None) -> None:
    assert due(STEP).asking(STEP, treasury_receipt=receipt).codes() == {"facts_invalid"}


@pytest.mark.parametrize("missing", ["request", "difficulty"])
def test_nothing_is_collected_unless_the_party_asks_for_it_and_has_a_reason(missing: str) -> None:
    assert due(STEP).asking(STEP, **{missing: ""}).codes() == {"facts_invalid"}


def test_a_decision_that_is_not_served_is_not_collected() -> None:
    assert "wrong_state" in standing("decided").asking(STEP).codes()


@proves(FINE_COLLECTED, COLLECTION_BEYOND_FINE, STEP)
def test_no_more_than_the_fine_is_collected(step: str) -> Question:
    return due(step).asking(step, amount=100_001)


@proves(FINE_COLLECTED, COLLECTION_BEYOND_FINE, STEP)
def test_confiscated_gains_are_not_collected(step: str) -> Question:
    drafted = standing("investigating").do("interview").do("conclude", draft__items=[GAINS])
    return drafted.to("performing").asking(step, amount=GAINS["amount"])


@proves(FINE_COLLECTED, COLLECTION_BEYOND_FINE, STEP, of=SUMMARY)
def test_no_more_is_collected_than_was_imposed_on_the_spot(step: str) -> Question:
    return spot("performing").asking(step, amount=5_001)


def test_what_a_source_does_not_state_is_no_limit() -> None:
    unknown = {"kind": "罚款", "amount": {"not_stated": "decision_items.0.amount_yuan"}, "text": "罚款，数额未见"}
    drafted = new_case(replay=True).to("investigating").do("interview").do("conclude", draft__items=[unknown])
    assert drafted.to("performing").asking(STEP, amount=50_000).codes() == set()


# --- in parts --------------------------------------------------------------------------------------------------------


def in_halves(case: InHand, half: int) -> InHand:
    asked = case.do("request_postponement")
    return asked.do("approve_postponement", result="分期", schedule=in_parts(asked.scene(), half, half))


@proves(INSTALMENTS_IN_ORDER, INSTALMENT_ORDER, STEP)
def test_the_parts_are_collected_in_order(step: str) -> Question:
    return in_halves(due(step), 50_000).asking(step, amount=50_000, instalment="第2期")


@proves(INSTALMENTS_IN_ORDER, INSTALMENT_ORDER, STEP, "pay", of=SUMMARY)
def test_the_parts_of_a_fine_of_the_spot_are_paid_in_order(step: str) -> Question:
    return in_halves(spot("performing"), 2_500).asking(step, amount=2_500, instalment="第2期")


def test_a_part_that_was_collected_is_not_paid_again() -> None:
    first = in_halves(due(STEP), 50_000).do(STEP, amount=50_000, instalment="第1期")
    assert [t.status for t in first.case.terms if t.key == "第1期"] == ["met"]
    assert "instalment_order" in first.asking("pay", amount=50_000, instalment="第1期").codes()
    assert first.asking("pay", amount=50_000, instalment="第2期").codes() == set()


# --- passed on -------------------------------------------------------------------------------------------------------


@proves(PASSED_ON_WHOLE, COLLECTED_DIFFERS, "hand_in", "deposit")
@pytest.mark.parametrize("amount", [99_999, 100_001])
def test_what_was_collected_at_request_goes_on_whole(step: str, amount: int) -> Question:
    return ready(step).asking(step, amount=amount)


@proves(LANDED, STILL_AFLOAT, "hand_in")
def test_what_was_collected_at_request_on_the_water_goes_on_after_the_landing(step: str) -> Question:
    return ready("land").asking(step)


@pytest.mark.parametrize("last", ["collect_on_request", "hand_in"])
def test_no_case_is_closed_before_what_was_collected_is_at_the_bank(last: str) -> None:
    case = ready(last).do(last).do("review_publication").do("publish")
    assert "tracks_open" in case.asking("close").codes()


def test_in_the_summary_procedure_it_is_closed_as_after_a_collection_on_the_spot() -> None:
    taken = spot("performing").wait(days=2).do(STEP)
    assert "tracks_open" in taken.do("review_publication").do("publish").do("file_record").asking("close").codes()
    assert taken.to("archived").case.open_tracks() == ()


def test_what_was_collected_of_a_decision_that_fell_goes_back() -> None:
    fell = ready_on_spot("collect_on_request").do(STEP).do("lodge_remedy").do("record_remedy", effect="撤销")
    assert dues.to_refund(fell.case) == 5_000
    assert "refund" in tracks(fell)


@proves(OWN_NAME, COLLECTION_NAME_TAKEN, STEP)
def test_another_collection_has_another_name_until_the_first_is_deposited(step: str) -> Question:
    return due(step).do(step, amount=40_000).do("hand_in").asking(step, amount=60_000)


def test_each_collection_is_handed_in_and_deposited_by_its_name_and_in_its_time() -> None:
    first = due(STEP).on("2026-04-07").do(STEP, amount=40_000).on("2026-04-08").do("hand_in")
    both = first.do(STEP, amount=60_000, collection="收缴2")
    assert both.on("2026-04-09").asking("deposit", amount=40_000).codes() == set()
    handed_in = both.on("2026-04-10").do("hand_in", amount=60_000, collection="收缴2")
    assert {t.key: t.due for t in handed_in.case.terms if t.code == "deposit"} == {
        "main": "2026-04-10",
        "收缴2": "2026-04-14",
    }
    deposited = handed_in.do("deposit", amount=40_000).do("deposit", amount=60_000, collection="收缴2")
    assert tracks(deposited) & {"hand_in", "deposit"} == set()


def test_what_is_still_afloat_does_not_hold_back_another_collection() -> None:
    afloat = due(STEP).do(STEP, amount=40_000, circumstances="水上")
    both = afloat.do(STEP, amount=60_000, collection="收缴2")
    assert both.asking("hand_in", amount=60_000, collection="收缴2").codes() == set()
    assert "still_afloat" in both.asking("hand_in", amount=40_000, collection=None).codes()
