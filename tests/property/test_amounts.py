"""Amounts in words follow the banking rules and read back as what they were."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa.documents.amounts import figures, in_words, words_in

FEN = st.integers(min_value=0, max_value=10**15)


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (55, "伍角伍分"),
        (100, "壹元整"),
        (1000, "壹拾元整"),
        (54_500, "伍佰肆拾伍元整"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (125_000_000, "壹佰贰拾伍万元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (10_000_500_000, "壹亿零伍仟元整"),
        (10**15, "壹拾万亿元整"),
    ],
)
def test_words_follow_the_rules(fen: int, words: str) -> None:
    assert in_words(fen) == words


@given(FEN.filter(lambda fen: fen >= 100))
def test_words_read_back_as_the_amount(fen: int) -> None:
    assert words_in(f"罚款人民币{in_words(fen)}。") == ((in_words(fen), fen),)


@given(FEN)
def test_words_never_hold_two_zeros_in_a_row_and_close_properly(fen: int) -> None:
    words = in_words(fen)
    assert "零零" not in words
    assert words.endswith("整") == (fen % 10 == 0)
    assert not words.startswith("零") or fen == 0


@given(FEN, FEN)
def test_different_amounts_have_different_words(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)


@given(FEN)
def test_figures_are_exact(fen: int) -> None:
    assert Decimal(figures(fen).removesuffix("元")) * 100 == fen


@pytest.mark.parametrize("fen", [-1, 10**15 + 1])
def test_an_amount_outside_the_range_has_no_words(fen: int) -> None:
    with pytest.raises(ValueError, match="fen="):
        in_words(fen)


def test_a_negative_amount_has_no_figures() -> None:
    with pytest.raises(ValueError, match="fen=-1"):
        figures(-1)


def test_every_amount_in_a_text_is_found_and_none_invented() -> None:
    assert words_in("没收违法所得壹万元整，并处罚款伍万圆整。") == (("壹万元整", 1_000_000), ("伍万圆整", 5_000_000))
    assert words_in("罚款拾万元") == (("拾万元", 10_000_000),)
    assert words_in("货值576.00元，共三十六袋，单元楼一层") == ()
    assert words_in("罚款30万元，没收0.96万元，1万伍仟元") == ()
