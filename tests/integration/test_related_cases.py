"""Cases that have to do with one another, on both databases: named by one, seen from both, written into the record of one only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from case_desk import Desk
from office_rows import Rows
from penalty_steps import facts
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused
from zhifa.engine.linked import Related

NOWHERE = "00000000-0000-4000-8000-00000000ffff"


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as opened:
        yield opened


def _opened(desk: Desk, *related: tuple[str, str], **changes: Any) -> str:
    """A new case that names these others, each with what it is to the new one."""
    named = [{"case": case, "relation": relation} for case, relation in related]
    told: dict[str, Any] = facts("report", desk.scene())
    return desk.open_case(facts=told | {"related": named} | changes)


def _seen(desk: Desk, case_id: str) -> set[tuple[str, str, bool]]:
    return {(other.case_id, other.relation, other.said_there) for other in desk.office.related(case_id)}


def test_what_one_case_says_of_another_is_seen_from_both_and_changes_only_its_own_record(desk: Desk) -> None:
    first, other = desk.open_case(), desk.open_case()
    before = desk.office.history(first)
    second = _opened(desk, (first, "共同违法"), (other, "另案处理"))

    assert _seen(desk, second) == {(first, "共同违法", False), (other, "另案处理", False)}
    assert desk.office.related(first) == (Related(case_id=second, relation="共同违法", said_there=True, seq=0),)
    assert desk.office.history(first) == before
    assert [finding for case in (first, second, other) for finding in desk.office.verify(case)] == []


def test_a_case_that_is_not_on_file_cannot_be_named(desk: Desk, migrated_url: str) -> None:
    with pytest.raises(CommandRefused, match=NOWHERE) as refused:
        _opened(desk, (desk.open_case(), "共同违法"), (NOWHERE, "共同违法"))

    assert [refusal.code for refusal in refused.value.refusals] == ["related_unknown"]
    with Rows(migrated_url) as rows:
        assert rows.one("SELECT count(*) FROM zf_case") == 1
        assert rows.one("SELECT count(*) FROM zf_link") == 0


def test_a_case_is_named_once(desk: Desk) -> None:
    first = desk.open_case()
    with pytest.raises(CommandRefused, match="写了两次"):
        _opened(desk, (first, "共同违法"), (first, "另案处理"))


def test_what_is_said_of_other_cases_is_not_corrected(desk: Desk) -> None:
    first, other = desk.open_case(), desk.open_case()
    second = _opened(desk, (first, "共同违法"))
    correction = Correction(
        case_id=second, seq=0, path="related.0.case", new=other, reason="填错", actor=desk.ids["承办机构负责人甲"],
        approver=desk.ids["机关负责人甲"], occurred_at=desk.clock.now(), expected_version=1, key=desk.key(),
    )  # fmt: skip

    with pytest.raises(CommandRefused, match="关联案件登记后不更正"):
        desk.office.correct(correction)


def test_a_link_taken_away_or_made_up_is_named(desk: Desk, migrated_url: str) -> None:
    first = desk.open_case()
    second = _opened(desk, (first, "共同违法"))
    with Rows(migrated_url) as rows, rows.unlocked():
        rows.run("UPDATE zf_link SET relation = '另案处理'")
        assert [finding.kind for finding in desk.office.verify(second)] == ["link_forged"]
        rows.run("DELETE FROM zf_link")
        assert [finding.kind for finding in desk.office.verify(second)] == ["link_forged"]


def test_no_paper_served_on_one_party_tells_of_the_case_of_another(desk: Desk) -> None:
    first = desk.open_case()
    second = _opened(desk, (first, "共同违法"))
    desk.bring_to("decided", case_id=second)

    papers = desk.office.papers(second)
    assert {"D01", "D24", "D33"} <= {paper.code for paper in papers}
    assert not [paper.code for paper in papers if first in paper.html or "共同违法" in paper.html]


def test_a_new_case_in_the_place_of_an_annulled_decision_may_fine_the_act_again(desk: Desk) -> None:
    firm = {
        "kind": "legal_person", "name": "示例公司", "identity_kind": "none", "address": "示例市示例区示例村（演示地址）",
        "legal_representative": "法定代表人甲",
    }  # fmt: skip
    first = desk.bring_to("performing", case_id=_opened(desk, party=firm))
    desk.do(first, "lodge_remedy")
    lawful: dict[str, Any] = facts("record_remedy", desk.scene(desk.office.case(first)))
    second = _opened(desk, (first, "原案"), party=firm)
    desk.bring_to("investigating", case_id=second)
    desk.do(second, "interview")
    with pytest.raises(CommandRefused, match="受过罚款"):
        desk.do(second, "conclude")

    desk.do(first, "record_remedy", facts=lawful | {"effect": "撤销"})
    desk.bring_to("decided", case_id=second)

    assert desk.office.verify(first) == desk.office.verify(second) == ()
