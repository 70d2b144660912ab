"""Punctuation and characters: full-width in Chinese text, paired, not doubled, nothing between characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zhifa.documents.lint.rule import Rule, Spot
from zhifa.documents.lint.search import BODY, around, meets
from zhifa.documents.lint.subject import Subject

_HAN: Final = "\u3400-\u9fff"
_PAIRS: Final = {"”": "“", "’": "‘", "》": "《", "）": "（", "〕": "〔", "】": "【", "」": "「", "』": "『"}
_GB: Final = "GB/T 15834"


def _unpaired(subject: Subject) -> Iterator[Spot]:
    for passage in subject.styled(*BODY, "number"):
        for at in unpaired(passage.text):
            yield Spot(passage.place, around(passage.text, at, at + 1))


def unpaired(text: str) -> Iterator[int]:
    """Where quotation marks and brackets stand that open without closing, close without opening, or cross."""
    waiting: list[int] = []
    for at, char in enumerate(text):
        if char in _PAIRS.values():
            waiting.append(at)
        elif char in _PAIRS:
            if waiting and text[waiting[-1]] == _PAIRS[char]:
                waiting.pop()
            elif not (char == "）" and _counts(text, at)):
                yield at
    yield from waiting


def _counts(text: str, at: int) -> bool:
    """Whether the bracket closes a number: １）, a）."""
    return at > 0 and text[at - 1].isalnum() and (at < 2 or not text[at - 2].isalpha())


RULES: Final = (
    Rule(
        id="half-width", severity="notice", article=_GB,
        fault="中文里用了半角标点：“{}”", advice="改为全角标点",
        find=meets(rf"(?<=[{_HAN}”》）])[,;:?!](?!//)|[,;?!](?=[{_HAN}“《（])|[(](?=[{_HAN}])|(?<=[{_HAN}])[()]|(?<=[{_HAN}])\.(?=[{_HAN}]|$)"),
    ),
    Rule(
        id="doubled-marks", severity="notice", article=_GB,
        fault="标点重复或者相连：“{}”", advice="只留一个", find=meets(r"[，。；：、]{2,}|[！？][，。；：、]|([“”《》（）])\1"),
    ),
    Rule(
        id="paired", severity="notice", article=_GB,
        fault="引号、书名号或者括号不成对：“{}”", advice="补上或者删去", find=_unpaired,
    ),
    Rule(
        id="empty-pair", severity="notice", article=_GB,
        fault="引号、书名号或者括号里没有内容：“{}”", advice="填写，或者删去", find=meets(r"“\s*”|《\s*》|（\s*）|〔\s*〕|「\s*」|\(\s*\)"),
    ),
    Rule(
        id="doubled-words", severity="warning", article="本系统约定",
        fault="字词重复：“{}”", advice="删去多余的",
        find=meets(r"的的|了了|在在|和和|并并|及及|与与|于于|(?:(当事人|本机关|应当|不得|依据|根据|规定|罚款|处罚|违反了?|作出|决定|没收)\1)(?!书)"),
    ),
    Rule(
        id="space-inside", severity="notice", article="本系统约定",
        fault="汉字之间有空格：“{}”", advice="删去空格", find=meets(rf"(?<=[{_HAN}，。；：、]) +(?=[{_HAN}])"),
    ),
    Rule(
        id="wide-digits", severity="notice", article="GB/T 15835",
        fault="用了全角数字或者字母：“{}”", advice="改为半角", find=meets(r"[０-９Ａ-Ｚａ-ｚ]+"),
    ),
    Rule(
        id="square-year", severity="warning", article="GB/T 9704-2012 第7.2.5条",
        fault="引用文号没有用六角括号：“{}”", advice="年份用〔〕，如〔2026〕1号",
        find=meets(rf"(?<=[{_HAN}])[\[［【(（](?:19|20)\d{{2}}[\]］】)）]\s*第?\s*\d+\s*号", styles=("p", "td", "item", "flush")),
    ),
    Rule(
        id="sentence-open", severity="notice", article=_GB,
        fault="段落末尾没有句号：“{}”", advice="补上句号，或者接写下文",
        find=meets(rf".{{0,4}}[{_HAN}，、\d](?=$)", styles=("p",), when=lambda s: s.code != "D34"),
    ),
)  # fmt: skip
