"""A fine in one case is seen in another of the same party, on both databases; what it says is held to the record (处罚法 29)."""

from __future__ import annotations

from typing import Any

import pytest

from case_desk import Desk
from office_rows import Rows
from penalty_steps import facts
from zhifa.engine.errors import CommandRefused

FIRM = {
    "kind": "legal_person", "name": "示例公司", "identity_kind": "none", "address": "示例市示例区示例村（演示地址）",
    "legal_representative": "法定代表人甲",
}  # fmt: skip


def _opened(desk: Desk) -> str:
    told: dict[str, Any] = facts("report", desk.scene())
    return desk.open_case(facts=told | {"party": FIRM})


def _brought_to(desk: Desk, case_id: str, state: str) -> None:
    desk.bring_to(state, case_id=case_id)


def test_a_second_fine_for_the_act_of_another_case_is_refused_until_the_draft_says_why(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        first = _opened(desk)
        second = _opened(desk)
        _brought_to(desk, second, "investigating")
        _brought_to(desk, first, "decided")
        assert desk.office.verify(first) == ()

        desk.do(second, "interview")
        with pytest.raises(CommandRefused, match="受过罚款") as refused:
            desk.do(second, "conclude")
        assert {refusal.code for refusal in refused.value.refusals} == {"fined_before"}
        option = next(o for o in desk.office.options(second, desk.ids["承办人甲"]) if o.transition.name == "conclude")
        assert option.allowed, "before the draft is known nothing is said against it"

        told: dict[str, Any] = facts("conclude", desk.scene(desk.office.case(second)))
        told["draft"]["other_act"] = "前一案件处罚的是另一地块的焚烧行为。"
        desk.office.perform(desk.command(second, "conclude", facts=told))
        assert desk.office.case(second).state is not None


def test_a_fine_taken_away_or_made_up_is_named(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id = _opened(desk)
        _brought_to(desk, case_id, "decided")
        with rows.unlocked():
            rows.run("UPDATE zf_fine SET cause = ?", "另一行为")
            assert [finding.kind for finding in desk.office.verify(case_id)] == ["fine_forged"]
            rows.run("DELETE FROM zf_fine")
            assert [finding.kind for finding in desk.office.verify(case_id)] == ["fine_forged"]
