"""Dates: real, in form, in order, and none in the future."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from zhifa.documents.lint.rule import LETTERS, Rule, Spot
from zhifa.documents.lint.search import BODY, meets
from zhifa.documents.lint.subject import Subject, days_in

_ANY: Final = re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日")
_ON: Final = r"(\d{4}年\d{1,2}月\d{1,2}日)"
_PAST: Final = r"事实|告知和听取|听取意见"
_FILED: Final = re.compile(_ON + r"，本机关对当事人涉嫌.{0,400}?立案调查")
_COURSE: Final = (
    ("告知", re.compile(r"^本机关又?于" + _ON + r"作出《行政处罚[^》]*告知书》")),
    ("送达告知书", re.compile(r"^本机关又?于.*并于" + _ON + r"送达当事人")),
    ("陈述、申辩", re.compile(r"^当事人于" + _ON + r"提出陈述")),
    ("举行听证", re.compile(r"本机关于" + _ON + r"在.{0,200}?举行听证")),
)
"""As the section about the hearing tells them; what the facts say of another case is none of it."""

_BEFORE: Final = 12
"""Characters before a date within which it is said to be an end."""
_HEARING: Final = frozenset({"陈述、申辩", "举行听证"})


def _unreal(subject: Subject) -> Iterator[Spot]:
    for passage in subject.passages:
        for found in _ANY.finditer(passage.text):
            if not any(days_in(found[0])):
                yield Spot(passage.place, found[0])


def _future(subject: Subject) -> Iterator[Spot]:
    if subject.day is None:
        return
    for passage in subject.under(_PAST):
        for found in _ANY.finditer(passage.text):
            before = passage.text[max(0, found.start() - _BEFORE) : found.start()]
            ends = re.search(r"(?:至|到|止|期限|有效期|截止)[^，。；]{0,6}$", before)
            if not ends and any(day > subject.day for day in days_in(found[0])):
                yield Spot(passage.place, found[0])


class Happened(NamedTuple):
    """Something that the paper dates, with the day of the notice that it followed."""

    name: str
    day: date
    notice: date | None


def course(subject: Subject) -> Iterator[Happened]:
    """What the paper says happened on which day, in its own order; each notice begins anew."""
    opening = (found[1] for p in subject.styled("p") if not p.section and (found := _FILED.search(p.text)))
    yield from (Happened("立案", day, None) for text in opening for day in days_in(text))
    notice: date | None = None
    for passage in subject.under("告知"):
        for name, pattern in _COURSE:
            for day in days_in(found[1]) if (found := pattern.search(passage.text)) else ():
                notice = day if name == "告知" else notice
                yield Happened(name, day, notice)


def _out_of_order(subject: Subject) -> Iterator[Spot]:
    told = list(course(subject))
    filed = next((one.day for one in told if one.name == "立案"), None)
    for one in told:
        if one.name == "告知" and filed and filed > one.day:
            yield _turned("立案", filed, one.name, one.day)
        if one.name == "送达告知书" and one.notice and one.notice > one.day:
            yield _turned("告知", one.notice, one.name, one.day)
        if subject.day and one.day > subject.day:
            yield _turned(one.name, one.day, "本文书", subject.day)


def _heard_before_told(subject: Subject) -> Iterator[Spot]:
    for one in course(subject):
        if one.name in _HEARING and one.notice and one.notice > one.day:
            yield _turned("告知", one.notice, one.name, one.day)


def _turned(earlier: str, first: date, later: str, second: date) -> Spot:
    return Spot(f"{earlier}和{later}的日期", f"{earlier}（{first}）晚于{later}（{second}）")


def _other_day(subject: Subject) -> Iterator[Spot]:
    dated = list(days_in(subject.one("date")))
    if subject.known.issued_on and dated and dated[0] != subject.known.issued_on:
        yield Spot("落款日期", f"{dated[0]}”，记录所载为“{subject.known.issued_on}")


def _undated(subject: Subject) -> Iterator[Spot]:
    if not re.search(
        r"[\d〇○零一二三四五六七八九]年[^年]*[\d一二三四五六七八九十]月[^月]*[\d一二三四五六七八九十]日",
        subject.one("date"),
    ):
        yield Spot("落款日期")


RULES: Final = (
    Rule(
        id="dated", severity="error", article="行政处罚法第五十九条第一款第（六）项", codes=LETTERS,
        fault="没有成文日期", advice="写明年、月、日", find=_undated,
    ),
    Rule(
        id="date-real", severity="warning", article="本系统约定：日期应当是历法所有的日子",
        fault="“{}”不是历法所有的日子", advice="核对后改正", find=_unreal,
    ),
    Rule(
        id="date-form", severity="warning", article="GB/T 9704-2012",
        fault="日期写法不合规范：“{}”", advice="用阿拉伯数字写全年、月、日，月、日不编虚位，如2026年9月1日",
        find=meets(r"(?<![\d.])(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?![\d.-])|年0\d月|月0\d日|[〇○零]二?[一二三四五六七八九十]年[一二三四五六七八九十]+月", styles=(*BODY, "date")),
    ),
    Rule(
        id="date-future", severity="warning", article="行政处罚法第五十四条、第五十九条第一款第（二）项",
        fault="已经发生的事写作“{}”，晚于本文书的日期", advice="核对日期", find=_future,
    ),
    Rule(
        id="date-order", severity="error", article="行政处罚法第四十四条、第四十五条、第五十四条、第五十七条",
        fault="日期次序不对：{}", advice="核对各环节的日期", find=_out_of_order,
    ),
    Rule(
        id="heard-before-told", severity="warning", article="行政处罚法第四十四条、第四十五条、第六十四条",
        fault="日期次序不对：{}", advice="核对日期；重新告知过的，写明先后两次告知", find=_heard_before_told,
    ),
    Rule(
        id="date-of-record", severity="error", article="行政处罚法第五十九条第一款第（六）项", codes=LETTERS,
        fault="落款日期为“{}”", advice="落款日期应为作出之日，核对后改正", find=_other_day,
    ),
)  # fmt: skip
