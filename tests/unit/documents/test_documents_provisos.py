"""What a paper must say only where the case asks for it: a bank, a guardian, a younger law, goods handled one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from zhifa.documents import MissingFacts, render
from zhifa.documents import facts as f

Make = Callable[..., f.Facts]


def text(code: str, facts: f.Facts) -> str:
    return unescape(re.sub(r"<[^>]*>", "", render(code, facts).html))


def with_draft(facts: f.Facts, **changes: Any) -> f.Facts:
    assert facts.draft is not None
    return replace(facts, draft=replace(facts.draft, **changes))


def _kept(disposal: str, quantity: str, *basis: f.Citation) -> f.HandledItem:
    return f.HandledItem(
        name="饼干", specification="400克/袋", quantity=quantity, condition="完好", disposal=disposal, basis=basis
    )


def test_what_becomes_of_preserved_goods_is_told_article_by_article_with_its_basis(make: Make) -> None:
    facts = make("D15")
    assert isinstance(facts.act, f.PreservationHandled)
    law = f.Citation(law="中华人民共和国食品安全法", article="第一百一十条第（四）项")
    items = (_kept("退还", "30袋"), _kept("转为查封扣押", "6袋", law))
    html = render("D15", replace(facts, act=replace(facts.act, disposal="分别处理", items=items))).html
    assert "<td>30袋</td><td>完好</td><td>退还</td><td>无</td>" in html
    assert f"<td>6袋</td><td>完好</td><td>转为查封扣押</td><td>{law}</td>" in html
    whole = text("D15", replace(facts, act=replace(facts.act, basis=(law,))))
    assert f"没收的依据：{law}。" in whole


def test_who_approved_a_referral_has_the_post_that_the_statute_asks_for(make: Make) -> None:
    assert "经本机关正职负责人或者主持工作的负责人于2026年10月12日" in text("D47", make("D47"))


def test_the_notice_of_a_hearing_names_a_person_to_be_asked(make: Make) -> None:
    assert "联系人：记录人甲" in text("D28", make("D28"))


@pytest.mark.parametrize("code", ["D08", "D53"])
def test_a_copy_goes_to_whom_the_paper_is_served_on(make: Make, code: str) -> None:
    assert "一份交受送达人，一份归档" in text(code, make(code))


def test_a_decision_without_money_needs_no_bank(make: Make) -> None:
    warned = with_draft(make("D33"), items=(f.PenaltyItem(kind="警告", text="警告"),))
    assert "缴至" not in text("D33", replace(warned, agency=replace(warned.agency, payee=None)))


def test_a_fine_of_the_spot_that_goes_to_the_bank_needs_one(make: Make) -> None:
    facts = make("D34")
    assert isinstance(facts.act, f.SpotDecision)
    nowhere = replace(facts, agency=replace(facts.agency, payee=None))
    assert "当场收缴" in text("D34", nowhere)
    with pytest.raises(MissingFacts) as refused:
        text("D34", replace(nowhere, act=replace(facts.act, collection=None)))
    assert refused.value.paths == ("agency.payee",)


@pytest.mark.parametrize(
    ("ground", "order"),
    [
        ("under_age", "第三十条的规定，责令监护人监护人甲加以管教。"),
        ("incapable", "第三十一条的规定，责令监护人监护人甲严加看管和治疗。"),
    ],
)
@pytest.mark.parametrize("code", ["D35", "D32"])
def test_an_order_to_the_guardian_goes_with_its_ground(make: Make, code: str, ground: str, order: str) -> None:
    named = with_draft(make(code, 1 if code == "D32" else 0), ground=ground, guardian="监护人甲")
    assert order in text(code, named)


def test_a_guardian_who_is_ordered_is_named(make: Make) -> None:
    named = with_draft(make("D35"), ground="under_age", guardian="监护人甲")
    assert "责令当事人改正" not in text("D35", named)
    with pytest.raises(MissingFacts) as refused:
        text("D35", with_draft(named, guardian=None))
    assert refused.value.paths == ("draft.guardian",)


@pytest.mark.parametrize("code", ["D21", "D22", "D22-2", "D24", "D32", "D33", "D34", "D35"])
def test_why_a_younger_law_is_applied_is_told(make: Make, code: str) -> None:
    reason = "新规定的罚款幅度较低。"
    assert reason in text(code, with_draft(make(code), lighter_law=reason))
