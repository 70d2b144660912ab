"""Papers of a case that leaves the agency: to whom they go, what they enclose, what comes back signed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest

from zhifa.documents import MissingFacts, render
from zhifa.documents import facts as f

Make = Callable[..., f.Facts]


def _text(code: str, facts: f.Facts) -> str:
    return unescape(re.sub(r"<[^>]*>", "", render(code, facts).html))


@pytest.mark.parametrize(("code", "addressee"), [("D46", "示例县农业农村局："), ("D47", "示例县公安局：")])
def test_a_letter_goes_to_its_receiver_and_brings_a_receipt_to_be_signed(make: Make, code: str, addressee: str) -> None:
    letter, receipt = _text(code, make(code)).split("（回执）")

    assert addressee in letter
    assert "示例县市场监督管理局：" in receipt
    assert "接收人（签名）" in receipt
    assert f"示市监{'移' if code == 'D46' else '刑移'}〔2026〕17号" in receipt


def test_a_referral_says_of_each_of_the_five_enclosures_whether_it_is_there(make: Make) -> None:
    text = _text("D47", make("D47"))

    for told in (
        "涉嫌犯罪案件移送书：附", "涉嫌犯罪案件情况的调查报告：附", "涉案物品清单：附",
        "有关检验报告或者鉴定意见：没有（未作检验）", "其他有关涉嫌犯罪的材料：没有",
    ):  # fmt: skip
        assert told in text
    assert "抄送：示例县人民检察院。" in text


def test_a_referral_lists_the_evidence_it_rests_on_and_no_other(make: Make) -> None:
    text = _text("D47", make("D47"))
    assert "现场检查（勘验）笔录" in text
    assert "对现场负责人甲的询问笔录" not in text


def test_a_notice_of_goods_needs_the_goods(make: Make) -> None:
    facts = make("D48")
    assert facts.crime_delivery is not None
    with pytest.raises(MissingFacts) as refused:
        render("D48", replace(facts, crime_delivery=replace(facts.crime_delivery, goods=())))
    assert refused.value.paths == ("crime_delivery.goods",)


def test_a_refused_referral_says_that_its_reasons_stay_on_file(make: Make) -> None:
    facts = make("D47-2", 1)
    assert isinstance(facts.act, f.CrimeDecision)
    text = _text("D47-2", replace(facts, act=replace(facts.act, approved=False, reasons="尚未达到追诉标准。")))
    assert "不批准移送，理由记录在案" in text
    assert "尚未达到追诉标准。" in text


def test_a_report_of_a_case_that_was_handed_over_names_its_record(make: Make) -> None:
    facts = make("D01")
    assert isinstance(facts.act, f.Report)
    received = f.Received(sender="示例县城市管理局", sender_case="原案号", digest="a" * 64, head="b" * 64)
    text = _text("D01", replace(facts, act=replace(facts.act, received=received)))

    assert "移送机关" not in _text("D01", facts)
    for told in ("示例县城市管理局", "原案号", "a" * 64, "b" * 64):
        assert told in text
