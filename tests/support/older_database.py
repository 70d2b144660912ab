"""Databases as they were at an earlier migration, with rows in them: what an upgrade meets."""

from __future__ import annotations

from alembic import command
from sqlalchemy import create_engine, insert, inspect, select, sql

from zhifa.storage import migrate
from zhifa.storage.database import Database
from zhifa.storage.tables import metadata

GONE = {"zf_agency": {"policy": "{}", "profile": "{}", "matters": "[]"}}
"""What columns held that there are no more."""


def at_migration(url: str, number: str, rows_of: str) -> None:
    """Make an empty database as it was at this migration, with the rows of another in the tables it had."""
    opened = Database.open(url)
    with opened.connection() as connection:
        command.upgrade(migrate._config(connection), number)
        there = set(inspect(connection).get_table_names())
        source = create_engine(rows_of)
        with source.connect() as kept:
            for table in metadata.sorted_tables:
                order = [column for column in table.c if column.name in ("case_id", "seq")]
                if table.name in there - {
                    "zf_exemption",
                    "zf_number",
                    "zf_database_identity",
                }:  # locked against any other way in
                    before = [one["name"] for one in inspect(connection).get_columns(table.name)]
                    known = select(*(table.c[name] for name in before if name in table.c)).order_by(*order)
                    found = [row._asdict() | GONE.get(table.name, {}) for row in kept.execute(known)]
                    if found:
                        connection.execute(insert(sql.table(table.name, *map(sql.column, before))), found)
        source.dispose()
    opened.close()
