"""How a paper is built: title, numbers of headings and items, signature and seal, the mark of a replay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.facts.values import SILENT
from zhifa.documents.lint.numbers import number_of
from zhifa.documents.lint.rule import LETTERS, Rule, Spot
from zhifa.documents.lint.subject import Passage, Subject
from zhifa.documents.numerals import numeral

_COUNTS: Final = (
    (re.compile(r"^([一二三四五六七八九十]+)、"), "{}、"),
    (re.compile(r"^（([一二三四五六七八九十]+)）"), "（{}）"),
    (re.compile(r"^(\d{1,2})．"), "{}．"),
)
"""Ways of numbering lines, in the order of GB/T 9704-2012: 一、 （一） 1．"""


def _titled_otherwise(subject: Subject) -> Iterator[Spot]:
    kind = CATALOGUE.get(subject.code)
    titles = {kind.title, *(occasion.title for occasion in kind.occasions)} if kind else set()
    titles = {subject.known.title} if subject.known.title else titles
    title = subject.one("h1")
    if not title or (titles and title not in titles):
        yield Spot("标题", title)


def _broken_headings(subject: Subject) -> Iterator[Spot]:
    yield from broken(subject.styled("h2"))


def _broken_items(subject: Subject) -> Iterator[Spot]:
    """Numbered lines that follow each other below one heading or in one cell."""
    sections = dict.fromkeys(passage.section for passage in subject.styled("p", "td"))
    for section in sections:
        yield from broken(tuple(p for p in subject.styled("p", "td") if p.section == section))


def broken(lines: tuple[Passage, ...]) -> Iterator[Spot]:
    """Lines whose number does not follow that of the one before; 1 begins a new count."""
    for pattern, written in _COUNTS:
        next_one = 1
        for line in lines:
            if not (found := pattern.match(line.text)):
                continue
            wanted, first = _written(next_one, written), _written(1, written)
            if found[0] == first:
                next_one = 1
            elif found[0] != wanted:
                yield Spot(line.place, f"{found[0]}”，应为“{wanted}")
            next_one += 1


def _written(number: int, form: str) -> str:
    return form.format(number if form.startswith("{}．") else numeral(number))


def _unsigned(subject: Subject) -> Iterator[Spot]:
    if not subject.one("signer"):
        yield Spot("落款机关")


def _ill_marked(subject: Subject) -> Iterator[Spot]:
    if subject.known.replay is False and subject.replay:
        yield Spot("演示标记", "正式文书带有演示标记")
    elif subject.known.replay and not subject.replay:
        yield Spot("演示标记", "依公开案例重放的文书没有演示标记")
    elif subject.replay and number_of(subject):
        yield Spot("文号", "带有演示标记的文书编了文号")


def _party_silent(subject: Subject) -> Iterator[Spot]:
    if not subject.replay and subject.party in {"无", "不详", SILENT}:
        yield Spot("当事人基本情况", subject.party)


RULES: Final = (
    Rule(
        id="title", severity="warning", article="本系统约定",
        fault="标题“{}”不是这种文书的名称", advice="改为目录所载的名称", find=_titled_otherwise,
    ),
    Rule(
        id="headings-count", severity="warning", article="GB/T 9704-2012",
        fault="标题序号不连续：“{}", advice="按次序编号", find=_broken_headings,
    ),
    Rule(
        id="items-count", severity="warning", article="GB/T 9704-2012",
        fault="序号不连续：“{}", advice="按次序编号", find=_broken_items,
    ),
    Rule(
        id="seal", severity="error", article="行政处罚法第五十九条第二款", codes=LETTERS,
        fault="没有落款，无处加盖印章", advice="写明机关名称，印章盖在日期上", find=_unsigned,
    ),
    Rule(
        id="replay-mark", severity="error", article="本系统约定：演示文书不具法律效力，应当标明",
        fault="{}", advice="以案件的性质为准，重新制作", find=_ill_marked,
    ),
    Rule(
        id="party-unnamed", severity="error", article="行政处罚法第五十九条第一款第（一）项",
        fault="当事人写作“{}”", advice="查明当事人的姓名或者名称", find=_party_silent,
    ),
)  # fmt: skip
