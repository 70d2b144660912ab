"""Making and moving the schema: Alembic with a version table of its own, so that a host's own migrations stay apart.

Alembic is loaded by what migrates. Whether a database stands at the newest migration is asked whenever one is opened, and is told without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, column, insert, inspect, select, table

from zhifa.storage.database import Database
from zhifa.storage.errors import SchemaMissing, SchemaOutdated, StorageError
from zhifa.storage.in_force import COUNTED, COUNTED_AS_OPENED
from zhifa.storage.locks import locks
from zhifa.storage.registers import REGISTER
from zhifa.storage.schema import SEARCH
from zhifa.storage.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "zf_alembic_version"

_SCRIPTS = "zhifa.storage:migrations"
_MIGRATION = re.compile(r"v(\d{4})_\w+\.py")
_MOVABLE_SINCE = "0017"
"""The migration from which on cases can be moved to another version of their procedure."""
_PENALTIES = "penalty_"
"""What the names of the procedures of penalties begin with."""
_LOCK = 0x7A66_6462  # "zfdb": one migration at a time on a PostgreSQL database


def init(database: Database) -> str:
    """Make the schema, or bring it to the newest migration, and answer which that is; safe to run twice at once."""
    return upgrade(database)


def upgrade(database: Database) -> str:
    """Run the missing migrations in one transaction and answer the number of the newest.

    A PostgreSQL role that may write the ledger, and so is one the application works under, gets its rights on what the migrations made.
    """
    from alembic import command

    with database.connection() as connection:
        if database.dialect == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        found = _current(connection)
        command.upgrade(_config(connection), "head")
        if database.dialect == "postgresql":
            for statement in [grant for role in _application_roles(connection) for grant in _grants(connection, role)]:
                connection.exec_driver_sql(statement)
    if found != head():
        database.refresh_statistics()  # a new index is not known to be any good
    return head()


def current(database: Database) -> str | None:
    """The newest migration this database has, None if it has none."""
    with database.connection() as connection:
        return _current(connection)


def head() -> str:
    """The newest migration this zhifa brings, by the names of its files: v0011_running.py."""
    names = (file.name for file in (files("zhifa.storage.migrations") / "versions").iterdir())
    return max(found[1] for found in map(_MIGRATION.fullmatch, names) if found)


class Opened(NamedTuple):
    """How many cases go by one declaration of a procedure: were opened under it, or moved to it since."""

    workflow: str
    version: int
    digest: str
    cases: int


def opened(database: Database) -> tuple[Opened, ...]:
    """The declarations that the cases of this database go by; it need not stand at the newest migration."""
    with database.connection() as connection:
        found = _current(connection)
        wanted = COUNTED if found and found >= _MOVABLE_SINCE else COUNTED_AS_OPENED
        return tuple(map(Opened._make, connection.exec_driver_sql(wanted))) if found else ()


def require_current(database: Database) -> None:
    """Raise `SchemaMissing` or `SchemaOutdated` unless the database stands at the newest migration."""
    found = current(database)
    if found is None:
        raise SchemaMissing
    if found != head():
        raise SchemaOutdated(found, head())


def grant_application_role(database: Database, role: str) -> None:
    """Make the PostgreSQL role the application works under: it may do what the locks allow and owns nothing.

    The role is made without login if it is missing; a host gives it to its own login role. It cannot drop a trigger,
    empty a table or migrate. Raises `StorageError` on SQLite, which has no roles, and for a name that is not a plain
    lower-case identifier.
    """
    if database.dialect != "postgresql":
        raise StorageError("SQLite has no roles: whoever may write the file may drop its triggers")
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise StorageError(f"not a plain role name: {role!r}")
    with database.connection() as connection:
        known = connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).first()
        if known is None:
            connection.exec_driver_sql(f"CREATE ROLE {role} NOLOGIN")
        for statement in _grants(connection, role):
            connection.exec_driver_sql(statement)


def admit_assessed_kind(connection: Connection, *, workflow: str, version: int, kind: str) -> None:
    """Let decisions of this kind rest on the answer of the review catalogue that they need no review (重大执法决定法制审核目录清单).

    For the migration of a host that brings such a procedure: run by the owner of the tables, as part of the caller's transaction; a second time
    changes nothing. Raises ValueError for a procedure of penalties, which no catalogue frees from review (处罚法 58).
    """
    if workflow.startswith(_PENALTIES):
        raise ValueError(f"workflow={workflow}: 行政处罚决定一律经法制审核，不得由目录免予审核（行政处罚法第五十八条）")
    kinds = metadata.tables["zf_assessable_kind"]
    seal = next(lock for lock in locks(connection.dialect.name) if lock.name == f"{kinds.name}_no_insert")
    row = {"workflow": workflow, "workflow_version": version, "decision_kind": kind}
    if connection.execute(select(kinds.c.id).filter_by(**row)).first():
        return
    on = f" ON {kinds.name}" if connection.dialect.name == "postgresql" else ""
    connection.exec_driver_sql(f"DROP TRIGGER {seal.name}{on}")
    new_id = str(uuid5(NAMESPACE_URL, f"zhifa:assessable-kind/{workflow}/{version}/{kind}"))
    connection.execute(insert(kinds).values(**row, agency_id="*", id=new_id))
    for statement in seal.statements:
        connection.exec_driver_sql(statement)


_UPDATED = (
    *REGISTER,
    "zf_account",
    "zf_calendar_run",
    "zf_case",
    "zf_delivery",
    "zf_docket",
    "zf_event",
    "zf_jotting",
    "zf_login_attempt",
    "zf_number",
    "zf_outbox",
    "zf_register_line",
    "zf_saved_filter",
    "zf_session",
    "zf_subscription",
    "zf_sweep",
    "zf_term",
    "zf_token",
    "zf_track",
    "zf_upload",
    "zf_watch",
)
_DELETED = (
    "zf_assignee",
    "zf_contact",
    "zf_delivery",
    "zf_docket",
    "zf_event",
    "zf_facts",
    "zf_identity_link",
    "zf_jotting",
    "zf_login_attempt",
    "zf_refusal",
    "zf_saved_filter",
    "zf_search",
    "zf_search_entry",
    "zf_session",
    "zf_subscription",
    "zf_upload",
)


def _grants(connection: Connection, role: str) -> Iterator[str]:
    """What `role`, quoted as SQL wants it, may do."""
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    tables = {*metadata.tables, SEARCH}
    inserted = ", ".join(sorted(tables - {"zf_assessable_kind", "zf_exemption", "zf_database_identity"}))
    yield f"GRANT USAGE ON SCHEMA {schema} TO {role}"
    yield f"GRANT SELECT ON {', '.join(sorted(tables))}, {VERSION_TABLE} TO {role}"
    yield f"GRANT INSERT ON {inserted} TO {role}"
    yield f"GRANT UPDATE ON {', '.join(_UPDATED)} TO {role}"
    yield f"GRANT DELETE ON {', '.join(_DELETED)} TO {role}"


def _application_roles(connection: Connection) -> list[str]:
    """Who may write the ledger without owning it, quoted as SQL wants them."""
    found = connection.exec_driver_sql(
        """SELECT DISTINCT held.grantee::regrole::text FROM pg_class, aclexplode(relacl) held
        WHERE pg_class.oid = 'zf_entry'::regclass AND held.privilege_type = 'INSERT' AND held.grantee NOT IN (relowner, 0)"""
    )
    return [str(role) for (role,) in found]


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE))).scalar()
    return found


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    return config
