"""What a weighing leaves to people: 减轻 that stays within the statute, and gains that are not those which the draft confiscates."""

from __future__ import annotations

from typing import Any

import pytest

from in_hand import InHand, standing
from scene import LAW
from shelves import keeping
from steps_of_weighing import CODE, PARAGRAPH, lenience, statute_range, tier
from zhifa.engine.books.book import Line
from zhifa.workflows import discretion
from zhifa.workflows.discretion_notes import notes, notes_on_file
from zhifa.workflows.forms.weighing import Weighing

FINE = {"kind": "罚款", "amount": 100_000, "text": "罚款人民币壹仟元整"}
GAINS = {"kind": "没收违法所得", "amount": 200_000, "text": "没收违法所得人民币贰仟元整"}
CAUSE = {"law": None, "article": None, "effect": "减轻处罚"}


def noted(*lines: Line, draft: dict[str, Any] | None = None, **told: Any) -> list[str]:
    """The notes on a weighing of the draft of a plain case, by these lines."""
    case = standing("investigating").do("interview").do("conclude", **(draft or {}))
    case = case.but(register=keeping(case.register, *lines))
    scale = discretion.scale(case.case, case.register.shelf, case.scene().day)
    assert scale is not None
    return list(notes(scale, Weighing.model_validate(told, strict=False)))


def followed(name: str, *, so: bool = True) -> list[dict[str, Any]]:
    return [{"list": name, "code": "示例清单1", "followed": so, "reason": None if so else "不符合条件。"}]


def by(base: int | None) -> list[dict[str, Any]]:
    return [{"item": 1, "benchmark": CODE, "tier": "较轻", "base": base}]


SHARES = tier(low=None, high=None, base="gains", low_share=100, high_share=1000)
BOTH: dict[str, Any] = {"draft__items": [FINE, GAINS]}


def test_a_fine_within_the_statute_by_the_list_of_those_below_it_is_told() -> None:
    (note,) = noted(tier(), statute_range(), lenience("mitigated", **CAUSE), suggestions=followed("mitigated"))

    assert note.startswith("第1项按减轻处罚清单“示例清单1”处理，罚款仍在法定幅度之内（1000.00元）")


@pytest.mark.parametrize(
    ("lines", "name", "so"),
    [
        ((statute_range(low=150_000), lenience("mitigated", **CAUSE)), "mitigated", True),
        ((statute_range(), lenience("mitigated", **CAUSE)), "mitigated", False),
        ((statute_range(), lenience("lighter", **CAUSE)), "lighter", True),
        ((lenience("mitigated", **CAUSE),), "mitigated", True),
        ((statute_range(), lenience("mitigated", cause="无证经营")), "mitigated", True),
    ],
    ids=["below the statute", "not followed", "从轻", "statute not on the register", "of another cause"],
)
def test_nothing_is_told_of_other_lines_and_of_fines_below_the_statute(
    lines: tuple[Line, ...], name: str, so: bool
) -> None:
    assert noted(tier(), *lines, suggestions=followed(name, so=so)) == []


def test_gains_that_are_not_those_confiscated_are_told_with_both_sums() -> None:
    (note,) = noted(SHARES, draft=BOTH, items=by(300_000))

    assert note == "第1项按违法所得3000.00元计算，草案没收的违法所得共2000.00元，两个数额不同，请核对"


@pytest.mark.parametrize(
    ("line", "draft", "base"),
    [
        (SHARES, BOTH, 200_000),
        (SHARES, {}, 300_000),
        (SHARES, BOTH, None),
        (tier(low=None, high=None, base="value", low_share=100, high_share=1000), BOTH, 300_000),
    ],
    ids=["the same", "nothing confiscated", "not stated", "worth of the goods"],
)
def test_nothing_is_told_of_gains_that_agree_or_cannot_be_compared(
    line: Line, draft: dict[str, Any], base: int | None
) -> None:
    assert noted(line, draft=draft, items=by(base)) == []


def test_gains_are_compared_within_their_violation() -> None:
    provision = {"law": LAW, "article": PARAGRAPH}

    def violation(name: str, *places: int) -> dict[str, Any]:
        return {
            "name": name, "facts": name, "evidence": ["证1"], "violated": [{"law": LAW, "article": "第七十七条"}],
            "basis": [provision], "discretion": "轻微。", "items": list(places),
        }  # fmt: skip

    apart = {
        "draft__items": [FINE, GAINS, GAINS | {"text": "没收"}],
        "draft__violations": [violation("甲", 1, 2), violation("乙", 3)],
    }

    assert noted(SHARES, draft=apart, items=by(200_000)) == []
    assert len(noted(SHARES, draft={"draft__items": apart["draft__items"]}, items=by(200_000))) == 1


def test_of_a_case_the_weighing_on_file_is_told_of_and_without_one_nothing() -> None:
    lines = (tier(), statute_range(), lenience("mitigated", **CAUSE))
    concluded = standing("concluded")
    concluded = concluded.but(register=keeping(concluded.register, *lines))
    weighed = concluded.do("weigh", suggestions=followed("mitigated"))

    def told(case: InHand) -> tuple[str, ...]:
        return notes_on_file(case.case, case.register.shelf, case.scene().day)

    assert (len(told(concluded)), len(told(weighed))) == (0, 1)
