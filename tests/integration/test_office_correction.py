"""A correction in the store: what it opens and closes stands in rows and in its ledger entry, and both agree."""

from __future__ import annotations

import pytest

from case_desk import Desk
from office_rows import Rows
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused


def _paid_as(desk: Desk, case_id: str, amount: int) -> None:
    """The last payment was of another amount."""
    _corrected(desk, case_id, "pay", "amount", amount)


def _corrected(desk: Desk, case_id: str, step: str, path: str, new: int | str) -> None:
    """The last step of this name was entered wrongly."""
    case = desk.office.case(case_id)
    seq = max(act.seq for act in case.acts if act.transition.name == step)
    desk.office.correct(
        Correction(
            case_id=case_id, seq=seq, path=path, new=new, reason="登记有误。", actor=desk.ids["承办人甲"],
            approver=desk.ids["承办机构负责人甲"], occurred_at=desk.clock.now(), expected_version=case.version, key=desk.key(),
        )
    )  # fmt: skip


def _open(desk: Desk, case_id: str) -> set[str]:
    return {track.track for track in desk.office.case(case_id).open_tracks()}


def _payment(desk: Desk, case_id: str) -> str:
    term = desk.office.case(case_id).term("payment")
    assert term is not None
    return term.status


def test_a_corrected_payment_opens_and_closes_payment_and_the_record_holds(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id = desk.bring_to("performing")
        desk.do(case_id, "pay")
        assert (_open(desk, case_id), _payment(desk, case_id)) == ({"publication"}, "met")

        _paid_as(desk, case_id, 60_000)
        assert (_open(desk, case_id), _payment(desk, case_id)) == ({"publication", "payment"}, "open")

        _paid_as(desk, case_id, 100_000)
        assert (_open(desk, case_id), _payment(desk, case_id)) == ({"publication"}, "met")
        assert desk.office.verify(case_id) == ()
        assert rows.wrong() == {}


def _statuses(desk: Desk, case_id: str, code: str) -> list[str]:
    return sorted(term.status for term in desk.office.case(case_id).terms if term.code == code)


def test_a_corrected_outcome_begins_and_sets_aside_terms_and_the_record_holds(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id = desk.bring_to("performing")
        desk.do(case_id, "lodge_remedy")
        desk.do(case_id, "record_remedy")
        assert _statuses(desk, case_id, "litigation_after_reconsideration") == ["open"]

        _corrected(desk, case_id, "record_remedy", "effect", "撤销")
        assert _statuses(desk, case_id, "litigation_after_reconsideration") == ["void"]
        assert (_open(desk, case_id), _statuses(desk, case_id, "payment")) == (set(), ["void"])

        _corrected(desk, case_id, "record_remedy", "effect", "维持")
        assert _open(desk, case_id) == {"publication", "payment"}
        assert _statuses(desk, case_id, "litigation_after_reconsideration") == ["open", "void"]
        assert _statuses(desk, case_id, "payment") == ["open", "void"]
        assert desk.office.verify(case_id) == ()
        assert rows.wrong() == {}


@pytest.mark.parametrize(
    ("path", "new", "reasons"),
    [
        ("legal_opinion.text", "更正后的意见。", {"correction_target"}),
        ("slips.0.wrong", "文书里没有的话", {"correction_target", "slip_not_found"}),
        ("paper", "没有这份文书", {"correction_target", "paper_not_on_file"}),
    ],
)
def test_what_is_corrected_in_the_mending_of_a_paper_is_held_against_that_paper(
    migrated_url: str, path: str, new: str, reasons: set[str]
) -> None:
    with Desk(migrated_url) as desk:
        case_id = desk.bring_to("performing")
        desk.do(case_id, "rectify_paper")
        with pytest.raises(CommandRefused) as caught:
            _corrected(desk, case_id, "rectify_paper", path, new)
    assert {refusal.code for refusal in caught.value.refusals} == reasons
