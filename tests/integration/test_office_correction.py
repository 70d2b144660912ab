"""A correction in the store: what it opens and closes stands in rows and in its ledger entry, and both agree."""

from __future__ import annotations

from case_desk import Desk
from office_rows import Rows
from zhifa.engine.correct import Correction


def _paid_as(desk: Desk, case_id: str, amount: int) -> None:
    """The last payment was of another amount."""
    case = desk.office.case(case_id)
    paid = max(act.seq for act in case.acts if act.transition.name == "pay")
    desk.office.correct(
        Correction(
            case_id=case_id, seq=paid, path="amount", new=amount, reason="票据录入有误。", actor=desk.ids["承办人甲"],
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
