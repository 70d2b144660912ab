"""Cases assigned before it was kept who handles them: an upgrade writes it beside them, so that warnings reach somebody."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from case_desk import Desk
from command_line import CommandLine
from office_rows import Rows
from older_database import at_migration
from zhifa.engine.handover import HandingOver

HANDLERS = "SELECT officer_id FROM zf_assignee WHERE case_id = ? ORDER BY officer_id"


def _changed_hands(desk: Desk, case_id: str) -> str:
    """承办人乙's part goes to 承办人丙."""
    desk.office.hand_over(
        HandingOver(
            case_id=case_id, old=desk.ids["承办人乙"], new=desk.ids["承办人丙"], reason="岗位调整。", actor=desk.ids["承办机构负责人甲"],
            occurred_at=desk.clock.now(), expected_version=desk.office.case(case_id).version, key=desk.key(),
        )
    )  # fmt: skip
    return case_id


@pytest.fixture
def cases(migrated_sqlite_url: str, database_url: str) -> dict[str, list[str]]:
    """Who handles each case of a database that stands at migration 0008, by its record; in ``database_url``."""
    with Desk(migrated_sqlite_url) as desk, Rows(migrated_sqlite_url) as rows:
        made = [desk.open_case(), desk.bring_to("investigating"), _changed_hands(desk, desk.bring_to("performing"))]
        handled = {case_id: [officer for (officer,) in rows.all(HANDLERS, case_id)] for case_id in made}
    assert [len(officers) for officers in handled.values()] == [0, 2, 2]
    at_migration(database_url, "0008", migrated_sqlite_url)
    return handled


def test_an_upgrade_by_the_command_line_restores_who_handles_each_case(
    cases: dict[str, list[str]], database_url: str, tmp_path: Path
) -> None:
    zhifa = CommandLine(folder=tmp_path, database=database_url)
    first, again = zhifa.done("db", "upgrade").out, zhifa.done("db", "upgrade").out

    assert "补记了 2 件案件的承办人" in first
    assert "补记" not in again
    with Rows(database_url) as rows:
        assert {case_id: [one for (one,) in rows.all(HANDLERS, case_id)] for case_id in cases} == cases


def test_after_an_upgrade_by_an_office_warnings_reach_the_handlers(
    cases: dict[str, list[str]], database_url: str
) -> None:
    with Desk(database_url, import_register=False, create=True) as desk, Rows(database_url) as rows:
        (investigated,) = [case_id for case_id in cases if desk.office.case(case_id).state.name == "investigating"]
        (due,) = [date.fromisoformat(term.due) for term in desk.office.terms(investigated)]
        desk.clock.advance(timedelta(days=(due - desk.clock.now().date()).days))
        desk.office.sweep(desk.clock.now())
        told = rows.all("SELECT DISTINCT officer_id FROM zf_inbox WHERE case_id = ? ORDER BY officer_id", investigated)
        assert {officer for (officer,) in told} >= set(cases[investigated])
        assert desk.office.restore_handlers().cases == 0
