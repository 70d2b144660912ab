"""市场监管: 市场监督管理行政处罚程序规定 and its rule on publication (law.md 2.10). The numbers of the procedure are verified at second hand only."""

from __future__ import annotations

from datetime import date
from typing import Final

from zhifa.engine.allowances import Further
from zhifa.engine.rules import Rule, RulePack
from zhifa.engine.terms import Consequence, Duty, Extension, Mark, Term, Unit
from zhifa.workflows.packs.exclusions import exclusions

_RULE: Final = "市场监督管理行政处罚程序规定"
_DOCUMENT: Final = "国家市场监督管理总局令第2号公布，第42号、第61号修改"
_SINCE: Final = date(2021, 7, 15)
_PUBLICITY: Final = "市场监督管理行政处罚信息公示规定"
_PUBLISHED: Final = "2021-09-01"

_DECISION = Rule(
    term="decision",
    since=_SINCE,
    article=f"{_RULE}第六十四条",
    document=_DOCUMENT,
    mark=Mark.SECONDARY,
    length=90,
    extension=Extension(
        length=30,
        approver="机关负责人",
        article=f"{_RULE}第六十四条",
        further=Further("机关负责人集体讨论"),
        notice=False,
        mark=Mark.SECONDARY,
    ),
    exclusions=exclusions(
        f"{_RULE}第六十四条", Mark.SECONDARY,
        "suspension", "hearing", "announcement", "appraisal", "identification", "refund_order",
    ),
)  # fmt: skip
_PRESERVATION = Rule(
    term="preservation",
    since=_SINCE,
    article=_RULE,
    document=_DOCUMENT,
    mark=Mark.SECONDARY,
    effect="届满未作出处理决定的，先行登记保存措施自动解除",
    consequence=Consequence.MEASURE_LAPSES,
)
_REVIEW = Rule(
    term="legal_review",
    since=_SINCE,
    article=_RULE,
    document=_DOCUMENT,
    mark=Mark.SECONDARY,
    length=10,
)

FILING: Final = Term(
    code="filing",
    label="核查线索、决定是否立案的期限",
    length=15,
    unit=Unit.WORKING_DAY,
    article=_RULE,
    duty=Duty.AGENCY,
    start="发现线索或者收到材料之日",
    effect="届满前应当核查并决定是否立案",
    mark=Mark.SECONDARY,
    extension=Extension(length=15, approver="机关负责人", article=_RULE, notice=False, mark=Mark.SECONDARY),
    rule_version=f"samr/{_SINCE}",
)
INSPECTION_PUBLICATION: Final = Term(
    code="inspection_publication",
    label="公示抽查检查结果的期限",
    length=20,
    unit=Unit.WORKING_DAY,
    article="市场监管部门双随机、一公开监管规则",
    duty=Duty.AGENCY,
    start="检查结束之日",
    effect="应当公示抽查检查结果",
    mark=Mark.SECONDARY,
    rule_version=f"samr/{_SINCE}",
)
PENALTY_PUBLICATION: Final = Term(
    code="market_publication",
    label="公示行政处罚信息的期限（市场监管）",
    length=20,
    unit=Unit.WORKING_DAY,
    article=f"{_PUBLICITY}（国家市场监督管理总局令第45号）",
    duty=Duty.AGENCY,
    start="作出决定之日",
    effect="应当在国家企业信用信息公示系统公示；仅受警告的不公示",
    rule_version=f"samr/{_PUBLISHED}",
)
FORWARDING: Final = Term(
    code="market_forwarding",
    label="向外省当事人登记地机关推送处罚信息的期限",
    length=10,
    unit=Unit.WORKING_DAY,
    article=f"{_PUBLICITY}（国家市场监督管理总局令第45号）",
    duty=Duty.AGENCY,
    start="作出决定之日",
    effect="应当推送至当事人登记地的省级市场监督管理部门",
    then=("market_forwarded_publication",),
    rule_version=f"samr/{_PUBLISHED}",
)
FORWARDED_PUBLICATION: Final = Term(
    code="market_forwarded_publication",
    label="登记地机关公示外省处罚信息的期限",
    length=10,
    unit=Unit.WORKING_DAY,
    article=f"{_PUBLICITY}（国家市场监督管理总局令第45号）",
    duty=Duty.AGENCY,
    start="收到推送信息之日",
    effect="应当在国家企业信用信息公示系统公示",
    rule_version=f"samr/{_PUBLISHED}",
)
MINOR_DISPLAY: Final = Term(
    code="market_display_minor",
    label="公示期（通报批评、较低数额罚款）",
    length=3,
    unit=Unit.MONTH,
    article=f"{_PUBLICITY}（国家市场监督管理总局令第45号）",
    duty=Duty.AGENCY,
    start="公示之日",
    effect="届满停止公示",
    consequence=Consequence.REMINDER,
    rule_version=f"samr/{_PUBLISHED}",
)
DISPLAY: Final = Term(
    code="market_display",
    label="公示期（其他处罚）",
    length=3,
    unit=Unit.YEAR,
    article=f"{_PUBLICITY}（国家市场监督管理总局令第45号）",
    duty=Duty.AGENCY,
    start="公示之日",
    effect="届满停止公示；限制从业等按实际期限",
    consequence=Consequence.REMINDER,
    rule_version=f"samr/{_PUBLISHED}",
)

SAMR: Final = RulePack(
    name="samr",
    label="市场监管",
    rules=(_DECISION, _PRESERVATION, _REVIEW),
    terms=(
        FILING, INSPECTION_PUBLICATION, PENALTY_PUBLICATION, FORWARDING, FORWARDED_PUBLICATION, MINOR_DISPLAY, DISPLAY,
    ),
)  # fmt: skip
