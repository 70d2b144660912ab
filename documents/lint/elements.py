"""What the law says a paper of a penalty must hold: 处罚法 33, 44, 52, 59.

An element is lacking when neither its heading, nor the fact on file, nor the usual words of it stand in the text: agencies word their papers themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from zhifa.documents.amounts import figures, in_words
from zhifa.documents.facts.values import SILENT
from zhifa.documents.lint.plain import plain
from zhifa.documents.lint.rule import LETTERS, NOTICES, PENALTIES, Rule, Spot
from zhifa.documents.lint.search import lacks
from zhifa.documents.lint.subject import Passage, Subject, days_in

_FACTS: Final = r"事实|^违法行为$"
_KINDS: Final = r"罚款|警告|通报批评|没收|暂扣|吊销|降低[^。]{0,6}资质|限制|责令(?:停产停业|关闭)|拘留"
_OPERATIVE: Final = "种类|拟作出|处罚内容|处罚决定"
_GROUNDS: Final = "依据|理由|种类"
_ELSEWHERE: Final = r"履行|救济|告知|权利|教育"
"""Headings below which a statute is cited, or evidence named, that is not what the penalty rests on."""
_PROVED: Final = (
    r"证据[^。]{0,40}(?:证明|证实|认定|在案|如下)|证据(?:材料|目录|清单)?[一二三四五六七八九十\d]{0,2}：|佐证|为证|为凭"
    r"|(?:笔录|记录|报告|照片|票据|材料)[^。]{0,40}(?:证明|证实)"
)
"""How a paper points at its evidence; that some was preserved (先行登记保存证据) proves nothing."""
_EDUCATED: Final = "教育|告诫|劝诫|训诫|(?<!通报)批评|宣讲|讲解|宣传|普法|约谈|提醒"
_ANNOUNCED: Final = "(?:决定|拟)[^。]{0,60}(?:如下|下列)[^。]{0,8}处罚"
_SIGNERS: Final = ("执法人员", "承办人", "办案人员", "经办人")


def _established(subject: Subject) -> bool:
    return "违法事实不能成立" not in subject.text


def _tier_unnamed(subject: Subject) -> Iterator[Spot]:
    tiers = subject.known.tiers
    if tiers and not any(plain(tier) in subject.plain for tier in tiers):
        yield Spot("理由和依据", "”“".join(tiers))


def _party_lacking(subject: Subject) -> Iterator[Spot]:
    if not subject.party and not subject.says(subject.known.party):
        yield Spot("当事人基本情况")


def _address_lacking(subject: Subject) -> Iterator[Spot]:
    headed = subject.value("住所", "住址", "经营场所", "住所（住址）", "地址")
    if not headed and not subject.says(subject.known.address):
        yield Spot("当事人基本情况")


def _stands_under(subject: Subject, section: str) -> bool:
    """Whether anything stands below headings, or in rows, of that name."""
    return any(passage.text for passage in subject.under(section))


def _facts_lacking(subject: Subject) -> Iterator[Spot]:
    told = subject.quotes(subject.known.facts) or subject.tells("经查|查明|现查实")
    if not told and not _stands_under(subject, _FACTS):
        yield Spot("违法事实")


def _evidence_lacking(subject: Subject) -> Iterator[Spot]:
    told = subject.tells(_PROVED, home="证据|事实", outside=_ELSEWHERE) or _stands_under(subject, "^(?!.*事实).*证据")
    if not told and not subject.quotes(*subject.known.evidence):
        yield Spot("违法事实和证据")


def _operative_lacking(subject: Subject) -> Iterator[Spot]:
    if not (_operative_headed(subject) or _operative_told(subject) or "不予行政处罚" in subject.text):
        yield Spot("处罚内容")


def _operative_headed(subject: Subject) -> bool:
    headed = subject.under(_OPERATIVE)
    return any(passage.text for passage in subject.operative) or any(re.search(_KINDS, p.text) for p in headed)


def _operative_told(subject: Subject) -> bool:
    """Whether a sentence decides on or proposes a penalty, or repeats one of the draft; the telling of what was proposed is none of it."""
    decides = rf"(?<!本)(?:决定|拟)(?!书)(?:(?!告知).){{0,80}}?(?:{_KINDS})"
    if (
        _operative_announced(subject)
        or subject.quotes(*subject.known.items)
        or subject.tells(decides, home=_OPERATIVE, outside=_ELSEWHERE)
    ):
        return True
    sums = "|".join(
        re.escape(form) for fen in subject.known.sums for form in (in_words(fen).rstrip("整"), figures(fen))
    )
    return bool(sums) and subject.tells(
        rf"^(?!.*[缴告])(?=.*(?:{_KINDS})).*?(?:{sums})", home=_OPERATIVE, outside=_ELSEWHERE
    )


def _operative_announced(subject: Subject) -> bool:
    """Whether the line behind 本机关决定作出如下行政处罚 names one, in however few words."""
    told = pairwise(subject.told(home=_OPERATIVE, outside=_ELSEWHERE))
    return any(re.search(_ANNOUNCED, before) and re.search(_KINDS, behind) for before, behind in told)


def _basis_lacking(subject: Subject) -> Iterator[Spot]:
    if subject.quotes(*subject.known.basis):
        return
    headed = bool(subject.styled("h2", "th"))
    said = (p.text for p in subject.passages if _rests(p) and (_reasons(p) if headed else _punishes(p)))
    if not any("《" in text or SILENT in text for text in said):
        yield Spot("处罚依据")


def _reasons(passage: Passage) -> bool:
    """Whether the line stands where a paper with headings tells its reasons; what opens the paper is no reason."""
    return bool(
        re.search(_GROUNDS, passage.section) or (passage.section and not re.search(_ELSEWHERE, passage.section))
    )


def _punishes(passage: Passage) -> bool:
    """The same in a paper without headings: whether the line is about the penalty, and not about rights, payment or remedies only."""
    others = r"告知如下|听证|陈述|申辩|复议|诉讼|不缴纳|逾期|加处"
    return any("《" in one and not re.search(others, one) for one in re.split("[。；]", passage.text))


def _rests(passage: Passage) -> bool:
    """Whether the line tells what the decision rests on, and not only an order to correct."""
    if re.search(r"责令[^。]{0,6}改正", passage.text) and "处罚" not in passage.text.replace("行政处罚法", ""):
        return False
    return passage.section == "处罚依据" or re.search(r"依据|根据|依照|按照|不予行政处罚（", passage.text) is not None


def _scene_lacking(subject: Subject) -> Iterator[Spot]:
    placed = "地点" in subject.plain or subject.says(subject.known.place)
    timed = re.search(r"时间|(?:决定|处罚|作出)日期|\d时|\d：\d\d|\d:\d\d", subject.plain) or _decided_on(subject)
    if not placed or not timed:
        yield Spot("“地点”“决定时间”栏")


def _decided_on(subject: Subject) -> bool:
    """Whether the day on file stands in the paper, and not as the day of the violation."""
    day = subject.known.issued_on
    others = (p.text for p in subject.passages if not re.search("违法|事实|证据", p.section))
    return day is not None and any(day in days_in(text) for text in others)


def _signature_lacking(subject: Subject) -> Iterator[Spot]:
    signers = "|".join((*_SIGNERS, *(re.escape(plain(name)) for name in subject.known.officers)))
    if not re.search(rf"(?:{signers})(?!注明)[^\n]{{0,60}}(?:签(?!收)|盖章|＿|_)", subject.plain):
        yield Spot("签名处")


def _education_lacking(subject: Subject) -> Iterator[Spot]:
    told = _educates(subject) or _stands_under(subject, "教育")
    if _established(subject) and not told and not subject.quotes(subject.known.education):
        yield Spot("教育")


def _educates(subject: Subject) -> bool:
    """Whether the paper itself speaks of education, outside the facts: names (教育培训中心, 教育局) and titles of statutes do not."""
    body = (p.text for p in subject.styled("p", "td", "item", "li") if "事实" not in p.section)
    told = re.sub("《[^》]*》", "", plain("\n".join(body)))
    for name in filter(None, (subject.party, subject.known.party, subject.one("agency"), subject.known.review_body)):
        told = told.replace(plain(name), "")
    return re.search(_EDUCATED, told) is not None


def _published(subject: Subject) -> bool:
    """Whether more than a warning is imposed, which is not published by every field's rules."""
    items = [passage.text for passage in subject.operative]
    return not items or any(set(re.findall(_KINDS, item)) != {"警告"} for item in items)


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
        fault="没有写证据", advice="列出证明违法事实的证据", find=_evidence_lacking,
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
        id="tier-named", severity="warning", article="行政处罚法第三十四条", codes=frozenset({"D24", "D33"}),
        fault="裁量理由没有提到所选的裁量阶次“{}”", advice="写明适用的裁量基准和阶次", find=_tier_unnamed,
    ),
    Rule(
        id="spot-time-place", severity="error", article="行政处罚法第五十二条第二款", codes=frozenset({"D34"}),
        fault="没有写处罚的时间或者地点", advice="补写决定时间和地点", find=_scene_lacking,
    ),
    Rule(
        id="spot-signature", severity="error", article="行政处罚法第五十二条第二款", codes=frozenset({"D34"}),
        fault="没有执法人员签名或者盖章的地方", advice="补上执法人员签名处", find=_signature_lacking,
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
        fault="没有告知本决定将公示", advice="写明本决定将依法向社会公示", find=lacks(r"公示|公开", at="救济途径和期限", when=_published),
    ),
    Rule(
        id="not-stayed", severity="notice", article="行政处罚法第七十三条第一款", codes=PENALTIES,
        fault="没有写复议、诉讼期间不停止执行", advice="写明不停止执行，法律另有规定的除外", find=lacks("不停止执行", at="救济途径和期限"),
    ),
    Rule(
        id="contact", severity="warning", article="本系统约定：便于当事人行使权利", codes=LETTERS,
        fault="没有写联系人或者联系电话", advice="补写联系人及电话", find=lacks(r"联系人：.{1,60}联系电话：.", at="联系方式"),
    ),
)  # fmt: skip
