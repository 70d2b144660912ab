"""Words: 案由 by phase, terms of the law, what a paper must not leave open."""

from __future__ import annotations

from typing import Final

from zhifa.documents.lint.rule import NOTICES, PENALTIES, Rule
from zhifa.documents.lint.search import lacks, meets
from zhifa.documents.lint.subject import Subject

_DECIDED: Final = r"理由和依据|处罚的种类|处罚决定|处罚依据|违法行为"


def _names_cause(subject: Subject) -> bool:
    return "一案" in subject.text


def _live(subject: Subject) -> bool:
    return not subject.replay


RULES: Final = (
    Rule(
        id="cause-suspected", severity="notice", article="文书制作规范：立案调查阶段案由为涉嫌……案", codes=NOTICES,
        fault="决定作出前的案由没有写“涉嫌”", advice="写作涉嫌……一案", find=lacks("涉嫌", at="案由", when=_names_cause),
    ),
    Rule(
        id="cause-established", severity="notice", article="文书制作规范：决定阶段案由为……案", codes=PENALTIES,
        fault="决定已经认定违法，仍写“{}”", advice="删去涉嫌", find=meets(r"当事人涉嫌|^涉嫌", styles=("p", "td"), section=_DECIDED),
    ),
    Rule(
        id="cause-doubled", severity="warning", article="本系统约定",
        fault="案由重复：“{}”", advice="删去多余的字", find=meets(r"涉嫌涉嫌|案案|案一案|一案一案|案件一案"),
    ),
    Rule(
        id="term-legal-representative", severity="notice", article="本系统约定",
        fault="用词不当：“{}”", advice="指代表法人的人时，改为法定代表人", find=meets(r"法人代表(?!权)"),
    ),
    Rule(
        id="term-make", severity="notice", article="本系统约定",
        fault="用词不当：“{}”", advice="改为作出", find=meets(r"做出[^，。；]{0,12}?(?:决定|处罚|处理|认定)"),
    ),
    Rule(
        id="term-procedure", severity="warning", article="行政处罚法（2021年7月15日起施行）",
        fault="用了修订前的名称：“{}”", advice="改为普通程序",
        find=meets(r"一般程序", section=r"理由|依据|种类|履行|救济|告知", when=lambda s: s.day is not None and s.day.year > 2021),
    ),
    Rule(
        id="term-spelling", severity="notice", article="本系统约定",
        fault="用字不规范：“{}”", advice="改为账户（账号）、撤销、其他、截至", find=meets(r"帐户|帐号|帐簿|撤消|其它|截止到"),
    ),
    Rule(
        id="vague-words", severity="warning", article="行政处罚法第五十九条第一款第（三）项", codes=PENALTIES,
        fault="处罚内容写得不确定：“{}”", advice="写明确定的种类、数额、期限",
        find=meets(r"左右|大约|若干|适当|酌情|可能|相应的?(?:处罚|罚款)|以上罚款|以下罚款", styles=("item",)),
    ),
    Rule(
        id="placeholder", severity="warning", article="文书制作规范：逐项填写，空白斜线划去",
        fault="有未填的空白或者占位：“{}”", advice="填写，或者删去",
        find=meets(r"_{2,}|＿{2,}|\{\{|\}\}|(?<![A-Za-z0-9])(?:[xXＸ]{3,}|×{2,})(?![A-Za-z0-9])|待补|待填|此处填写|\bNone\b|\bnull\b|\bundefined\b", styles=("p", "td", "item", "li", "flush", "number", "h2"), when=_live),
    ),
    Rule(
        id="not-stated", severity="error", article="本系统约定：只有依公开案例重放的文书可以有来源未载的事项",
        fault="有“来源未载”的事项：“{}”", advice="补齐该事项", find=meets(r"〔来源未载〕", when=_live),
    ),
)  # fmt: skip
