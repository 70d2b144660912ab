"""The office inside a host program: on the host's engine, or in the host's own transaction, which only the host ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool

from case_desk import Desk
from office_rows import Rows
from zhifa.engine.errors import CommandRefused
from zhifa.storage.errors import StaleCase


@pytest.fixture
def host(migrated_url: str) -> Iterator[Engine]:
    engine = create_engine(migrated_url, poolclass=QueuePool, pool_size=2)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE host_note (case_id TEXT)"))
    yield engine
    engine.dispose()


@pytest.fixture
def rows(migrated_url: str, host: Engine) -> Iterator[Rows]:
    assert host
    with Rows(migrated_url) as opened:
        yield opened


def note(connection: Connection, case_id: str) -> None:
    connection.execute(text("INSERT INTO host_note (case_id) VALUES (:case)"), {"case": case_id})


def test_a_case_runs_from_report_to_archive_on_the_hosts_engine(host: Engine, rows: Rows) -> None:
    with Desk(host) as desk:
        case_id = desk.bring_to("archived")
        assert desk.office.verify(case_id) == ()
    assert rows.wrong() == {}
    with host.begin() as connection:
        note(connection, case_id)
    assert rows.all("SELECT case_id FROM host_note") == [(case_id,)]


def test_a_case_and_the_hosts_own_row_are_committed_by_the_host_together(host: Engine, rows: Rows) -> None:
    with host.begin() as connection:
        with Desk(connection) as desk:
            case_id = desk.bring_to("decided")
            note(connection, case_id)
        assert rows.all("SELECT id FROM zf_case") == []
    assert rows.all("SELECT id, state FROM zf_case") == [(case_id, "decided")]
    assert rows.all("SELECT case_id FROM host_note") == [(case_id,)]
    assert rows.wrong() == {}


def test_the_hosts_rollback_takes_our_rows_with_it(host: Engine, rows: Rows) -> None:
    with Desk(host) as desk:
        desk.bring_to("verifying")
    before = rows.snapshot()
    with host.connect() as connection, connection.begin() as transaction:
        with Desk(connection, seed="within", import_register=False) as desk:
            case_id = desk.bring_to("filed")
            note(connection, case_id)
            assert desk.office.case(case_id).version > 1
        transaction.rollback()
    assert rows.snapshot() == before
    assert rows.all("SELECT * FROM host_note") == []


def test_a_refusal_inside_the_hosts_transaction_leaves_it_usable(host: Engine, rows: Rows) -> None:
    with host.begin() as connection, Desk(connection) as desk:
        case_id = desk.open_case()
        with pytest.raises(CommandRefused):
            desk.do(case_id, "close")
        with pytest.raises(StaleCase):
            desk.do(case_id, "verify", expected_version=7)
        note(connection, case_id)
        assert desk.do(case_id, "verify").state == "verifying"
    assert rows.one("SELECT version FROM zf_case") == 2
    assert rows.one("SELECT count(*) FROM zf_refusal") == 1
    assert rows.one("SELECT count(*) FROM host_note") == 1


def settings(connection: Connection) -> dict[str, Any]:
    """What of its connection a host could see change."""
    if connection.dialect.name == "sqlite":
        names = ("foreign_keys", "recursive_triggers", "synchronous", "busy_timeout", "trusted_schema")
        told: dict[str, Any] = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}
        dbapi: Any = connection.connection.dbapi_connection
        return {**told, "isolation_level": dbapi.isolation_level}
    names = ("lock_timeout", "default_transaction_isolation", "transaction_isolation", "transaction_read_only")
    dbapi = connection.connection.dbapi_connection
    shown = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names}
    return {**shown, "autocommit": dbapi.autocommit}


def test_the_hosts_connections_keep_their_settings(host: Engine) -> None:
    with host.connect() as one, host.connect() as two:
        before = [settings(one), settings(two)]
    with Desk(host, busy_timeout_ms=123) as desk:
        desk.bring_to("investigating")
        with host.connect() as one, host.connect() as two:
            assert [settings(one), settings(two)] == before
    with host.connect() as one, host.connect() as two:
        assert [settings(one), settings(two)] == before


def test_the_hosts_listeners_hear_its_own_transactions_and_none_of_our_steps(host: Engine) -> None:
    heard: list[str] = []
    for name in ("begin", "commit", "rollback"):
        event.listen(host, name, lambda _, name=name: heard.append(name))
    with Desk(host) as desk:
        heard.clear()  # opening looks at the schema as any program on this engine would
        desk.bring_to("verifying")
    assert heard == []
    with host.begin() as connection:
        connection.execute(text("SELECT 1"))
    assert heard == ["begin", "commit"]


def test_the_hosts_engine_stays_open_when_the_office_closes(host: Engine) -> None:
    Desk(host).office.close()
    with host.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM zf_officer")).scalar_one() > 0
