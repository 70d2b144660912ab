"""Papers of arrears say what the law asks them to say: dates, sums, rights, remedies (处罚法 66, 72; 强制法 35, 55)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest

from zhifa.documents import facts as f
from zhifa.documents import render
from zhifa.documents.errors import DocumentError

Make = Callable[..., f.Facts]


def text(facts: f.Facts) -> str:
    return unescape(re.sub(r"<[^>]*>", "", render(facts.issue.code, facts).html))


def acted(make: Make, code: str, branch: str, **changes: Any) -> f.Facts:
    """The facts of a paper whose act is told otherwise."""
    facts = make(code)
    act = replace(getattr(facts, branch), **changes)
    return replace(facts, act=act, **{branch: act})


@pytest.mark.parametrize("code", ["D40", "D40-2"])
def test_a_granted_postponement_tells_every_date_and_sum(make: Make, code: str) -> None:
    told = text(make(code))
    assert "批准分期缴纳" in told
    assert "第1期：2026年12月15日前（含当日）缴纳人民币贰仟元整（2000.00元）；" in told
    assert "第2期：2027年1月15日前（含当日）缴纳人民币叁仟元整（3000.00元）。" in told


def test_a_refused_postponement_leaves_the_period_of_the_decision(make: Make) -> None:
    told = text(acted(make, "D40-2", "postponement", result="不予批准", schedule=()))
    assert "本机关决定：不予批准。" in told
    assert "当事人应当按行政处罚决定书确定的期限" in told
    assert "第1期" not in told


def test_one_later_date_is_no_instalment(make: Make) -> None:
    one = make("D40-2").postponement
    assert one is not None
    told = text(acted(make, "D40-2", "postponement", result="延期", schedule=one.schedule[:1]))
    assert "批准延期缴纳" in told
    assert "第1期" not in told


def test_a_demand_has_the_four_contents(make: Make) -> None:
    told = text(make("D41"))
    for content in ("一、履行期限：2026年12月20日前", "二、履行方式", "三、缴款数额和方式", "有权进行陈述和申辩"):
        assert content in told
    assert "应缴人民币陆仟零伍拾元整（6050.00元），其中已经决定加处的罚款人民币壹仟零伍拾元整（1050.00元）" in told
    assert "送达十日后" in told


def test_a_demand_of_deeds_names_no_sum(make: Make) -> None:
    told = text(acted(make, "D41", "demand", obligations="停业整顿。", amount=0, surcharge=0))
    assert "缴款数额" not in told
    assert "加处" not in told


def test_a_demand_of_confiscated_gains_threatens_no_surcharge(make: Make) -> None:
    facts = acted(make, "D41", "demand", obligations="缴清违法所得。", surcharge=0)
    assert facts.draft is not None
    gains = (f.PenaltyItem(kind="没收违法所得", amount=605000, text="没收违法所得"),)
    told = text(replace(facts, draft=replace(facts.draft, items=gains)))
    assert "应缴人民币陆仟零伍拾元整（6050.00元）" in told
    assert "加处" not in told


def test_a_surcharge_tells_base_days_rate_cap_and_remedies(make: Make) -> None:
    told = text(make("D42"))
    assert "处以罚款人民币伍仟元整（5000.00元）" in told
    assert "自2026年11月22日起至2026年11月30日止" in told
    assert "行政复议、行政诉讼期间2日依据《中华人民共和国行政处罚法》第七十三条第三款的规定不予计算" in told
    assert "每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额" in told
    assert "示例县人民政府申请行政复议" in told


def test_a_surcharge_without_remedies_in_between_speaks_of_none(make: Make) -> None:
    assert "不予计算" not in text(acted(make, "D42", "surcharge", excluded_days=0))


def test_an_application_is_signed_by_the_head_and_lists_its_enclosures(make: Make) -> None:
    told = text(make("D44"))
    assert "行政机关负责人（签名）：＿＿＿＿＿＿＿＿　机关负责人甲" in told
    assert "催告书及送达回证" in told
    assert "被执行人：" in told


ACCOUNT = f.Account(fine=500_000, gains=60_000, surcharge=105_000, paid=40_000, owed=625_000)
LATE = replace(ACCOUNT, overdue_since=date(2026, 11, 22))


def test_an_application_states_what_is_to_be_enforced_in_sum_and_in_parts(make: Make) -> None:
    told = text(replace(make("D44"), account=ACCOUNT))
    assert "款项共计人民币陆仟贰佰伍拾元整（6250.00元）：罚款人民币伍仟元整" in told
    assert "，没收违法所得人民币陆佰元整" in told
    assert "，已经决定加处的罚款人民币壹仟零伍拾元整" in told
    assert "，扣除已经缴纳的人民币肆佰元整" in told
    nothing = replace(ACCOUNT, owed=0)
    assert "款项共计" not in text(replace(make("D44"), account=nothing)), "a duty besides money alone is to be enforced"


def test_a_surcharge_states_what_it_comes_to_with_earlier_ones(make: Make) -> None:
    told = text(replace(make("D42"), account=ACCOUNT))
    assert "累计加处罚款人民币壹仟零伍拾元整（1050.00元），尚应缴纳的款项共计人民币陆仟贰佰伍拾元整" in told


def test_a_paper_about_a_decision_without_number_is_not_issued(make: Make) -> None:
    for code in ("D40", "D40-2", "D41", "D42", "D44", "D45"):
        with pytest.raises(DocumentError, match="处罚决定书文号"):
            render(code, replace(make(code), decision_number=None))


def served(make: Make, code: str, title: str) -> str:
    return text(replace(make("D39"), served=f.ServedPaper(code=code, title=title, number="示市监催〔2026〕1号")))


def test_the_announcement_of_a_demand_tells_what_is_demanded(make: Make) -> None:
    told = served(make, "D41", "履行行政处罚决定催告书")
    assert "缴清罚款和加处的罚款。" in told
    assert "有权进行陈述和申辩。" in told
    assert "要求听证" not in told
    assert "申请行政复议" not in told


def test_the_announcement_of_a_surcharge_tells_its_sum_and_the_remedies(make: Make) -> None:
    told = served(make, "D42", "加处罚款决定书")
    assert "加处罚款人民币壹仟零伍拾元整（1050.00元）。" in told
    assert "申请行政复议" in told


def test_an_application_to_the_court_does_not_deny_a_remedy_that_was_sought(make: Make) -> None:
    plain = make("D44")
    assert "不申请行政复议或者提起行政诉讼" in text(plain)
    reconsidered = text(replace(plain, outcomes=(outcome("行政复议", "维持"),)))
    assert "经行政复议，当事人在法定期限内不提起行政诉讼" in reconsidered
    assert "不申请行政复议" not in reconsidered
    sued = text(replace(plain, outcomes=(outcome("行政复议", "维持"), outcome("行政诉讼", "驳回"))))
    assert "经行政诉讼，已经发生法律效力" in sued


def test_an_application_after_a_remedy_that_was_taken_back_rests_on_the_periods_that_ran_out(make: Make) -> None:
    told = text(replace(make("D44"), outcomes=(outcome("行政复议", "撤回申请"),)))
    assert "不申请行政复议或者提起行政诉讼" in told
    assert "《中华人民共和国行政强制法》第五十三条" in told


def test_a_demand_for_gains_alone_threatens_no_surcharge(make: Make) -> None:
    threat = "每日按罚款数额的百分之三加处罚款"
    assert threat in text(make("D41"))
    assert threat not in text(replace(make("D41"), account=replace(ACCOUNT, fine=0)))


@pytest.mark.parametrize(
    ("accrued", "said"),
    [
        (150_000, "至2026年12月2日为人民币壹仟伍佰元整（1500.00元），此后逐日增加。"),
        (500_000, "为人民币伍仟元整（5000.00元），已经达到罚款的数额，不再增加。"),
    ],
)
def test_a_demand_tells_since_when_surcharges_run_and_how_far_they_have_come(
    make: Make, accrued: int, said: str
) -> None:
    told = text(replace(make("D41"), account=replace(LATE, accrued=accrued)))
    assert "罚款自2026年11月22日起逾期。" in told
    assert "按每日尚未缴纳的罚款计算，至2026年12月2日" in told
    assert said in told
    assert "不予计算" not in told


@pytest.mark.parametrize(
    ("under_remedy", "goes_on"), [(False, "此后逐日增加"), (True, "行政复议、行政诉讼终结前不再增加")]
)
def test_a_demand_tells_that_surcharges_rest_while_a_remedy_is_pending(
    make: Make, under_remedy: bool, goes_on: str
) -> None:
    late = replace(LATE, accrued=36_000, excluded_days=5, under_remedy=under_remedy)
    told = text(replace(make("D41"), account=late))
    assert "其中行政复议、行政诉讼期间5日依据《中华人民共和国行政处罚法》第七十三条第三款的规定不予计算，至" in told
    assert f"（360.00元），{goes_on}。" in told
    assert ("逐日增加" in told) is not under_remedy


@pytest.mark.parametrize(
    ("measure", "ordered", "done"),
    [
        ("扣押", "解除对下列财物的扣押，并立即退还财物：", "上列财物已经当场清点退还。"),
        (
            "查封",
            "解除对下列场所、设施或者财物的查封，由本机关保管的财物立即退还：",
            "上列场所、设施或者财物的查封已经当场解除，",
        ),
    ],
)
def test_what_was_only_sealed_is_not_given_back(make: Make, measure: str, ordered: str, done: str) -> None:
    facts = make("D17-2")
    assert isinstance(facts.act, f.MeasureLifted)
    told = text(replace(facts, act=replace(facts.act, measure=measure, proceeds=None)))
    assert [words for words in (ordered, done) if words not in told] == []
    assert "除已经拍卖、变卖的以外" not in told


@pytest.mark.parametrize("measure", ["扣押", "查封"])
def test_what_was_sold_is_not_said_to_be_given_back(make: Make, measure: str) -> None:
    facts = make("D17-2")
    assert isinstance(facts.act, f.MeasureLifted)
    told = text(replace(facts, act=replace(facts.act, measure=measure, proceeds=12_000)))
    assert "财物除已经拍卖、变卖的以外，已经当场清点退还。" in told


@pytest.mark.parametrize("code", ["D49", "D59"])
def test_a_decision_that_was_changed_is_shown_with_what_it_was_changed_to(make: Make, code: str) -> None:
    lower = f.PenaltyItem(kind="罚款", amount=50_000, text="罚款五百元")
    told = text(replace(make(code), outcomes=(outcome("行政复议", "变更", lower),)))
    assert "行政复议结果" in told
    assert "变更为：1．" in told
    assert "500.00元" in told


def test_closing_lists_all_money_that_came_in_and_went_back(make: Make) -> None:
    moved = (
        f.Money(label="缴款", on=date(2026, 3, 2), amount=10_000, number="票1"),
        f.Money(label="缴款", on=date(2026, 3, 9), amount=20_000, number="票2"),
        f.Money(label="退款", on=date(2026, 4, 1), amount=30_000, number="票3"),
    )
    told = text(replace(make("D49"), money=moved))
    for line in ("100.00元（2026年3月2日）", "200.00元（2026年3月9日）", "300.00元（2026年4月1日）", "票3", "退款数额"):
        assert line in told


def outcome(kind: str, effect: str, *items: f.PenaltyItem) -> f.Outcome:
    return f.Outcome(kind=kind, effect=effect, effective_on=date(2026, 4, 1), document="示复决〔2026〕1号", items=items)
