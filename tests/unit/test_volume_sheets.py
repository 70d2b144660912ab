"""What the list of what lies beside a volume tells of a piece of evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from zhifa.engine.evidence_items import EvidenceItem, item
from zhifa.engine.volume_sheets import apart
from zhifa.workflows.forms.values import Evidence

FACTS: dict[str, Any] = {
    "key": "证1", "kind": "书证", "description": "营业执照复印件", "source": "当事人", "obtained_on": "2026-03-02", "proves": "主体资格",
    "verified": True, "digest": "f0" * 32,
}  # fmt: skip


def told(*, intact: bool | None = True, **changes: Any) -> EvidenceItem:
    return item("证1", Evidence.model_validate(FACTS | changes, strict=False), (), intact=intact)


def test_a_file_is_told_by_its_digest() -> None:
    beside = apart(told())

    assert (beside.name, beside.description, beside.kind, beside.on, beside.kept) == (
        "证1", "营业执照复印件", "书证", "2026-03-02", "f0" * 32,
    )  # fmt: skip


def test_one_that_the_store_does_not_have_as_it_was_is_said_to_be_so() -> None:
    assert apart(told(intact=False)).kept.startswith("（证据文件库中缺失，或者有改动）")
    assert apart(told(intact=None)).kept == "f0" * 32  # there was no store to ask


def test_a_piece_without_a_file_is_listed() -> None:
    assert apart(told(digest=None)).kept == "（系统中没有其文件）"


@pytest.mark.parametrize(("instant", "day"), [("2026-03-02T16:30:00.000000Z", "2026-03-03"), (None, "未载")])
def test_a_file_that_no_fact_names_has_the_day_in_china_on_which_it_was_obtained(instant: str | None, day: str) -> None:
    received = replace(told(), kind=None, description=None, obtained_on=None, name="现场.jpg", obtained_at=instant)

    assert (apart(received).on, apart(received).description) == (day, "（现场.jpg）")


def test_a_day_that_the_source_of_a_replay_does_not_state_is_told_as_such() -> None:
    silent = told(obtained_on={"not_stated": "evidence.0.obtained_on"})

    assert silent.obtained_on is None
    assert apart(silent).on == "未载"


def test_a_character_that_no_font_has_is_replaced_by_a_mark_that_says_so() -> None:
    assert apart(replace(told(), name="现场😀.jpg")).description == "营业执照复印件（现场〓.jpg）"
