"""A line is ended for days gone by only where nobody had used it on them, or where that is asked for; then the cases stay named."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from case_desk import START, Desk
from office_rows import Rows
from zhifa.engine.backdating import backdated_findings
from zhifa.engine.errors import CommandRefused
from zhifa.engine.register_room import Taken

YESTERDAY = START.date() - timedelta(days=1)


def _end(desk: Desk, book: str, key: str, on: date, **asked: Any) -> Taken:
    agency = desk.office.registers()[0].agency.id
    return desk.office.books.end(agency, book, key, on=on, reason="核查发现。", **asked)


def test_a_line_that_was_used_since_is_ended_only_where_that_is_asked_for(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case = desk.bring_to("investigating")
        today = desk.clock.now().date()
        desk.clock.advance(timedelta(days=3))
        before = rows.snapshot()
        for book, key in (
            ("certificate", "演示执法证001"),
            ("officer", "002"),
            ("assignment", "001|handler|执法一科|2015-01-01"),
        ):
            with pytest.raises(CommandRefused) as refused:
                _end(desk, book, key, YESTERDAY)
            assert [one.code for one in refused.value.refusals] == ["line_used"]
            assert case[:8] in str(refused.value)
        assert rows.snapshot() == before
        assert _end(desk, "certificate", "演示执法证002", today).entry is not None
        assert _end(desk, "certificate", "演示执法证003", YESTERDAY).entry is not None
        assert _end(desk, "certificate", "演示执法证001", YESTERDAY, retroactive=True).entry is not None
        (agency,) = (register.agency.id for register in desk.office.registers())
        assert desk.office.books.verify(agency) == ()
        (told,) = backdated_findings(desk.office.books.history(agency))
        assert told.text == f"第4版把“演示执法证001”追溯到{YESTERDAY}结束，其后用过的案件应逐案核对：{case[:8]}"
