"""Words of agencies: what tells an element in other words passes, and what only sounds like it is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from zhifa.documents import facts as f
from zhifa.documents import render
from zhifa.documents.lint import Known, Subject, check, known

Make = Callable[..., f.Facts]

ANSWER = r"<p>当事人于2026年10月19日提出.*?听证笔录依法作出。</p>"
NOTICE = r"<p>本机关于2026年10月15日作出.*?</p>"
EVIDENCE = r"<p>上述事实，有下列证据证明：</p>\s*<ol>.*?</ol>"
TERM = "要求听证的，应当在收到本告知书之日起五个工作日内向本机关提出。"
RIGHT = r"当事人有权进行陈述和申辩。当事人提出的事实、理由或者证据成立的，本机关应当采纳；"
REMEDY = r"<p>如不服本决定.*?</p>"
EDUCATION = r"<h2>四、教育</h2>.*?(?=<h2>五)"
HEADINGS = r"<h2>.*?</h2>"
UNHEARD: dict[str, Any] = {"statements": ()}
UNTOLD: dict[str, Any] = {"notice_number": None, "notice_day": None}


def errors(make: Make, code: str, pairs: tuple[tuple[str, str], ...], **about: Any) -> set[str]:
    """The rules that keep the paper back, once it is worded so; ``about`` is not on file as usual."""
    facts = make(code)
    told = render(code, facts).html
    for old, new in pairs:
        before, told = told, re.sub(old, new, told, flags=re.DOTALL)
        assert told != before, old
    found = check(Subject.of(told, code, replace(known(facts), **about)))
    return {one.rule for one in found if one.severity == "error"}


def worded(code: str, *pairs: tuple[str, str], **about: Any) -> Any:
    return pytest.param(code, pairs, about, id=f"{code} {pairs[-1][1][:40]}")


@pytest.mark.parametrize(
    ("code", "pairs", "about"),
    [
        *(
            worded("D33", (ANSWER, f"<p>{answer}</p>"), **UNHEARD)
            for answer in (
                "当事人在规定期限内未行使上述权利。",
                "当事人逾期未提出意见，视为放弃。",
                "当事人在法定期限内未提出任何意见。",
                "当事人在规定期限内未提出，也未要求听证。",
                "当事人书面表示接受处罚。",
                "当事人辩称货值很小，请求从轻；本机关认为不能成立。",
                "当事人表示对拟作出的处罚无意见。",
                "当事人提出从轻处罚的请求，本机关不予采纳。",
                "经依法告知当事人未提出陈述、申辩。",
                "当事人明确表示放弃上述权利。",
                "经本机关告知，当事人未在期限内答复，视为放弃陈述、申辩权利。",
            )
        ),
        worded("D34", (r"<tr><th>告知和听取意见</th>.*?</tr>", '<tr><th>处罚前告知</th><td colspan="3">已口头告知拟作出的处罚及事实、理由、依据和权利，当事人表示接受。</td></tr>'), **UNHEARD),
        worded("D33", (NOTICE, "<p>执法人员已当场告知当事人处罚的事实、理由和依据。</p>"), **UNTOLD),
        worded("D33", (HEADINGS, ""), (r'<ol class="items">.*?</ol>', "<p>给予警告。</p>"), items=("警告",), sums=(), fined=False),
        worded("D33", (EVIDENCE, "<p>上述事实有现场笔录、询问笔录证实。</p>"), evidence=()),
        worded("D33", (EVIDENCE, "<p>证据目录：现场笔录一份。</p>"), evidence=()),
        worded("D33", (EVIDENCE, "<p>主要证据：现场笔录一份。</p>"), evidence=()),
        worded("D33", (EVIDENCE, "<p>认定上述事实的证据如下：</p>"), evidence=()),
        worded("D34", ("执法人员（签名）", "承办人（签名）")),
        worded("D34", ("执法人员（签名）", "办案人员（签名或者盖章）")),
        worded("D34", ("执法人员（签名）：", ""), officers=("承办人甲", "承办人乙")),
        worded("D34", ("决定时间</th><td>2026年9月14日10时05分", "决定日期</th><td>2026年9月14日")),
        worded("D34", ("决定时间</th><td>2026年9月14日10时05分", "当场作出</th><td>2026年11月5日")),
        worded("D33", (r"缴至示例银行示例县支行（示例县人民路2号，账号0000 0000 0000）", "到示例县政务服务中心财政窗口缴清")),
        worded("D33", (r"，将款项.*?缴至[^。]*", "，到示例县财政局缴纳罚款人民币伍仟元整（5000.00元）")),
        worded("D33", (r"，将款项.*?缴至[^。]*", "，扫描《缴款通知书》上的二维码缴纳罚款人民币伍仟元整（5000.00元）")),
        worded("D33", (r"<p>当事人应当自收到本决定书之日起十五日内.*?</p>", "<p>缴款期限：2026年11月20日</p><p>收款单位：示例县财政局</p>")),
        worded("D33", (r"，将款项.*?缴至[^。]*", "，凭缴款码缴纳罚款人民币伍仟元整（5000.00元）")),
        worded("D35", (EDUCATION, "<p>执法人员向当事人讲解了法律的有关规定。</p>"), education=None),
        worded("D35", (EDUCATION, "<p>本机关已向当事人宣讲食品安全法律知识，当事人表示今后守法经营。</p>"), education=None),
        *(
            worded("D33", (REMEDY, remedy))
            for remedy in (
                "<p>如不服本决定，可以向示例县人民政府申请行政复议，也可以向示例县人民法院提起行政诉讼。申请的期限为收到本决定书之日起六十日，起诉的期限为六个月。</p>",
                "<p>如不服本决定，可以选择下列途径：</p><p>（一）复议机关：示例县人民政府；期限：六十日。</p><p>（二）诉讼法院：示例县人民法院；期限：六个月。</p>",
                "<p>1．申请行政复议的机关：示例县人民政府</p><p>期限：自收到本决定书之日起六十日</p><p>2．提起行政诉讼</p><p>管辖法院：示例县人民法院</p><p>期限：自收到本决定书之日起六个月</p>",
                "<p>如不服本决定，可以自收到之日起60天内申请行政复议，也可以六个月内提起行政诉讼，行政复议、行政诉讼期间加处罚款不予计算。</p>",
            )
        ),
        worded("D16", (r"扣押期限：自2026年9月14日起至2026年10月13日止。.*?另行书面告知。", "扣押30日（2026年9月14日至2026年10月13日）。"), until_on=None),
        worded("D16", (r"扣押期限：自2026年9月14日起至2026年10月13日止。.*?另行书面告知。", "扣押时间自2026年9月14日至2026年10月13日。"), until_on=None),
        worded("D16", (r"扣押期限：自2026年9月14日起至2026年10月13日止。.*?另行书面告知。", "上述物品于2026年10月13日前处理。")),
        worded("D43", (r"本机关决定强制执行：</p>.*?<p>二、.*?</p>", "本机关决定于2026年9月21日10时30分组织机械清运上述渣土，强制清除。</p>"), manner=None),
        worded("D43", (r"本机关决定强制执行：</p>.*?<p>二、.*?</p>", "2026年9月21日10时30分，机械清运上述渣土。</p>")),
        worded("D43-2", ("标的", "内容"), subject=None),
        worded("D43-2", ("代履行的标的：", ""), ("代履行人：", "由")),
        worded("D41", (r"<p>一、履行期限.*?</p>", "<p>请于本催告书送达后十日缴清。</p>"), due_on=None),
        worded("D54-2", ("理由如下：", "审查意见：")),
        worded("D54-2", ("申请不符合法定条件、标准，理由如下：", "申请不符合示例技术规范第3.2条：")),
        worded("D24", (TERM, "要求听证的，请向本机关提出。提出的期限为收到本告知书之日起五个工作日。")),
        worded("D24", (TERM, "要求听证的，应当于2026年11月12日前向本机关提出。")),
        worded("D24", (TERM, "要求陈述、申辩的，三日内提出，要求听证的，五个工作日内提出。")),
        worded("D24", (TERM, "当事人可以在五个工作日内陈述、申辩，也可以要求听证。")),
        worded("D24", (TERM, TERM + "本机关将在举行听证的七日前通知当事人。")),
        worded("D24", (RIGHT, "如有异议，可向本机关提出陈述、申辩；")),
        worded("D24", (RIGHT, "当事人享有下列权利：</p><p>（一）陈述；</p><p>（二）申辩。</p><p>")),
        worded("D24", (RIGHT, "如有陈述、申辩意见，应于收到本告知书之日起五日内书面提出；")),
        worded("D24", (TERM, "逾期未提出陈述、申辩或者听证要求的，视为放弃。上述权利应当在收到本告知书之日起五个工作日内行使。")),
        worded("D24", (RIGHT, "要求陈述、申辩的，应当在五日内提出；")),
        worded("D34", (r"可以自收到复议决定书之日起十五日内向人民法院起诉", "或者复议机关逾期不答复的，可以直接向人民法院起诉")),
        worded("D34", ("申请行政复议；", "书面或者口头申请行政复议，")),
        worded("D34", (r"向人民法院起诉。", "向人民法院起诉。未经行政复议直接提起行政诉讼的，人民法院不予受理。")),
    ],
)  # fmt: skip
def test_an_element_told_in_other_words_keeps_no_paper_back(
    make: Make, code: str, pairs: tuple[tuple[str, str], ...], about: dict[str, Any]
) -> None:
    assert errors(make, code, pairs, **about) <= ({"words-and-figures"} if code == "D34" else set())


def lacking(rule: str, code: str, *pairs: tuple[str, str], **about: Any) -> Any:
    return pytest.param(rule, code, pairs, about, id=f"{rule} {code} {pairs[-1][1][:40]}")


@pytest.mark.parametrize(
    ("rule", "code", "pairs", "about"),
    [
        lacking("hearing-days-old", "D24", (TERM, "陈述、申辩的，应当在五日内提出；要求听证的，应当在收到本告知书之日起三日内向本机关提出。")),
        lacking("hearing-days-old", "D24", (TERM, "陈述和申辩，请在五日内提出，要求听证的，应当在三日内提出。")),
        lacking("hearing-days-old", "D24", (TERM, "要求听证的，三日内提出，陈述、申辩的，五日内提出。")),
        lacking("hearing-days", "D24", ("依法享有的权利告知如下", "依法享有的陈述、申辩和要求听证的权利告知如下"), (HEADINGS, ""), (TERM, "")),
        lacking("hearing-days", "D24", ("<p>处理依据", "<p>本案曾于2026年10月30日举行听证。</p><p>处理依据"), (TERM, "")),
        lacking("hearing-days", "D24", (TERM, "陈述、申辩的，应当在五日内提出。")),
        lacking("hearing-days", "D24", (TERM, "本机关将在举行听证的七日前通知当事人。")),
        lacking("review-way", "D33", ("加处罚款的数额不超出罚款的数额。", "当事人申请行政复议或者提起行政诉讼的，加处罚款的数额在行政复议或者行政诉讼期间不予计算。"), (REMEDY, "")),
        lacking("suit-way", "D33", ("加处罚款的数额不超出罚款的数额。", "加处罚款的数额不超出罚款的数额，行政复议或者行政诉讼期间不予计算。"), (REMEDY, "")),
        lacking("suit-way", "D33", (REMEDY, "<p>如不服本决定，可以自收到本决定书之日起六十日内申请行政复议。</p>")),
        lacking("review-way", "D34", (REMEDY, "<p>加处罚款每日百分之三，行政复议期间不予计算。</p>")),
        lacking("review-way", "D35", (REMEDY, "<p>如不服本决定，可以申请行政复议，也可以在法定期限内提起行政诉讼。</p>")),
        lacking("review-way", "D33", (HEADINGS, ""), (REMEDY, "")),
        lacking("measure-remedy", "D16", (REMEDY, "<p>行政复议或者行政诉讼期间，本决定不停止执行。</p>")),
        *(
            lacking("spot-no-direct-suit", "D34", (r"如不服本决定.*?起诉。", f"如不服本决定，可以自知道之日起六十日内先向示例县人民政府申请行政复议，{suit}。"))
            for suit in (
                "或者直接向示例县人民法院提起行政诉讼",
                "或者向示例县人民法院起诉",
                "六个月以内向示例县人民法院起诉",
                "也可以直接向示例县人民法院起诉",
            )
        ),
        lacking("statement-right", "D24", (RIGHT, "")),
        lacking("demand-rights", "D41", (r"当事人收到本催告书后有权进行陈述和申辩。.*?应当采纳。", "当事人持许可证在处罚程序中陈述、申辩请求从轻，不成立。")),
        *(
            lacking("statement-heard", "D33", (ANSWER, f"<p>{answer}</p>"), **UNHEARD)
            for answer in (
                "本机关已告知当事人，逾期不提出视为放弃陈述、申辩权利。",
                "本机关告知当事人，未在期限内提出陈述、申辩的，视为放弃权利。",
                "本机关已告知当事人，如未提出意见，视为放弃陈述、申辩权利。",
                "当事人未要求听证。",
                "当事人可以在三日内提出意见。",
                "本机关已告知当事人逾期不提出视为放弃陈述、申辩权利。",
                "本机关不因当事人提出意见加重处罚。",
                "当事人明确表示放弃听证权利。",
            )
        ),
        lacking("evidence", "D33", (EVIDENCE, "<p>经检测证实，上述饼干超过保质期。</p>")),
        lacking("evidence", "D33", (EVIDENCE, "<p>本机关对涉案饼干先行登记保存证据。</p>")),
        lacking("refusal-reasons", "D54-2", (r"，理由如下：</p>\s*<p>.*?</p>", "。</p>")),
        lacking("heard", "D33", (NOTICE, "<p>执法人员告知当事人应当配合调查。</p>"), **UNTOLD),
        lacking("education", "D35", (EDUCATION, ""), ("惠民食品经营部", "阳光教育培训中心"), party="示例县阳光教育培训中心"),
        lacking("education", "D35", (EDUCATION, ""), ("2026年9月1日后", "违反《中华人民共和国教育法》，2026年9月1日后")),
        lacking("spot-time-place", "D34", ("<th>决定时间</th><td>2026年9月14日10时05分</td>", "<th>案号</th><td>无</td>"), ),
        lacking("penalty", "D33", (HEADINGS, ""), (r'<ol class="items">.*?</ol>', "")),
        lacking("measure-term", "D16", (r"<p>扣押期限.*?</p>", "")),
        lacking("enforcement-manner", "D43", (r"<p>一、强制执行的方式.*?</p>", "")),
        lacking("enforcement-manner", "D43", (r"<p>二、强制执行的时间.*?</p>", "")),
        lacking("payee", "D33", (r"缴至[^。]*。", "缴清。")),
    ],
)  # fmt: skip
def test_words_that_only_sound_like_an_element_do_not_tell_it(
    make: Make, rule: str, code: str, pairs: tuple[tuple[str, str], ...], about: dict[str, Any]
) -> None:
    assert rule in errors(make, code, pairs, **about)


@pytest.mark.parametrize(
    ("items", "warned"), [(("给予警告",), False), (("给予警告", "通报批评"), True), (("罚款人民币伍仟元整",), True)]
)
def test_a_warning_alone_is_not_said_to_be_published(make: Make, items: tuple[str, ...], warned: bool) -> None:
    listed = "".join(f"<li>{item}。</li>" for item in items)
    told = re.sub(r'(<ol class="items">).*?(</ol>)', rf"\1{listed}\2", render("D33", make("D33")).html, flags=re.DOTALL)
    told = re.sub(r"<p>本决定将依法依规向社会公示.*?</p>", "", told)
    assert ("public-notice" in {one.rule for one in check(Subject.of(told, "D33", Known()))}) is warned
