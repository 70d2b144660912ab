"""Statutes and articles: which text applies on which day."""

from __future__ import annotations

from datetime import date

import pytest

from scene import LAW
from shelves import shelved
from steps_of_weighing import article, statute
from zhifa.engine.books.book import Context, Numbered
from zhifa.engine.books.law import (
    ARTICLE,
    STATUTE,
    article_of,
    both_texts,
    provision_fault,
    same_provision,
    statutes,
    title_fault,
)
from zhifa.engine.period import Period
from zhifa.engine.register import Statute


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("第五十九条第一款", "第五十九条第一款第（二）项", True),
        ("第五十九条", "第五十九条第一款", True),
        ("第五十九条第一款第二项", "第五十九条第一款第（二）项", True),
        ("第五十九条第一款", "第五十九条第二款", False),
        ("第五十九条", "第五十九条之一", False),
        ("第五十九条", "第六十条", False),
    ],
)
def test_a_provision_is_the_other_or_a_part_of_it(one: str, other: str, same: bool) -> None:
    assert same_provision(one, other) is same
    assert same_provision(other, one) is same


@pytest.mark.parametrize(
    ("provision", "article"),
    [("第五十九条第一款", "第五十九条"), ("第五十九条之一第二款", "第五十九条之一"), ("附表一", ""), ("", "")],
)
def test_the_article_of_a_provision_is_told(provision: str, article: str) -> None:
    assert article_of(provision) == article


@pytest.mark.parametrize("text", ["第五十九条", "第五十九条之一第一款第（二）项第三目", "第五十九条第一款、第二款"[:8]])
def test_provisions_are_written_as_statutes_write_them(text: str) -> None:
    assert provision_fault(text) is None


@pytest.mark.parametrize("text", ["第59条", "五十九条", "第五十九条第一款（试行）", ""])
def test_a_provision_written_otherwise_is_refused(text: str) -> None:
    assert provision_fault(text)


def test_a_title_stands_without_marks() -> None:
    assert title_fault("中华人民共和国行政处罚法") is None
    assert title_fault("《行政处罚法》")
    rule = ARTICLE.by_field["article"].rule
    assert rule is not None
    assert rule("第五十九条") is None
    assert rule("第五十九条第一款")


def test_a_statute_is_itemised_by_its_own_list_or_by_the_whole_book() -> None:
    shelf = shelved(
        statute(until="2021-07-14", articles=("第一条",), complete=True),
        statute(since="2021-07-15", complete=True),
        statute("另一法律"),
        article("第二条"),
        article("第三条", until="2020-12-31"),
        article("第四条", since="2022-01-01"),
        article("第五条", law="另一法律"),
    )

    assert [(one.title, one.valid.start, one.articles) for one in statutes(shelf)] == [
        (LAW, date(2020, 1, 1), {"第一条"}),
        (LAW, date(2021, 7, 15), {"第二条", "第四条"}),
        ("另一法律", date(2020, 1, 1), set()),
    ]


def test_an_article_of_the_book_is_in_the_statute_on_its_own_days() -> None:
    repealed, amended = (
        article("第一条", until="2021-12-31"),
        (article("第二条", until="2021-12-31"), article("第二条", since="2022-01-01")),
    )
    (read,) = statutes(shelved(statute(complete=True), repealed, *amended))
    (listed,) = statutes(shelved(statute(articles=("第一条",)), repealed))

    assert read.on(date(2021, 12, 31)) == {"第一条", "第二条"}
    assert read.on(date(2022, 1, 1)) == {"第二条"}
    assert listed.on(date(2022, 1, 1)) == {"第一条"}
    assert STATUTE.read(statute()) == Statute(title=LAW, valid=Period(start=date(2020, 1, 1)))


def test_both_texts_of_an_article_are_found_by_their_days() -> None:
    old, new = (
        article("第一条", until="2021-07-14", text="旧文。"),
        article("第一条", since="2021-07-15", text="新文。"),
    )
    then, now = both_texts(
        shelved(old, new, article("第二条")), LAW, "第一条", then=date(2021, 1, 1), now=date(2022, 1, 1)
    )
    nothing, same = both_texts(shelved(new), LAW, "第一条", then=date(2021, 1, 1), now=date(2022, 1, 1))

    assert then is not None
    assert now is not None
    assert same is not None
    assert (then.text, now.text, nothing, same.text) == ("旧文。", "新文。", None, "新文。")


def test_an_article_belongs_to_a_statute_on_the_register() -> None:
    lines = (Numbered(2, article("第一条"), "条文.csv"), Numbered(3, article("第一条", law="另一法律"), "条文.csv"))
    context = Context(standing={"statute": [statute()]}, today=date(2026, 3, 2))

    assert [fault.text for fault in ARTICLE.faults(lines, context)] == [
        "条文.csv第3行“法律”的值「另一法律」：法律文件名录中没有这一文件，先录入它"
    ]
