"""Pads of numbered papers: on the register, in its file, and the number that an officer takes from them (处罚法 52)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from case_desk import register_text
from registers import imported
from zhifa.documents.catalogue import CATALOGUE
from zhifa.engine.numbering import NoNumber, Numbering
from zhifa.engine.register import Register
from zhifa.engine.register_file import RegisterFaulty, file_of
from zhifa.engine.register_ids import officer_id

DAY = date(2026, 3, 2)
D34 = CATALOGUE["D34"]
AGENCY = "示例市生态环境局"
FIRST, SECOND = officer_id(AGENCY, "001"), officer_id(AGENCY, "002")


def pad(first: int, last: int, **changes: Any) -> dict[str, Any]:
    lawful = {"series": "当罚", "year": 2026, "first": first, "last": last, "valid_from": "2026-01-01"}
    return lawful | changes


def text(**pads: list[dict[str, Any]]) -> str:
    """The demonstration register with these pads by staff number (``p001``), and no others."""
    register = json.loads(register_text())
    for officer in register["officers"]:
        officer["pads"] = pads.get(f"p{officer['staff_number']}", [])
    return json.dumps(register, ensure_ascii=False)


def register(**pads: list[dict[str, Any]]) -> Register:
    return file_of(text(**pads)).register


def taken(held: Register, free: Mapping[int, int], *, officer: str = FIRST, day: date = DAY) -> int:
    """The ordinal that the officer takes when the counter of each pad, by its first number, stands so."""
    numbering = Numbering(register=held, officer=officer, day=day)
    place = numbering.place(D34, {(f"当罚/{first}", day.year): following for first, following in free.items()})
    assert place is not None
    assert place.counter == f"当罚/{place.ordinal - place.next + 1}"
    return place.ordinal


def test_an_officer_takes_the_next_number_of_his_own_pad() -> None:
    held = register(p001=[pad(101, 150)], p002=[pad(201, 250)])

    assert taken(held, {101: 1}) == 101
    assert taken(held, {101: 50}) == 150
    assert taken(held, {201: 7}, officer=SECOND) == 207


def test_a_pad_used_up_is_followed_by_the_next_one_in_order() -> None:
    held = register(p001=[pad(301, 310), pad(101, 102)])

    assert taken(held, {101: 2, 301: 1}) == 102
    assert taken(held, {101: 3, 301: 1}) == 301


def test_when_all_are_used_up_the_refusal_names_them() -> None:
    held = register(p001=[pad(101, 102), pad(301, 301)])

    with pytest.raises(NoNumber) as refused:
        taken(held, {101: 3, 301: 2})
    assert refused.value.refusal.code == "pad_used_up"
    assert "101号至102号、301号至301号" in str(refused.value)


@pytest.mark.parametrize(
    "held",
    [
        {},
        {"p002": [pad(101, 150)]},
        {"p001": [pad(101, 150, year=2025)]},
        {"p001": [pad(101, 150, valid_from="2026-03-03")]},
        {"p001": [pad(101, 150, valid_to="2026-03-01")]},
    ],
    ids=["none", "another's", "last year's", "not yet handed out", "taken back"],
)
def test_without_a_pad_of_the_year_there_is_no_number(held: dict[str, Any]) -> None:
    with pytest.raises(NoNumber) as refused:
        taken(register(**held), {})
    assert refused.value.refusal.code == "pad_missing"
    assert "承办人甲在2026-03-02没有2026年“当罚”编号的文书本" in str(refused.value)


def test_a_paper_without_numbers_takes_none_and_a_plain_series_is_counted_by_itself() -> None:
    numbering = Numbering(register=register(), officer=FIRST, day=DAY)

    assert numbering.counters(CATALOGUE["D49"]) == ()
    assert numbering.place(CATALOGUE["D49"], {}) is None
    assert numbering.counters(CATALOGUE["D33"]) == (("罚", 2026),)
    place = numbering.place(CATALOGUE["D33"], {("罚", 2026): 7})
    assert place is not None
    assert (place.counter, place.ordinal, place.next) == ("罚", 7, 7)


@pytest.mark.parametrize(
    ("faulty", "rule"),
    [
        (pad(101, 100), "号段的止号小于起号"),
        (pad(0, 100), "first"),
        (pad(101, 150, series="当场罚"), "编号文书的代字应为当罚之一"),
        (pad(101, 150, valid_to="2025-12-31"), "有效期的结束日期早于开始日期"),
    ],
)
def test_a_faulty_pad_is_named_by_its_row(faulty: dict[str, Any], rule: str) -> None:
    with pytest.raises(RegisterFaulty) as refused:
        file_of(text(p001=[pad(1, 2), faulty]))
    assert "officers.0.pads.1" in str(refused.value)
    assert rule in str(refused.value)


@pytest.mark.parametrize("other", [pad(150, 160), pad(101, 101), pad(90, 200)])
def test_two_officers_never_hold_the_same_number(other: dict[str, Any]) -> None:
    with pytest.raises(RegisterFaulty, match=r"一个号码只能发一次|只能写一行") as refused:
        imported(text(p001=[pad(101, 150)], p002=[other]), today=DAY)
    assert "officers.00" in str(refused.value)


@pytest.mark.parametrize("other", [pad(151, 160), pad(101, 150, year=2027)])
def test_numbers_beside_each_other_or_of_another_year_are_not_the_same(other: dict[str, Any]) -> None:
    imported(text(p001=[pad(101, 150)], p002=[other]), today=DAY)


def test_a_pad_that_is_gone_from_the_file_ends_and_its_numbers_are_not_handed_out_again() -> None:
    before = imported(text(p001=[pad(101, 150)]), today=date(2026, 3, 1))
    after = imported(text(), before, today=DAY)

    assert after.pads_of(FIRST, "当罚", day=date(2026, 3, 1)) != ()
    assert after.pads_of(FIRST, "当罚", day=DAY) == ()
    with pytest.raises(RegisterFaulty, match="重号"):
        imported(text(p002=[pad(120, 130)]), before, today=DAY)


def test_a_pad_may_pass_to_another_officer_and_be_counted_on() -> None:
    first = imported(text(p001=[pad(101, 150)]), today=date(2026, 3, 1))
    moved = imported(text(p002=[pad(101, 150)]), first, today=DAY)

    assert taken(moved, {101: 6}, officer=SECOND) == 106
