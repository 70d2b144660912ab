"""The schema by migration: the same as by tables and locks, made once, and handed to a role that owns nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic import command
from sqlalchemy import Connection

from zhifa.storage import migrate, schema
from zhifa.storage.database import Database
from zhifa.storage.errors import SchemaMissing, SchemaOutdated, StorageError
from zhifa.storage.migrations.script import DowngradeRefused

VERSIONS = Path(migrate.__file__).parent / "migrations" / "versions"

SQLITE_CATALOGUE = ("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'",)

POSTGRESQL_CATALOGUE = (
    """SELECT table_name, column_name, ordinal_position, data_type, collation_name, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid), condeferrable
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc, prolang, prosecdef, proconfig FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
)


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    opened = Database.open(database_url)
    yield opened
    opened.close()


def catalogue(connection: Connection) -> list[Any]:
    queries = SQLITE_CATALOGUE if connection.dialect.name == "sqlite" else POSTGRESQL_CATALOGUE
    found = [sorted(map(repr, connection.exec_driver_sql(query))) for query in queries]
    return [[line for line in lines if migrate.VERSION_TABLE not in line] for lines in found]


def migrated(database: Database) -> list[Any]:
    with database.connection() as connection:
        return catalogue(connection)


def fresh(database: Database, *without: str) -> list[Any]:
    found: list[Any] = []
    with suppress(ZeroDivisionError), database.connection() as connection:
        cursor = connection.connection.cursor()
        for statement in schema.statements(database.dialect, without=without):
            cursor.execute(statement)
        found = catalogue(connection)
        raise ZeroDivisionError  # nothing of it stays
    return found


def test_migrated_and_fresh_schema_are_the_same(empty: Database) -> None:
    wanted = fresh(empty)
    assert all(wanted)
    migrate.init(empty)
    assert migrated(empty) == wanted


@pytest.mark.parametrize("lock", ["zf_decision_gate", "ck_decision_cleared", "fk_decision_review", "ck_entry_step"])
def test_the_comparison_sees_a_missing_lock(empty: Database, lock: str) -> None:
    weaker = fresh(empty, lock)
    migrate.init(empty)
    assert migrated(empty) != weaker


def test_the_schema_is_made_once_however_often_asked(empty: Database) -> None:
    assert migrate.current(empty) is None
    with pytest.raises(SchemaMissing, match="zhifa db init"):
        migrate.require_current(empty)
    assert migrate.init(empty) == migrate.init(empty) == migrate.head() == migrate.current(empty)
    migrate.require_current(empty)


def test_every_database_has_an_identity_of_its_own(new_migrated_url: Callable[[], str], empty: Database) -> None:
    migrate.init(empty)
    copied = Database.open(new_migrated_url())
    with empty.read_once() as one, copied.read_once() as other:
        found = one.identity(), other.identity()
    copied.close()
    assert found[0] != found[1]
    assert all(str(UUID(identity)) == identity and UUID(identity).version == 4 for identity in found)


def test_two_may_make_it_at_once(empty: Database) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(migrate.init, [empty, empty])) == [migrate.head()] * 2


@pytest.mark.parametrize("version", sorted(revision.stem for revision in VERSIONS.glob("v*.py")))
def test_no_migration_is_taken_back(version: str) -> None:
    with pytest.raises(DowngradeRefused, match="restore a backup instead"):
        import_module(f"zhifa.storage.migrations.versions.{version}").downgrade()


def test_an_older_schema_is_named(database: Database) -> None:
    with database.connection() as connection:
        connection.exec_driver_sql(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '0000'")
    with pytest.raises(SchemaOutdated) as caught:
        migrate.require_current(database)
    assert (caught.value.found, caught.value.wanted) == ("0000", migrate.head())


def test_a_host_has_a_version_table_of_its_own(database: Database) -> None:
    with database.connection() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num varchar(32))")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('host-17')")
    assert migrate.upgrade(database) == migrate.head()


def test_a_failed_migration_leaves_nothing(empty: Database) -> None:
    with empty.connection() as connection:
        connection.exec_driver_sql("CREATE TABLE zf_track (in_the_way integer)")
    before = migrated(empty)
    with pytest.raises(StorageError, match="zf_track"):
        migrate.init(empty)
    assert migrated(empty) == before
    assert migrate.current(empty) is None


@pytest.fixture
def role(migrated_postgres_url: str) -> Iterator[tuple[Database, str]]:
    name = f"zf_app_{uuid4().hex[:8]}"
    database = Database.open(migrated_postgres_url)
    migrate.grant_application_role(database, name)
    migrate.grant_application_role(database, name)
    yield database, name
    with database.connection() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}")
        connection.exec_driver_sql(f"DROP ROLE {name}")
    database.close()


def test_the_application_role_works_and_cannot_lift_a_lock(role: tuple[Database, str], rows: Any) -> None:
    owner, name = role
    opening = rows.opening()
    with owner.connection() as connection:
        connection.exec_driver_sql(f"SET LOCAL ROLE {name}")
        store = Database.open(connection)
        with store.write() as work:
            work.registers.advance(rows.register(1))
            gone = rows.register(1).lines[0]
            work.registers.advance(rows.register(2, gone=((gone.book, gone.key),), lines=(gone,)))
            work.advance(opening)
            work.advance(rows.step(opening.claim, numbers=(rows.number(1),), facts=rows.facts(opening.claim, 1)))
            work.refuse(rows.refusal(opening.claim.id))


def test_the_application_role_gets_its_rights_on_what_an_upgrade_makes(postgres_url: str) -> None:
    name = f'"App-{uuid4().hex[:8]}"'
    database = Database.open(postgres_url)
    with database.connection() as connection:
        command.upgrade(migrate._config(connection), "0011")
        connection.exec_driver_sql(f"CREATE ROLE {name} NOLOGIN")
        connection.exec_driver_sql(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {name}")
    migrate.upgrade(database)
    with database.connection() as connection:
        connection.exec_driver_sql(f"SET LOCAL ROLE {name}")
        for table in ("zf_seal", "zf_voided_number"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0
    with database.connection() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}")
        connection.exec_driver_sql(f"DROP ROLE {name}")
    database.close()


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE zf_decision DISABLE TRIGGER zf_decision_gate",
        "DROP TRIGGER zf_decision_gate ON zf_decision",
        "TRUNCATE zf_refusal",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION zf_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "INSERT INTO zf_exemption VALUES ('w', 1, 'k', 'a', '*', 'i')",
        "UPDATE zf_entry SET body = ''",
        "DELETE FROM zf_case",
        "UPDATE zf_alembic_version SET version_num = 'x'",
    ],
)
def test_the_application_role_may_not(role: tuple[Database, str], sql: str) -> None:
    owner, name = role

    def dare() -> None:
        with owner.connection() as connection:
            connection.exec_driver_sql(f"SET LOCAL ROLE {name}")
            connection.exec_driver_sql(sql)

    with pytest.raises(StorageError, match=r"permission denied|must be owner"):
        dare()


def test_a_role_is_refused_where_there_is_none(migrated_sqlite_url: str) -> None:
    database = Database.open(migrated_sqlite_url)
    with pytest.raises(StorageError, match="no roles"):
        migrate.grant_application_role(database, "zf_app")
    database.close()


def test_a_role_name_is_not_sql(migrated_postgres_url: str) -> None:
    database = Database.open(migrated_postgres_url)
    with pytest.raises(StorageError, match="not a plain role name"):
        migrate.grant_application_role(database, "a; DROP TABLE zf_case")
    database.close()
