"""Handing a case over: by a head, from one who handles it to one who may (invariant 3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from in_hand import IDS, standing
from zhifa.engine.handover import HandingOver

NOBODY = "00000000-0000-4000-8000-00000000ffff"


@pytest.mark.parametrize(
    ("changes", "code", "told"),
    [
        ({"actor": "承办人甲"}, "no_role", "“移交承办”应由承办机构负责人、机关负责人办理，承办人甲"),
        ({"actor": NOBODY}, "unknown_actor", NOBODY),
        ({"old": "承办人丙", "new": "审核人乙"}, "hand_over_target", "承办人丙不是本案现任承办人"),
        ({"new": "承办人甲"}, "hand_over_target", "承办人甲已是本案承办人"),
        ({"new": "审核人甲"}, "hand_over_target", "审核人甲当日没有承办岗位"),
        ({"new": NOBODY}, "hand_over_target", f"{NOBODY}当日没有承办岗位"),
        ({"reason": " "}, "facts_invalid", "填报项“reason”的值"),
        ({"occurred_at": standing("investigating").at + timedelta(seconds=1)}, "occurred_in_future", "晚于登记时间"),
    ],
)
def test_a_handing_over_that_may_not_be_is_refused(changes: dict[str, Any], code: str, told: str) -> None:
    refusals = standing("investigating").handing_over(**changes)

    assert [refusal.code for refusal in refusals] == [code]
    assert told in refusals[0].text


def test_an_ended_case_is_not_handed_over() -> None:
    assert "case_ended" in {refusal.code for refusal in standing("archived").handing_over()}


def test_who_reviewed_the_case_does_not_take_it_over() -> None:
    reviewed = standing("reviewing").do("find_problems", by="审核人乙")

    assert [r.text for r in reviewed.handing_over(new="审核人乙")] == ["不能移交：审核人乙审核过本案，不得承办"]


def test_who_did_not_review_it_takes_it_over() -> None:
    assert standing("reviewing").do("find_problems").handing_over(new="审核人乙") == ()


@pytest.mark.parametrize("actor", ["承办机构负责人甲", "机关负责人甲"])
def test_heads_of_unit_and_agency_hand_over(actor: str) -> None:
    case = standing("investigating").hand_over(actor=actor)

    assert case.case.workflow.handlers(case.case) == {IDS["承办人甲"], IDS["承办人丙"]}


def test_two_handings_over_are_the_same_when_all_they_say_is() -> None:
    at = standing("investigating").at
    given: dict[str, Any] = {
        "case_id": "c", "old": "a", "new": "b", "reason": "误", "actor": "x", "occurred_at": at,
        "expected_version": 3, "key": "k",
    }  # fmt: skip
    others = {"case_id": "d", "old": "e", "new": "f", "reason": "漏", "actor": "y", "occurred_at": at + timedelta(days=1),
              "expected_version": 4}  # fmt: skip
    one = HandingOver(**given)

    assert one.digest() == HandingOver(**given | {"key": "another"}).digest()
    assert all(HandingOver(**given | {name: value}).digest() != one.digest() for name, value in others.items())
