"""Several violations in one case: each weighed apart, together the whole of the draft."""

from __future__ import annotations

from typing import Any

import pytest

from in_hand import InHand, standing

BURNING = {"law": "中华人民共和国大气污染防治法", "article": "第七十七条"}
PUNISHED = {"law": "中华人民共和国大气污染防治法", "article": "第一百一十九条第一款"}
ITEMS = [{"kind": "罚款", "amount": 60_000, "text": "罚款六百元"}, {"kind": "警告", "text": "警告"}]


def _violation(name: str, item: int, **changes: Any) -> dict[str, Any]:
    lawful = {
        "name": name,
        "facts": f"当事人{name}。",
        "evidence": ["证1"],
        "violated": [BURNING],
        "basis": [PUNISHED],
        "discretion": "情节一般。",
        "items": [item],
    }
    return lawful | changes


TWO = (_violation("露天焚烧秸秆", 1), _violation("拒不清理", 2))


def _concluding(*violations: dict[str, Any]) -> tuple[InHand, dict[str, Any]]:
    changes = {
        "draft__items": ITEMS, "draft__violated": [BURNING], "draft__basis": [PUNISHED], "draft__evidence": ["证1"],
        "draft__violations": list(violations),
    }  # fmt: skip
    return standing("investigating").do("interview"), changes


def test_two_violations_are_weighed_apart_and_punished_together() -> None:
    case, changes = _concluding(*TWO)
    assert case.asking("conclude", **changes).codes() == set()


@pytest.mark.parametrize(
    ("violations", "rule"),
    [
        (TWO[:1], "只有一项违法行为的，不分项填写（violations）"),
        ((TWO[0], _violation("拒不清理", 1)), "主文每一项处罚应当对应一项违法行为，且只对应一项（violations.items）"),
        ((TWO[0], _violation("拒不清理", 3)), "主文每一项处罚应当对应一项违法行为，且只对应一项（violations.items）"),
        ((TWO[0], _violation("拒不清理", 2, evidence=["证9"])), "违法行为“拒不清理”的证据应当列入草案的同一项"),
        (
            (TWO[0], _violation("拒不清理", 2, violated=[PUNISHED])),
            "违法行为“拒不清理”的违反的规定应当列入草案的同一项",
        ),
        ((TWO[0], _violation("拒不清理", 2, basis=[BURNING])), "违法行为“拒不清理”的处罚依据应当列入草案的同一项"),
    ],
)
def test_violations_that_do_not_make_the_whole_are_refused(violations: tuple[dict[str, Any], ...], rule: str) -> None:
    case, changes = _concluding(*violations)
    refusals = case.asking("conclude", **changes).refusals()
    assert {dict(refusal.operands)["rule"] for refusal in refusals} == {rule}
