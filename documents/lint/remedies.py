"""Where and until when the party may turn against the decision, by the law in force on its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import dropwhile
from typing import Final

from zhifa.documents.facts.values import SILENT
from zhifa.documents.lint.citations import value
from zhifa.documents.lint.plain import plain
from zhifa.documents.lint.rule import DECISIONS, Rule, Spot
from zhifa.documents.lint.search import DAYS, NARRATED, untold
from zhifa.documents.lint.subject import Sentence, Subject

_AT: Final = "救济途径和期限"
_LETTERS: Final = frozenset({"D33", "D35"})
_REVIEW_FIRST: Final = date(2024, 1, 1)
"""In force of the revision of 行政复议法: one review body, and review before suit against decisions made on the spot."""
_SIX_MONTHS: Final = date(2015, 5, 1)
"""In force of the revision of 行政诉讼法 that gives six months; three before."""
_REVIEW_DAYS: Final = 60
_HEADED: Final = "救济|复议|诉讼"
_ASIDE: Final = "缴|加处|不予计算|不停止执行"
"""Said of payment, and of the time while a remedy is pending: it tells no way to one."""
_IN_DAYS: Final = rf"(?<![月\d十百])(?:{DAYS}|\d{{1,3}}天)"
_IN_MONTHS: Final = r"[\d一二三四五六七八九十]个月"
_NO_OFFER: Final = "不得|不能|不可|不予受理|期间|不申请|不提起|不起诉"
_AFTER_REVIEW: Final = "复议决定|复议后|期满|届满|答复"
_SUIT: Final = "(?:诉讼|起诉)"
_BODY: Final = re.compile(r"日内(?:先)?(?:依法)?向([^，。；]{1,80}?)申请(?:行政)?复议")
_COURT: Final = re.compile(r"月内(?:依法)?(?:直接)?向([^，。；]{1,80}?)(?:提起(?:行政)?诉讼|起诉)")
_VERTICAL: Final = re.compile(
    r"海关|税务|国家安全|外汇|金融|银行|证券|证监|海事|铁路|邮政|烟草|移民|民航|气象|地震|煤矿|测绘局|委员会$|总局$"
)
"""Agencies led from above, or of the State Council, whose review body is not the local government (行政复议法 25, 27); told by name, so with room."""


def _by_present_law(subject: Subject) -> bool:
    return subject.day is not None and subject.day >= _REVIEW_FIRST


def _bodies(subject: Subject) -> Iterator[str]:
    return (found for found in _BODY.findall(_told(subject)) if SILENT not in found)


def _several_bodies(subject: Subject) -> Iterator[Spot]:
    if _by_present_law(subject) and "司法" not in subject.one("agency"):
        yield from (Spot(_AT, body) for body in _bodies(subject) if "或" in body)


def _not_the_government(subject: Subject) -> Iterator[Spot]:
    agency = subject.one("agency")
    if not _by_present_law(subject) or "司法" in agency or _VERTICAL.search(agency) or agency.startswith("中华"):
        return
    yield from (
        Spot(_AT, body) for body in _bodies(subject) if "或" not in body and "人民政府" not in body and body != agency
    )


def _another_body(subject: Subject) -> Iterator[Spot]:
    if subject.known.review_body:
        yield from (Spot(_AT, body) for body in _bodies(subject) if subject.known.review_body not in body)


def _another_court(subject: Subject) -> Iterator[Spot]:
    courts = [court for court in _COURT.findall(_told(subject)) if SILENT not in court]
    if subject.known.court:
        yield from (Spot(_AT, court) for court in courts if subject.known.court not in court)


def _no_court(subject: Subject) -> Iterator[Spot]:
    courts = (court for court in _COURT.findall(_told(subject)) if SILENT not in court)
    yield from (Spot(_AT, court) for court in courts if not court.endswith("法院"))


def review_told(subject: Subject) -> bool:
    """Whether the paper names reconsideration and a number of days."""
    told = _ways(subject)
    return "复议" in told and re.search(_IN_DAYS, told) is not None


def suit_told(subject: Subject) -> bool:
    """Whether the paper names a suit and a term, also one after a reconsideration, where a statute asks for that first."""
    told = _ways(subject)
    return re.search(_SUIT, told) is not None and re.search(rf"{_IN_DAYS}|{_IN_MONTHS}", told) is not None


def _ways(subject: Subject) -> str:
    """What the paper says of the ways: all below a heading of theirs, else all from where it begins to; without titles of statutes."""
    headed = [one for one in subject.sentences if re.search(rf"^(?!.*(?:{NARRATED})).*(?:{_HEADED})", one.section)]
    parts = (Sentence(one.section, part) for one in headed or subject.sentences for part in one.text.split("；"))
    ways = [one for one in parts if "不服" in one.text or not re.search(_ASIDE, one.text)]
    told = ways if headed else dropwhile(lambda one: not _opens(one), ways)
    return "；".join(re.sub("《[^》]*》", "", one.text) for one in told)


def _opens(part: Sentence) -> bool:
    """Whether the paper begins here to tell of remedies; facts and reasons may tell of another case's."""
    named = re.search(f"复议|{_SUIT}", part.text) and not re.search(NARRATED, part.section)
    return "不服" in part.text or bool(named)


def _no_review(subject: Subject) -> Iterator[Spot]:
    if not review_told(subject):
        yield Spot(_AT)


def _no_suit(subject: Subject) -> Iterator[Spot]:
    if not suit_told(subject):
        yield Spot(_AT)


def _told(subject: Subject) -> str:
    """What the paper says of remedies; all of it, where nothing stands under a heading of theirs."""
    return "\n".join(passage.text for passage in subject.under("救济")) or subject.text


def _review_days(subject: Subject) -> Iterator[int]:
    """Of the terms before one way of review, the nearest: another may be of the payment."""
    term = r"之日起(\d{1,4}|[一二三四五六七八九十百]{1,8})个?(?:自然)?日内[^。；日]{0,200}?申请(?:行政)?复议"
    for words in re.findall(term, plain(_told(subject))):
        yield int(words) if words.isdecimal() else value(words)


def _too_few_days(subject: Subject) -> Iterator[Spot]:
    yield from (Spot(_AT, f"{days}日") for days in _review_days(subject) if days < _REVIEW_DAYS)


def _more_days(subject: Subject) -> Iterator[Spot]:
    yield from (Spot(_AT, f"{days}日") for days in _review_days(subject) if days > _REVIEW_DAYS)


def _suit_months(subject: Subject) -> Iterator[Spot]:
    if subject.day is None or subject.day < _SIX_MONTHS:
        return
    for words in re.findall(
        r"([一二三四五六七八九十\d]{1,6}(?:个月|日))内[^，。；]{0,30}?提起(?:行政)?诉讼",
        _told(subject),
    ):
        if words not in {"六个月", "6个月"}:
            yield Spot(_AT, words)


def _suit_at_once(subject: Subject) -> Iterator[Spot]:
    parts = re.split("[。；\n]", plain(_told(subject)))
    offered = (part for part in parts if not re.search(f"{_NO_OFFER}|{_AFTER_REVIEW}", part))
    at_once = re.compile(rf"(?:也可以|或者|直接|月(?:以|之)?内)(?:(?!复议).){{0,80}}{_SUIT}")
    if _by_present_law(subject) and any(at_once.search(part) for part in offered):
        yield Spot(_AT)


RULES: Final = (
    Rule(
        id="review-way", severity="error", article="行政处罚法第五十二条第二款、第五十九条第一款第（五）项", codes=DECISIONS,
        fault="没有写申请行政复议的途径和期限", advice="写明六十日内向哪个机关申请行政复议", find=_no_review,
    ),
    Rule(
        id="suit-way", severity="error", article="行政处罚法第五十九条第一款第（五）项", codes=_LETTERS,
        fault="没有写提起行政诉讼的途径和期限", advice="写明六个月内向哪个人民法院提起行政诉讼", find=_no_suit,
    ),
    Rule(
        id="review-days", severity="error", article="行政复议法第二十条", codes=DECISIONS,
        fault="申请行政复议的期限写作“{}”，少于六十日", advice="改为六十日", find=_too_few_days,
    ),
    Rule(
        id="review-days-longer", severity="warning", article="行政复议法第二十条", codes=DECISIONS,
        fault="申请行政复议的期限写作“{}”，多于六十日", advice="改为六十日；法律规定的期限长于六十日的，写明该法律", find=_more_days,
    ),
    Rule(
        id="suit-months", severity="warning", article="行政诉讼法第四十六条", codes=_LETTERS,
        fault="提起行政诉讼的期限写作“{}”，不是六个月", advice="改为六个月；法律另有规定的，写明该法律", find=_suit_months,
    ),
    Rule(
        id="review-one-body", severity="warning", article="行政复议法第二十四条（2024年1月1日起施行）", codes=DECISIONS,
        fault="复议机关写作“{}”，给出了两个机关", advice="只写有管辖权的一个：部门的决定向本级人民政府申请", find=_several_bodies,
    ),
    Rule(
        id="review-government", severity="warning", article="行政复议法第二十四条、第二十五条、第二十七条（2024年1月1日起施行）", codes=DECISIONS,
        fault="复议机关写作“{}”，不是人民政府", advice="部门的决定向本级人民政府申请复议；垂直领导的机关可以不理会本条", find=_not_the_government,
    ),
    Rule(
        id="review-as-registered", severity="warning", article="行政处罚法第五十九条第一款第（五）项", codes=DECISIONS,
        fault="复议机关写作“{}”，与名录所载不同", advice="核对名录，改正其一", find=_another_body,
    ),
    Rule(
        id="court-as-registered", severity="warning", article="行政处罚法第五十九条第一款第（五）项", codes=DECISIONS,
        fault="管辖法院写作“{}”，与名录所载不同", advice="核对名录，改正其一", find=_another_court,
    ),
    Rule(
        id="court-named", severity="warning", article="行政处罚法第五十九条第一款第（五）项", codes=_LETTERS,
        fault="起诉所向写作“{}”，不是人民法院的名称", advice="写明有管辖权的人民法院的全称", find=_no_court,
    ),
    Rule(
        id="spot-review-first", severity="error", article="行政复议法第二十三条（2024年1月1日起施行）", codes=frozenset({"D34"}),
        fault="当场作出的处罚决定没有告知先申请行政复议", advice="写明应当先申请行政复议，对复议决定不服的再起诉",
        find=untold("先|前置|未经复议", "复议", at=_AT, when=_by_present_law),
    ),
    Rule(
        id="spot-no-direct-suit", severity="error", article="行政复议法第二十三条（2024年1月1日起施行）", codes=frozenset({"D34"}),
        fault="当场作出的处罚决定写了可以直接起诉", advice="删去直接起诉，写明复议前置", find=_suit_at_once,
    ),
)  # fmt: skip
