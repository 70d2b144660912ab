"""What the forms themselves refuse: statements that contradict or leave out what the law asks for."""

from __future__ import annotations

from typing import Any

import pytest

from in_hand import MILD, InHand, ready, standing

UNSIGNED = {"signed": False}
NOTED = {"signed": False, "note": "当事人拒绝签名，执法人员注明"}


def _refused(case: InHand, step: str, **changes: Any) -> set[str]:
    """The rules a form names."""
    asked = case.asking(step, **changes)
    return {dict(r.operands)["rule"] for r in asked.refusals() if r.code == "facts_invalid"}


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    (
        "inspect",
        {"started_at": "2026-03-02T10:00:00+08:00", "ended_at": "2026-03-02T10:00:00+08:00"},
        "结束时间应晚于开始时间",
    ),
    ("inspect", {"credentials_shown": False}, "应为True之一"),
    ("inspect", {"rights_told": False}, "应为True之一"),
    ("inspect", {"signature": UNSIGNED}, "未签名的应注明情况（note）"),
    ("interview", {"recusal_asked": False}, "应为True之一"),
    ("confirm_address", {"electronic_consent": True}, "同意电子送达的，应填写接收地址并由当事人签名"),
    (
        "confirm_address",
        {"electronic_consent": True, "electronic_address": "demo@example.invalid", "signature": NOTED},
        "同意电子送达的，应填写接收地址并由当事人签名",
    ),
    ("conclude", {"draft__items": []}, "处罚决定至少有一项处罚"),
    ("conclude", {"draft__kind": "no_penalty"}, "不予处罚不得列处罚项目，并应写明理由（ground）"),
    ("conclude", {"draft__items": [{"kind": "罚款", "text": "罚款"}]}, "罚款应写明数额（分），大于零"),
    ("conclude", {"draft__items": [{"kind": "罚款", "amount": 0, "text": "罚款"}]}, "罚款应写明数额（分），大于零"),
    (
        "conclude",
        {"draft__items": [{"kind": "警告", "amount": {"not_stated": "decision_items.0.amount_yuan"}, "text": "警告"}]},
        "警告不得填写数额；数额只用于罚款、没收违法所得、没收非法财物",
    ),
    (
        "conclude",
        {"draft__items": [{"kind": "警告", "amount": 1, "text": "警告"}]},
        "警告不得填写数额；数额只用于罚款、没收违法所得、没收非法财物",
    ),
    (
        "conclude",
        {"draft__basis": [{"law": "中华人民共和国大气污染防治法", "article": "第119条"}]},
        "条文序号应写作“第五十九条第一款第（二）项”，用汉字数字",
    ),
    ("waive", {"signature": NOTED}, "明确放弃应由当事人签名；未签名的不是明确放弃"),
    ("waive", {"statement": False, "hearing": False}, "应写明放弃陈述申辩、听证中的哪一项"),
    ("schedule_hearing", {"public": False}, "不公开举行的应写明理由，公开举行的不写"),
    ("schedule_hearing", {"closed_reason": "个人隐私"}, "不公开举行的应写明理由，公开举行的不写"),
    ("hold_hearing", {"ended_at": "2026-03-02T10:00:00+08:00"}, "结束时间应晚于开始时间"),
    ("discuss", {"chair": "00000000-0000-4000-8000-00000000ffff"}, "主持人应在发言人之列"),
    ("review_publication", {"shown": []}, "应写明公示内容，或者不予公示的理由，二者择一"),
    ("review_publication", {"withheld_reason": "涉及隐私"}, "应写明公示内容，或者不予公示的理由，二者择一"),
]


@pytest.mark.parametrize(
    ("step", "changes", "rule"), FAULTS, ids=lambda value: value if isinstance(value, str) else None
)
def test_a_contradiction_is_refused_with_its_rule(step: str, changes: dict[str, Any], rule: str) -> None:
    assert rule in _refused(ready(step), step, **changes)


def test_a_refusal_to_sign_is_noted_and_enough() -> None:
    assert ready("inspect").asking("inspect", signature=NOTED).codes() == set()


def test_a_closed_hearing_says_why() -> None:
    closed = {"public": False, "closed_reason": "涉及商业秘密"}
    assert ready("schedule_hearing").asking("schedule_hearing", **closed).codes() == set()


def test_a_decision_not_to_penalise_says_why() -> None:
    assert _refused(standing("investigating", MILD), "conclude", draft__ground=None) == {
        "不予处罚不得列处罚项目，并应写明理由（ground）"
    }


@pytest.mark.parametrize("article", ["第五十九条", "第五十九条第一款第（二）项", "第二条之一", ""])
def test_articles_are_cited_in_chinese_numerals(article: str) -> None:
    cited = {"draft__basis": [{"law": "中华人民共和国大气污染防治法", "article": article}]}
    assert ready("conclude").asking("conclude", **cited).codes() == set()


def _items(case: InHand, step: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = case.asking(step).command.facts["items"]
    return found


@pytest.mark.parametrize("step", ["agree", "find_problems"])
def test_a_review_answers_each_of_the_eight_items_once(step: str) -> None:
    case = ready(step)
    items = _items(case, step)

    for faulty in (items[:7], [*items, items[0]], [*items[:7], items[0]]):
        assert any("逐项给出一次结论" in rule for rule in _refused(case, step, items=faulty))


def test_an_agreement_does_not_leave_an_item_failed() -> None:
    failed = _items(ready("find_problems"), "find_problems")
    assert any("意见为同意，但" in rule for rule in _refused(ready("agree"), "agree", items=failed))


def test_problems_found_name_an_item_that_failed() -> None:
    passed = _items(ready("agree"), "agree")
    assert _refused(ready("find_problems"), "find_problems", items=passed) == {"意见为存在问题，应指明未通过的项目"}
