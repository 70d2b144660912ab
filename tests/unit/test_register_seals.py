"""Seals on the register (印章备案): certificates by their SHA-256, each for its days."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from case_desk import register_text
from registers import imported
from zhifa.engine.register_file import RegisterFaulty, file_of

OWN = "c" * 64


def text(*seals: dict[str, Any]) -> str:
    register = json.loads(register_text())
    register["agency"]["seals"] = list(seals)
    return json.dumps(register, ensure_ascii=False)


def seal(**changes: Any) -> dict[str, Any]:
    return {"name": "机关印章", "certificate": OWN, "valid_from": "2026-01-01", "valid_to": "2026-12-31"} | changes


def test_a_seal_is_the_agencys_from_its_first_day_to_its_last() -> None:
    agency = file_of(text(seal())).register.agency

    assert agency.seal("d" * 64, date(2026, 6, 1)) is None
    held = [
        bool(agency.seal(OWN, day))
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert held == [False, True, True, False]


def test_a_fingerprint_may_be_written_as_programs_print_it() -> None:
    printed = ":".join(["CC"] * 32)
    assert file_of(text(seal(certificate=printed))).register.agency.seals[0].certificate == "cc" * 32


@pytest.mark.parametrize(
    ("seals", "told"),
    [
        ((seal(certificate="c" * 63),), "agency.seals.0.certificate"),
        ((seal(certificate=5),), "agency.seals.0.certificate"),
        ((seal(name=""),), "agency.seals.0.name"),
        ((seal(valid_to="2025-12-31"),), "有效期的结束日期早于开始日期"),
        ((seal(), seal(name="行政处罚专用章")), "重复"),
    ],
)
def test_a_seal_that_is_wrongly_written_is_named(seals: tuple[dict[str, Any], ...], told: str) -> None:
    with pytest.raises(RegisterFaulty, match=told):
        file_of(text(*seals))


def test_a_seal_that_is_no_longer_in_the_file_ends_on_that_day_and_keeps_what_it_sealed_before() -> None:
    first = imported(text(seal()), today=date(2026, 6, 1))
    new = text(seal(certificate="d" * 64))
    kept = imported(new, first, today=date(2026, 6, 2))
    for agency in (kept.agency, imported(new, kept, today=date(2026, 6, 5)).agency):
        assert agency.seal(OWN, date(2026, 6, 2))
        assert agency.seal(OWN, date(2026, 6, 3)) is None
        assert agency.seal("d" * 64, date(2026, 6, 2))


def test_a_seal_that_the_file_ends_is_ended_on_the_day_that_it_says() -> None:
    first = imported(text(seal()), today=date(2026, 6, 1))
    kept = imported(text(seal(valid_to="2026-06-01")), first, today=date(2026, 6, 2))
    assert kept.agency.seal(OWN, date(2026, 6, 2)) is None
