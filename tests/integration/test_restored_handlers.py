"""Cases assigned before it was kept who handles them: an upgrade writes it beside them, so that warnings reach somebody."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, insert, inspect, select, sql

from case_desk import Desk
from command_line import CommandLine
from office_rows import Rows
from zhifa.engine.handover import HandingOver
from zhifa.storage import migrate
from zhifa.storage.database import Database
from zhifa.storage.tables import metadata

HANDLERS = "SELECT officer_id FROM zf_assignee WHERE case_id = ? ORDER BY officer_id"
GONE = {"zf_agency": {"policy": "{}", "profile": "{}", "matters": "[]"}}
"""What columns held that there are no more."""


def _at_migration(url: str, number: str, rows_of: str) -> None:
    """Make an empty database as it was at this migration, with the rows of another in the tables it had."""
    opened = Database.open(url)
    with opened.connection() as connection:
        command.upgrade(migrate._config(connection), number)
        there = set(inspect(connection).get_table_names())
        source = create_engine(rows_of)
        with source.connect() as kept:
            for table in metadata.sorted_tables:
                order = [column for column in table.c if column.name in ("case_id", "seq")]
                if table.name in there - {"zf_exemption", "zf_number"}:  # locked against any other way in
                    before = [one["name"] for one in inspect(connection).get_columns(table.name)]
                    known = select(*(table.c[name] for name in before if name in table.c)).order_by(*order)
                    found = [row._asdict() | GONE.get(table.name, {}) for row in kept.execute(known)]
                    if found:
                        connection.execute(insert(sql.table(table.name, *map(sql.column, before))), found)
        source.dispose()
    opened.close()


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
    _at_migration(database_url, "0008", migrated_sqlite_url)
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
