"""The lint of decision papers: a sound paper passes, and a paper that is damaged in one place is found by the rule for that place."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zhifa.documents import CATALOGUE, render
from zhifa.documents import facts as f
from zhifa.documents.lint import EVERY, RULES, SEVERITIES, Known, LawInForce, Subject, check, known

Make = Callable[..., f.Facts]

PAPERS = tuple(code for code in CATALOGUE if code in EVERY)
STREET_LAW = "中华人民共和国食品安全法"
ISSUED = date(2026, 11, 5)
ERRORS = frozenset(rule.id for rule in RULES if rule.severity == "error")


def html(make: Make, code: str) -> str:
    """A sound paper; the fine made on the spot is one that may be made there."""
    rendered = render(code, make(code)).html
    return rendered.replace("伍仟元整（5000.00元）", "伍佰元整（500.00元）") if code == "D34" else rendered


def rules_of(text: str, code: str, about: Known | None = None) -> set[str]:
    return {finding.rule for finding in check(Subject.of(text, code, about))}


@pytest.mark.parametrize("code", PAPERS)
def test_a_sound_paper_passes_every_rule(make: Make, code: str) -> None:
    assert check(Subject.of(html(make, code), code, known(make(code)))) == ()


def damage(rule: str, code: str, old: str, new: str, **about: Any) -> Any:
    return pytest.param(rule, code, old, new, Known(**about), id=f"{rule}-{code}")


COLLECTED = r"<p>罚款人民币伍佰元整[^<]*?当场收缴：.*?有权拒绝缴纳罚款。</p>"
DAMAGES = [
    damage("party", "D33", r'<p class="flush">当事人：.*?</p>', ""),
    damage("address", "D33", r'<p class="flush">经营场所：.*?</p>', ""),
    damage("facts", "D33", r"(一、违法事实和证据</h2>).*?(?=<h2>二)", r"\1"),
    damage("facts", "D24", r"(一、事实</h2>).*?(?=<h2>二)", r"\1"),
    damage("facts", "D34", r"<tr><th>违法行为</th>.*?</tr>", ""),
    damage("evidence", "D33", r"<p>上述事实，有下列证据证明：</p>.*?</ol>", ""),
    damage("penalty", "D33", r'<ol class="items">.*?</ol>', ""),
    damage("penalty", "D34", r"<tr><th>处罚决定</th>.*?</tr>", ""),
    damage("basis", "D24", r"<p>处理依据：.*?</p>", "<p>处理依据：无。</p>"),
    damage("basis", "D34", r"<tr><th>处罚依据</th>.*?</tr>", ""),
    damage("discretion", "D33", r"裁量理由|在裁量中", "理由"),
    damage("tier-named", "D33", "", "", tiers=("特别轻微", "特别严重")),
    damage("payment", "D33", r"应当自收到本决定书之日起十五日内，", "应当"),
    damage("payment", "D34", COLLECTED, "<p>罚款伍佰元整（500.00元）。</p>", collected=False),
    damage("payee", "D33", "缴至[^。]*。", "缴清。"),
    damage("payment-days", "D33", "十五日内，将款项", "三十日内，将款项"),
    damage("surcharge", "D33", r"<p>到期不缴纳罚款的.*?</p>", ""),
    damage("surcharge-cap", "D33", "，加处罚款的数额不超出罚款的数额", ""),
    damage("surcharge-rate", "D33", "百分之三", "百分之五"),
    damage("heard", "D33", r"<p>本机关于2026年10月15日作出《行政处罚告知书》.*?</p>", ""),
    damage("statement-heard", "D33", r"<p>当事人于2026年10月19日提出.*?</p>|<p>当事人认为.*?</p>", ""),
    damage("hearing-told", "D24", r"罚款人民币伍仟元整（5000.00元）。(?s:.*?)<p>当事人可以按", "吊销营业执照。</li></ol><p>陈述申辩可以按"),
    damage("hearing-days", "D24", "五个工作日", "规定期限"),
    damage("hearing-days-old", "D24", "五个工作日", "三日"),
    damage("statement-right", "D24", "陈述(和|、)申辩", "说明"),
    damage("spot-time-place", "D34", "<th>地点</th><td>.*?</td>", ""),
    damage("spot-signature", "D34", r'<p class="sign">执法人员.*?</p>', ""),
    damage("education", "D35", r"(四、教育</h2>).*?(?=<h2>五)", r"\1"),
    damage("no-penalty-ground", "D35", r"第三十三条|第三十二条", "有关条款"),
    damage("review-told", "D33", "<p>本案经法制审核.*?</p>", ""),
    damage("public-notice", "D33", r"<p>本决定将依法依规向社会公示.*?</p>", ""),
    damage("not-stayed", "D33", r"<p>行政复议或者行政诉讼期间.*?</p>", ""),
    damage("contact", "D33", r'<p class="flush">联系人.*?</p>', ""),
    damage("review-way", "D33", r"可以自收到本决定书之日起六十日内向.*?申请行政复议，也", ""),
    damage("suit-way", "D33", r"，也可以在六个月内.*?行政诉讼", ""),
    damage("review-days", "D35", "六十日", "三十日"),
    damage("review-days-longer", "D33", "六十日", "九十日"),
    damage("suit-months", "D35", "六个月", "三个月"),
    damage("review-one-body", "D33", "向示例县人民政府申请", "向示例县人民政府或者上一级市场监督管理部门申请"),
    damage("review-government", "D33", "向示例县人民政府申请", "向示例省市场监督管理局申请"),
    damage("review-as-registered", "D33", "向示例县人民政府申请", "向另一县人民政府申请", review_body="示例县人民政府"),
    damage("court-as-registered", "D33", "示例县人民法院", "另一县人民法院", court="示例县人民法院"),
    damage("court-named", "D33", "向示例县人民法院", "向有管辖权的机构"),
    damage("spot-review-first", "D34", "日内先向", "日内向"),
    damage("spot-no-direct-suit", "D34", "申请行政复议；", "申请行政复议，也可以在六个月内提起行政诉讼；"),
    damage("words-and-figures", "D33", r"（5000.00元）。", "（50000.00元）。"),
    damage("words-and-figures-told", "D33", "请求从轻。", "请求从轻，合同写明壹万元（9000元）。"),
    damage("sum-of-items", "D33", r"款项人民币伍仟元整（5000.00元）", "款项人民币陆仟元整（6000.00元）"),
    damage("capital-numerals", "D33", "人民币伍仟元整", "人民币伍仟零佰元整"),
    damage("words-lacking", "D33", "罚款人民币伍仟元整（5000.00元）", "罚款5000.00元"),
    damage("money-unit", "D33", "罚款人民币伍仟元整（5000.00元）", "罚款5000"),
    damage("money-sign", "D33", "5000.00元", "￥5000.00"),
    damage("spot-limit", "D34", "伍佰元整（500.00元）", "伍仟元整（5000.00元）"),
    damage("dated", "D33", r'<p class="date">.*?</p>', '<p class="date">年　月　日</p>'),
    damage("date-real", "D33", "2026年1月20日", "2026年2月30日"),
    damage("date-form", "D33", "2026年1月20日", "2026-1-20"),
    damage("date-form", "D33", '<p class="date">2026年11月5日', '<p class="date">二〇二六年十一月五日'),
    damage("date-future", "D33", "2026年1月20日", "2027年1月20日"),
    damage("date-order", "D33", "2026年9月15日，本机关", "2026年10月20日，本机关"),
    damage("date-order", "D33", "并于2026年10月16日", "并于2026年10月1日"),
    damage("heard-before-told", "D33", "2026年10月19日提出", "2026年9月19日提出"),
    damage("date-of-record", "D33", '<p class="date">2026年11月5日', '<p class="date">2026年11月6日', issued_on=ISSUED),
    damage("number", "D33", r'<p class="number">.*?</p>', ""),
    damage("number-form", "D33", "罚〔2026〕17号", "罚[2026]17号"),
    damage("number-form", "D24", "罚告〔2026〕17号", "罚告〔2026〕第017号"),
    damage("number-year", "D33", "罚〔2026〕17号", "罚〔2025〕17号"),
    damage("number-of-record", "D33", "罚〔2026〕17号", "罚〔2026〕18号", number="示市监罚〔2026〕17号"),
    damage("law-full-title", "D33", "《中华人民共和国食品安全法》", "《食品安全法》"),
    damage("law-in-quotes", "D33", "违反了《中华人民共和国食品安全法》第", "违反了中华人民共和国食品安全法第"),
    damage("article-numerals", "D33", "食品安全法》第三十四条", "食品安全法》第34条"),
    damage("article-order", "D33", "第三十四条第（十）项", "第（十）项第三十四条"),
    damage("article-range", "D33", "2026年11月5日", "2020年11月5日"),
    damage("law-in-force", "D33", "$^", "", issued_on=ISSUED, laws=(LawInForce(title=STREET_LAW, since=date(2027, 1, 1)),)),
    damage("law-in-force", "D34", "$^", "", issued_on=ISSUED, laws=(LawInForce(title=STREET_LAW, since=date(2027, 1, 1)),)),
    damage("law-mentioned", "D33", "请求从轻。", "持有依据《中华人民共和国旧法》取得的许可证，请求从轻。", laws=(LawInForce(title="中华人民共和国旧法", since=date(1990, 1, 1), until=date(2001, 1, 1)),)),
    damage("article-known", "D33", "$^", "", laws=(LawInForce(title=STREET_LAW, since=date(2015, 10, 1), articles=frozenset({"第一条"})),)),
    damage("vague-law", "D33", "依据《中华人民共和国食品安全法》第一百二十四条", "依据有关规定，《中华人民共和国食品安全法》第一百二十四条"),
    damage("credit-code", "D33", "92540000MA6T0XXX0X", "91110000600037341A"),
    damage("resident-id", "D33", "统一社会信用代码：92540000MA6T0XXX0X", "居民身份证号码：11010519491231002A"),
    damage("birth-and-id", "D33", "统一社会信用代码：92540000MA6T0XXX0X", "出生日期：1950年1月1日　居民身份证号码：11010519491231002X"),
    damage("sex-and-id", "D33", "统一社会信用代码：92540000MA6T0XXX0X", "性别：男　居民身份证号码：11010519491231002X"),
    damage("party-of-record", "D33", "当事人：示例县惠民食品经营部", "当事人：示例县惠农食品经营部", party="示例县惠民食品经营部"),
    damage("party-name", "D33", "示例县惠民食品经营部", "示例惠民食品有限公司</p><p>示例惠民百货有限公司另有一店。"),
    damage("agency-name", "D33", '<p class="signer">示例县市场监督管理局', '<p class="signer">示例县市场监管局'),
    damage("party-addressed", "D33", "当事人认为货值很小", "你单位认为货值很小"),
    damage("title", "D33", "<h1>行政处罚决定书", "<h1>处罚书"),
    damage("headings-count", "D33", "<h2>三、", "<h2>四、"),
    damage("items-count", "D34", "<p>2．罚款", "<p>3．罚款"),
    damage("seal", "D33", r'<p class="signer">.*?</p>', ""),
    damage("replay-mark", "D33", '<p class="agency">', '<p class="replay">演示</p><p class="agency">', replay=False),
    damage("replay-mark", "D33", "$^", "", replay=True),
    damage("replay-mark", "D33", '<p class="agency">', '<p class="replay">演示</p><p class="agency">'),
    damage("party-unnamed", "D33", "当事人：示例县惠民食品经营部", "当事人：不详"),
    damage("cause-suspected", "D24", "涉嫌", ""),
    damage("cause-established", "D33", "当事人的上述行为违反了", "当事人涉嫌的行为违反了"),
    damage("cause-doubled", "D33", "的食品一案", "的食品案一案"),
    damage("term-legal-representative", "D33", "当事人认为货值", "法人代表认为货值"),
    damage("term-make", "D33", "决定对当事人作出如下行政处罚", "对当事人做出如下行政处罚决定"),
    damage("term-procedure", "D33", "<p>本案经法制审核", "<p>本案适用一般程序，经法制审核"),
    damage("term-spelling", "D33", "，账号", "，帐号"),
    damage("vague-words", "D33", "的饼干36袋；", "的饼干36袋左右；"),
    damage("placeholder", "D33", "示例县惠民食品经营部", "＿＿＿＿"),
    damage("not-stated", "D33", "示例县团结路128号附3号", '<span class="not-stated" title="party.address">〔来源未载〕</span>'),
    damage("half-width", "D33", "货值很小，请求", "货值很小,请求"),
    damage("doubled-marks", "D33", "请求从轻。", "请求从轻。。"),
    damage("paired", "D33", "请求从轻。", "请求“从轻。"),
    damage("paired", "D33", "请求从轻。", "请求从轻”。"),
    damage("empty-pair", "D33", "请求从轻。", "请求“”从轻。"),
    damage("doubled-words", "D33", "当事人认为货值", "当事人当事人认为货值"),
    damage("space-inside", "D33", "货值很小，请求", "货值 很小，请求"),
    damage("wide-digits", "D33", "饼干36袋待售", "饼干３６袋待售"),
    damage("square-year", "D33", "罚告〔2026〕15号", "罚告[2026]15号"),
    damage("sentence-open", "D33", "请求从轻。", "请求从轻"),
    damage("measure-party", "D16", r'<p class="flush">当事人：.*?</p>', ""),
    damage("measure-basis", "D16", r"依据《.*?的规定，", ""),
    damage("measure-term", "D16", r"<p>扣押期限：.*?</p>", ""),
    damage("measure-goods", "D16", r"<table.*?</table>|<p>附：查封、扣押清单</p>|36袋", ""),
    damage("measure-goods", "D16-3", r"<p>账号：.*?</p>", ""),
    damage("measure-remedy", "D16", r"<p>如不服.*?</p>", ""),
    damage("measure-remedy", "D16-3", r"，也可以在六个月内.*?诉讼", ""),
    damage("measure-seal", "D16-3", r'<p class="date">.*?</p>', ""),
    damage("demand-term", "D41", r"<p>一、履行期限.*?</p>|送达十日", ""),
    damage("demand-manner", "D41", r"<p>二、履行方式.*?</p>|<p>三、缴款数额.*?</p>", ""),
    damage("demand-sum", "D41", r"<p>三、缴款数额.*?</p>", ""),
    damage("demand-rights", "D41", "陈述和申辩", "说明"),
    damage("enforcement-party", "D43", r'<p class="flush">当事人：.*?</p>', ""),
    damage("enforcement-basis", "D43", r"依据《.*?的规定，", ""),
    damage("enforcement-basis", "D43", r"<p>强制执行的理由.*?</p>|，当事人逾期仍不履行，且无正当理由", ""),
    damage("enforcement-manner", "D43-2", r"<p>二、代履行的方式.*?</p>", ""),
    damage("substitute-performance", "D43-2", r"<p>五、代履行的费用预算.*?</p>", ""),
    damage("enforcement-remedy", "D43", r"<p>如不服.*?</p>", ""),
    damage("enforcement-seal", "D43-2", r'<p class="signer">.*?</p>', ""),
    damage("refusal-reasons", "D54-2", r"，申请不符合法定条件、标准，理由如下：</p>\s*<p>.*?</p>", "。</p>"),
    damage("refusal-remedy", "D54-2", r"，也可以在六个月内.*?诉讼", ""),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "code", "old", "new", "about"), DAMAGES)
def test_a_paper_damaged_in_one_place_is_found_by_its_rule(
    make: Make, rule: str, code: str, old: str, new: str, about: Known
) -> None:
    sound = html(make, code)
    damaged = re.sub(old, new, sound, flags=re.DOTALL)
    assert damaged != sound or about != Known()
    assert rule in rules_of(damaged, code, about)


@pytest.mark.parametrize(
    ("rule", "code", "old", "new"),
    [param.values[:4] for param in DAMAGES if param.values[0] in ERRORS and param.values[4] == Known()],
)
def test_a_paper_that_lacks_what_the_law_asks_for_is_refused_whatever_is_on_file(
    make: Make, rule: str, code: str, old: str, new: str
) -> None:
    damaged = re.sub(old, new, html(make, code), flags=re.DOTALL)
    assert rule in rules_of(damaged, code, known(make(code)))


def test_every_rule_is_proved_by_a_damage_and_named_once() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert {param.values[0] for param in DAMAGES} == set(ids)


def test_a_rule_says_what_is_wrong_what_to_do_and_by_which_provision() -> None:
    for rule in RULES:
        assert rule.fault
        assert rule.advice
        assert rule.article
        assert rule.severity in SEVERITIES
        assert rule.codes <= EVERY
        assert rule.codes


def test_a_finding_names_the_place_in_chinese(make: Make) -> None:
    damaged = html(make, "D33").replace("5000.00元）。", "6000.00元）。")
    found = next(one for one in check(Subject.of(damaged, "D33")) if one.rule == "words-and-figures")
    assert found.text == "“四、处罚的种类和内容”第2项：大写与小写不一致：“伍仟元整”与“6000.00元”；核对数额，使两者一致"


def test_errors_come_first(make: Make) -> None:
    damaged = html(make, "D33").replace("很小，请求", "很小,请求").replace("5000.00元）。", "6000.00元）。")
    assert [one.severity for one in check(Subject.of(damaged, "D33"))] == ["error", "notice"]


def test_papers_of_other_types_are_not_looked_at(make: Make) -> None:
    others = [code for code in CATALOGUE if code not in EVERY]
    found = [code for code in others[:10] if check(Subject.of(render(code, make(code)).html, code))]
    assert (len(others) > 10, found) == (True, [])


def test_a_decision_before_2024_may_offer_two_review_bodies_and_suit_at_once(make: Make) -> None:
    before = Known(issued_on=date(2023, 11, 5))
    two = html(make, "D33").replace("向示例县人民政府申请", "向示例县人民政府或者上一级市场监督管理局申请")
    assert "review-one-body" not in rules_of(two, "D33", before)
    spot = html(make, "D34").replace("日内先向", "日内向")
    assert "spot-review-first" not in rules_of(spot, "D34", before)


def test_a_vertical_agency_is_not_sent_to_the_government(make: Make) -> None:
    customs = (
        html(make, "D33")
        .replace("示例县市场监督管理局", "示例海关")
        .replace("向示例县人民政府申请", "向示例直属海关申请")
    )
    assert "review-government" not in rules_of(customs, "D33")


def test_what_is_not_stated_in_a_replay_counts_as_said(make: Make) -> None:
    facts = make("D33")
    silent = f.NotStated(path="party.address")
    replayed = replace(
        facts,
        case=replace(facts.case, replay=True),
        issue=replace(facts.issue, number=None),
        party=replace(facts.party, address=silent),
        agency=replace(facts.agency, review_body=silent, court=silent, payee=silent),
    )
    assert check(Subject.of(render("D33", replayed).html, "D33", known(replayed))) == ()


def test_a_fine_that_is_collected_on_the_spot_asks_for_no_payment_term(make: Make) -> None:
    assert "当场收缴" in html(make, "D34")
    assert not rules_of(html(make, "D34"), "D34") & {"payment", "payee", "surcharge"}


LAWFUL = [
    ("D33", "请求从轻。", "请求从轻，提交标注“生产日期2026年2月30日”的标签。"),
    ("D33", "请求从轻。", "请求从轻，租约写明2027年3月1日届满、违约金“壹万元（9000元）”。"),
    ("D33", "请求从轻。", "请求从轻，称合同第二款第三条与证件号513***，申请材料待补正。"),
    ("D33", "请求从轻。", "请求从轻，许可证依《中华人民共和国旧法》第九百条核发。"),
    ("D33", "<p>经查明：</p>", "<p>2020年1月1日，本机关对当事人涉嫌无照经营一案立案调查。</p><p>本机关于2020年2月1日作出《行政处罚告知书》（示市监罚告〔2020〕1号）。</p>"),
    ("D33", "<h1>行政处罚决定书", "<h1>示例县市场监督管理局行政处罚决定书"),
    ("D33", "罚〔2026〕17号</p>", "罚〔2026〕第17号</p>"),
    ("D33", "三、处罚的理由和依据", "三、理由及法律依据"),
    ("D33", "将款项", "将下列款项"),
    ("D33", "六十日内向示例县人民政府申请", "六十日内向示例县人民政府（示例县人民路9号，电话0000-0000009）申请"),
    ("D33", "六十日内向示例县人民政府申请", "六十日内向示例市人民政府或者示例县人民政府申请"),
    ("D33", "，也可以在六个月内依法向示例县人民法院提起行政诉讼", "；对复议决定不服的，可以自收到复议决定书之日起十五日内向人民法院提起行政诉讼"),
    ("D33", '<p class="date">2026年11月5日', '<p class="date">二〇二六年十一月五日'),
    ("D33", "伍仟元整（5000.00元）。", "伍仟元整，另行没收6000.00元的货物。"),
    ("D33", "上述事实，有下列证据证明", "以上证据证明了上述事实"),
    ("D24", "二、理由和依据", "二、法律依据"),
    ("D24", "处理依据：", "处罚依据："),
    ("D35", "四、教育", "四、批评教育"),
    ("D35", "<h2>四、教育</h2>", ""),
    ("D33", "一、违法事实和证据", "一、案件经过"),
    ("D24", "一、事实", "一、案件事实"),
    ("D33", "当事人：示例县惠民食品经营部", "被处罚人：示例县惠民食品经营部"),
    ("D33", "经营场所：", "营业地："),
    ("D33", "当事人：示例县惠民食品经营部", "当事人：示例县惠民食品经营部（个体工商户）"),
    ("D33", '<ol class="items">', "<ol>"),
    ("D33", '<p class="agency">示例县市场监督管理局</p>', ""),
    ("D33", "罚〔2026〕17号", "罚〔2026〕第017号"),
    ("D34", "决定时间", "处罚时间"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new"), LAWFUL)
def test_a_lawful_paper_meets_no_rule_that_would_keep_it_back(make: Make, code: str, old: str, new: str) -> None:
    sound = html(make, code)
    assert old in sound
    about = replace(
        known(make(code)),
        laws=(LawInForce(title="中华人民共和国旧法", since=date(1990, 1, 1), until=date(2001, 1, 1), articles=frozenset({"第一条"})),),
    )  # fmt: skip
    found = check(Subject.of(sound.replace(old, new), code, about))
    assert [one.text for one in found if one.severity == "error"] == []


def without_headings(text: str) -> str:
    return re.sub(r"<h2>.*?</h2>", "", text)


def in_paragraphs(text: str) -> str:
    """The operative part told in sentences."""
    listed = r'<ol class="items">(.*?)</ol>'
    return re.sub(listed, lambda found: f"<p>{re.sub('<.*?>', '', found[1]).strip()}</p>", text, flags=re.DOTALL)


OTHER_WORDS = [
    ("D33", "自收到本决定书之日起十五日内，将", "自本决定书送达之日起十五日内，将"),
    ("D33", "自收到本决定书之日起十五日内", "自收到本行政处罚决定书（示市监罚〔2026〕17号）之日起十五日内"),
    ("D33", "十五日内，将款项", " 15 日内，将罚款"),
    ("D33", "十五日内，将款项", "十五（15）日内将款项"),
    ("D33", "十五日内，将款项", "15(十五)日内将款项"),
    ("D33", "十五日内，将款项", "１５日内将款项"),
    ("D33", "每日按罚款数额的百分之三加处罚款", "每日按罚款数额的百分之三（3%）加处罚款"),
    ("D33", "到期不缴纳罚款的", "当事人应当自收到本决定书之日起三十日内将没收款项上缴。到期不缴纳罚款的"),
    ("D33", "缴至示例银行示例县支行（示例县人民路2号，账号0000 0000 0000）", "交到示例县财政局指定的收款处"),
    ("D33", "<p>上述事实，有下列证据证明：</p>", "<p>以上事实，有现场检查笔录、询问笔录等证据在案佐证：</p>"),
    ("D33", "<p>上述事实，有下列证据证明：</p>", "<p>认定上述事实的材料：</p>"),
    ("D33", r"<p>本机关于2026年10月15日作出《行政处罚告知书》.*?</p>", "<p>我局于2026年10月15日向你单位送达《行政处罚事先（听证）告知书》，告知你单位拟作出行政处罚的内容及事实、理由、依据，以及享有的陈述、申辩和要求听证的权利。</p>"),
    ("D33", r"<p>本机关于2026年10月15日作出《行政处罚告知书》.*?</p>", "<p>我局已向你单位送达示市监罚告〔2026〕15号文书。</p>"),
    ("D33", r"<p>当事人于2026年10月19日提出.*?</p>|<p>当事人认为.*?</p>", "<p>当事人于2026年10月19日提交书面陈述申辩意见，称其及时下架。</p>"),
    ("D33", r"<p>当事人于2026年10月19日提出.*?</p>|<p>当事人认为.*?</p>", "<p>当事人在法定期限内未行使陈述、申辩权。</p>"),
    ("D33", r"<p>当事人于2026年10月19日提出.*?</p>|<p>当事人认为.*?</p>", "<p>当事人对拟作出的处罚没有异议。</p>"),
    ("D33", r"<p>当事人于2026年10月19日提出.*?</p>", "<p>当事人回复：</p>"),
    ("D33", "六十日内向示例县人民政府申请行政复议", " 60 日内，向示例县人民政府提出行政复议申请"),
    ("D33", "缴至示例银行", "缴纳罚款，可以自收到之日起六十日内申请行政复议，款项缴至示例银行"),
    ("D33", "当事人：", "被处罚人："),
    ("D33", "罚款人民币伍仟元整（5000.00元）", "按每袋人民币壹佰元（共计5000.00元）处以罚款"),
    ("D33", "罚款人民币伍仟元整（5000.00元）", "按每袋人民币壹佰元（100.00元）处以罚款，共计人民币伍仟元整（5000.00元）"),
    ("D33", "罚款人民币伍仟元整（5000.00元）", "按货值金额人民币壹仟元的五倍处以罚款，计人民币伍仟元整（5000.00元）"),
    ("D33", r"<h2>四、.*?</ol>", "<h2>四、处理</h2><p>依照《中华人民共和国食品安全法》第一百二十四条第一款第（五）项，处以人民币伍仟元的罚款。</p>"),
    ("D33", "<h2>(?:二|三|四|五|六)、.*?</h2>", ""),
    ("D33", "二、告知和听取意见的情况", "二、处罚理由及告知、听取意见情况"),
    ("D33", "<h2>六、救济途径和期限</h2>", ""),
    ("D33", "<h2>五、履行方式和期限</h2>(.*?)<h2>六、救济途径和期限</h2>", r"<h2>五、履行和救济</h2>\1"),
    ("D33", "当事人应当自收到本决定书之日起十五日内，将款项", "限当事人在收到本决定书后十五日将款项"),
    ("D24", "向本机关提出。当事人不承担", "向内蒙古自治区呼和浩特市新城区市场监督管理局书面提出。当事人不承担"),
    ("D24", "五个工作日", "5 个工作日"),
    ("D24", "五个工作日", "五（5）个工作日"),
    ("D24", "要求听证的，应当在收到本告知书之日起五个工作日内", "要求听证的，五日内提出；要求陈述、申辩的，三日内"),
    ("D24", "有权进行陈述和申辩", "享有陈述的权利和申辩的权利"),
    ("D34", "先向示例县人民政府申请", "先向示例省示例市示例区人民政府行政复议委员会办公室（示例市示例区人民路100号政务服务中心三楼行政复议窗口）申请"),
    ("D34", "可以自收到复议决定书之日起十五日内向人民法院起诉", "也可以自收到复议决定书之日起十五日内向人民法院提起行政诉讼"),
    ("D34", "<th>地点</th>", "<th>在何处</th>"),
    ("D35", r"四、教育</h2>.*?(?=<h2>五)", "四、其他</h2><p>当事人应当建立食品进货查验和定期清查制度。</p>"),
    ("D41", r"<p>一、履行期限：.*?</p>.*?<p>二、履行方式：.*?</p>", "<p>请于2026年12月20日前（含当日）到示例银行缴清罚款。</p>"),
    ("D41", "方式", "办法"),
    ("D16", "当事人：", "被查封人："),
    ("D43", "当事人：", "被执行人："),
    ("D43", "强制执行的理由：", "强制执行的原因："),
    ("D54-2", "理由如下：", "具体情形如下："),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new"), OTHER_WORDS)
def test_a_lawful_wording_that_is_not_ours_keeps_no_paper_back(make: Make, code: str, old: str, new: str) -> None:
    sound = html(make, code)
    told = re.sub(old, new, sound, flags=re.DOTALL)
    assert told != sound
    assert [one.text for one in check(Subject.of(told, code, known(make(code)))) if one.severity == "error"] == []


@pytest.mark.parametrize("code", ["D33", "D24"])
def test_a_paper_without_headings_is_not_kept_back(make: Make, code: str) -> None:
    plain = without_headings(html(make, code))
    for told in (plain, in_paragraphs(plain), in_paragraphs(plain.replace("经查明", "情况如下"))):
        assert [one.text for one in check(Subject.of(told, code, known(make(code)))) if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("basis", r"依据《中华人民共和国食品安全法》.*?的规定，本机关", "本机关"),
        ("penalty", r"，本机关决定对当事人作出如下行政处罚：</p>.*?</ol>", "。</p>"),
        ("facts", r"<p>经查明：</p>.*?(?=<p>上述事实)", ""),
    ],
)
def test_a_paper_without_headings_that_lacks_an_element_is_refused(make: Make, rule: str, old: str, new: str) -> None:
    plain = without_headings(html(make, "D33"))
    assert rule in rules_of(re.sub(old, new, plain, flags=re.DOTALL), "D33", known(make("D33")))


RIGHTS_ALONE = [
    "当事人有权进行陈述、申辩。",
    "当事人可以提出陈述、申辩，本机关应当听取。",
    "本机关依法告知其提出陈述、申辩的权利。",
    "当事人提出陈述、申辩的，本机关应当复核。",
]


@pytest.mark.parametrize("told", RIGHTS_ALONE)
def test_to_tell_the_right_is_not_to_have_heard(make: Make, told: str) -> None:
    silent = re.sub(r"<p>当事人于2026年10月19日提出.*?</p>|<p>当事人认为.*?</p>", f"<p>{told}</p>", html(make, "D33"))
    assert "statement-heard" in rules_of(silent, "D33", known(make("D33")))


def test_a_fine_told_of_as_collected_elsewhere_is_still_to_be_paid(make: Make) -> None:
    told = re.sub("<p>当事人应当自收到.*?</p>|<p>到期不缴纳.*?</p>", "", html(make, "D33"))
    told = told.replace("<p>经查明：</p>", "<p>经查明：当事人曾被当场收缴罚款50元。</p>")
    for about in (Known(), known(make("D33"))):
        assert rules_of(told, "D33", about) >= {"payment", "payee", "surcharge"}


@pytest.mark.parametrize(
    "told",
    ["罚款人民币伍仟元整（6000.00元）", "罚款5000.00元（人民币陆仟元整）", "罚款人民币伍仟元整，即6000.00元", "没收违法所得壹仟元（1200.00元），罚款肆仟元，共计5000元"],
)  # fmt: skip
def test_words_and_figures_of_one_sum_that_differ_are_refused(make: Make, told: str) -> None:
    changed = html(make, "D33").replace("罚款人民币伍仟元整（5000.00元）", told)
    assert "words-and-figures" in rules_of(changed, "D33", known(make("D33")))


def test_a_paper_is_called_as_the_templates_of_its_field_call_it(make: Make) -> None:
    named = html(make, "D24").replace("<h1>行政处罚告知书", "<h1>行政处罚事先告知书")
    assert rules_of(named, "D24") == {"title"}
    assert rules_of(named, "D24", Known(title="行政处罚事先告知书")) == set()
    assert rules_of(html(make, "D24"), "D24", Known(title="行政处罚事先告知书")) == {"title"}


def test_a_name_that_is_spaced_is_the_name_on_file(make: Make) -> None:
    facts = make("D33")
    spaced = replace(facts, party=replace(facts.party, name="示　例"))
    told = render("D33", spaced).html
    assert check(Subject.of(told, "D33", known(spaced))) == ()


def test_a_notice_before_the_revision_gave_three_days(make: Make) -> None:
    then = html(make, "D24").replace("2026年11月5日", "2020年11月5日").replace("五个工作日内向本机关", "三日内向本机关")
    assert not rules_of(then, "D24", Known(issued_on=date(2020, 11, 5))) & {"hearing-days", "hearing-days-old"}


def test_a_sum_in_words_without_the_closing_character_is_in_form(make: Make) -> None:
    assert "capital-numerals" not in rules_of(html(make, "D33").replace("伍仟元整", "伍仟元"), "D33")


def test_a_sum_behind_a_small_numeral_is_not_taken_for_one_in_capitals(make: Make) -> None:
    told = html(make, "D33").replace("货值很小", "总投资六百万元（6000000元）")
    assert not rules_of(told, "D33") & {"capital-numerals", "words-and-figures"}


@pytest.mark.parametrize(
    ("articles", "found"),
    [
        ({"第三十四条", "第一百二十四条"}, False),
        ({"第34条第一款", "124"}, False),
        ({"第三十四条", "附件一"}, False),
        (set(), False),
        ({"第三十四条"}, True),
    ],
)
def test_an_article_is_known_however_the_register_writes_it(make: Make, articles: set[str], found: bool) -> None:
    law = LawInForce(title=STREET_LAW, since=date(2015, 10, 1), articles=frozenset(articles))
    assert ("article-known" in rules_of(html(make, "D33"), "D33", Known(laws=(law,)))) is found


def test_an_article_is_told_by_its_chinese_numeral() -> None:
    from zhifa.documents.lint.citations import value
    from zhifa.documents.numerals import numeral

    assert [n for n in range(1, 1300) if value(numeral(n)) != n] == []


@pytest.mark.parametrize("odd", ["1234,", "日内向", "违反了", "壹元（", "依据《", "2026年1月1日"])
def test_a_long_fact_of_odd_text_is_read_in_bounded_time(make: Make, odd: str) -> None:
    facts = make("D33")
    assert facts.draft is not None
    told = render("D33", replace(facts, draft=replace(facts.draft, facts=(odd * 20_000)[:20_000])))
    began = time.process_time()
    check(Subject.of(told.html, "D33", known(facts)))
    assert time.process_time() - began < 3


def test_a_row_of_dates_of_any_length_is_read_in_time_that_grows_with_it(make: Make) -> None:
    told = html(make, "D33").replace("<p>经查明：</p>", f"<p>{'2026年1月1日' * 20_000}</p>")
    subject = Subject.of(told, "D33", known(make("D33")))
    began = time.process_time()
    check(subject)
    assert time.process_time() - began < 3
