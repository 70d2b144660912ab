"""Refusals are data: a reason takes its operands and no other, and gives a text, an article and a remedy (invariant 5)."""

from __future__ import annotations

import pytest

from zhifa.engine.refusals import Reason, Refusal

REASON = Reason(code="late", text="{who}迟到{minutes}分钟", article="演示第一条", remedy="早一点")


def test_a_refusal_is_its_reason_with_the_operands_filled_in() -> None:
    refusal = REASON.refuse(who="甲", minutes=5)

    assert refusal == Refusal(
        code="late",
        text="甲迟到5分钟",
        article="演示第一条",
        remedy="早一点",
        operands=(("minutes", "5"), ("who", "甲")),
    )
    assert refusal.as_dict() == {
        "code": "late", "text": "甲迟到5分钟", "article": "演示第一条", "remedy": "早一点",
        "operands": {"minutes": "5", "who": "甲"},
    }  # fmt: skip


@pytest.mark.parametrize("operands", [{}, {"who": "甲"}, {"who": "甲", "minutes": 5, "mood": "好"}], ids=repr)
def test_every_operand_is_given_and_no_other(operands: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=r"late takes \['minutes', 'who'\]"):
        REASON.refuse(**operands)


def test_what_an_operand_holds_is_never_read_as_a_pattern() -> None:
    assert REASON.refuse(who="{minutes}", minutes=5).text == "{minutes}迟到5分钟"


def test_an_operand_is_told_as_it_is_or_as_yuan() -> None:
    with pytest.raises(ValueError, match="odd: an operand is told as it is, or as yuan"):
        Reason(code="odd", text="迟到{minutes:>8}分钟", article="演示第一条", remedy="早一点")
