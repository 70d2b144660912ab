"""Check digits: right, or told from a covered number."""

from __future__ import annotations

import pytest
from stdnum.cn import uscc

from zhifa.history.values import masked, sound_credit_code


def test_the_check_character_is_that_of_the_standard() -> None:
    assert sound_credit_code("91350100M000100Y43")
    assert not sound_credit_code("91350100M000100Y4Z")


@pytest.mark.parametrize(
    "code",
    ["91350100m000100Y43", "9_350100M000100Y43", " 1350100M000100Y43", "９1350100M000100Y43", "91350100M000100Y43\n"],
)
def test_a_character_outside_the_set_is_never_read_as_one_of_it(code: str) -> None:
    assert not sound_credit_code(code)


@pytest.mark.parametrize(
    "code", ["914409825958485878", "914409825958485879", "91350100M000100Y43", "9135010OM000100Y43", "9135", ""]
)
def test_the_check_agrees_with_an_independent_one(code: str) -> None:
    assert sound_credit_code(code) == uscc.is_valid(code)


@pytest.mark.parametrize("code", ["***", "9144**********5878", "91440XXXXXX5878"])
def test_a_covered_number_is_told_from_a_wrong_one(code: str) -> None:
    assert masked(code)
    assert not masked("914409825958485879")
