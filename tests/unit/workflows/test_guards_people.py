"""Who may act: two certified officers, the handlers, with the head's approval and the opinion of the unit's head (处罚法 42, 56)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from guard_proofs import proves, steps_with
from in_hand import IDS, InHand, Question, due, ready, standing
from zhifa.engine.people import CertificateCheck, Suspension
from zhifa.engine.period import Period
from zhifa.workflows.guards.people import HANDLER_ACTS, HEAD_APPROVED, TWO_OFFICERS, UNIT_OPINION_GIVEN
from zhifa.workflows.reasons.people import (
    CERTIFICATE_INVALID,
    CERTIFICATE_SUSPENDED,
    CERTIFICATE_UNCHECKED,
    NOT_A_HANDLER,
    NOT_APPROVED_BY_HEAD,
    OPINION_UNFOUNDED,
    TOO_FEW_OFFICERS,
)

ALONE = [IDS["承办人甲"]]
BOTH = [IDS["承办人甲"], IDS["承办人乙"]]


@proves(TWO_OFFICERS, TOO_FEW_OFFICERS, *steps_with(TWO_OFFICERS))
def test_one_officer_alone_may_not_act(step: str) -> Question:
    return due(step).asking(step, officers=ALONE)


@proves(TWO_OFFICERS, TOO_FEW_OFFICERS, "inspect")
def test_one_officer_named_twice_is_one_officer(step: str) -> Question:
    return due(step).asking(step, officers=ALONE * 2)


@proves(TWO_OFFICERS, CERTIFICATE_INVALID, "inspect")
def test_an_officer_whose_certificate_has_run_out_may_not_act(step: str) -> Question:
    return due(step).asking(step, officers=[*BOTH, IDS["承办人丁"]])


@proves(TWO_OFFICERS, CERTIFICATE_INVALID, "inspect")
def test_an_officer_without_any_certificate_may_not_act(step: str) -> Question:
    return due(step).asking(step, officers=[*BOTH, IDS["审核人甲"]])


@proves(TWO_OFFICERS, CERTIFICATE_INVALID, "inspect")
def test_somebody_who_is_on_no_register_may_not_act(step: str) -> Question:
    return due(step).asking(step, officers=[*BOTH, "00000000-0000-4000-8000-00000000ffff"])


@proves(TWO_OFFICERS, CERTIFICATE_SUSPENDED, "inspect")
def test_an_officer_whose_certificate_is_withheld_may_not_act(step: str) -> Question:
    case = due(step)
    withheld = Suspension(number="演示执法证002", valid=Period(start=date(2026, 3, 2), end=date(2026, 3, 2)))
    return case.but(register=replace(case.register, suspensions=(withheld,))).asking(step, officers=BOTH)


@proves(TWO_OFFICERS, CERTIFICATE_UNCHECKED, "inspect")
def test_an_officer_whose_certificate_did_not_pass_the_check_of_the_year_may_not_act(step: str) -> Question:
    case, failed = due(step), date(2026, 3, 1)
    check = CertificateCheck(number="演示执法证002", year=2026, passed=False, on=failed, valid=Period(start=failed))
    return case.but(register=replace(case.register, checks=(check,))).asking(step, officers=BOTH)


def test_two_officers_are_enough() -> None:
    assert due("inspect").asking("inspect", officers=BOTH).codes() == set()


@pytest.mark.parametrize(
    ("changes", "lawful"),
    [
        ({"valid": Period(start=date(2026, 3, 2), end=date(2026, 3, 2))}, True),
        ({"valid": Period(start=date(2026, 3, 3))}, False),
        ({"valid": Period(start=date(2020, 1, 1), end=date(2026, 3, 1))}, False),
        ({"acts": frozenset({"inspection"})}, False),
        ({"areas": ("示例省另一市",)}, False),
        ({"areas": ("示例省另一市", "示例省示例市示例区")}, True),
    ],
    ids=lambda value: None if isinstance(value, bool) else str(value),
)
def test_a_certificate_must_be_valid_on_the_day_for_the_act_and_the_place(
    changes: dict[str, Any], lawful: bool
) -> None:
    codes = _certified_otherwise(due("inspect"), **changes).asking("inspect", officers=BOTH).codes()
    assert codes == (set() if lawful else {"certificate_invalid", "too_few_officers"})


def _certified_otherwise(case: InHand, **changes: Any) -> InHand:
    """承办人乙's certificate is another one."""
    certificates = tuple(
        replace(c, **changes) if c.officer_id == IDS["承办人乙"] else c for c in case.register.certificates
    )
    return case.but(register=replace(case.register, certificates=certificates))


@proves(HANDLER_ACTS, NOT_A_HANDLER, *steps_with(HANDLER_ACTS))
def test_an_officer_who_does_not_handle_the_case_may_not_act(step: str) -> Question:
    return due(step).asking(step, by="承办人丙")


@proves(HANDLER_ACTS, NOT_A_HANDLER, "interview")
def test_a_handler_who_handed_over_may_not_act_any_more(step: str) -> Question:
    return standing("investigating").hand_over().asking(step, by="承办人乙")


def test_the_handler_who_took_over_acts() -> None:
    pair = [IDS["承办人甲"], IDS["承办人丙"]]
    asked = standing("investigating").hand_over().asking("interview", by="承办人丙", officers=pair, recorder=pair[0])
    assert asked.codes() == set()


def test_a_new_assignment_ends_an_earlier_handing_over() -> None:
    handed_over = standing("verifying").hand_over()
    assert handed_over.asking("extract", by="承办人乙", officers=BOTH).codes() == {"not_a_handler"}
    assigned_anew = handed_over.do("extract").do("file", officers=BOTH).do("assign", officers=BOTH)
    assert assigned_anew.asking("extract", by="承办人乙").codes() == set()


@proves(HEAD_APPROVED, NOT_APPROVED_BY_HEAD, "preserve")
def test_a_preservation_that_the_head_did_not_approve_is_refused(step: str) -> Question:
    return due(step).asking(step)


@proves(HEAD_APPROVED, NOT_APPROVED_BY_HEAD, "preserve")
def test_the_approval_of_one_preservation_is_none_of_another(step: str) -> Question:
    return due(step).do("approve_preservation", key="保存甲").asking(step, key="保存乙")


@proves(HEAD_APPROVED, NOT_APPROVED_BY_HEAD, "preserve")
def test_other_goods_than_the_head_approved_are_not_preserved(step: str) -> Question:
    return due(step).do("approve_preservation").asking(step, items__0__quantity="2")


def test_what_the_head_approved_is_preserved() -> None:
    assert due("preserve").do("approve_preservation").asking("preserve").codes() == set()


@pytest.mark.parametrize("by", ["承办机构负责人甲", "机关负责人乙", "承办人甲"])
def test_nobody_but_the_head_approves_a_preservation(by: str) -> None:
    assert due("approve_preservation").asking("approve_preservation", by=by).codes() == {"no_role"}


@proves(UNIT_OPINION_GIVEN, OPINION_UNFOUNDED, *steps_with(UNIT_OPINION_GIVEN))
def test_an_opinion_dated_after_the_step_is_refused(step: str) -> Question:
    case = ready(step)
    return case.asking(step, unit_opinion__on=(case.scene().day + timedelta(days=1)).isoformat())


@proves(UNIT_OPINION_GIVEN, OPINION_UNFOUNDED, *steps_with(UNIT_OPINION_GIVEN))
def test_the_opinion_of_the_unit_is_given_by_its_head(step: str) -> Question:
    return ready(step).asking(step, unit_opinion__by=IDS["审核人乙"])


def test_an_opinion_counts_by_the_post_held_on_its_day() -> None:
    case = standing("verifying").do("inspect")
    until = case.scene().day - timedelta(days=1)
    left = tuple(
        replace(a, valid=replace(a.valid, end=until)) if a.role == "unit_head" else a for a in case.register.assignments
    )
    case = case.but(register=replace(case.register, assignments=left))
    assert case.asking("file", unit_opinion__on=until.isoformat(), violation_ended_on="2026-03-01").codes() == set()
    assert case.asking("file").codes() == {"opinion_unfounded"}
