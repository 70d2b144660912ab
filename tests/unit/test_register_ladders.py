"""Ladders of warnings in a register file: what an agency may choose, and what is refused with field, value and rule."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from case_desk import register_text
from zhifa.engine.ladder import DEFAULT, Ladder, Level
from zhifa.engine.register_file import RegisterFaulty, file_of

WATCH = Path(__file__).parents[2] / "docs" / "watch.md"


def policy(ladders: Any) -> Any:
    return file_of(register_text({"ladders": ladders})).register.agency.policy


def refused(ladders: Any) -> list[str]:
    with pytest.raises(RegisterFaulty) as caught:
        file_of(register_text({"ladders": ladders}))
    return [fault.text for fault in caught.value.faults]


def test_an_agency_that_says_nothing_has_the_default_for_every_term() -> None:
    assert policy({}).ladder("decision") == DEFAULT
    assert policy({"decision": {}}).ladder("decision") == DEFAULT


def test_shares_stand_in_any_order_and_levels_are_put_in_order() -> None:
    said = {"shares": {"20": ["head", "handler"], "50": ["handler"]}, "eve": ["unit_head", "handler"], "days": 3}
    chosen = policy({"decision": said})
    assert chosen.ladder("decision") == Ladder(
        shares=((50, (Level.HANDLER,)), (20, (Level.HANDLER, Level.HEAD))), eve=(Level.HANDLER, Level.UNIT_HEAD), days=3
    )
    assert chosen.ladder("service") == DEFAULT


def test_whom_an_overdue_duty_reaches_is_not_the_agencys_to_choose() -> None:
    ladder = policy({"decision": {"shares": {}, "eve": [], "days": 1}}).ladder("decision")
    assert (ladder.on_the_day, ladder.daily, ladder.weekly) == (DEFAULT.on_the_day, DEFAULT.daily, DEFAULT.weekly)
    for name in ("on_the_day", "daily", "weekly"):
        assert refused({"decision": {name: []}}) == [
            f"填报项“agency.policy.ladders.decision.{name}”的值 「[]」 不合要求：没有这一项"
        ]


@pytest.mark.parametrize(
    ("ladders", "field", "value", "rule"),
    [
        ({"decison": {}}, "decison", "decison", "期限代码“decison”不存在，见 zhifa term list"),
        (
            {"payment": {}},
            "payment",
            "payment",
            "期限“缴纳罚款的期限”（payment）只在届满时告知一次，没有预警阶梯",
        ),
        ({"decision": {"shares": {"0": ["handler"]}}}, "decision.shares.0", "0", "应大于0"),
        ({"decision": {"shares": {"100": ["handler"]}}}, "decision.shares.100", "100", "应小于100"),
        ({"decision": {"shares": {"三成": ["handler"]}}}, "decision.shares.三成", "三成", "应为整数"),
        ({"decision": {"shares": {"30": []}}}, "decision.shares.30", "[]", "至少1项"),
        (
            {"decision": {"eve": ["boss"]}},
            "decision.eve.0",
            "boss",
            "应为handler、unit_head、head、supervisor之一",
        ),
        ({"decision": {"days": 0}}, "decision.days", "0", "不得小于1"),
        ({"decision": {"days": 8}}, "decision.days", "8", "不得大于7"),
    ],
)
def test_what_makes_no_sense_is_refused_with_field_value_and_rule(
    ladders: Any, field: str, value: str, rule: str
) -> None:
    assert refused(ladders) == [f"填报项“agency.policy.ladders.{field}”的值 「{value}」 不合要求：{rule}"]


def test_the_example_of_the_documentation_is_taken() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", WATCH.read_text(encoding="utf-8"), re.DOTALL)
    ladders = json.loads(example)["agency"]["policy"]["ladders"]
    assert policy(ladders).ladders.keys() == ladders.keys() != set()
