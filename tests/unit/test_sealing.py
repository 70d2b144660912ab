"""What stands in the way of sealing a paper, and how one request for it is told from another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from in_hand import IDS, InHand, standing
from zhifa.engine.receiving import CUSTODY_REASONS
from zhifa.engine.refusals import ENGINE_REASONS
from zhifa.engine.sealing import SEALING_REASONS, SealedBefore, Sealing, ToSeal, sealing_refusals

LETTER = ToSeal(title="行政处罚决定书", external=True, placed=True)
DECIDED = standing("decided")
REAL = SealedBefore(sealed_at=DECIDED.at, sample=False, digest="1" * 64)
SAMPLE = replace(REAL, sample=True)


def codes(case: InHand = DECIDED, paper: ToSeal = LETTER, by: str = "承办人甲", *, sample: bool = False) -> list[str]:
    told = sealing_refusals(
        case.case, paper, IDS.get(by, by), sample=sample, register=case.register, now=case.at + timedelta(hours=1)
    )
    return [refusal.code for refusal in told]


@pytest.mark.parametrize("state", ["decided", "archived"])
@pytest.mark.parametrize("by", ["承办人甲", "承办人丙", "立卷人甲"])
def test_any_officer_on_the_register_may_seal_also_in_a_case_that_has_ended(state: str, by: str) -> None:
    assert codes(standing(state), by=by) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"paper": replace(LETTER, external=False)}, "seal_internal"),
        ({"paper": replace(LETTER, external=False, placed=False)}, "seal_internal"),
        ({"paper": replace(LETTER, placed=False)}, "seal_placeless"),
        ({"case": DECIDED.having(replay=True)}, "seal_of_replay"),
        ({"by": "无此人"}, "unknown_actor"),
        ({"paper": replace(LETTER, earlier=(REAL,))}, "sealed_before"),
        ({"paper": replace(LETTER, earlier=(REAL,)), "sample": True}, "sealed_before"),
        ({"paper": replace(LETTER, earlier=(SAMPLE,)), "sample": True}, "sealed_before"),
        ({"paper": replace(LETTER, earlier=(SAMPLE, REAL))}, "sealed_before"),
    ],
)
def test_what_may_not_be_sealed_is_refused(changes: dict[str, Any], code: str) -> None:
    assert codes(**changes) == [code]


def test_an_officer_who_must_withdraw_does_not_seal() -> None:
    withdrawn = standing("investigating").do("request_recusal").do("decide_recusal", granted=True)
    assert codes(withdrawn, by="承办人乙") == ["barred"]


def test_a_sample_is_not_in_the_way_of_a_real_seal() -> None:
    assert codes(paper=replace(LETTER, earlier=(SAMPLE,))) == []


def test_every_reason_is_told_at_once() -> None:
    assert codes(DECIDED.having(replay=True), replace(LETTER, external=False, earlier=(REAL,)), "无此人") == [
        "unknown_actor", "seal_of_replay", "seal_internal", "sealed_before",
    ]  # fmt: skip


def test_a_refusal_of_the_second_seal_names_the_file_and_when_it_was_sealed() -> None:
    (told,) = sealing_refusals(
        DECIDED.case,
        replace(LETTER, earlier=(REAL,)),
        IDS["承办人甲"],
        sample=False,
        register=DECIDED.register,
        now=DECIDED.at,
    )
    assert REAL.digest in told.text
    assert f"{DECIDED.at:%Y-%m-%d %H:%M}" in told.text


def test_a_request_is_known_by_its_file_and_told_from_others_by_all_it_says() -> None:
    asked = Sealing(
        case_id="c", paper_id="p", title="t", signed="1" * 64, actor="o", occurred_at=DECIDED.at, expected_version=3
    )
    others = [
        replace(asked, **change)
        for change in ({"actor": "x"}, {"expected_version": 4}, {"case_id": "d"}, {"paper_id": "q"})
    ]

    assert asked.key == f"seal/{asked.signed}"
    assert asked.facts() == {"paper": "p", "digest": asked.signed}
    assert len({one.digest() for one in (asked, *others)}) == 5


def test_reasons_of_sealing_have_codes_of_their_own() -> None:
    told = [reason.code for reason in (*SEALING_REASONS, *CUSTODY_REASONS, *ENGINE_REASONS)]
    assert len(told) == len(set(told))
