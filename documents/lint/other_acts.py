"""What the law says papers of other acts must hold: 强制法 24, 31 (measures), 35 (demand), 37, 51 (enforcement); 许可法 38 (refusal)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zhifa.documents.lint.remedies import WAY_OF_REVIEW, WAY_OF_SUIT
from zhifa.documents.lint.rule import ENFORCEMENTS, MEASURES, Rule, Spot
from zhifa.documents.lint.search import lacks
from zhifa.documents.lint.subject import Subject, days_in

_MEASURES: Final = "行政强制法第二十四条第二款、第三十一条"
_ENFORCEMENTS: Final = "行政强制法第三十七条第二款、第五十一条第一款第（一）项"
_SUBSTITUTE: Final = frozenset({"D43-2"})
_DEMAND: Final = frozenset({"D41"})
_REFUSAL: Final = frozenset({"D54-2"})
_BASIS: Final = r"(?:依据|根据|依照|按照)[^。]*《|〔来源未载〕"


def _no_party(subject: Subject) -> Iterator[Spot]:
    if not subject.party:
        yield Spot("当事人基本情况")


def _no_seal(subject: Subject) -> Iterator[Spot]:
    if not subject.one("signer") or not any(days_in(subject.one("date"))):
        yield Spot("落款")


def _no_goods(subject: Subject) -> Iterator[Spot]:
    """What is sealed or seized stands in a table, or in a list the paper refers to; what is frozen has its account and sum."""
    wanted = r"账[户号][\s\S]*元" if subject.code == "D16-3" else r"清单|数量"
    if not re.search(wanted, subject.text):
        yield Spot("标的")


def _no_remedy(subject: Subject) -> Iterator[Spot]:
    if not (re.search(WAY_OF_REVIEW, subject.text) and re.search(WAY_OF_SUIT, subject.text)):
        yield Spot("救济途径和期限")


def _pays(subject: Subject) -> bool:
    return re.search(r"缴款|罚款|缴纳", subject.text) is not None


RULES: Final = (
    Rule(
        id="measure-party", severity="error", article=_MEASURES, codes=MEASURES,
        fault="没有载明当事人的姓名或者名称", advice="补写当事人", find=_no_party,
    ),
    Rule(
        id="measure-basis", severity="error", article=_MEASURES, codes=MEASURES,
        fault="没有写采取强制措施的依据", advice="写明《法律全称》第几条第几款第几项", find=lacks(_BASIS, at="依据"),
    ),
    Rule(
        id="measure-term", severity="error", article=_MEASURES, codes=MEASURES,
        fault="没有写强制措施的期限", advice="写明自何日起至何日止", find=lacks(r"期限", at="期限"),
    ),
    Rule(
        id="measure-goods", severity="error", article=_MEASURES, codes=MEASURES,
        fault="没有写查封、扣押的标的名称、数量，或者冻结的账号、数额", advice="逐项写明，或者附清单", find=_no_goods,
    ),
    Rule(
        id="measure-remedy", severity="error", article=_MEASURES, codes=MEASURES,
        fault="没有写申请行政复议、提起行政诉讼的途径和期限", advice="写明向哪个机关、哪个人民法院，在多长期限内", find=_no_remedy,
    ),
    Rule(
        id="measure-seal", severity="error", article=_MEASURES, codes=MEASURES,
        fault="没有机关名称或者日期", advice="写明机关名称和日期，加盖印章", find=_no_seal,
    ),
    Rule(
        id="demand-term", severity="error", article="行政强制法第三十五条第（一）项", codes=_DEMAND,
        fault="没有写履行义务的期限", advice="写明履行期限", find=lacks(r"履行期限|期限[^。]{0,20}\d{4}年|日内", at="履行期限"),
    ),
    Rule(
        id="demand-manner", severity="error", article="行政强制法第三十五条第（二）项", codes=_DEMAND,
        fault="没有写履行义务的方式", advice="写明履行方式", find=lacks(r"方式", at="履行方式"),
    ),
    Rule(
        id="demand-sum", severity="warning", article="行政强制法第三十五条第（三）项", codes=_DEMAND,
        fault="涉及金钱给付而没有写金额", advice="写明金额和给付方式", find=lacks(r"元|〔来源未载〕", at="金额和给付方式", when=_pays),
    ),
    Rule(
        id="demand-rights", severity="error", article="行政强制法第三十五条第（四）项", codes=_DEMAND,
        fault="没有写当事人的陈述权和申辩权", advice="写明当事人有权进行陈述和申辩", find=lacks(r"陈述.{0,3}申辩", at="当事人的权利"),
    ),
    Rule(
        id="enforcement-party", severity="error", article=_ENFORCEMENTS, codes=ENFORCEMENTS,
        fault="没有载明当事人的姓名或者名称", advice="补写当事人", find=_no_party,
    ),
    Rule(
        id="enforcement-basis", severity="error", article=_ENFORCEMENTS, codes=ENFORCEMENTS,
        fault="没有写理由或者依据", advice="写明理由和《法律全称》第几条",
        find=lacks(rf"理由[\s\S]*(?:{_BASIS})|(?:{_BASIS})[\s\S]*理由", at="理由和依据"),
    ),
    Rule(
        id="enforcement-manner", severity="error", article=_ENFORCEMENTS, codes=ENFORCEMENTS,
        fault="没有写执行的方式或者时间", advice="写明方式和时间", find=lacks(r"方式[\s\S]*时间|时间[\s\S]*方式", at="方式和时间"),
    ),
    Rule(
        id="substitute-performance", severity="error", article="行政强制法第五十一条第一款第（一）项", codes=_SUBSTITUTE,
        fault="没有写代履行的标的、费用预算或者代履行人", advice="写明标的、费用预算和代履行人",
        find=lacks(r"标的(?=[\s\S]*费用预算)(?=[\s\S]*代履行人)|代履行人(?=[\s\S]*标的)(?=[\s\S]*费用预算)|费用预算(?=[\s\S]*标的)(?=[\s\S]*代履行人)", at="代履行"),
    ),
    Rule(
        id="enforcement-remedy", severity="error", article="行政强制法第三十七条第二款", codes=frozenset({"D43"}),
        fault="没有写申请行政复议、提起行政诉讼的途径和期限", advice="写明向哪个机关、哪个人民法院，在多长期限内", find=_no_remedy,
    ),
    Rule(
        id="enforcement-seal", severity="error", article=_ENFORCEMENTS, codes=ENFORCEMENTS,
        fault="没有机关名称或者日期", advice="写明机关名称和日期，加盖印章", find=_no_seal,
    ),
    Rule(
        id="refusal-reasons", severity="error", article="行政许可法第三十八条第二款", codes=_REFUSAL,
        fault="没有说明不予许可的理由", advice="写明理由", find=lacks(r"理由", at="理由"),
    ),
    Rule(
        id="refusal-remedy", severity="error", article="行政许可法第三十八条第二款", codes=_REFUSAL,
        fault="没有告知申请行政复议或者提起行政诉讼的权利", advice="写明向哪个机关、哪个人民法院，在多长期限内", find=_no_remedy,
    ),
)  # fmt: skip
