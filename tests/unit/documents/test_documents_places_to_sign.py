"""Whoever signs by hand has a place to: the officers, who receives, who witnesses; nobody is said to have signed (处罚法 52, 56; 民诉法 87, 89)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Final

import pytest

from zhifa.documents import facts as f
from zhifa.documents import render

Make = Callable[..., f.Facts]

HANDLERS: Final = ("承办人甲", "承办人乙")
SOMEBODY: Final = f.Person(name="收件人乙", relation="雇员")


def text(code: str, facts: f.Facts) -> str:
    return unescape(re.sub(r"<[^>]*>", "", render(code, facts).html))


@pytest.mark.parametrize("occasion", [0, 1], ids=["served", "failed"])
def test_each_who_serves_signs_the_receipt(make: Make, occasion: int) -> None:
    receipt = text("D37", make("D37", occasion))
    assert [name for name in HANDLERS if not re.search(rf"{name}（执法证号[^＿]*签名[^＿]*：＿", receipt)] == []


def test_a_receipt_that_nobody_signed_yet_does_not_say_that_it_was(make: Make) -> None:
    receipt = text("D37", make("D37"))
    assert "已在送达回证上签名" not in receipt
    assert "收件人（签名或者盖章）：＿＿＿＿＿＿　日期：＿" in receipt


def test_the_day_of_a_refusal_may_lie_before_that_of_the_service(make: Make) -> None:
    facts = make("D37")
    assert isinstance(facts.act, f.Service)
    left = f.LeftProof(
        refused_by=SOMEBODY, refusal_reason="拒绝签收", refused_on=date(2026, 11, 5), witnesses=("见证人甲",)
    )
    assert "拒收日期2026年11月5日" in text("D37", replace(facts, act=replace(facts.act, proof=left)))


# D34: 处罚法 52(2); D14: 56; D16, D16-2, D17-2: 强制法 18, 24, 28
_SIGNED: Final = "D08 D12 D14 D15 D16 D16-2 D16-4 D17-2 D19 D34 D45 D47 D48 D56-3"


@pytest.mark.parametrize("code", _SIGNED.split())
def test_every_officer_who_signs_has_room_to_sign(make: Make, code: str) -> None:
    paper = text(code, make(code))
    assert [name for name in HANDLERS if not re.search(rf"（签名）：{name}（执法证号[^＿、]*）＿", paper)] == []


@pytest.mark.parametrize("code", ["D03-2", "D40", "D56-2"])
def test_who_asks_for_an_approval_signs_its_form(make: Make, code: str) -> None:
    paper = text(code, make(code))
    assert [name for name in HANDLERS if not re.search(rf"{name}（执法证号[^＿]*（签名）：＿", paper)] == []
