"""A case file is scrutinised by the register as its entries knew it, whatever became of the register since."""

from __future__ import annotations

from datetime import timedelta

from case_desk import START, Desk
from zhifa.workflows.scrutiny.check import Verdict


def _verdict(desk: Desk, case: str, check: str) -> Verdict:
    return next(one.verdict for one in desk.office.scrutinise(case).results if one.check.id == check)


def test_a_certificate_that_is_ended_for_days_gone_by_does_not_accuse_what_was_done_on_it(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        case = desk.bring_to("investigating")
        desk.do(case, "inspect")
        before = desk.office.registers()[0]
        long_ago = START.date() - timedelta(days=9)
        ended = desk.office.books.end(
            before.agency.id, "certificate", "演示执法证001", on=long_ago, reason="证件作废。", retroactive=True
        )
        assert ended.register.certificates != before.certificates
        assert (_verdict(desk, case, "R02"), _verdict(desk, case, "R36")) == (Verdict.PASSED, Verdict.PASSED)
        known = desk.office.books.registrar.known
        assert [known(before.agency.id, version).version for version in (0, 1, 2)] == [1, 1, 2]
        assert known(before.agency.id, 0).certificates == before.certificates
