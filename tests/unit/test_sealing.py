"""What stands in the way of sealing a paper, and how one request for it is told from another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from in_hand import IDS, InHand, standing
from zhifa.engine.period import Period
from zhifa.engine.receiving import CUSTODY_REASONS
from zhifa.engine.refusals import ENGINE_REASONS
from zhifa.engine.register import AgencySeal
from zhifa.engine.sealing import SEALING_REASONS, Imprint, SealedBefore, Sealing, ToSeal, sealing_refusals

LETTER = ToSeal(title="行政处罚决定书", external=True, placed=True)
DECIDED = standing("decided")
REAL = SealedBefore(sealed_at=DECIDED.at, sample=False, digest="1" * 64)
SAMPLE = replace(REAL, sample=True)


OWN = "c" * 64
FIRST, ANEW = Imprint(), Imprint(reason="误用他人的证书")
DAY = DECIDED.at.date()


def codes(
    case: InHand = DECIDED, paper: ToSeal = LETTER, by: str = "承办人甲", *, imprint: Imprint = FIRST
) -> list[str]:
    told = sealing_refusals(
        case.case, paper, IDS.get(by, by), imprint=imprint, register=case.register, now=case.at + timedelta(hours=1)
    )
    return [refusal.code for refusal in told]


def naming(*seals: AgencySeal) -> InHand:
    """The decided case of an agency with these seals on its register."""
    register = DECIDED.register
    return replace(DECIDED, register=replace(register, agency=replace(register.agency, seals=seals)))


def named(start: date, end: date | None = None) -> AgencySeal:
    return AgencySeal(name="机关印章", certificate=OWN, valid=Period(start=start, end=end))


@pytest.mark.parametrize("state", ["decided", "archived"])
@pytest.mark.parametrize("by", ["承办人甲", "承办机构负责人甲", "立卷人甲"])
def test_whoever_takes_part_in_the_case_may_seal_also_when_it_has_ended(state: str, by: str) -> None:
    assert codes(standing(state), by=by) == []


@pytest.mark.parametrize("state", ["decided", "archived"])
def test_a_handler_of_other_cases_does_not_seal(state: str) -> None:
    assert codes(standing(state), by="承办人丙") == ["not_of_this_case"]


def test_who_holds_no_post_of_the_procedure_or_none_that_reaches_the_case_does_not_seal() -> None:
    register, archivist = DECIDED.register, IDS["立卷人甲"]
    rest = tuple(post for post in register.assignments if post.officer_id != archivist)
    assert codes(replace(DECIDED, register=replace(register, assignments=rest)), by="立卷人甲") == ["no_role"]
    post = next(post for post in register.assignments if post.officer_id == archivist)
    elsewhere = replace(
        DECIDED, register=replace(register, assignments=(*rest, replace(post, acts=frozenset({"licence"}))))
    )
    assert codes(elsewhere, by="立卷人甲") == ["act_not_permitted"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"paper": replace(LETTER, external=False)}, "seal_internal"),
        ({"paper": replace(LETTER, external=False, placed=False)}, "seal_internal"),
        ({"paper": replace(LETTER, placed=False)}, "seal_placeless"),
        ({"case": DECIDED.having(replay=True)}, "seal_of_replay"),
        ({"by": "无此人"}, "unknown_actor"),
        ({"paper": replace(LETTER, earlier=(REAL,))}, "sealed_before"),
        ({"paper": replace(LETTER, earlier=(REAL,)), "imprint": Imprint(sample=True)}, "sealed_before"),
        ({"paper": replace(LETTER, earlier=(SAMPLE,)), "imprint": Imprint(sample=True)}, "sealed_before"),
        ({"paper": replace(LETTER, earlier=(SAMPLE, REAL))}, "sealed_before"),
        ({"paper": replace(LETTER, earlier=(REAL,)), "imprint": replace(ANEW, sample=True)}, "sealed_before"),
        ({"imprint": ANEW}, "sealed_never"),
        ({"paper": replace(LETTER, earlier=(SAMPLE,)), "imprint": ANEW}, "sealed_never"),
        ({"paper": replace(LETTER, earlier=(REAL,)), "imprint": Imprint(reason="")}, "facts_invalid"),
        ({"paper": replace(LETTER, annulled=True)}, "seal_annulled"),
    ],
)
def test_what_may_not_be_sealed_is_refused(changes: dict[str, Any], code: str) -> None:
    assert codes(**changes) == [code]


def test_an_officer_who_must_withdraw_does_not_seal() -> None:
    withdrawn = standing("investigating").do("request_recusal").do("decide_recusal", granted=True)
    assert codes(withdrawn, by="承办人乙") == ["barred"]


def test_a_sample_is_not_in_the_way_of_a_real_seal() -> None:
    assert codes(paper=replace(LETTER, earlier=(SAMPLE,))) == []


def test_a_wrong_real_seal_gives_way_to_another_for_a_reason() -> None:
    assert codes(paper=replace(LETTER, earlier=(SAMPLE, REAL)), imprint=ANEW) == []
    assert codes(paper=replace(LETTER, earlier=(REAL, REAL)), imprint=ANEW) == []


@pytest.mark.parametrize(
    ("seals", "told"),
    [
        ((), ["seal_unknown"]),
        ((named(DAY, DAY),), []),
        ((named(DAY - timedelta(days=9)),), []),
        ((named(DAY + timedelta(days=1)),), ["seal_unknown"]),
        ((named(DAY - timedelta(days=9), DAY - timedelta(days=1)),), ["seal_unknown"]),
        ((replace(named(DAY), certificate="d" * 64),), ["seal_unknown"]),
        ((named(DAY - timedelta(days=9), DAY - timedelta(days=1)), named(DAY)), []),
    ],
)
def test_a_real_seal_is_made_with_a_certificate_that_the_register_names_on_that_day(
    seals: tuple[AgencySeal, ...], told: list[str]
) -> None:
    assert codes(naming(*seals), imprint=Imprint(certificate=OWN)) == told


def test_a_sample_needs_no_name_on_the_register() -> None:
    assert codes(naming(), imprint=Imprint(certificate=OWN, sample=True)) == []


def test_every_reason_is_told_at_once() -> None:
    assert codes(DECIDED.having(replay=True), replace(LETTER, external=False, earlier=(REAL,)), "无此人") == [
        "unknown_actor", "seal_of_replay", "seal_internal", "sealed_before",
    ]  # fmt: skip


def test_a_refusal_of_the_second_seal_names_the_file_and_when_it_was_sealed() -> None:
    (told,) = sealing_refusals(
        DECIDED.case,
        replace(LETTER, earlier=(REAL,)),
        IDS["承办人甲"],
        imprint=FIRST,
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


def test_a_seal_set_anew_commits_to_its_reason() -> None:
    first = Sealing(
        case_id="c", paper_id="p", title="t", signed="1" * 64, actor="o", occurred_at=DECIDED.at, expected_version=3
    )
    anew = replace(first, reason="误用他人的证书", round=2)

    assert anew.facts() == {**first.facts(), "reason": "误用他人的证书"}
    assert (first.label, anew.label) == ("签章：t", "重新签章：t")
    assert anew.digest() != first.digest()


def test_reasons_of_sealing_have_codes_of_their_own() -> None:
    told = [reason.code for reason in (*SEALING_REASONS, *CUSTODY_REASONS, *ENGINE_REASONS)]
    assert len(told) == len(set(told))
