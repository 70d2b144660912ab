"""Numbers as papers write them: document numbers, Chinese numerals, days and minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from zhifa.documents import departures, document_number
from zhifa.documents.facts import NotStated
from zhifa.documents.numbering import numbered
from zhifa.documents.numerals import article, day, days, moment, numeral


def test_a_number_follows_the_standard_and_departs_in_nothing() -> None:
    number = document_number("某市监", "罚", 2026, 1)
    assert number == "某市监罚〔2026〕1号"
    assert departures(number) == ()


@pytest.mark.parametrize(("year", "ordinal"), [(26, 1), (20260, 1), (2026, 0), (2026, -1)])
def test_a_number_without_full_year_or_with_an_ordinal_below_one_is_refused(year: int, ordinal: int) -> None:
    with pytest.raises(ValueError, match=r"document number|begin with 1"):
        document_number("某市监", "罚", year, ordinal)


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("某市监罚〔2026〕12号", ("罚", 2026, 12)),
        ("罚〔2026〕12号", ("罚", 2026, 12)),
        ("某市监〔2026〕12号", ("某市监", 2026, 12)),
        ("罚[2026]12号", None),
        ("罚〔26〕12号", None),
        ("罚〔2026〕012号", None),
        ("罚〔2026〕12", None),
        ("〔2026〕12号", None),
        ("罚〔2026〕9999999999号", None),
        ("", None),
    ],
)
def test_a_number_is_read_back_with_or_without_the_agencys_own_sign(
    number: str, found: tuple[str, int, int] | None
) -> None:
    assert numbered(number, "某市监") == found


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("衡环罚决〔2023〕502号", ()),
        ("舞农(农药)罚〔2024〕1号", ()),
        ("文关检罚字〔2021〕0100号", ("发文顺序号不编虚位，不写“0100”",)),
        ("(遂安)文综罚字〔2023〕003号", ("发文顺序号不编虚位，不写“003”",)),
        ("(宁)安监管罚(2016)1号", ("年份括号应为六角括号“〔〕”，不是“()”",)),
        ("(湘常)文综罚字〔2020〕第F-000069号", ("发文顺序号前不加“第”字", "发文顺序号不编虚位，不写“000069”")),
        ("湘攸交处罚〔2025〕092(非)号", ("发文顺序号不编虚位，不写“092”",)),
        ("罗环罚决字〔2021〕第19号", ("发文顺序号前不加“第”字",)),
        ("某罚[26]1", ("年份括号应为六角括号“〔〕”，不是“[]”", "年份应为四位全称，不是“26”", "发文顺序号后应加“号”字")),
        ("沪市监闵处〔2022〕***号", ("没有发文顺序号",)),
        ("某罚1号", ("没有带括号的年份",)),
    ],
)
def test_departures_of_published_numbers_are_named(number: str, found: tuple[str, ...]) -> None:
    assert departures(number) == found


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (7, "七"), (10, "十"), (15, "十五"), (20, "二十"), (77, "七十七"), (100, "一百"), (105, "一百零五"), (110, "一百一十"), (119, "一百一十九"), (1004, "一千零四"), (1060, "一千零六十"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_numerals_are_those_of_the_official_text(number: int, words: str) -> None:
    assert numeral(number) == words
    assert article(number) == f"第{words}条"
    assert days(number) == f"{words}日"


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numerals_outside_their_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="0 to 9999"):
        numeral(number)


def test_days_are_arabic_unpadded_and_in_china() -> None:
    assert day(date(2026, 9, 1)) == "2026年9月1日"
    assert day(datetime(2026, 9, 1, 16, 30, tzinfo=UTC)) == "2026年9月2日"
    assert moment(datetime(2026, 9, 1, 16, 5, tzinfo=UTC)) == "2026年9月2日0时05分"


def test_a_silent_day_stays_silent() -> None:
    silent = NotStated(path="dates.decided")
    assert day(silent) is silent
    assert moment(silent) is silent


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="UTC offset"):
        moment(datetime(2026, 9, 1, 16, 5))  # noqa: DTZ001 - the naive value under test
