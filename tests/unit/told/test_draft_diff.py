"""What changed between two drafts, by the Chinese names of what changed."""

from __future__ import annotations

from typing import Any

from zhifa.told.draft_diff import Change, draft_changes


def draft(**changes: Any) -> dict[str, Any]:
    proposal = {
        "kind": "penalty", "facts": "露天焚烧秸秆", "evidence": ["证1"], "violated": [{"law": "大气污染防治法", "article": "第七十七条"}],
        "items": [{"kind": "罚款", "amount": 50000, "text": "罚款500元"}], "ground": None, "payment_days": 15, **changes,
    }  # fmt: skip
    evidence = [{"key": "证1", "kind": "书证", "verified": True, "digest": None}]
    return {
        "party": {"name": "甲", "kind": "individual"},
        "proposal": proposal,
        "evidence": evidence,
        "agency": {"bank": "某行"},
    }


def test_the_same_draft_has_no_changes() -> None:
    assert draft_changes(draft(), draft()) == ()


def test_a_sum_is_told_in_yuan_at_its_item() -> None:
    new = draft(items=[{"kind": "罚款", "amount": 80000, "text": "罚款500元"}])
    assert draft_changes(draft(), new) == (Change("决定草案 › 处罚项目第1项 › 数额（元）", "500.00元", "800.00元"),)


def test_an_item_more_is_told_whole() -> None:
    items = [{"kind": "罚款", "amount": 50000, "text": "罚款500元"}, {"kind": "警告", "amount": None, "text": "警告"}]
    assert draft_changes(draft(), draft(items=items)) == (Change("决定草案 › 处罚项目第2项", "（无）", "警告，警告"),)


def test_choices_and_lists_are_told_in_words() -> None:
    new = draft(kind="no_penalty", evidence=["证1", "证2"], violated=[])
    assert draft_changes(draft(), new) == (
        Change("决定草案 › 拟作决定的种类", "行政处罚", "不予行政处罚"),
        Change("决定草案 › 所依据的证据", "证1", "证1、证2"),
        Change("决定草案 › 违反的规定第1项", "《大气污染防治法》第七十七条", "（无）"),
    )


def test_evidence_is_told_apart_by_its_key() -> None:
    new = draft()
    new["evidence"] = [
        {"key": "证2", "kind": "物证"},
        {"key": "证1", "kind": "书证", "verified": False, "digest": None},
    ]
    assert draft_changes(draft(), new) == (
        Change("证据“证1” › 是否查证属实", "是", "否"),
        Change("证据“证2”", "（无）", "证2，物证"),
    )


def test_the_agency_and_the_first_draft_are_told_too() -> None:
    new = draft() | {"agency": {"bank": "另一行"}, "discussion": "情节复杂"}
    assert draft_changes(draft(), new) == (
        Change("集体讨论的理由", "（无）", "情节复杂"),
        Change("本机关 › 收款银行", "某行", "另一行"),
    )
    assert draft_changes(None, draft())
    assert draft_changes(None, None) == ()


def test_a_source_that_is_silent_is_told_so() -> None:
    new = draft(facts={"not_stated": "正文"})
    assert draft_changes(draft(), new) == (Change("决定草案 › 认定的违法事实", "露天焚烧秸秆", "〔来源未载〕"),)


def test_a_change_says_whether_it_tells_something_private() -> None:
    old = draft() | {
        "party": {"name": "甲", "identity_kind": "resident_id", "identity_number": "N1", "address": "示例村"}
    }
    new = draft(guardian="某人") | {
        "party": {"name": "乙", "identity_kind": "resident_id", "identity_number": "N2", "address": "别处"}
    }
    told = {change.label: change.private for change in draft_changes(old, new)}
    assert told == {
        "当事人 › 姓名或者名称": False,
        "当事人 › 证件号码": True,
        "当事人 › 住址或者住所": True,
        "决定草案 › 监护人": True,
    }
