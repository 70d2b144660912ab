"""How the party is told of the penalty and heard: 处罚法 44, 45, 62, 63, 64."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from zhifa.documents.lint.rule import NOTICES, PENALTIES, Rule, Spot
from zhifa.documents.lint.search import DAYS, NARRATED, lacks
from zhifa.documents.lint.subject import Sentence, Subject

_HOME: Final = "告知|陈述|申辩|听取"
"""Headings below which notice and hearing are told of."""
_HEARING_DUE: Final = re.compile(
    r"(?:降低|吊销)[^，。；]{0,12}(?:资质|许可|执照|证)|责令停产停业|责令关闭|(?:限制|禁止)[^，。；]{0,8}从业"
)
_FIVE: Final = r"(?<![十百\d年月])(?:五|5)个?(?:工作日|日)"
_THREE: Final = r"(?<![十百\d年月])(?:三|3)个?(?:工作)?日(?:内|之内|以内)"
_STATEMENT: Final = "陈述|申辩"
_OFFERED: Final = r"有权|享有|权利|[述辩]权|(?<![许认])可|(?<!申)请(?!求)|应[^，]{0,40}提出"
"""Words by which a paper tells the party what it may do."""
_LISTED: Final = r"^[（）\d一二三四五六七八九十．.、]*(?:进行|提出)?"
_SILENT: Final = re.compile(
    r"(?:未|没有|无|放弃|不持|不提)[^，]{0,16}(?:意见|权利|异议|答复|回复)|未[^，]{0,10}提出$|视为放弃$"
)
"""How a paper says that the party did not answer, without naming what it could have answered."""
_ACCEPTED: Final = re.compile(
    r"接受(?:上述|该|拟作出的|行政)*处罚|表示(?:接受|认可|服从)|辩称|^(?:当事人|你单位|其)[^，可权应]{0,12}(?:提出|认为|请求)"
)
_IF: Final = re.compile(r"如|若|逾期不")
_TERM: Final = rf"(?<![月\d十百]){DAYS}|日(?:之|以)?前|截止"
_REVISED: Final = date(2021, 7, 15)
"""In force of the revision of 行政处罚法 that gives five working days to ask for a hearing."""


def hearing_due(subject: Subject) -> bool:
    """Whether something is imposed that always gives a right to a hearing (处罚法 63(1)(3), (4)); what sum is large, the agency's rules say."""
    return any(_HEARING_DUE.search(item.text) for item in subject.operative)


def _hearing_offered(subject: Subject) -> bool:
    return re.search(r"要求听证的权利|有权要求[^。]{0,6}听证", subject.plain) is not None


def _notice_lacking(subject: Subject) -> Iterator[Spot]:
    number, day = subject.known.notice_number, subject.known.notice_day
    dated = f"{day.year}年{day.month}月{day.day}日" if day else None
    named = subject.says(number) or (dated is not None and subject.tells(re.escape(dated), "书》"))
    if not named and not subject.tells(
        "告知", rf"拟|处罚|{_STATEMENT}|听证|事实.{{0,8}}理由", home=_HOME, outside=rf"{NARRATED}|救济|履行"
    ):
        yield Spot("告知和听取意见的情况")


def _statement_lacking(subject: Subject) -> Iterator[Spot]:
    if not subject.quotes(*subject.known.statements) and not any(
        _spoken(sentence) for sentence in subject.told(home=_HOME, outside=NARRATED)
    ):
        yield Spot("告知和听取意见的情况")


def _spoken(sentence: str) -> bool:
    """Whether the sentence says that the party spoke or did not, and more than that it may."""
    labelled = re.search(
        r"(?:陈述|申辩)(?:意见|情况|理由)?：.|当事人的意见：.|(?:无|未|没有)[^，。；]{0,10}异议", sentence
    )
    return labelled is not None or any(_answered(clause) for clause in _happened(sentence))


def _happened(sentence: str) -> Iterator[str]:
    """The clauses that tell what happened, not what the party was told, or what would follow (逾期不提出视为放弃)."""
    for before, clause in pairwise(["", *re.split("[，；：]", sentence)]):
        told = "告知" in clause and ("视为" in clause or not re.search("未|没有|放弃", clause))
        follows = "视为" in clause and (before.endswith("的") or "告知" in before or _IF.match(before))
        if not (told or follows or clause.endswith("的") or "将视为" in clause or _IF.match(clause)):
            yield clause


def _answered(clause: str) -> bool:
    if not re.search(_STATEMENT, clause):
        return "听证" not in clause and bool(_SILENT.search(clause) or _ACCEPTED.search(clause))
    if re.search("未|没有|放弃", clause):
        return True
    does = re.search("提出|提交|递交|进行|行使|发表|听取|收到|口头|书面|复核|采纳|[称述]", clause.replace("陈述", ""))
    return does is not None and not re.search("有权|可以|享有|应当|告知|要求|权利?$", clause)


def _hearing_term_lacking(subject: Subject) -> Iterator[Spot]:
    offered = _hearing_offered(subject) and _by_present_law(subject)
    if offered and not re.search(_TERM, _on_hearing(subject)):
        yield Spot("当事人的权利")


def _short_hearing_term(subject: Subject) -> Iterator[Spot]:
    told = _on_hearing(subject)
    if _by_present_law(subject) and not re.search(_FIVE, told) and (found := re.search(_THREE, told)):
        yield Spot("当事人的权利", found[0])


def _on_hearing(subject: Subject) -> str:
    """What the paper says of asking for a hearing: the parts that name it, and what stands right behind one; not what it says of statements."""
    parts = [Sentence(one.section, part) for one in subject.sentences for part in one.text.split("；")]
    return "；".join(
        _of_hearing(part.text)
        for before, part in pairwise([Sentence("", ""), *parts])
        if "听证" in part.text or ("听证" in before.text and before.section == part.section and _sets_term(part.text))
    )


def _sets_term(part: str) -> bool:
    """Whether the part says how to ask for what was named before it."""
    return re.search("提出|申请|行使|期限", part) is not None and not re.search(_STATEMENT, part)


def _of_hearing(part: str) -> str:
    """Of a part that names statements too, what stands behind the hearing, where that is a term; what the agency will tell (七日前通知) is left out."""
    asked = "，".join(clause for clause in part.split("，") if not re.search("通知(?!书)", clause))
    behind = re.split(_STATEMENT, asked.partition("听证")[2])[0]
    return behind if re.search(_TERM, behind) else asked


def _by_present_law(subject: Subject) -> bool:
    return subject.day is not None and subject.day >= _REVISED


def statement_offered(subject: Subject) -> bool:
    """Whether the paper tells the party that it may make statements and defend itself, in a sentence or in a list; not only that this does no harm."""
    return all(subject.tells(word, rf"{_OFFERED}|{_LISTED}(?:{_STATEMENT})") for word in ("陈述", "申辩"))


def _right_lacking(subject: Subject) -> Iterator[Spot]:
    if not statement_offered(subject):
        yield Spot("当事人的权利")


RULES: Final = (
    Rule(
        id="heard", severity="error", article="行政处罚法第四十四条、第六十二条", codes=PENALTIES,
        fault="没有写告知的情况", advice="写明何时告知了拟作出的处罚及事实、理由、依据和权利",
        find=_notice_lacking,
    ),
    Rule(
        id="statement-heard", severity="error", article="行政处罚法第四十五条、第六十二条", codes=PENALTIES,
        fault="没有写当事人的陈述、申辩情况", advice="写明提出了什么、怎样复核，或者未提出、明确放弃",
        find=_statement_lacking,
    ),
    Rule(
        id="hearing-told", severity="warning", article="行政处罚法第六十三条、第六十四条", codes=NOTICES | {"D33"},
        fault="处罚内容属于应当告知听证权的种类，没有写听证", advice="告知要求听证的权利，写明听证的情况", find=lacks("听证", at="当事人的权利", when=hearing_due),
    ),
    Rule(
        id="hearing-days", severity="error", article="行政处罚法第六十四条第（一）项、第八十五条", codes=NOTICES,
        fault="告知了听证权，没有写要求听证的期限", advice="写明收到告知书之日起五个工作日内提出", find=_hearing_term_lacking,
    ),
    Rule(
        id="hearing-days-old", severity="error", article="行政处罚法第六十四条第（一）项（2021年7月15日起施行）", codes=NOTICES,
        fault="要求听证的期限写作“{}”，是修订前的规定", advice="改为五个工作日", find=_short_hearing_term,
    ),
    Rule(
        id="statement-right", severity="error", article="行政处罚法第四十四条、第四十五条", codes=NOTICES,
        fault="没有告知陈述、申辩的权利", advice="写明当事人有权进行陈述和申辩", find=_right_lacking,
    ),
)  # fmt: skip
