"""What the law says papers of other acts must hold: 强制法 24, 31 (measures), 35 (demand), 37, 51 (enforcement); 许可法 38 (refusal)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zhifa.documents.lint.hearing import statement_offered
from zhifa.documents.lint.remedies import review_told, suit_told
from zhifa.documents.lint.rule import ENFORCEMENTS, MEASURES, Rule, Spot
from zhifa.documents.lint.search import DAYS, lacks, untold
from zhifa.documents.lint.subject import Subject, days_in

_MEASURES: Final = "行政强制法第二十四条第二款、第三十一条"
_ENFORCEMENTS: Final = "行政强制法第三十七条第二款、第五十一条第一款第（一）项"
_SUBSTITUTE: Final = frozenset({"D43-2"})
_DEMAND: Final = frozenset({"D41", "D43-6"})
_REFUSAL: Final = frozenset({"D54-2"})
_BASIS: Final = ("依据|根据|依照|按照", "《|〔来源未载〕")
_COUNTED: Final = r"清单|明细|数量|\d(?:件|台|个(?!月|工作)|袋|箱|瓶|盒|吨|公斤|千克|辆|套|批|间|处|平方米)"
_REASONS: Final = "理由|原因|因为|由于|不符合(?!法定)|不具备|不满足|不足|缺少|未达到|逾期|拒不|仍[不未]"
"""How a paper begins to say why; the reasons themselves are in no fixed words. 不符合法定条件、标准 is the finding of every refusal."""
_LASTING: Final = rf"期限|自.{{0,20}}至.{{0,20}}止|为期|\d日起?至.{{0,12}}\d日|(?:查封|扣押|冻结)(?:时间|期间)?.{{0,6}}(?<![月\d]){DAYS}"
_MANNERS: Final = "方式|方法|措施|划拨|拍卖|组织|强制(?!执行|措施|法)"
_TIMES: Final = r"时间|日期|\d月\d{1,2}日.{0,12}(?:起|前|时|开始|实施|执行)"


def _no_party(subject: Subject) -> Iterator[Spot]:
    if not subject.party and not subject.says(subject.known.party):
        yield Spot("当事人基本情况")


def _no_seal(subject: Subject) -> Iterator[Spot]:
    if not subject.one("signer") or not any(days_in(subject.one("date"))):
        yield Spot("落款")


def _no_goods(subject: Subject) -> Iterator[Spot]:
    """What is sealed or seized is counted, in a table, a list or a sentence; what is frozen has its account and sum."""
    wanted = ("账[户号]", r"\d元|[元圆]整|全部") if subject.code == "D16-3" else (_COUNTED,)
    if not all(re.search(words, subject.plain) for words in wanted):
        yield Spot("标的")


def _no_remedy(subject: Subject) -> Iterator[Spot]:
    if not (review_told(subject) and suit_told(subject)):
        yield Spot("救济途径和期限")


def _no_end(subject: Subject) -> Iterator[Spot]:
    if not subject.dates(subject.known.until_on) and not subject.tells(_LASTING):
        yield Spot("期限")


def _no_reasons(subject: Subject) -> Iterator[Spot]:
    if not subject.quotes(subject.known.reasons) and not subject.tells(_REASONS):
        yield Spot("理由")


def _no_term(subject: Subject) -> Iterator[Spot]:
    told = subject.tells(
        rf"履行期限|期限.{{0,20}}\d{{4}}年|日(?:内|之内|以内)|日(?:之|以)?前|截止|立即|限于|(?:送达|收到.{{0,8}})后{DAYS}"
    )
    if not told and not subject.dates(subject.known.due_on):
        yield Spot("履行期限")


def _no_manner(subject: Subject) -> Iterator[Spot]:
    told = subject.tells(r"方式|方法|缴[至到入往]|到(?!期).{1,60}缴|银行|账[户号]|代收|自行")
    if not told and not subject.quotes(subject.known.manner, subject.known.payee):
        yield Spot("履行方式")


def _no_right(subject: Subject) -> Iterator[Spot]:
    if not statement_offered(subject):
        yield Spot("当事人的权利")


def _no_reason_or_basis(subject: Subject) -> Iterator[Spot]:
    if not subject.tells(rf"{_REASONS}|不符合") or not subject.tells(*_BASIS):
        yield Spot("理由和依据")


def _no_manner_or_time(subject: Subject) -> Iterator[Spot]:
    manner = subject.quotes(subject.known.manner) or subject.tells(_MANNERS)
    time = subject.dates(subject.known.starts_on) or subject.tells(_TIMES)
    if not (manner and time):
        yield Spot("方式和时间")


def _no_substitute(subject: Subject) -> Iterator[Spot]:
    thing = subject.quotes(subject.known.subject) or subject.tells("标的|事项|对象|内容")
    performer = subject.quotes(subject.known.performer) or subject.tells("代履行人|代为履行|第三人")
    if not (thing and performer and subject.tells("费用")):
        yield Spot("代履行")


def _pays(subject: Subject) -> bool:
    return re.search(r"缴款|罚款|缴纳", subject.text) is not None


RULES: Final = (
    Rule(
        id="measure-party", severity="error", article=_MEASURES, codes=MEASURES,
        fault="没有载明当事人的姓名或者名称", advice="补写当事人", find=_no_party,
    ),
    Rule(
        id="measure-basis", severity="error", article=_MEASURES, codes=MEASURES,
        fault="没有写采取强制措施的依据", advice="写明《法律全称》第几条第几款第几项", find=untold(*_BASIS, at="依据"),
    ),
    Rule(
        id="measure-term", severity="error", article=_MEASURES, codes=MEASURES,
        fault="没有写强制措施的期限", advice="写明自何日起至何日止", find=_no_end,
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
        fault="没有写履行义务的期限", advice="写明履行期限", find=_no_term,
    ),
    Rule(
        id="demand-manner", severity="error", article="行政强制法第三十五条第（二）项", codes=_DEMAND,
        fault="没有写履行义务的方式", advice="写明履行方式", find=_no_manner,
    ),
    Rule(
        id="demand-sum", severity="warning", article="行政强制法第三十五条第（三）项", codes=_DEMAND,
        fault="涉及金钱给付而没有写金额", advice="写明金额和给付方式", find=lacks(r"元|〔来源未载〕", at="金额和给付方式", when=_pays),
    ),
    Rule(
        id="demand-rights", severity="error", article="行政强制法第三十五条第（四）项", codes=_DEMAND,
        fault="没有写当事人的陈述权和申辩权", advice="写明当事人有权进行陈述和申辩", find=_no_right,
    ),
    Rule(
        id="enforcement-party", severity="error", article=_ENFORCEMENTS, codes=ENFORCEMENTS,
        fault="没有载明当事人的姓名或者名称", advice="补写当事人", find=_no_party,
    ),
    Rule(
        id="enforcement-basis", severity="error", article=_ENFORCEMENTS, codes=ENFORCEMENTS,
        fault="没有写理由或者依据", advice="写明理由和《法律全称》第几条", find=_no_reason_or_basis,
    ),
    Rule(
        id="enforcement-manner", severity="error", article=_ENFORCEMENTS, codes=ENFORCEMENTS,
        fault="没有写执行的方式或者时间", advice="写明方式和时间", find=_no_manner_or_time,
    ),
    Rule(
        id="substitute-performance", severity="error", article="行政强制法第五十一条第一款第（一）项", codes=_SUBSTITUTE,
        fault="没有写代履行的标的、费用预算或者代履行人", advice="写明标的、费用预算和代履行人", find=_no_substitute,
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
        fault="没有说明不予许可的理由", advice="写明理由", find=_no_reasons,
    ),
    Rule(
        id="refusal-remedy", severity="error", article="行政许可法第三十八条第二款", codes=_REFUSAL,
        fault="没有告知申请行政复议或者提起行政诉讼的权利", advice="写明向哪个机关、哪个人民法院，在多长期限内", find=_no_remedy,
    ),
)  # fmt: skip
