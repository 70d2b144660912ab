"""Papers of what may happen beside the straight investigation: what each must say, and must not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape

from zhifa.documents import facts as f
from zhifa.documents import render

Make = Callable[..., f.Facts]


def text(code: str, facts: f.Facts) -> str:
    return unescape(re.sub(r"<[^>]*>", "", render(code, facts).html))


def moved(facts: f.Facts) -> f.Facts:
    """A term runs on to another day."""
    line = f.TermLine(
        code="decision", label="作出处罚决定的期限", length=90, due=date(2026, 12, 24), explanation="扣除10日。"
    )
    return replace(facts, terms=(line,))


def test_a_suspension_that_stops_the_clock_says_which_term(make: Make) -> None:
    stopped = text("D20", make("D20", 0, stopped=("作出处罚决定的期限",)))
    assert "作出处罚决定的期限自中止之日起停止计算，恢复调查之日起继续计算。" in stopped


def test_a_suspension_that_stops_no_clock_says_that_the_law_names_no_exclusion(make: Make) -> None:
    running = text("D20", make("D20", 0))
    assert "第六十条没有规定扣除" in running
    assert "办案期限继续计算" in running
    assert "停止计算，恢复" not in running


def test_a_resumption_shows_from_when_to_when_the_case_stood_and_the_new_day(make: Make) -> None:
    resumed = text("D20", moved(make("D20", 1)))
    assert "恢复调查决定书" in resumed
    assert "2026年9月18日" in resumed
    assert "2026年9月28日" in resumed
    assert "至2026年12月24日届满" in resumed


def test_a_resumption_that_moves_nothing_says_so(make: Make) -> None:
    assert "办案期限不变" in text("D20", make("D20", 1, terms=()))
    assert "因其他事项仍停止计算" in text("D20", make("D20", 1, terms=(), stopped=("作出处罚决定的期限",)))


def test_an_extension_shows_its_rule_who_approved_it_and_the_new_day(make: Make) -> None:
    extended = text("D20-2", moved(make("D20-2")))
    assert "案情复杂，货源尚需查清。" in extended
    assert "示批〔2026〕1号" in extended
    assert "至2026年12月24日届满" in extended


def test_an_excluded_period_rests_on_its_rule_and_another_is_only_told(make: Make) -> None:
    told = make("D13-2")
    assert "该期间不停止计算办案期限" in text("D13-2", told)
    stopped = text("D13-2", replace(told, stopped=("作出处罚决定的期限",)))
    assert "依据《中华人民共和国食品安全法》第一百二十四条第一款第（五）项" in stopped
    assert "作出处罚决定的期限停止计算" in stopped
    assert "不停止计算" not in stopped


def test_a_result_tells_how_to_object_and_when_the_clock_ends(make: Make) -> None:
    result = text("D13-3", moved(make("D13-3")))
    assert "可以自收到检验结论之日起七个工作日内申请复检。" in result
    assert "至2026年12月24日届满" in result


def test_a_recusal_granted_and_one_refused_are_told_apart(make: Make) -> None:
    granted = make("D58", 1)
    assert isinstance(granted.act, f.RecusalDecision)
    assert "决定承办人乙回避，自即日起不再参与本案" in text("D58", granted)
    refused = text("D58", replace(granted, act=replace(granted.act, granted=False)))
    assert "决定承办人乙不予回避。" in refused
    assert "不再参与" not in refused


def test_a_request_for_recusal_does_not_stop_the_investigation(make: Make) -> None:
    asked = text("D58", make("D58", 0))
    assert "回避决定作出之前，不停止调查（《中华人民共和国行政处罚法》第四十三条第三款）。" in asked
    assert "当事人的书面申请" in asked


def test_electronic_data_are_recorded_with_the_checksum_and_its_algorithm(make: Make) -> None:
    data = make("D11")
    assert "c" * 64 in text("D11", data)
    assert "SHA-256" in text("D11", data)
    assert isinstance(data.act, f.DataExtraction)
    bare = text("D11", replace(data, act=replace(data.act, url=None, recording=None)))
    assert "网络地址" not in bare
    assert "音像记录编号" not in bare


def test_a_sample_is_priced_in_yuan_or_not_at_all(make: Make) -> None:
    sampled = make("D12")
    assert "16.00元" in text("D12", sampled)
    assert isinstance(sampled.act, f.Sampling)
    unpriced = tuple(replace(sample, unit_price=None) for sample in sampled.act.samples)
    assert "未标价" in text("D12", replace(sampled, act=replace(sampled.act, samples=unpriced)))


def test_letters_to_others_are_addressed_to_them(make: Make) -> None:
    assert "另一县市场监督管理局：" in text("D05", make("D05"))
    assert "示例检验中心：" in text("D13", make("D13"))
    assert "现场负责人甲（店长）：" in text("D08", make("D08"))


def test_a_case_handed_down_says_whether_by_designation_or_otherwise(make: Make) -> None:
    designated = make("D04")
    assert "指定由你单位管辖" in text("D04", designated)
    assert render("D04", designated).title == "指定管辖通知书"
    handed = make("D04", 1)
    assert "交办你单位办理" in text("D04", handed)
    assert render("D04", handed).title == "案件交办通知书"
