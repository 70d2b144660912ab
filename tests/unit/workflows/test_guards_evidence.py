"""Evidence and draft: facts rest on verified evidence, citations on law in force (处罚法 30, 31, 37, 40, 46, 67)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guard_proofs import proves, steps_with
from in_hand import MILD, InHand, Question, due, new_case, standing
from zhifa.engine.period import Period
from zhifa.engine.register import Statute
from zhifa.workflows.guards.evidence import (
    EVIDENCE_KEYS,
    FACTS_FOUNDED,
    GUARDIAN_NAMED,
    PAYMENT_TERM_LAWFUL,
    STATUTES_IN_FORCE,
)
from zhifa.workflows.reasons.evidence import (
    EVIDENCE_KEY_TAKEN,
    EVIDENCE_UNKNOWN,
    EVIDENCE_UNVERIFIED,
    FACTS_WITHOUT_EVIDENCE,
    GUARDIAN_MISSING,
    LAW_YOUNGER,
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
KIND = {"report_appraisal": "鉴定意见", "extract_data": "电子数据"}
"""Of the steps that bring evidence of one kind above all."""
AIR = "中华人民共和国大气污染防治法"


@proves(EVIDENCE_KEYS, EVIDENCE_KEY_TAKEN, *steps_with(EVIDENCE_KEYS))
def test_one_key_twice_in_one_step_is_refused(step: str) -> Question:
    item = ITEM | {"key": "证9", "kind": KIND.get(step, "书证")}
    return due(step).asking(step, evidence=[item, item])


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


def test_that_nothing_was_established_needs_no_evidence() -> None:
    nothing = {"draft__evidence": [], "draft__ground": "not_established"}
    assert standing("investigating", MILD).asking("conclude", **nothing).codes() == set()


def test_a_replay_may_say_that_its_source_names_no_evidence() -> None:
    replay = new_case(replay=True).to("investigating")
    assert replay.asking("conclude", draft__evidence={"not_stated": "evidence"}).codes() == set()


def _drafting(step: str) -> InHand:
    return standing("investigating") if step == "conclude" else due(step)


VIOLATED = date(2026, 2, 28)
"""Day of the violation on the straight path; the case was filed on 2026-03-02."""


@proves(STATUTES_IN_FORCE, STATUTE_NOT_IN_FORCE, "conclude", "revise")
@pytest.mark.parametrize("cited", ["violated", "basis"])
def test_a_statute_that_was_never_in_force_yet_is_not_cited(step: str, cited: str) -> Question:
    case = _with_statute(_drafting(step), Period(start=date(2099, 1, 1)))
    return case.asking(step, **{f"draft__{cited}": [{"law": AIR, "article": "第七十七条"}]})


@proves(STATUTES_IN_FORCE, STATUTE_NOT_IN_FORCE, "conclude", "revise")
def test_a_statute_repealed_before_the_violation_is_not_cited(step: str) -> Question:
    return _with_statute(_drafting(step), Period(start=date(2016, 1, 1), end=date(2026, 2, 27))).asking(step)


@proves(STATUTES_IN_FORCE, LAW_YOUNGER, "conclude", "revise")
def test_a_statute_younger_than_the_violation_is_not_applied_to_it(step: str) -> Question:
    return _with_statute(_drafting(step), Period(start=date(2026, 3, 1))).asking(step)


def test_a_younger_statute_is_applied_where_the_draft_says_why_it_is_the_lighter_one() -> None:
    case = _with_statute(standing("investigating"), Period(start=date(2026, 3, 1)))
    assert case.asking("conclude", draft__lighter_law="新法罚款幅度较低。").codes() == set()


@pytest.mark.parametrize("valid", [Period(start=VIOLATED, end=VIOLATED), Period(start=date(2016, 1, 1), end=VIOLATED)])
def test_a_statute_in_force_at_the_violation_is_applied_though_repealed_since(valid: Period) -> None:
    assert _with_statute(standing("investigating"), valid).asking("conclude").codes() == set()


def test_the_law_of_procedure_is_the_one_of_the_day_of_acting() -> None:
    procedure = "中华人民共和国行政处罚法"
    cited = {"draft__basis": [{"law": procedure, "article": "第三十三条第一款"}]}
    case = standing("investigating")
    then, now = Period(start=date(2016, 1, 1), end=VIOLATED), Period(start=case.scene().day)

    assert _with_statute(case, now, procedure).asking("conclude", **cited).codes() == set()
    assert _with_statute(case, then, procedure).asking("conclude", **cited).codes() == {"statute_not_in_force"}


def test_where_the_source_does_not_date_the_violation_the_day_of_acting_counts() -> None:
    undated = new_case(replay=True).to("verifying").do("inspect")
    filed = undated.do("file", violation_ended_on={"not_stated": "ended"}).to("investigating").do("interview")

    assert _with_statute(filed, Period(start=filed.scene().day)).asking("conclude").codes() == set()


def test_a_statute_the_register_does_not_know_is_left_to_legal_review() -> None:
    unknown = [{"law": "示例省大气污染防治条例", "article": "第一条"}]
    assert standing("investigating").asking("conclude", draft__violated=unknown).codes() == set()


def test_a_replay_may_say_that_its_source_cites_no_law() -> None:
    silent = {"draft__violated": {"not_stated": "violated"}, "draft__basis": {"not_stated": "basis"}}
    assert new_case(replay=True).to("investigating").asking("conclude", **silent).codes() == set()


def _with_statute(case: InHand, valid: Period, title: str = AIR) -> InHand:
    """The register knows the statute for these days only."""
    statutes = (Statute(title=title, valid=valid),)
    return case.but(register=replace(case.register, statutes=statutes))


@proves(PAYMENT_TERM_LAWFUL, PAYMENT_TERM, "conclude", "revise")
@pytest.mark.parametrize("days", [14, 16])
def test_a_fine_is_payable_within_fifteen_days_and_no_other_term(step: str, days: int) -> Question:
    return _drafting(step).asking(step, draft__payment_days=days)


def test_a_warning_has_no_term_of_payment() -> None:
    warning = {"draft__items": [{"kind": "警告", "text": "警告"}], "draft__payment_days": 0}
    assert standing("investigating").asking("conclude", **warning).codes() == set()


NOBODY_PUNISHED = {"draft__kind": "no_penalty", "draft__items": [], "draft__education": "教育当事人遵守法律。"}


@proves(GUARDIAN_NAMED, GUARDIAN_MISSING, "conclude", "revise")
@pytest.mark.parametrize("ground", ["under_age", "incapable"])
def test_who_cannot_answer_for_its_acts_has_a_guardian_to_be_ordered(step: str, ground: str) -> Question:
    return _drafting(step).asking(step, **NOBODY_PUNISHED, draft__ground=ground)


@pytest.mark.parametrize("ground", ["under_age", "incapable"])
def test_a_draft_that_names_the_guardian_is_taken(ground: str) -> None:
    named = {**NOBODY_PUNISHED, "draft__ground": ground, "draft__guardian": "监护人甲"}
    assert standing("investigating").asking("conclude", **named).codes() == set()


def test_no_order_goes_to_a_guardian_on_another_ground() -> None:
    asked = standing("investigating").asking(
        "conclude", **NOBODY_PUNISHED, draft__ground="first_offence", draft__guardian="监护人甲"
    )
    assert asked.codes() == {"facts_invalid"}
