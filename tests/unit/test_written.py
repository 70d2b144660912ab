"""Days, amounts and numbers as people write them: exact, or refused by their rule."""

from __future__ import annotations

import pytest

from zhifa.engine.written import day, fen, tenths, whole


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("5000元", None, 500_000),
        ("28510.98元", None, 2_851_098),
        ("10(万元)", None, 10_000_000),
        ("5.0（万元）", None, 5_000_000),
        ("0.000001", "万元", 1),
        ("1,234.5", "元", 123_450),
        ("￥ 300", "元", 30_000),
        ("０.５万元", None, 500_000),
        ("2元", "万元", 200),
        ("0", None, 0),
        ("0.0(万元)", None, 0),
        ("10000000000000", "元", 10**15),
        ("1,000,000,000万元", None, 10**15),
        ("00000000000000000005", "元", 500),
    ],
)
def test_an_amount_is_exact_fen(text: str, unit: str | None, amount: int) -> None:
    assert fen(text, unit) == amount


@pytest.mark.parametrize(
    ("text", "unit", "rule"),
    [
        ("5", None, "元还是万元"),
        ("-5元", None, "应为金额"),
        ("合并罚款伍万元", "元", "应为金额"),
        ("1,23元", None, "应为金额"),
        ("1e3", "元", "应为金额"),
        ("５０～100元", None, "应为金额"),
        ("٥元", None, "应为金额"),
        ("0.001", "元", "不足一分"),
        ("1.00000000000", "元", "应为金额"),
        ("10000000000000.01", "元", "金额过大，不得大于10000000000000元"),
        ("1,000,000,001万元", None, "金额过大，不得大于10000000000000元"),
        ("99999999999999999", None, "金额过大，不得大于10000000000000元"),
        ("1,000,000,000,000,000,000元", None, "金额过大，不得大于10000000000000元"),
        ("9" * 100_000, "万元", "金额过大，不得大于10000000000000元"),
    ],
)
def test_what_is_no_exact_amount_is_refused(text: str, unit: str | None, rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        fen(text, unit)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("１２ ", 12), ("007", 7)])
def test_a_whole_number_is_itself(text: str, number: int) -> None:
    assert whole(text) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "一", "1e3", "9" * 16])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="应为整数"):
        whole(text)


@pytest.mark.parametrize(("text", "number"), [("40", 400), ("7.5", 75), ("7.50", 75), ("０.5", 5)])
def test_a_number_with_one_decimal_is_told_in_tenths(text: str, number: int) -> None:
    assert tenths(text) == number


@pytest.mark.parametrize("text", ["-1", "7.55", ".5", "十"])
def test_what_has_more_than_one_decimal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="至多一位小数"):
        tenths(text)


@pytest.mark.parametrize(
    "text", ["2023-05-09", "2023/5/9", "2023.05.09", "2023年5月9日", "20230509", "2023-05-09 00:00:00", "2023/5/9 0:00"]
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert day(text) == "2023-05-09"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2023-02-30", "没有这一天"),
        ("2023-13-01", "没有这一天"),
        ("0000-01-01", "没有这一天"),
        ("2023-05", "应为日期"),
        ("2023-05-09 10:30:00", "不带时刻"),
        ("2023-5/9", "应为日期"),
        ("45055", "应为日期"),
    ],
)
def test_what_is_no_day_is_refused(text: str, rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        day(text)
