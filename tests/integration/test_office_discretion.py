"""Discretion in the office: a case weighed, reviewed and decided by the books of the register, and shown as it was weighed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from case_desk import Desk, register_text
from steps_of_weighing import CODE, statute_range, tier
from zhifa.engine.books.book import Line
from zhifa.engine.errors import CommandRefused
from zhifa.workflows.ordinary import ORDINARY


def _row(line: Line) -> dict[str, Any]:
    return {name: cell for name, cell in line.body.items() if cell is not None} | {
        "valid_from": line.valid.start.isoformat()
    }


@pytest.fixture
def desk(migrated_sqlite_url: str) -> Iterator[Desk]:
    """An office with a benchmark on its register."""
    books = {
        "benchmark": [_row(tier()), _row(tier("一般", 100_000, 200_000, low_in=False))],
        "statutory_range": [_row(statute_range())],
    }
    with Desk(migrated_sqlite_url, workflow=ORDINARY, import_register=False) as opened:
        opened.office.import_register(json.dumps(json.loads(register_text()) | {"books": books}, ensure_ascii=False))
        yield opened


def test_a_case_is_sent_in_once_it_was_weighed_and_what_was_weighed_is_read_and_verified(desk: Desk) -> None:
    case = desk.bring_to("defence")
    desk.do(case, "waive")
    with pytest.raises(CommandRefused) as refused:
        desk.do(case, "submit_review")
    desk.do(case, "weigh")
    desk.do(case, "submit_review")
    sheet = desk.office.reviews.sheet(case)

    assert {refusal.code for refusal in refused.value.refusals} == {"discretion_unweighed"}
    assert sheet.discretion[0] == f"第1项：裁量基准 {CODE} 的阶次“较轻”"
    assert desk.office.case(desk.bring_to("decided", case_id=case)).decided
    assert desk.office.verify(case) == ()
    (reasoned,) = (one for one in desk.office.scrutinise(case).results if one.check.id == "R14")
    assert (reasoned.verdict.value, reasoned.faults) == ("passed", ())
