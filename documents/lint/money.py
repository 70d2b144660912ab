"""Sums: in figures and in words alike, added up, with their unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from zhifa.documents.amounts import contradictions, figures, figures_in, in_words, words_in
from zhifa.documents.facts.values import SILENT
from zhifa.documents.lint.rule import PENALTIES, Rule, Spot
from zhifa.documents.lint.search import BODY, meets
from zhifa.documents.lint.subject import Passage, Subject

_MOST_ON_SPOT: Final = {"citizen": 200_00, "organisation": 3_000_00}
"""Fen (处罚法 51)."""


def _differing_decided(subject: Subject) -> Iterator[Spot]:
    yield from _differing((*subject.operative, *subject.under("履行方式")))


def _differing_told(subject: Subject) -> Iterator[Spot]:
    """Elsewhere the paper may quote a document that contradicts itself."""
    decided = {*subject.operative, *subject.under("履行方式")}
    yield from _differing(p for p in subject.styled(*BODY) if p not in decided)


def _differing(passages: Iterable[Passage]) -> Iterator[Spot]:
    for passage in passages:
        for words, digits in contradictions(passage.text):
            yield Spot(passage.place, f"{words.text}”与“{digits.text}")


def _ill_formed(subject: Subject) -> Iterator[Spot]:
    for passage in subject.styled(*BODY):
        for words, fen in words_in(passage.text):
            if words.replace("圆", "元").rstrip("整") != in_words(fen).rstrip("整"):
                yield Spot(passage.place, f"{words}”，规范写法为“{in_words(fen)}")


def sum_of(item: Passage) -> int | None:
    """The sum of one item in fen; None where it names none, or several that differ."""
    said = {fen for _, fen in words_in(item.text)} or {fen for _, fen in figures_in(item.text)}
    return said.pop() if len(said) == 1 else None


def payable(subject: Subject) -> int | None:
    """What the items come to that are paid, in fen: fines and confiscated gains; None when an item leaves it open."""
    total = 0
    for item in subject.operative:
        paid = "罚款" in item.text or "没收违法所得" in item.text
        goods = re.search(r"没收(?!违法所得)", item.text)
        fen = sum_of(item)
        if paid and (goods or fen is None or SILENT in item.text):
            return None
        total += (fen or 0) if paid else 0
    return total


def _ill_added(subject: Subject) -> Iterator[Spot]:
    due = payable(subject)
    for passage in subject.under("履行方式"):
        asked = [fen for _, fen in words_in(passage.text)]
        if "缴至" in passage.text and due and asked and asked[0] != due:
            yield Spot(passage.place, f"{figures(asked[0])}”，各项之和为“{figures(due)}")


def _figures_only(subject: Subject) -> Iterator[Spot]:
    for item in subject.operative:
        if "罚款" in item.text and figures_in(item.text) and not words_in(item.text):
            yield Spot(item.place, figures_in(item.text)[0][0])


def _above_spot(subject: Subject) -> Iterator[Spot]:
    citizen = bool(subject.value("居民身份证号码", "性别", "出生日期", "护照号码"))
    most = _MOST_ON_SPOT["citizen" if citizen else "organisation"]
    for item in subject.operative:
        fen = sum_of(item)
        if "罚款" in item.text and fen and fen > most:
            yield Spot(item.place, figures(fen))


RULES: Final = (
    Rule(
        id="words-and-figures", severity="error", article="行政处罚法第五十二条第二款、第五十九条第一款第（三）项",
        fault="大写与小写不一致：“{}”", advice="核对数额，使两者一致", find=_differing_decided,
    ),
    Rule(
        id="words-and-figures-told", severity="warning", article="本系统约定",
        fault="大写与小写不一致：“{}”", advice="核对数额；所引材料原文如此的不改", find=_differing_told,
    ),
    Rule(
        id="sum-of-items", severity="warning", article="行政处罚法第五十九条第一款第（四）项", codes=PENALTIES,
        fault="应缴款项写作“{}”", advice="核对各项罚款、没收违法所得的数额及其合计", find=_ill_added,
    ),
    Rule(
        id="capital-numerals", severity="warning", article="本系统约定",
        fault="大写金额写作“{}”", advice="按规范写法改写", find=_ill_formed,
    ),
    Rule(
        id="words-lacking", severity="warning", article="本系统约定",
        fault="罚款数额“{}”没有大写", advice="同时写明大写金额", find=_figures_only,
    ),
    Rule(
        id="money-unit", severity="warning", article="行政处罚法第五十二条第二款、第五十九条第一款第（三）项",
        fault="金额没有单位：“{}”", advice="写明“元”",
        find=meets(r"(?:罚款|没收违法所得)(?:人民币)?[（(]?\d[\d,，]*(?:\.\d+)?(?![\d,，.]|\s*(?:元|圆|万|亿|角|分|倍|%|％|余))", styles=("item", "td", "p")),
    ),
    Rule(
        id="money-sign", severity="warning", article="本系统约定",
        fault="金额用了货币符号：“{}”", advice="写作“…元”", find=meets(r"[￥¥＄$]\s*\d|\bRMB\b|\d\s*块钱"),
    ),
    Rule(
        id="spot-limit", severity="warning", article="行政处罚法第五十一条", codes=frozenset({"D34"}),
        fault="当场处罚的罚款为{}，超过二百元（公民）或者三千元（法人、其他组织）", advice="改用普通程序；法律另有规定的除外", find=_above_spot,
    ),
)  # fmt: skip
