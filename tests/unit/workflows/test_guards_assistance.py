"""Assistance of another agency: asked for, answered or taken back, and what it brings is on file (处罚法 26)."""

from __future__ import annotations

from typing import Any

import pytest

from in_hand import ready, reviewed_first, standing
from zhifa.workflows import dossier


def test_an_answer_brings_evidence() -> None:
    case = ready("record_assistance")
    answered = case.do("record_assistance")

    assert len(dossier.evidence(answered.case)) == len(dossier.evidence(case.case)) + 1
    assert answered.case.open_tracks() == ()


def test_what_was_not_asked_is_not_answered() -> None:
    assert standing("investigating").asking("record_assistance").codes() == {"track_not_open"}


@pytest.mark.parametrize(
    ("changes", "lawful"),
    [
        ({"outcome": "不能协助", "evidence": []}, True),
        ({"outcome": "撤回请求", "document_number": None, "evidence": []}, True),
        ({"outcome": "不能协助"}, False),
        ({"outcome": "撤回请求", "evidence": []}, False),
        ({"document_number": None}, False),
    ],
    ids=["unable", "taken back", "unable with evidence", "taken back with a letter", "answered without a letter"],
)
def test_an_answer_is_a_letter_and_a_withdrawal_is_none(changes: dict[str, Any], *, lawful: bool) -> None:
    codes = ready("record_assistance").asking("record_assistance", **changes).codes()
    assert codes == (set() if lawful else {"facts_invalid"})


def test_an_answer_after_a_review_needs_a_new_one() -> None:
    assert not reviewed_first().do("request_assistance").do("record_assistance").case.cleared
