"""The example registers of discretion and of law: they read and fit, and say which text and which tier apply."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from zhifa.engine.books.book import Context, Numbered
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.books.law import both_texts, statutes
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.weighing import Days, Penalty, Provision, by_statute, candidates
from zhifa.registers.intake import read_sheets

FOLDER = Path(__file__).parents[3] / "examples" / "registers"
BOOKS = ("statute", "article", "statutory_range", "benchmark", "leniency")
DEMO = "示例省示例物品管理条例"
AIR = "中华人民共和国大气污染防治法"


@cache
def read() -> Mapping[str, list[Numbered]]:
    intake = read_sheets([FOLDER / f"{name}.csv" for name in BOOKS])
    assert [fault.text for fault in intake.faults] == []
    return intake.lines


@cache
def shelf() -> Shelf:
    return Shelf({name: [one.line for one in lines] for name, lines in read().items()})


def test_every_line_fits() -> None:
    standing = {name: [one.line for one in lines] for name, lines in read().items()}
    context = Context(standing=standing, today=date(2026, 3, 2))

    assert [fault.text for name, lines in read().items() for fault in book_named(name).faults(lines, context)] == []


def test_every_amount_and_every_text_says_that_it_is_an_example() -> None:
    told = {"statutory_range": "note", "article": "source", "benchmark": "document", "leniency": "document"}

    assert all("示例" in str(one.line.body[field]) for name, field in told.items() for one in read()[name])


def test_both_texts_of_an_article_are_there() -> None:
    then, now = both_texts(shelf(), DEMO, "第三条", then=date(2025, 6, 30), now=date(2025, 7, 1))

    assert then is not None
    assert now is not None
    assert then.text != now.text
    assert [sorted(one.articles) for one in statutes(shelf()) if one.title == DEMO] == [
        ["第一条", "第三条", "第二条"]
    ] * 2


def fine(amount: int, law: str, article: str, base: int | None = None) -> Penalty:
    return Penalty(
        kind="罚款", party="organisation", amount=amount, base=base, basis=(Provision(law, article),)
    )  # fmt: skip


def test_the_lighter_branch_of_todays_text_applies_to_what_was_done_before_it() -> None:
    days = Days(date(2025, 3, 1), date(2026, 3, 2))
    tiers = candidates(shelf(), fine(0, DEMO, "第三条", 2_000_000), days)

    assert {tier.name: tier.extent.band.text for tier in tiers if tier.extent.band} == {
        "一般": "1倍（含）至2倍（含）",
        "较重": "2倍（不含）至3倍（含）",
    }


def test_the_city_refines_the_tiers_of_the_province() -> None:
    days = Days(date(2026, 3, 1), date(2026, 3, 2))
    tiers = candidates(shelf(), fine(0, AIR, "第一百一十九条第一款"), days)
    verdict = by_statute(shelf(), fine(1_000_001, AIR, "第一百一十九条第二款"), days)

    assert [(tier.code, tier.name) for tier in tiers if tier.superior] == [
        ("SC-119-1", name) for name in ("一般", "较轻一档", "较轻二档", "较重")
    ]
    assert verdict is not None
    assert verdict.where == "inside"
