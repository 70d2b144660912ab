"""Money is kept as fen and told to people in yuan, wherever a sentence names a sum."""

from __future__ import annotations

import re

import pytest

from zhifa.documents.amounts import figures
from zhifa.engine.money import yuan
from zhifa.engine.office import SHIPPED
from zhifa.engine.refusals import ENGINE_REASONS, Reason

REASONS = {
    reason.code: reason
    for reason in (
        *ENGINE_REASONS,
        *(r for workflow in SHIPPED for step in workflow.transitions for guard in step.guards for r in guard.refuses),
    )
}


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00元"), (5, "0.05元"), (54_500, "545.00元"), (125_000_000, "1250000.00元"), (-101, "-1.01元")],
)
def test_an_amount_is_told_in_yuan_with_both_decimals(fen: int, text: str) -> None:
    assert yuan(fen) == text


def test_a_message_tells_an_amount_as_papers_print_it() -> None:
    assert [fen for fen in (0, 7, 110, 54_500, 10**15) if yuan(fen) != figures(fen)] == []


def test_a_reason_tells_a_sum_in_yuan_and_keeps_it_in_fen_for_programs() -> None:
    refusal = Reason(code="owing", text="尚欠{owed:yuan}", article="演示", remedy="缴清").refuse(owed=54_500)

    assert refusal.text == "尚欠545.00元"
    assert refusal.operands == (("owed", "54500"),)


def test_no_reason_tells_a_sum_in_fen() -> None:
    assert [reason.text for reason in REASONS.values() if re.search(r"}\s?分(?!钟)", reason.text)] == []
