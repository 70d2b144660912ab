"""Cells of a register as the public reads them, and the order in which lines stand."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from zhifa.engine.books.book import Cell, Column, Kind, Line
from zhifa.engine.page_cells import days, told
from zhifa.engine.page_order import place
from zhifa.engine.period import Period

CHOICES = {"penalty": "行政处罚", "inspection": "行政检查"}


@pytest.mark.parametrize(
    ("kind", "cell", "lines"),
    [
        ("text", None, ()),
        ("text", "执法一科", ("执法一科",)),
        ("code", "DQ-01", ("DQ-01",)),
        ("count", 12, ("12",)),
        ("list", ("甲", "乙"), ("甲、乙",)),
        ("list", ("甲", "中华人民共和国行政处罚法"), ("甲", "中华人民共和国行政处罚法")),
        ("date", "2026-03-02", ("2026年3月2日",)),
        ("fen", 123_456, ("1234.56元",)),
        ("tenths", 25, ("2.5",)),
        ("tenths", 50, ("5",)),
        ("choice", "penalty", ("行政处罚",)),
        ("choices", ("penalty", "inspection"), ("行政处罚、行政检查",)),
        ("flag", True, ("是",)),
        ("flag", False, ("否",)),
    ],
)
def test_a_cell_is_told_in_words(kind: Kind, cell: Cell, lines: tuple[str, ...]) -> None:
    assert told(Column(field="cell", label="栏", kind=kind, choices=CHOICES), cell) == lines


def test_days_of_validity_are_told_from_when_to_when() -> None:
    assert days(Period(start=date(2026, 1, 1))) == "2026年1月1日起"
    assert days(Period(start=date(2026, 1, 1), end=date(2026, 12, 31))) == "2026年1月1日至2026年12月31日"


def line(*, start: int = 1, **body: Any) -> Line:
    return Line(book="book", key="", valid=Period(start=date(2026, 1, start)), body=body)


@pytest.mark.parametrize(
    "ordered",
    [
        [line(a="第九条"), line(a="第十条"), line(a="第十条第一款"), line(a="第一百条")],
        [line(a="2号"), line(a="10号")],
        [line(), line(a="甲")],
        [line(a=500), line(a=1000)],
        [line(a=("甲",)), line(a=["甲", "乙"])],
        [line(start=2), line(start=10)],
    ],
)
def test_lines_stand_as_people_count(ordered: list[Line]) -> None:
    places = [place(("a",), one) for one in ordered]

    assert all(before < after for before, after in pairwise(places))
