"""Transactions under strain: locks, full disks, lost connections, and the engines and transactions of a host."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from zhifa.storage import migrate
from zhifa.storage.channel import Count
from zhifa.storage.database import Database
from zhifa.storage.errors import (
    CaseUnknown,
    DatabaseBusy,
    DriverMissing,
    LockedRow,
    SchemaMissing,
    StaleCase,
    StorageError,
    StorageFull,
)
from zhifa.storage.records import CaseRecord


@contextmanager
def opened(target: Any, busy_timeout_ms: int = 300) -> Iterator[Database]:
    database = Database.open(target, busy_timeout_ms=busy_timeout_ms)
    try:
        yield database
    finally:
        database.close()


@pytest.fixture
def host(migrated_url: str) -> Iterator[Engine]:
    engine = create_engine(migrated_url)
    yield engine
    engine.dispose()


def version(database: Database, case_id: str) -> int:
    with database.read() as store:
        return store.load(case_id).case.version


# ── locks, sizes, losses ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_held_lock_is_waited_for_and_then_named(
    database: Database, other: Database, rows: Any, case: CaseRecord
) -> None:
    with database.write() as store:
        store.advance(rows.step(case))
        with pytest.raises(DatabaseBusy, match="300 ms") as caught, other.write() as waiting:
            waiting.advance(rows.step(case))
    assert caught.value.waited_ms == 300
    assert caught.value.__cause__ is not None
    assert version(database, case.id) == 2


def test_readers_do_not_wait_for_a_writer(database: Database, other: Database, rows: Any, case: CaseRecord) -> None:
    with database.write() as store:
        store.advance(rows.step(case))
        assert version(other, case.id) == 1


def test_a_full_disk_is_named_and_changes_nothing(migrated_sqlite_url: str, rows: Any) -> None:
    with opened(migrated_sqlite_url) as database:
        opening = rows.opening()
        with database.write() as store:
            store.advance(opening)
        with database.connection() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        with database.read() as store:
            store._channel._dbapi.execute(f"PRAGMA max_page_count = {pages}")
        big = rows.paper(opening.claim, 1, html="文" * 2_000_000)
        with pytest.raises(StorageFull, match="full"), database.write() as store:
            store.advance(rows.step(opening.claim, papers=(big,)))
        with database.read() as store:
            found = store.load(opening.claim.id)
        assert (found.case, found.papers) == (opening.claim, ())
        assert integrity(migrated_sqlite_url) == "ok"


def integrity(url: str) -> str:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


FILE_SIZE_LIMIT = """
import resource, sys
from zhifa.storage.database import Database
from zhifa.storage.errors import StorageFull
database = Database.open(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    with database.write() as store:
        for number in range(2000):
            store._channel.run("INSERT INTO zf_refusal VALUES (?, 'A', NULL, 't', 'o', '', ?)", (str(number), "x" * 1000))
except StorageFull as full:
    print(full)
"""


def test_a_file_size_limit_is_named_and_changes_nothing(migrated_sqlite_url: str) -> None:
    done = subprocess.run([sys.executable, "-c", FILE_SIZE_LIMIT, migrated_sqlite_url], capture_output=True, text=True)
    assert "no room to write" in done.stdout, done.stderr
    assert integrity(migrated_sqlite_url) == "ok"


def test_tables_that_are_missing_are_named(database_url: str) -> None:
    with (
        opened(database_url) as database,
        pytest.raises(SchemaMissing, match="zhifa db init"),
        database.read() as store,
    ):
        store.load("any")


def test_a_lost_connection_is_an_error_once_and_is_then_replaced(migrated_postgres_url: str, rows: Any) -> None:
    with opened(migrated_postgres_url) as database, opened(migrated_postgres_url) as killer:
        opening = rows.opening()
        with database.write() as store:
            store.advance(opening)
        with killer.connection() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with pytest.raises(StorageError):
            version(database, opening.claim.id)
        assert version(database, opening.claim.id) == 1


def test_another_database_is_refused() -> None:
    with pytest.raises(StorageError, match="mysql"):
        Database.open("mysql://localhost/x")


def test_an_address_that_is_none_is_refused_without_repeating_it() -> None:
    with pytest.raises(StorageError, match="not a database address") as caught:
        Database.open("geheim")
    assert "geheim" not in str(caught.value)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DriverMissing, match=r"pip install 'zhifa\[postgresql\]'"):
        Database.open("postgresql://localhost/x")


def test_a_database_that_is_not_there_is_an_error_of_storage(tmp_path: Path) -> None:
    with (
        opened(f"sqlite:///{tmp_path}/no/such/folder.db") as database,
        pytest.raises(StorageError, match="open"),
        database.read() as store,
    ):
        store.agencies()


def test_each_thread_keeps_one_connection_and_close_closes_them_all(database: Database, case: CaseRecord) -> None:
    seen: set[int] = set()
    first, second = threading.Barrier(4), threading.Barrier(4)

    def read() -> None:
        for _ in range(3):
            with database.read() as store:
                seen.add(id(store._channel._dbapi))
                store.load(case.id)
        first.wait()
        second.wait()

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    first.wait()
    assert len(seen) == 3
    database.close()
    second.wait()
    for thread in threads:
        thread.join()


def test_a_thread_that_ends_leaves_no_connection_open(migrated_sqlite_url: str) -> None:
    path = migrated_sqlite_url.removeprefix("sqlite:///")

    def handles() -> int:
        return sum(os.path.realpath(link) == path for link in Path("/proc/self/fd").iterdir())

    with opened(migrated_sqlite_url) as database:
        thread = threading.Thread(target=lambda: list(_ids(database)))
        thread.start()
        thread.join()
        gc.collect()
        assert handles() == 0


def _ids(database: Database) -> Iterator[str]:
    with database.read() as store:
        yield from store.case_ids()


def test_a_forked_child_takes_a_connection_of_its_own(database: Database, rows: Any, case: CaseRecord) -> None:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with database.write() as store:
                store.advance(rows.step(case))
            os.write(write, b"done")
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    assert os.read(read, 10) == b"done"
    os.close(read)
    assert version(database, case.id) == 2


def test_a_count_tells_one_commit_a_command(database: Database, rows: Any, case: CaseRecord) -> None:
    database.count = Count()
    with database.write() as store:
        store.advance(rows.step(case, facts=rows.facts(case, 1)))
    statements = 5  # BEGIN, claim, entry, facts, event
    trips = {"sqlite": statements + 1, "postgresql": 2}[database.dialect]
    assert database.count == Count(statements=statements, round_trips=trips, commits=1)


def test_one_question_is_one_round_trip_on_postgresql(migrated_postgres_url: str, rows: Any) -> None:
    with opened(migrated_postgres_url) as database:
        opening = rows.opening()
        with database.write() as store:
            store.advance(opening)
        database.count = Count()
        with database.read_once() as store:
            store.load(opening.claim.id, key="k")
        with database.read_once() as store:
            store.next_number(rows.agency, "罚", 2026)
        assert (database.count.round_trips, database.count.commits) == (2, 0)


# ── a host's engine ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_host_engine_is_used_and_hears_nothing_of_us(host: Engine, rows: Any) -> None:
    heard: list[str] = []
    for name in ("begin", "commit", "rollback", "engine_connect"):
        event.listen(host, name, lambda *_, name=name: heard.append(name))
    database = Database.open(host, busy_timeout_ms=300)
    opening = rows.opening()
    with database.write() as store:
        store.advance(opening)
    with pytest.raises(StaleCase), database.write() as store:
        store.advance(opening)
    assert version(database, opening.claim.id) == 1
    assert heard == []
    assert (host.dispatch.begin, host.pool.checkedout()) == (host.dispatch.begin, 0)


def test_a_host_that_begins_by_itself_is_not_in_the_way(host: Engine, rows: Any) -> None:
    if host.dialect.name == "sqlite":  # the recipe for savepoints on pysqlite

        @event.listens_for(host, "connect")
        def no_implicit_begin(connection: Any, _: object) -> None:
            connection.isolation_level = None

        @event.listens_for(host, "begin")
        def begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN")

    database, opening = Database.open(host), rows.opening()
    with database.write() as store:
        store.advance(opening)
    with host.begin() as connection:
        assert connection.exec_driver_sql("SELECT version FROM zf_case").scalar_one() == 1


def settings(connection: Any, dialect: str) -> list[Any]:
    if dialect == "postgresql":
        names = ("lock_timeout", "default_transaction_isolation", "default_transaction_read_only")
        found = [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names]
        return [*found, connection.connection.dbapi_connection.autocommit]
    pragmas = ("foreign_keys", "recursive_triggers", "trusted_schema", "synchronous", "busy_timeout", "journal_mode")
    found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in pragmas]
    return [*found, connection.connection.dbapi_connection.isolation_level]


def test_a_connection_goes_back_to_the_host_as_it_came(migrated_url: str, rows: Any) -> None:
    host = create_engine(migrated_url, pool_size=1, max_overflow=0)
    try:
        with host.connect() as connection:
            before = settings(connection, host.dialect.name)
        database, opening = Database.open(host, busy_timeout_ms=123), rows.opening()
        with database.write() as store:
            store.advance(opening)
        with pytest.raises(CaseUnknown), database.read() as store:
            store.load("nowhere")
        with host.connect() as connection:
            assert settings(connection, host.dialect.name) == before
    finally:
        host.dispose()


def test_our_locks_hold_on_a_host_engine(host: Engine, rows: Any) -> None:
    database, opening = Database.open(host), rows.opening()
    with database.write() as store:
        store.advance(opening)
    with pytest.raises(LockedRow, match="ZF-58"), database.write() as store:
        store.advance(rows.step(opening.claim, decisions=(rows.decision(opening.claim),)))


def test_a_held_lock_is_named_on_a_host_engine_too(host: Engine, rows: Any) -> None:
    first, second, opening = Database.open(host), Database.open(host, busy_timeout_ms=200), rows.opening()
    with first.write() as store:
        store.advance(opening)
    with first.write() as store:
        store.advance(rows.step(opening.claim))
        with pytest.raises(DatabaseBusy, match="200 ms"), second.write() as waiting:
            waiting.advance(rows.step(opening.claim))


def test_a_host_engine_in_memory_works(rows: Any) -> None:
    host = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    database, opening = Database.open(host), rows.opening()
    migrate.init(database)
    with database.write() as store:
        store.advance(opening)
    assert version(database, opening.claim.id) == 1
    host.dispose()


# ── a host's transaction ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_host_transaction_is_joined_and_only_the_host_commits(host: Engine, database: Database, rows: Any) -> None:
    kept, dropped = rows.opening(), rows.opening()
    for opening, keep in ((dropped, False), (kept, True)):
        with host.connect() as connection:
            joined = Database.open(connection)
            with joined.write() as store:
                store.advance(opening)
            with joined.read_once() as store:
                assert store.load(opening.claim.id).case.version == 1
            with pytest.raises(CaseUnknown):
                version(database, opening.claim.id)
            if keep:
                connection.commit()
    assert version(database, kept.claim.id) == 1
    with pytest.raises(CaseUnknown):
        version(database, dropped.claim.id)


def test_a_failed_write_leaves_the_host_transaction_standing(host: Engine, database: Database, rows: Any) -> None:
    opening = rows.opening()
    with host.begin() as connection:
        joined = Database.open(connection)
        with joined.write() as store:
            store.advance(opening)
        bad = rows.step(opening.claim, numbers=(rows.number(1),), decisions=(rows.decision(opening.claim),))
        with pytest.raises(LockedRow), joined.write() as store:
            store.advance(bad)
        with joined.read() as store:
            assert store.next_number(rows.agency, "罚", 2026) == 1
    assert version(database, opening.claim.id) == 1


def test_tables_are_made_in_a_host_transaction(database_url: str) -> None:
    host = create_engine(database_url)
    try:
        with host.connect() as connection:
            migrate.init(Database.open(connection))
            connection.rollback()
        with host.connect() as connection:
            assert migrate.current(Database.open(connection)) is None
    finally:
        host.dispose()


def test_a_new_file_is_opened_by_several_processes_at_once(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom zhifa.storage.database import Database\nfrom zhifa.storage.migrate import init\n"
        "database = Database.open(sys.argv[1])\ninit(database)\ndatabase.close()"
    )
    url = f"sqlite:///{tmp_path / 'new.db'}"
    started = [
        subprocess.Popen([sys.executable, "-c", script, url], stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 4
