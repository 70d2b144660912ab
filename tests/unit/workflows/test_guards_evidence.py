"""Evidence and draft: facts rest on verified evidence, citations on law in force (处罚法 37, 40, 46, 67)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guard_proofs import proves, steps_with
from in_hand import InHand, Question, due, new_case, standing
from zhifa.engine.register import Period, Statute
from zhifa.workflows.guards.evidence import EVIDENCE_KEYS, FACTS_FOUNDED, PAYMENT_TERM_LAWFUL, STATUTES_IN_FORCE
from zhifa.workflows.reasons import (
    EVIDENCE_KEY_TAKEN,
    EVIDENCE_UNKNOWN,
    EVIDENCE_UNVERIFIED,
    FACTS_WITHOUT_EVIDENCE,
    PAYMENT_TERM,
    STATUTE_NOT_IN_FORCE,
)

ITEM = {
    "key": "证1",
    "kind": "书证",
    "description": "演示证据",
    "source": "当事人提供",
    "obtained_on": "2026-03-02",
    "proves": "焚烧的地点",
    "verified": True,
}
AIR = "中华人民共和国大气污染防治法"


@proves(EVIDENCE_KEYS, EVIDENCE_KEY_TAKEN, *steps_with(EVIDENCE_KEYS))
def test_one_key_twice_in_one_step_is_refused(step: str) -> Question:
    return due(step).asking(step, evidence=[ITEM | {"key": "证9"}, ITEM | {"key": "证9"}])


@proves(EVIDENCE_KEYS, EVIDENCE_KEY_TAKEN, "extract")
def test_a_key_that_is_on_file_is_refused(step: str) -> Question:
    return standing("investigating").asking(step, evidence=[ITEM])


def test_two_pieces_under_two_new_keys_pass() -> None:
    evidence = [ITEM | {"key": "证8"}, ITEM | {"key": "证9"}]
    assert standing("investigating").asking("extract", evidence=evidence).codes() == set()


@proves(FACTS_FOUNDED, FACTS_WITHOUT_EVIDENCE, "conclude", "revise")
def test_facts_without_evidence_are_refused(step: str) -> Question:
    return _drafting(step).asking(step, draft__evidence=[])


@proves(FACTS_FOUNDED, EVIDENCE_UNKNOWN, "conclude", "revise")
def test_evidence_that_is_not_on_file_founds_nothing(step: str) -> Question:
    return _drafting(step).asking(step, draft__evidence=["证1", "证99"])


@proves(FACTS_FOUNDED, EVIDENCE_UNVERIFIED, "conclude", "revise")
def test_unverified_evidence_founds_nothing(step: str) -> Question:
    unverified = standing("investigating").do("extract", evidence=[ITEM | {"key": "证9", "verified": False}])
    case = unverified if step == "conclude" else unverified.to("defence")
    return case.asking(step, draft__evidence=["证9"])


def test_unverified_evidence_may_lie_on_file_as_long_as_no_fact_rests_on_it() -> None:
    case = standing("investigating").do("extract", evidence=[ITEM | {"key": "证9", "verified": False}])
    assert case.asking("conclude", draft__evidence=["证1"]).codes() == set()


def test_a_replay_may_say_that_its_source_names_no_evidence() -> None:
    replay = new_case(replay=True).to("investigating")
    assert replay.asking("conclude", draft__evidence={"not_stated": "evidence"}).codes() == set()


def _drafting(step: str) -> InHand:
    return standing("investigating") if step == "conclude" else due(step)


@proves(STATUTES_IN_FORCE, STATUTE_NOT_IN_FORCE, "conclude", "revise")
@pytest.mark.parametrize("cited", ["violated", "basis"])
def test_a_statute_that_is_not_in_force_yet_is_not_cited(step: str, cited: str) -> Question:
    case = _with_statute(_drafting(step), Period(start=date(2099, 1, 1)))
    return case.asking(step, **{f"draft__{cited}": [{"law": AIR, "article": "第七十七条"}]})


@proves(STATUTES_IN_FORCE, STATUTE_NOT_IN_FORCE, "conclude", "revise")
def test_a_repealed_statute_is_not_cited(step: str) -> Question:
    return _with_statute(_drafting(step), Period(start=date(2016, 1, 1), end=date(2026, 3, 1))).asking(step)


def test_a_statute_is_cited_on_its_last_day() -> None:
    case = standing("investigating")
    last = case.scene().day
    assert _with_statute(case, Period(start=date(2016, 1, 1), end=last)).asking("conclude").codes() == set()


def test_a_statute_the_register_does_not_know_is_left_to_legal_review() -> None:
    unknown = [{"law": "示例省大气污染防治条例", "article": "第一条"}]
    assert standing("investigating").asking("conclude", draft__violated=unknown).codes() == set()


def test_a_replay_may_say_that_its_source_cites_no_law() -> None:
    silent = {"draft__violated": {"not_stated": "violated"}, "draft__basis": {"not_stated": "basis"}}
    assert new_case(replay=True).to("investigating").asking("conclude", **silent).codes() == set()


def _with_statute(case: InHand, valid: Period) -> InHand:
    """The register knows the statute for these days only."""
    statutes = (Statute(title=AIR, valid=valid),)
    return case.but(register=replace(case.register, statutes=statutes))


@proves(PAYMENT_TERM_LAWFUL, PAYMENT_TERM, "conclude", "revise")
@pytest.mark.parametrize("days", [14, 16])
def test_a_fine_is_payable_within_fifteen_days_and_no_other_term(step: str, days: int) -> Question:
    return _drafting(step).asking(step, draft__payment_days=days)


def test_a_warning_has_no_term_of_payment() -> None:
    warning = {"draft__items": [{"kind": "警告", "text": "警告"}], "draft__payment_days": 0}
    assert standing("investigating").asking("conclude", **warning).codes() == set()
