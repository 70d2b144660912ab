"""Seals on the register (印章备案): certificates by their SHA-256, each for its days."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from case_desk import register_text
from zhifa.engine.register_file import RegisterFaulty, merged, rows_of
from zhifa.engine.register_rows import register_of

OWN = "c" * 64


def text(*seals: dict[str, Any]) -> str:
    register = json.loads(register_text())
    register["agency"]["seals"] = list(seals)
    return json.dumps(register, ensure_ascii=False)


def seal(**changes: Any) -> dict[str, Any]:
    return {"name": "机关印章", "certificate": OWN, "valid_from": "2026-01-01", "valid_to": "2026-12-31"} | changes


def test_a_seal_is_the_agencys_from_its_first_day_to_its_last() -> None:
    agency = register_of(rows_of(text(seal()))).agency

    assert agency.seal("d" * 64, date(2026, 6, 1)) is None
    held = [
        bool(agency.seal(OWN, day))
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert held == [False, True, True, False]


def test_a_fingerprint_may_be_written_as_programs_print_it() -> None:
    printed = ":".join(["CC"] * 32)
    assert register_of(rows_of(text(seal(certificate=printed)))).agency.seals[0].certificate == "cc" * 32


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
        rows_of(text(*seals))


def test_a_seal_that_is_no_longer_in_the_file_ends_on_that_day_and_keeps_what_it_sealed_before() -> None:
    new = rows_of(text(seal(certificate="d" * 64)))
    kept = merged(rows_of(text(seal())), new, today=date(2026, 6, 2))
    for agency in (register_of(kept).agency, register_of(merged(kept, new, today=date(2026, 6, 5))).agency):
        assert agency.seal(OWN, date(2026, 6, 2))
        assert agency.seal(OWN, date(2026, 6, 3)) is None
        assert agency.seal("d" * 64, date(2026, 6, 2))


def test_a_seal_that_the_file_ends_is_ended_on_the_day_that_it_says() -> None:
    kept = merged(rows_of(text(seal())), rows_of(text(seal(valid_to="2026-06-01"))), today=date(2026, 6, 2))
    assert register_of(kept).agency.seal(OWN, date(2026, 6, 2)) is None
