"""What becomes of preserved evidence: article by article, each on its own ground (处罚法 56)."""

from __future__ import annotations

from typing import Any

import pytest

from guard_proofs import proves
from in_hand import Question, ready
from penalty_steps import GOODS
from zhifa.workflows.guards.closing import CONFISCATION_DECIDED
from zhifa.workflows.guards.preserved import PRESERVED_ACCOUNTED
from zhifa.workflows.reasons.evidence import CONFISCATION_UNDECIDED, DISPOSAL_UNFOUNDED, PRESERVED_UNACCOUNTED

HANDLE = "handle_preserved"
BASIS = [{"law": "示例法", "article": "第一条"}]


def _item(disposal: str, **changes: Any) -> dict[str, Any]:
    return GOODS[0] | {"disposal": disposal} | changes


def _apart(*items: dict[str, Any], step: str = HANDLE) -> Question:
    return ready(step).asking(step, disposal="分别处理", items=list(items))


def test_one_article_is_divided() -> None:
    taken = _item("转为查封扣押", quantity="三分之一", basis=BASIS)
    assert (
        _apart(_item("退还", quantity="三分之一"), _item("送交检验检测鉴定", quantity="三分之一"), taken).codes()
        == set()
    )


@proves(PRESERVED_ACCOUNTED, DISPOSAL_UNFOUNDED, HANDLE)
@pytest.mark.parametrize("disposal", ["转为查封扣押", "没收"])
def test_what_is_kept_from_the_party_rests_on_a_provision(step: str, disposal: str) -> Question:
    return ready(step).asking(step, disposal=disposal)


@proves(PRESERVED_ACCOUNTED, DISPOSAL_UNFOUNDED, HANDLE)
def test_every_article_that_is_kept_rests_on_a_provision(step: str) -> Question:
    return _apart(_item("退还"), _item("转为查封扣押"), step=step)


@proves(PRESERVED_ACCOUNTED, PRESERVED_UNACCOUNTED, HANDLE)
@pytest.mark.parametrize("name", ["另一件物品", ""])
def test_every_article_preserved_and_no_other_is_handled(step: str, name: str) -> Question:
    return _apart(_item("退还", name=name or "残留秸秆", specification="一袋" if name else "两袋"), step=step)


@proves(PRESERVED_ACCOUNTED, PRESERVED_UNACCOUNTED, HANDLE)
@pytest.mark.parametrize(
    "quantities",
    [["99999袋"], ["2"], ["一部分"], ["1", "1"], ["0.5", "0.25"]],
    ids=["more", "another", "a part", "twice", "less"],
)
def test_as_much_is_handled_as_was_preserved(step: str, quantities: list[str]) -> Question:
    return _apart(*(_item("退还", quantity=quantity) for quantity in quantities), step=step)


@pytest.mark.parametrize(
    "quantities", [["1"], [" １ "], ["0.4", "0.6"], ["一半", "一半"], ["1/2", "0.5袋"], ["1袋"], ["0.5袋", "0.5"]]
)
def test_quantities_that_come_to_what_was_preserved_or_cannot_be_added_pass(quantities: list[str]) -> None:
    assert _apart(*(_item("退还", quantity=quantity) for quantity in quantities)).codes() == set()


@proves(CONFISCATION_DECIDED, CONFISCATION_UNDECIDED, HANDLE)
def test_one_article_is_not_confiscated_without_a_decision_either(step: str) -> Question:
    return _apart(_item("退还"), _item("没收", basis=BASIS), step=step)


@pytest.mark.parametrize(
    "told",
    [
        {"disposal": "分别处理"},
        {"disposal": "退还", "items": [_item("退还")]},
        {"disposal": "分别处理", "items": [_item("退还")], "basis": BASIS},
    ],
    ids=["no articles", "told twice", "basis of none"],
)
def test_the_disposal_is_told_once(told: dict[str, Any]) -> None:
    assert ready(HANDLE).asking(HANDLE, **told).codes() == {"facts_invalid"}
