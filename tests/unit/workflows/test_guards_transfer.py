"""Handing a case over: to another agency, once every measure has ended, and with the numbers of its letter in order (处罚法 22, 25)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guard_proofs import proves, steps_with
from in_hand import InHand, Question, due, new_case, ready, register, standing
from zhifa.engine.plan import Plan
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.transfer import RECEIVER_IS_ANOTHER
from zhifa.workflows.reasons.closing import TRACKS_OPEN
from zhifa.workflows.reasons.transfer import RECEIVER_IS_SENDER


@proves(RECEIVER_IS_ANOTHER, RECEIVER_IS_SENDER, *steps_with(RECEIVER_IS_ANOTHER))
def test_an_agency_hands_nothing_over_to_itself(step: str) -> Question:
    return ready(step).asking(step, receiver=register().agency.name)


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "transfer_early", "transfer_case")
def test_a_case_with_a_measure_open_is_not_handed_over(step: str) -> Question:
    return due(step).do("approve_preservation").do("preserve").asking(step)


def test_preserved_goods_that_went_along_let_the_case_be_handed_over() -> None:
    preserved = standing("investigating").do("approve_preservation").do("preserve")
    assert preserved.do("handle_preserved", disposal="移送有关部门").asking("transfer_case").codes() == set()


@pytest.mark.parametrize(
    ("state", "step", "end"),
    [
        ("verifying", "transfer_early", "transferred_early"),
        ("investigating", "transfer_case", "transferred"),
        ("concluded", "transfer_case", "transferred"),
        ("rectifying", "transfer_case", "transferred"),
    ],
)
def test_a_case_handed_over_has_ended_before_or_after_its_filing(state: str, step: str, end: str) -> None:
    plan = standing(state).asking(step).answer()

    assert isinstance(plan, Plan)
    assert plan.target.name == end
    assert plan.target.ended
    assert plan.target.label == "已移送"
    assert plan.decision is None


def test_a_case_handed_over_leaves_no_term_of_decision_running() -> None:
    handed_over = standing("investigating").do("transfer_case")
    assert [term.status for term in handed_over.case.terms if term.code == "decision"] == ["met"]


def test_nobody_but_the_head_hands_a_case_over() -> None:
    assert ready("transfer_case").asking("transfer_case", by="承办机构负责人甲").codes() == {"no_role"}


def test_a_letter_of_transfer_is_not_dated_back() -> None:
    assert ready("transfer_case").asking("transfer_case", recorded=timedelta(days=1)).codes() == {"late_entry"}


@pytest.mark.parametrize("field", ["basis", "enclosures"])
def test_a_letter_of_transfer_names_its_basis_and_its_materials(field: str) -> None:
    assert "facts_invalid" in ready("transfer_case").asking("transfer_case", **{field: []}).codes()


def received() -> dict[str, str]:
    return {"sender": "示例市城市管理局", "sender_case": "case", "digest": "a" * 64, "head": "b" * 64}


def test_a_report_names_where_the_case_was_received_from() -> None:
    opened: InHand = new_case().do("report", source="移送", received=received())
    assert opened.case.acts[0].facts.model_dump()["received"] == received()


@pytest.mark.parametrize("field", ["digest", "head"])
def test_what_was_received_is_named_by_whole_digests(field: str) -> None:
    asked = new_case().asking("report", received=received() | {field: "abc"})
    assert "facts_invalid" in asked.codes()
