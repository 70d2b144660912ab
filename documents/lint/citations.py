"""Statutes as they are cited: full titles, articles in Chinese numerals in order, in force on the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from zhifa.documents.lint.record import LawInForce
from zhifa.documents.lint.rule import Rule, Spot
from zhifa.documents.lint.search import meets
from zhifa.documents.lint.subject import Subject

_NUMERAL: Final = "〇零一二三四五六七八九十百千"
_CITED: Final = re.compile(rf"《([^《》]+)》(第[{_NUMERAL}]+条)?")
_ROWS: Final = frozenset({"违反的规定", "处罚依据"})
_GROUNDS: Final = (
    re.compile(r"^当事人的(?:上述)?行为违反了?([^。]*)的规定"),
    re.compile(r"^依据([^。]*)的规定，本机关(?:拟?决定|拟)"),
    re.compile(r"^(?:处理|处罚)?依据：([^。]*)"),
    re.compile(r"违反了([^。；]{0,400})的规定；依据([^。；]{0,400})的规定处罚"),
)
_PENALTY_LAW: Final = "中华人民共和国行政处罚法"
_REVISED: Final = date(2021, 7, 15)
_LAST_BEFORE: Final = 64
"""Articles of 行政处罚法 before the revision in force on 2021-07-15; it has 86 since."""


class Cited(NamedTuple):
    """A citation and where it stands."""

    place: str
    law: str
    article: str


def cited_in(subject: Subject) -> Iterator[Cited]:
    """Every title in 书名号 with the article behind it, if one is."""
    for passage in subject.styled("p", "td", "item", "li"):
        for law, article in _CITED.findall(passage.text):
            yield Cited(passage.place, law, article)


def grounds_in(subject: Subject) -> Iterator[Cited]:
    """The statutes that the party is said to have violated and is punished by; not those that facts and reasons mention."""
    for passage in subject.styled("p", "td"):
        if passage.section in _ROWS:
            told = [passage.text]
        else:
            told = ["".join(groups) for pattern in _GROUNDS for groups in pattern.findall(passage.text)]
        for law, article in _CITED.findall("".join(told)):
            yield Cited(passage.place, law, article)


def _out_of_force(subject: Subject) -> Iterator[Spot]:
    yield from (Spot(cited.place, cited.law) for cited in _once(grounds_in(subject)) if _abolished(subject, cited.law))


def _mentioned(subject: Subject) -> Iterator[Spot]:
    grounds = {cited.law for cited in grounds_in(subject)}
    for law, cited in {cited.law: cited for cited in cited_in(subject)}.items():
        if law not in grounds and _abolished(subject, law):
            yield Spot(cited.place, law)


def _abolished(subject: Subject, law: str) -> bool:
    """Whether the register knows the statute, and no version of it was in force at the violation or is on the day of the paper."""
    return bool(_versions(subject, law)) and bool(_days(subject)) and not _applicable(subject, law)


def _no_such_article(subject: Subject) -> Iterator[Spot]:
    for cited in _once(grounds_in(subject)):
        listed = [_numbers(version.articles) for version in _applicable(subject, cited.law)]
        known = listed and all(listed)
        if known and cited.article and not any(value(cited.article[1:-1]) in articles for articles in listed):
            yield Spot(cited.place, f"《{cited.law}》{cited.article}")


def _numbers(articles: frozenset[str]) -> frozenset[int]:
    """The articles by number, however the register writes them; none where one of them cannot be read, as if it were not itemised."""
    read = [re.match(rf"第?(?:(\d{{1,4}})|([{_NUMERAL}]+))", article) for article in articles]
    if not all(read):
        return frozenset()
    return frozenset(int(found[1]) if found[1] else value(found[2]) for found in read if found)


def _applicable(subject: Subject, law: str) -> tuple[LawInForce, ...]:
    """Versions in force at the violation, or on the day of the paper (处罚法 37); all, where neither day is known."""
    days = _days(subject)
    return tuple(v for v in _versions(subject, law) if not days or any(v.holds(day) for day in days))


def _days(subject: Subject) -> tuple[date, ...]:
    return tuple(day for day in (subject.known.violated_on, subject.day) if day)


def _versions(subject: Subject, law: str) -> tuple[LawInForce, ...]:
    return tuple(version for version in subject.known.laws if version.title == law)


def _once(cited: Iterator[Cited]) -> Iterator[Cited]:
    """Each citation at its first place only."""
    seen: set[tuple[str, str]] = set()
    for one in cited:
        if (one.law, one.article) not in seen:
            seen.add((one.law, one.article))
            yield one


def _younger_articles(subject: Subject) -> Iterator[Spot]:
    if subject.day is None or subject.day >= _REVISED:
        return
    for cited in _once(cited_in(subject)):
        if cited.law == _PENALTY_LAW and cited.article and value(cited.article[1:-1]) > _LAST_BEFORE:
            yield Spot(cited.place, cited.article)


def value(numeral: str) -> int:
    """The number of a Chinese numeral below ten thousand: 一百零四 → 104."""
    total = digit = 0
    for char in numeral.replace("〇", "零"):
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(char)
    return total + digit


RULES: Final = (
    Rule(
        id="law-full-title", severity="warning", article="文书制作规范：引用法律写全称加书名号",
        fault="“{}”不是法律的全称", advice="写全称，如《中华人民共和国行政处罚法》",
        find=meets(r"《(?!中华人民共和国|[^《》]*(?:办法|方法|做法|书法|决定))[^《》]{1,30}法》", styles=("p", "td", "item", "li")),
    ),
    Rule(
        id="law-in-quotes", severity="warning", article="文书制作规范：引用法律写全称加书名号",
        fault="引用法律没有加书名号：“{}”", advice="写作《法律全称》第几条",
        find=meets(rf"(?:依据|根据|依照|按照|违反)了?(?!.{{0,2}}[同该本])[^《》，。；、：（）\s]{{2,30}}(?:法|条例|规定|办法)第[{_NUMERAL}\d]+条", styles=("p", "td", "item", "li")),
    ),
    Rule(
        id="article-numerals", severity="warning", article="文书制作规范：条款序号与法律正式文本写法一致",
        fault="条款序号用了阿拉伯数字：“{}”", advice="用汉字数字，如第五十九条第一款第（一）项",
        find=meets(r"》[^《》，。；]{0,12}第\s*\d+\s*[条款项]", styles=("p", "td", "item", "li")),
    ),
    Rule(
        id="article-order", severity="warning", article="文书制作规范：条款序号与法律正式文本写法一致",
        fault="条、款、项次序颠倒：“{}”", advice="按条、款、项、目的次序写",
        find=meets(rf"第[（(]?[{_NUMERAL}]+[）)]?项第[{_NUMERAL}]+[条款]|第[{_NUMERAL}]+款第[{_NUMERAL}]+条", styles=("p", "td", "item", "li")),
    ),
    Rule(
        id="article-range", severity="notice", article="行政处罚法（2021年7月15日前为六十四条）",
        fault="引用《中华人民共和国行政处罚法》{}，作出之日施行的文本没有这一条", advice="按当时施行的文本引用", find=_younger_articles,
    ),
    Rule(
        id="law-in-force", severity="error", article="行政处罚法第三十七条、第三十八条第一款",
        fault="《{}》在行为之日和作出之日都不在施行", advice="核对名录中的施行日期，改引当时有效的规定", find=_out_of_force,
    ),
    Rule(
        id="law-mentioned", severity="notice", article="本系统约定",
        fault="文中提到的《{}》在行为之日和作出之日都不在施行", advice="叙述往事而提到的不改；作为依据的，改引当时有效的规定", find=_mentioned,
    ),
    Rule(
        id="article-known", severity="error", article="行政处罚法第三十八条第一款",
        fault="名录所列条文中没有“{}”", advice="核对条文序号", find=_no_such_article,
    ),
    Rule(
        id="vague-law", severity="warning", article="本系统约定：引用法律具体到条、款、项",
        fault="依据写得含糊：“{}”", advice="写明法律全称和条、款、项",
        find=meets(r"(?:等|之|的)?(?:有关|相关)(?:法律|法规|规章|规定|文件)|等(?:法律|法规|规章|规定)的规定|等规定|等有关条款", styles=("p", "td", "item"), section=r"依据|种类|违反|履行|救济|理由"),
    ),
)  # fmt: skip
