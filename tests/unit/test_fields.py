"""What fields accept: clean text in NFC, whole days and amounts, and nothing converted on the way."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zhifa.engine.fields import (
    LONG_TEXT,
    SHORT_TEXT,
    Day,
    Digest,
    Email,
    Fen,
    Form,
    Identifier,
    Label,
    Moment,
    Stated,
    Text,
)
from zhifa.engine.forms import parse


class Sheet(Form):
    text: Text | None = None
    label: Label | None = None
    digest: Digest | None = None
    email: Email | None = None
    officer: Identifier | None = None
    amount: Fen | None = None
    day: Day | None = None
    at: Moment | None = None
    told: Stated[Text] | None = None


def _fits(**facts: Any) -> bool:
    return isinstance(parse(Sheet, facts), Sheet)


@pytest.mark.parametrize(
    "hidden",
    ["\x00", "\x07", "\x1f", "\x7f", "\x85", "\xad", "\u200b", "\u200e", "\u2028", "\u202e", "\u2066", "\ufeff", "\ufffe", "\U0001ffff"],
    ids=lambda char: f"U+{ord(char):04X}",
)  # fmt: skip
def test_a_hidden_character_is_named_with_its_place(hidden: str) -> None:
    found = parse(Sheet, {"text": f"甲乙{hidden}丙"})

    assert isinstance(found, tuple)
    assert f"第3个字符 U+{ord(hidden):04X}" in dict(found[0].operands)["rule"]


@pytest.mark.parametrize("text", ["甲\n乙", "——“引号”……《法》", "𠮷野家", "a\u00a0b", "🙂"])
def test_what_a_reader_can_see_passes(text: str) -> None:
    assert _fits(text=text)


@pytest.mark.parametrize(
    ("told", "fits"),
    [
        ("001@example.com", True),
        ("zhi.fa+1@mail-1.example", True),
        ("001", False),
        ("001@", False),
        ("0..1@example.com", False),
        ("001@example..com", False),
        ("甲 <001@example.com>", False),
        ("001@example.com\n", False),
        (f"{'a' * 250}@example.com", False),
    ],
)
def test_an_address_is_one_that_servers_take(told: str, fits: bool) -> None:
    assert _fits(email=told) is fits


@pytest.mark.parametrize("blank", [" ", "\n", "\u3000", " \u00a0\n"], ids=repr)
def test_blank_is_no_text(blank: str) -> None:
    found = parse(Sheet, {"text": blank})

    assert isinstance(found, tuple)
    assert dict(found[0].operands)["rule"] == "不得只有空白"


def test_text_is_kept_in_one_form() -> None:
    sheet = parse(Sheet, {"text": "e\u0301"})

    assert isinstance(sheet, Sheet)
    assert sheet.text == "\u00e9"


@given(st.text(min_size=1, max_size=50))
def test_whatever_passes_is_nfc_and_has_no_control(text: str) -> None:
    sheet = parse(Sheet, {"text": text})
    if isinstance(sheet, Sheet) and sheet.text:
        assert unicodedata.is_normalized("NFC", sheet.text)
        assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in sheet.text)


@pytest.mark.parametrize(("field", "longest"), [("text", LONG_TEXT), ("label", SHORT_TEXT)])
def test_text_has_a_length(field: str, longest: int) -> None:
    assert _fits(**{field: "长" * longest})
    assert not _fits(**{field: "长" * (longest + 1)})
    assert not _fits(**{field: ""})


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("digest", "0" * 64, True), ("digest", "A" * 64, False), ("digest", "0" * 63, False),
        ("officer", "00000000-0000-4000-8000-000000000001", True), ("officer", "承办人甲", False),
        ("amount", 0, True), ("amount", -1, False), ("amount", 10**15, True), ("amount", 10**15 + 1, False),
        ("amount", 1.0, False), ("amount", "1", False), ("amount", True, False),
        ("day", "2026-03-02", True), ("day", "2026-3-2", False), ("day", "02/03/2026", False), ("day", 20260302, False),
        ("at", "2026-03-02T09:00:00+08:00", True), ("at", "2026-03-02T09:00:00", False), ("at", "2026-03-02", False),
        ("told", "说了", True), ("told", {"not_stated": "party.name"}, True), ("told", {"not_stated": ""}, False),
        ("told", {"said": "x"}, False),
    ],
)  # fmt: skip
def test_a_field_takes_its_kind_and_no_other(field: str, value: Any, fits: bool) -> None:
    assert _fits(**{field: value}) is fits


def test_a_form_cannot_be_changed_once_made() -> None:
    sheet = Sheet(text="甲")

    with pytest.raises(ValidationError, match="frozen"):
        sheet.text = "乙"
