"""What the law says a paper must hold: 处罚法 33, 44, 45, 52, 59, 63, 64; 令 235 第七条."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from zhifa.documents.lint.rule import LETTERS, NOTICES, PENALTIES, Rule, Spot
from zhifa.documents.lint.search import BODY, SILENT, lacks, meets
from zhifa.documents.lint.subject import Passage, Subject

_FACTS: Final = r"事实|^违法行为$"
_KINDS: Final = re.compile(r"罚款|警告|通报批评|没收|暂扣|吊销|降低[^。]{0,6}资质|限制|责令(?:停产停业|关闭)|拘留")
_HEARING_DUE: Final = re.compile(
    r"(?:降低|吊销)[^，。；]{0,12}(?:资质|许可|执照|证)|责令停产停业|责令关闭|(?:限制|禁止)[^，。；]{0,8}从业"
)
_ELSEWHERE: Final = re.compile(r"履行|救济|告知|权利|教育")
"""Headings below which a statute is cited that is not what the penalty rests on."""
_SPOKEN: Final = r"(?:未|没有|提出|进行|放弃)[^。]{0,12}陈述|陈述、?申辩(?:意见)?：|当事人的意见"
_REVISED: Final = date(2021, 7, 15)
"""In force of the revision of 行政处罚法 that gives five working days to ask for a hearing."""


def fined(subject: Subject) -> bool:
    """Whether a fine is imposed, or proposed."""
    return any("罚款" in item.text for item in subject.operative)


def collected(subject: Subject) -> bool:
    """Whether the officers collect the fine on the spot (处罚法 68, 69)."""
    return "当场收缴" in subject.text


def owing(subject: Subject) -> bool:
    """Whether a fine is imposed that the party has to bring to the bank."""
    return fined(subject) and not collected(subject)


def hearing_due(subject: Subject) -> bool:
    """Whether something is imposed that always gives a right to a hearing (处罚法 63(1)(3), (4)); what sum is large, the agency's rules say."""
    return any(_HEARING_DUE.search(item.text) for item in subject.operative)


def _hearing_offered(subject: Subject) -> bool:
    return re.search(r"要求听证的权利|有权要求[^。]{0,6}听证", subject.text) is not None


def _established(subject: Subject) -> bool:
    return "违法事实不能成立" not in subject.text


def _party_lacking(subject: Subject) -> Iterator[Spot]:
    if not subject.party and not subject.says(subject.known.party):
        yield Spot("当事人基本情况")


def _address_lacking(subject: Subject) -> Iterator[Spot]:
    if not subject.value("住所", "住址", "经营场所", "住所（住址）", "地址") and not subject.says(
        subject.known.address
    ):
        yield Spot("当事人基本情况")


def _operative_lacking(subject: Subject) -> Iterator[Spot]:
    named = any(_KINDS.search(passage.text) for passage in subject.under(r"种类|拟作出|处罚内容|处罚决定"))
    if not named and not any(passage.text for passage in subject.operative) and "不予行政处罚" not in subject.text:
        yield Spot("处罚内容")


def _under_or_told(section: str, words: str) -> Callable[[Subject], bool]:
    """Whether something stands under a heading of that name or, in papers without one, whether the words are used."""

    def told(subject: Subject) -> bool:
        headed = any(re.search(section, p.section) or re.search(section, p.text) for p in subject.styled("h2", "th"))
        body = subject.under(section) if headed else subject.styled(*BODY)
        return any(passage.text and (headed or re.search(words, passage.text)) for passage in body)

    return told


_facts_told = _under_or_told(_FACTS, "经查|查明")
_education_told = _under_or_told("教育", "教育")


def _facts_lacking(subject: Subject) -> Iterator[Spot]:
    if not _facts_told(subject):
        yield Spot("违法事实")


def _education_lacking(subject: Subject) -> Iterator[Spot]:
    if _established(subject) and not _education_told(subject):
        yield Spot("教育")


def _basis_lacking(subject: Subject) -> Iterator[Spot]:
    said = (p.text for p in subject.passages if p.section and not _ELSEWHERE.search(p.section) and _rests(p))
    if not any("《" in text or SILENT in text for text in said):
        yield Spot("处罚依据")


def _rests(passage: Passage) -> bool:
    """Whether the line tells what the decision rests on, and not only an order to correct."""
    if re.search(r"责令[^。]{0,6}改正", passage.text) and "处罚" not in passage.text.replace("行政处罚法", ""):
        return False
    return passage.section == "处罚依据" or re.search(r"依据|根据|依照|按照|不予行政处罚（", passage.text) is not None


def _short_hearing_term(subject: Subject) -> Iterator[Spot]:
    rights = "\n".join(passage.text for passage in subject.under("权利"))
    term = re.search(r"听证[^。]{0,30}?(?:三|3)个?(?:工作)?日(?:内|以内)", rights)
    if term and _by_present_law(subject):
        yield Spot("当事人的权利", term[0][-12:])


def _by_present_law(subject: Subject) -> bool:
    return subject.day is not None and subject.day >= _REVISED


RULES: Final = (
    Rule(
        id="party", severity="error", article="行政处罚法第五十九条第一款第（一）项",
        fault="没有载明当事人的姓名或者名称", advice="补写当事人", find=_party_lacking,
    ),
    Rule(
        id="address", severity="error", article="行政处罚法第五十九条第一款第（一）项", codes=frozenset({"D33"}),
        fault="没有载明当事人的地址", advice="补写住所或者住址", find=_address_lacking,
    ),
    Rule(
        id="facts", severity="error", article="行政处罚法第四十四条、第五十二条第二款、第五十九条第一款第（二）项",
        fault="没有写违法事实", advice="补写查明的违法事实", find=_facts_lacking,
    ),
    Rule(
        id="evidence", severity="error", article="行政处罚法第五十九条第一款第（二）项", codes=frozenset({"D33"}),
        fault="没有写证据", advice="列出证明违法事实的证据", find=lacks(r"证据证明|证明(?:上述|以上)事实|(?:主要|下列|以上|上述)证据|证据如下", at="违法事实和证据"),
    ),
    Rule(
        id="penalty", severity="error", article="行政处罚法第四十四条、第五十二条第二款、第五十九条第一款第（三）项",
        codes=PENALTIES | NOTICES, fault="没有写处罚的种类和内容", advice="逐项写明处罚种类、数额", find=_operative_lacking,
    ),
    Rule(
        id="basis", severity="error", article="行政处罚法第四十四条、第五十二条第二款、第五十九条第一款第（三）项",
        fault="没有写处罚（不予处罚）所依据的法律条款", advice="写明《法律全称》第几条第几款第几项", find=_basis_lacking,
    ),
    Rule(
        id="discretion", severity="warning", article="行政处罚法第五十七条第一款第（一）项",
        fault="没有写裁量理由", advice="写明从轻、减轻、从重或者不予处罚的情节和理由",
        find=lacks(r"裁量|不予行政处罚的理由", at="理由和依据"),
    ),
    Rule(
        id="payment", severity="error", article="行政处罚法第五十九条第一款第（四）项、第六十七条第三款", codes=PENALTIES,
        fault="有罚款而没有写缴款期限", advice="写明自收到决定书之日起十五日内缴纳",
        find=lacks(r"收到[^。]{0,12}(?:之日起|后)[^。]{1,8}日内[^。]{0,60}[缴款]", at="履行方式和期限", when=owing),
    ),
    Rule(
        id="payee", severity="error", article="罚款决定与罚款收缴分离实施办法第七条", codes=PENALTIES,
        fault="有罚款而没有写代收机构", advice="写明代收机构的名称、地址", find=lacks(r"缴[至到入]|缴纳至|存入|汇入|代收|银行|账[户号]", at="履行方式和期限", when=owing),
    ),
    Rule(
        id="payment-days", severity="error", article="行政处罚法第六十七条第三款", codes=PENALTIES,
        fault="缴款期限写作“{}”，不是十五日", advice="改为十五日",
        find=meets(r"之日起(?!(?:十五|15)个?(?:自然)?日)[^，。]{1,6}日内[^。]{0,8}(?:罚款|款项)", styles=("p", "td"), section="履行方式", when=owing),
    ),
    Rule(
        id="surcharge", severity="error", article="行政处罚法第七十二条第一款第（一）项；罚款决定与罚款收缴分离实施办法第七条", codes=PENALTIES,
        fault="有罚款而没有写逾期缴纳是否加处罚款", advice="写明每日按罚款数额的百分之三加处罚款",
        find=lacks(r"加处罚款", at="履行方式和期限", when=owing),
    ),
    Rule(
        id="surcharge-cap", severity="warning", article="行政处罚法第七十二条第一款第（一）项", codes=PENALTIES,
        fault="写了加处罚款而没有写明不超出罚款的数额", advice="补写加处罚款的数额不超出罚款的数额",
        find=lacks(r"不(?:得)?超[出过]罚款", at="履行方式和期限", when=lambda s: owing(s) and "加处罚款" in s.text),
    ),
    Rule(
        id="surcharge-rate", severity="error", article="行政处罚法第七十二条第一款第（一）项", codes=PENALTIES,
        fault="加处罚款的比例写作“{}”，不是每日百分之三", advice="改为每日按罚款数额的百分之三",
        find=meets(r"每日按[^，。]{0,10}(?!百分之三加|3[%％]加)(?:百分之.|千分之.|万分之.|\d+(?:\.\d+)?[%％‰])加处", section="履行方式"),
    ),
    Rule(
        id="heard", severity="error", article="行政处罚法第四十四条、第六十二条", codes=PENALTIES,
        fault="没有写告知的情况", advice="写明何时告知了拟作出的处罚及事实、理由、依据和权利",
        find=lacks(r"告知(?:了)?当事人|[对向]当事人[^。]{0,12}告知|《行政处罚[^》]{0,4}告知书》", at="告知和听取意见的情况"),
    ),
    Rule(
        id="statement-heard", severity="error", article="行政处罚法第四十五条、第六十二条", codes=PENALTIES,
        fault="没有写当事人的陈述、申辩情况", advice="写明提出了什么、怎样复核，或者未提出、明确放弃",
        find=lacks(_SPOKEN, at="告知和听取意见的情况"),
    ),
    Rule(
        id="hearing-told", severity="warning", article="行政处罚法第六十三条、第六十四条", codes=NOTICES | {"D33"},
        fault="处罚内容属于应当告知听证权的种类，没有写听证", advice="告知要求听证的权利，写明听证的情况", find=lacks("听证", at="当事人的权利", when=hearing_due),
    ),
    Rule(
        id="hearing-days", severity="error", article="行政处罚法第六十四条第（一）项、第八十五条", codes=NOTICES,
        fault="告知了听证权，没有写要求听证的期限", advice="写明收到告知书之日起五个工作日内提出",
        find=lacks(r"(?:五|5)个?(?:工作)?日[^。]{0,20}(?:提出|申请)", at="当事人的权利", when=lambda s: _hearing_offered(s) and _by_present_law(s)),
    ),
    Rule(
        id="hearing-days-old", severity="error", article="行政处罚法第六十四条第（一）项（2021年7月15日起施行）", codes=NOTICES,
        fault="要求听证的期限写作“{}”，是修订前的规定", advice="改为五个工作日", find=_short_hearing_term,
    ),
    Rule(
        id="statement-right", severity="error", article="行政处罚法第四十四条、第四十五条", codes=NOTICES,
        fault="没有告知陈述、申辩的权利", advice="写明当事人有权进行陈述和申辩", find=lacks(r"陈述.{0,3}申辩", at="当事人的权利"),
    ),
    Rule(
        id="spot-time-place", severity="error", article="行政处罚法第五十二条第二款", codes=frozenset({"D34"}),
        fault="没有写处罚的时间或者地点", advice="补写决定时间和地点",
        find=lacks(r"地点[\s\S]*时间|时间[\s\S]*地点", at="“地点”“决定时间”栏"),
    ),
    Rule(
        id="spot-signature", severity="error", article="行政处罚法第五十二条第二款", codes=frozenset({"D34"}),
        fault="没有执法人员签名或者盖章的地方", advice="补上执法人员签名处", find=lacks(r"执法人员[^\n]{0,6}(?:签|盖章)", at="签名处"),
    ),
    Rule(
        id="education", severity="error", article="行政处罚法第三十三条第三款", codes=frozenset({"D35"}),
        fault="不予处罚而没有写对当事人的教育", advice="写明怎样教育当事人", find=_education_lacking,
    ),
    Rule(
        id="no-penalty-ground", severity="warning", article="行政处罚法第三十条、第三十一条、第三十三条、第三十六条、第五十七条第一款", codes=frozenset({"D35"}),
        fault="没有写依哪一条不予处罚", advice="写明行政处罚法第三十条、第三十一条、第三十三条、第三十六条或者第五十七条",
        find=lacks(r"第三十[一三六]?条|第五十七条|来源未载", at="不予行政处罚的理由和依据"),
    ),
    Rule(
        id="review-told", severity="notice", article="行政处罚法第五十八条", codes=frozenset({"D33"}),
        fault="没有写法制审核的情况", advice="写明本案经法制审核", find=lacks("法制审核", at="处罚的理由和依据"),
    ),
    Rule(
        id="public-notice", severity="warning", article="行政处罚法第四十八条", codes=frozenset({"D33", "D35"}),
        fault="没有告知本决定将公示", advice="写明本决定将依法向社会公示", find=lacks(r"公示|公开", at="救济途径和期限"),
    ),
    Rule(
        id="not-stayed", severity="notice", article="行政处罚法第七十三条第一款", codes=PENALTIES,
        fault="没有写复议、诉讼期间不停止执行", advice="写明不停止执行，法律另有规定的除外", find=lacks("不停止执行", at="救济途径和期限"),
    ),
    Rule(
        id="contact", severity="warning", article="本系统约定：便于当事人行使权利", codes=LETTERS,
        fault="没有写联系人或者联系电话", advice="补写联系人及电话", find=lacks(r"联系人：[^　]+　+联系电话：\S+", at="联系方式"),
    ),
)  # fmt: skip
