"""The books of statutes and of their articles, version by version, so that a case is judged by the text of its day (处罚法 37)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from zhifa.engine.books.book import Book, Column, Context, Line, LineFault, Numbered
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.period import Period
from zhifa.engine.register import Statute

_NUMERAL: Final = "〇零一二三四五六七八九十百千"
_WHOLE_ARTICLE: Final = re.compile(rf"第[{_NUMERAL}]+条(之[一二三四五六七八九十]+)?")
_PROVISION: Final = re.compile(
    rf"{_WHOLE_ARTICLE.pattern}(第[{_NUMERAL}、]+款)?(第[（(]?[{_NUMERAL}、]+[）)]?项)?(第[（(]?[{_NUMERAL}、0-9]+[）)]?目)?"
)
_PART: Final = re.compile(rf"第?[（(]?([{_NUMERAL}、0-9]+)[）)]?(条(?:之[一二三四五六七八九十]+)?|款|项|目)")

KINDS: Final = MappingProxyType(
    {kind: kind for kind in ("法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "规范性文件", "标准")}
)
"""效力级别."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a statute as it reads from day to day."""

    law: str
    article: str
    text: str
    valid: Period


def article_of(provision: str) -> str:
    """The article that a provision belongs to: 第五十九条第一款 → 第五十九条; empty where none is named."""
    found = _WHOLE_ARTICLE.match(provision)
    return found[0] if found else ""


def same_provision(one: str, other: str) -> bool:
    """Whether one provision is the other or a part of it: 第五十九条第一款 and 第五十九条第一款第（二）项; not 第五十九条之一."""
    mine, its = _PART.findall(one), _PART.findall(other)
    shared = min(len(mine), len(its))
    return mine[:shared] == its[:shared]


def title_fault(title: str) -> str | None:
    """What is amiss with the title of a statute, or nothing."""
    return "写全称，不加书名号" if "《" in title or "》" in title else None


def provision_fault(text: str) -> str | None:
    """What is amiss with the writing of a provision, or nothing."""
    return None if _PROVISION.fullmatch(text) else "应写作第五十九条第一款第（二）项，用汉字数字"


def _whole_article(text: str) -> str | None:
    return None if _WHOLE_ARTICLE.fullmatch(text) else "应写到条，用汉字数字，如第五十九条"


def _statute(line: Line) -> Statute:
    listed = line.body.get("articles") or ()
    assert not isinstance(listed, str | int)
    return Statute(title=str(line.body["title"]), valid=line.valid, articles=frozenset(listed))


STATUTE: Final = Book(
    name="statute",
    label="法律文件",
    columns=(
        Column(field="title", label="名称", public=True, rule=title_fault, about="全称，不加书名号。"),
        Column(field="document_number", label="文号", required=False, public=True, about="公布令或者文件的文号。"),
        Column(field="kind", label="效力级别", kind="choice", choices=KINDS, required=False, public=True),
        Column(field="superseded_by", label="被何文件取代", required=False, about="修改、废止它的文件的全称。"),
        Column(
            field="articles", label="条文序号", kind="list", required=False,
            about="全部条文的序号；空着的，引用哪一条都不核对，除非条文名录已录全。",
        ),
        Column(
            field="complete", label="条文已录全", kind="flag", required=False,
            about="是：条文名录载有这一文本的全部条文，引用其他条文的即予指出。",
        ),
    ),
    key=("title", "valid_from"),
    overlap=("title",),
    read=_statute,
    article="行政处罚法第三十七条、第三十八条第一款",
    requirements=("S4-06",),
)  # fmt: skip
"""A line for each version of a statute, in force from day to day."""


def _article(line: Line) -> Article:
    body = line.body
    return Article(law=str(body["law"]), article=str(body["article"]), text=str(body["text"]), valid=line.valid)


def _article_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """An article belongs to a version of a statute that is on the register."""
    known = {line.body.get("title") for line in context.lines("statute")}
    for numbered in lines:
        law = str(numbered.line.body["law"])
        if law not in known:
            yield LineFault(numbered.row, "法律", law, "法律文件名录中没有这一文件，先录入它", numbered.where)


ARTICLE: Final = Book(
    name="article",
    label="法律条文",
    columns=(
        Column(field="law", label="法律", public=True, rule=title_fault, about="全称，不加书名号。"),
        Column(field="article", label="条", public=True, rule=_whole_article),
        Column(field="text", label="正文", public=True, about="这一条的全文。"),
        Column(field="source", label="来源", required=False, about="正文取自何处，由何人核对。"),
    ),
    key=("law", "article", "valid_from"),
    overlap=("law", "article"),
    read=_article,
    faults=_article_faults,
    article="行政处罚法第三十七条",
    requirements=("S4-06",),
)
"""A line for each wording of an article."""


def statutes(shelf: Shelf) -> tuple[Statute, ...]:
    """Every version of every statute, itemised by its own list, or by the book of articles where that holds the whole of it."""
    articles: dict[str, list[Article]] = {}
    for one in map(_article, shelf.lines(ARTICLE.name)):
        articles.setdefault(one.law, []).append(one)
    return tuple(_itemised(line, articles) for line in shelf.lines(STATUTE.name))


def _itemised(line: Line, articles: Mapping[str, Sequence[Article]]) -> Statute:
    statute = _statute(line)
    if statute.articles or not line.body.get("complete"):
        return statute
    texts = [one for one in articles.get(statute.title, ()) if one.valid.meets(statute.valid)]
    readings = tuple((one.article, one.valid) for one in texts)
    return replace(statute, articles=frozenset(one.article for one in texts), readings=readings)


def wording(shelf: Shelf, law: str, article: str, day: date) -> Article | None:
    """How the article read on that day; ``None`` where the register does not hold its text."""
    return next((one for one in shelf.values_of(ARTICLE, "law", law, day) if one.article == article), None)


def both_texts(shelf: Shelf, law: str, article: str, *, then: date, now: date) -> tuple[Article | None, Article | None]:
    """How the article read when the violation ended and how it reads now; the same twice where it was not changed (从旧兼从轻)."""
    return wording(shelf, law, article, then), wording(shelf, law, article, now)


LAW: Final[tuple[Book[Any], ...]] = (STATUTE, ARTICLE)
