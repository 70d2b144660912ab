"""当场行政处罚决定书: the seven elements of 处罚法 52(2), review by the authority first, and how the fine is paid."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pypdf
import pytest

from zhifa.documents import facts as f
from zhifa.documents.errors import MissingFacts
from zhifa.documents.rendering import render
from zhifa.documents.typesetting import pdf

Make = Callable[..., f.Facts]


def _fined(fen: int) -> tuple[f.PenaltyItem, ...]:
    return (f.PenaltyItem(kind="罚款", amount=fen, text="罚款"),)


def _text(make: Make, *, items: tuple[f.PenaltyItem, ...] = _fined(5_000), **changes: Any) -> str:
    """The text of a decision with these items; ``changes`` are made to the act of deciding."""
    facts = make("D34")
    draft, act = replace(facts.draft, items=items, correction=None), replace(facts.act, **changes)
    html = render("D34", replace(facts, draft=draft, act=act)).html
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_it_holds_the_seven_elements(make: Make) -> None:
    text = _text(make)
    seven = [
        "陈列于货架待售",  # 违法行为
        "罚款", "《中华人民共和国食品安全法》第一百二十四条第一款第（五）项",  # 种类和依据
        "50.00元",  # 数额
        "2026年9月14日", "示例县团结路集市",  # 时间、地点
        "六十日内先向",  # 途径和期限
        "示例县市场监督管理局",  # 机关名称
    ]  # fmt: skip
    assert [element for element in seven if element not in text] == []
    assert "当罚〔2026〕17号" in text


def test_review_by_the_authority_comes_first_and_no_way_to_court_is_offered_beside_it(make: Make) -> None:
    text = _text(make)

    assert "应当自知道之日起六十日内先向" in text
    assert "对复议决定不服的，可以自收到复议决定书之日起十五日内向人民法院起诉" in text
    assert "六个月" not in text


@pytest.mark.parametrize(("day", "chooses"), [(date(2023, 12, 31), True), (date(2024, 1, 1), False)])
def test_before_2024_the_party_chose_between_the_authority_and_the_court(make: Make, day: date, chooses: bool) -> None:
    facts = make("D34")
    shown = render("D34", replace(facts, issue=replace(facts.issue, issued_on=day))).html

    assert ("也可以在六个月内" in shown) is chooses
    assert ("先向" in shown) is not chooses


@pytest.mark.parametrize(
    ("ground", "article"),
    [("up_to_100", "第六十八条第（一）项"), ("hard_to_enforce", "第六十八条第（二）项"), ("remote", "第六十九条")],
)
def test_a_fine_collected_on_the_spot_says_on_what_ground_and_asks_for_the_treasurys_receipt(
    make: Make, ground: str, article: str
) -> None:
    request = "这里没有银行，我现在交。" if ground == "remote" else None
    text = _text(make, collection=f.Collection(ground=ground, explanation="说明。", request=request))

    assert f"《中华人民共和国行政处罚法》{article}当场收缴" in text
    assert "专用票据" in text
    assert "十五日内" not in text.split("救济途径")[0]
    assert request is None or f"当事人提出：{request}" in text


def test_a_fine_that_is_not_collected_is_paid_at_the_bank_within_fifteen_days(make: Make) -> None:
    text = _text(make, collection=None)

    assert "自收到本决定书之日起十五日内" in text
    assert "当场收缴" not in text
    assert "百分之三" in text


def test_a_warning_says_nothing_of_payment(make: Make) -> None:
    text = _text(make, items=(f.PenaltyItem(kind="警告", text="警告"),), collection=None)

    assert "履行方式" not in text
    assert "警告" in text


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("heard", "当事人陈述、申辩：没有看日期。经复核，不予采纳。理由：应当查验日期。"),
        ("none", "当事人未提出陈述、申辩。"),
        ("waived", "当事人明确表示放弃陈述、申辩。"),
    ],
)
def test_it_tells_how_the_party_was_heard(make: Make, statement: str, told: str) -> None:
    assert told in _text(make, statement=statement)


def test_what_a_source_does_not_tell_of_the_statement_is_marked(make: Make) -> None:
    facts = make("D34")
    act = replace(facts.act, statement=f.NotStated(path="statement"))
    silent = replace(facts, act=act, case=replace(facts.case, replay=True))

    assert render("D34", silent).not_stated == ("statement",)


def test_without_the_authority_that_reviews_it_is_not_issued(make: Make) -> None:
    facts = make("D34")
    with pytest.raises(MissingFacts, match="复议机关"):
        render("D34", replace(facts, agency=replace(facts.agency, review_body=None)))


@pytest.mark.parametrize("collected", [True, False])
def test_it_fits_one_page(make: Make, collected: bool) -> None:
    facts = make("D34")
    short = replace(
        facts.draft,
        facts="当事人将超过保质期的饼干2袋陈列于货架待售。",
        items=_fined(20_000),
        discretion="数量少，当场下架。",
    )
    act = facts.act if collected else replace(facts.act, collection=None)
    paper = render("D34", replace(facts, draft=short, act=act))
    made = pdf(paper.html, title=paper.title, issued_on=date(2026, 9, 14), family=paper.family)

    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1
