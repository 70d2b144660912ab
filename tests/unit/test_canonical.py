"""Canonical JSON and what is made of it: one text a value, one digest a text and domain."""

from __future__ import annotations

import hashlib

import pytest

from zhifa.engine.canonical import canonical, commitment, digest


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert canonical({"b": 1, "a": [True, None, "执法"]}) == '{"a":[true,null,"执法"],"b":1}'


def test_a_tuple_is_an_array() -> None:
    assert canonical((1, (2,))) == "[1,[2]]"


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), {"a": [1.0]}, b"bytes", {1, 2}, object()], ids=lambda value: type(value).__name__
)
def test_what_has_no_one_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no canonical form here"):
        canonical(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), {"a": [2**60]}])
def test_an_integer_that_two_readers_could_read_differently_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="beyond the range RFC 8785 can hold"):
        canonical(value)


@pytest.mark.parametrize("value", [2**53 - 1, -(2**53) + 1])
def test_the_largest_integers_pass(value: int) -> None:
    assert canonical(value) == str(value)


@pytest.mark.parametrize("key", ["案号", 7, None])
def test_a_key_that_is_not_ascii_text_is_refused(key: object) -> None:
    with pytest.raises(ValueError, match="is not ASCII text"):
        canonical({key: 1})


def test_a_digest_is_of_its_domain_and_its_text() -> None:
    assert digest("draft/1", "text") == hashlib.sha256(b"zhifa/draft/1\0text").hexdigest()
    assert len({digest("draft/1", "text"), digest("entry/1", "text"), digest("draft/1", "tex")}) == 3


def test_a_commitment_is_of_its_salt_and_its_text() -> None:
    assert commitment("salt", "text") == commitment("salt", "text")
    assert len({commitment("salt", "text"), commitment("pepper", "text"), commitment("salt", "texts")}) == 3
