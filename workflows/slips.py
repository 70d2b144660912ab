"""What of a paper is no slip of the pen: what it decides, and all by which a reader knows whom, when, how much and on what ground."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from zhifa.engine.casefile import CaseFile, PaperOnFile
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.rectification import Slip

_FIGURES: Final = "0-9０-９零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟两"
_NAMING: Final = re.compile(
    r"(?<![至到])[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日(?![至到前止起内]|届满|[以之][前后])|〔[0-9]{4}〕[0-9]+号|[0-9]{3,4}-[0-9]{7,8}|[0-9]+号"
)
"""Figures that only name something: a day on which nothing begins or ends, the number of a paper, a telephone, a house."""
_SUBSTANCE: Final[Mapping[str, re.Pattern[str]]] = {
    "数额、数量、比例或者期限": re.compile(rf"[{_FIGURES}][{_FIGURES}.,，．]*[^，。；、\s]?|半数|终身|永久|长期"),
    "处罚种类": re.compile(
        r"警告|通报批评|罚款|没收|暂扣|吊销|降低资质|限制|责令|停产|停业|关闭|拘留|禁止|查封|扣押|冻结|拆除"
    ),
    "法律依据": re.compile(
        r"《[^》]*(?:法|法典|条例|规定|办法|细则|规则|基准|标准|解释)》|第[〇零一二三四五六七八九十百千]+条[之一二三四五六七八九十、（）第款项目]*"
    ),
    "结论": re.compile(r"不予|不|未|没有|无权|全部|部分|采纳|成立|应当|可以|有权|从重|从轻|减轻|免予|严重|轻微|同意"),
}


def changed(case: CaseFile, paper: PaperOnFile, before: str, slip: Slip, *, agency: Iterable[str]) -> Iterator[str]:
    """What of its substance the paper, whose squeezed text is ``before``, would say otherwise with the slip mended: named in Chinese.

    What it decides is not touched at all. Elsewhere all that counts must stand as it stood, in its order: figures but those that only name
    something, kinds of penalty, provisions, the words that turn a sentence round; and as often as it stood, whatever the record says of party,
    days and agency, of which ``agency`` are the values.
    """
    wrong, right, after = squeezed(slip.wrong), squeezed(slip.right), mend(before, slip)
    lines = [line for line in before.splitlines() if wrong in line]
    if any(squeezed(told) in line for line in lines for told in _operative(case)):
        yield "处理结果"
    counting, then = _NAMING.sub("", before), _NAMING.sub("", after)
    yield from (what for what, pattern in _SUBSTANCE.items() if pattern.findall(counting) != pattern.findall(then))
    for what, kept in (("当事人", _party(case)), ("日期", _days(case, paper)), ("机关及其登记的事项", agency)):
        if any(_touched(squeezed(value), wrong, right, before, after) for value in kept):
            yield what


def _touched(value: str, wrong: str, right: str, before: str, after: str) -> bool:
    """Whether a slip is about this value: takes in what states it, or makes it stand where it did not, or no more where it did."""
    return value in wrong or value in right or before.count(value) != after.count(value)


def _operative(case: CaseFile) -> Iterator[str]:
    """What the decision orders, in its words."""
    draft = dossier.draft(case)
    yield from (item.text for item in dues.operative(case))
    if draft and draft.correction:
        yield draft.correction


def _days(case: CaseFile, paper: PaperOnFile) -> Iterator[str]:
    """Days that decide on the law that applies, on the time in which there may be a penalty, and on the party's periods."""
    for day in filter(None, (dossier.violated_on(case), date.fromisoformat(paper.issued_on))):
        yield f"{day.year}年{day.month}月{day.day}日"


def mend(text: str, slip: Slip) -> str:
    """The squeezed text with the slip mended wherever it stands."""
    return text.replace(squeezed(slip.wrong), squeezed(slip.right))


def squeezed(text: str) -> str:
    """The text without blanks, which a copy of a printed line may have otherwise; lines stay apart."""
    return "\n".join("".join(line.split()) for line in text.splitlines())


def _party(case: CaseFile) -> Iterator[str]:
    """Name and number of the party. On file neither is corrected once the decision is made, so a paper does not tell them otherwise either."""
    told = dossier.report(case)
    for stated in (told.party.name, told.party.identity_number) if told else ():
        if stated and not isinstance(stated, NotStated):
            yield stated
