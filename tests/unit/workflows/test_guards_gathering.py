"""Summons, samples, electronic data: what their records must hold, beyond what is asked of every record (处罚法 46, 55, 56)."""

from __future__ import annotations

from typing import Any

import pytest

from in_hand import reviewed_first, standing


@pytest.mark.parametrize("state", ["verifying", "investigating", "defence", "rectifying"])
@pytest.mark.parametrize("step", ["summon", "take_samples", "extract_data"])
def test_evidence_is_gathered_wherever_the_facts_are_open(state: str, step: str) -> None:
    assert standing(state).asking(step).codes() == set()


@pytest.mark.parametrize(
    "changes",
    [
        {"checksum": "0" * 63},
        {"checksum": "A" * 64},
        {"checksum": "g" * 64},
        {"algorithm": "MD5"},
        {"medium": None},
        {"attachments": []},
        {"evidence__0__kind": "书证"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_electronic_data_are_known_by_origin_and_checksum(changes: dict[str, Any]) -> None:
    assert standing("investigating").asking("extract_data", **changes).codes() == {"facts_invalid"}


def test_data_from_a_network_have_an_address_instead_of_a_medium() -> None:
    online = {"medium": None, "url": "https://example.invalid/1"}
    assert standing("investigating").asking("extract_data", **online).codes() == set()


@pytest.mark.parametrize("step", ["take_samples", "extract_data"])
def test_what_is_gathered_after_a_review_needs_a_new_one(step: str) -> None:
    agreed = reviewed_first()
    assert agreed.case.cleared
    assert not agreed.do(step).case.cleared


def test_a_summons_changes_no_evidence() -> None:
    assert reviewed_first().do("summon").case.cleared


def test_nobody_is_summoned_for_an_hour_past() -> None:
    case = standing("investigating")
    assert case.asking("summon", appear_at=case.wait(hours=-1).at.isoformat()).codes() == {"times_unfit"}


def test_samples_are_listed() -> None:
    assert standing("investigating").asking("take_samples", samples=[]).codes() == {"facts_invalid"}
