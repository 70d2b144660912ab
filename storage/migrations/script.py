"""Frozen SQL scripts: a migration means the same for ever, so it imports neither tables nor locks of today.

There is no way back. A downgrade would have to delete records that nobody may delete (the tables' own locks refuse it); who must go back restores
the backup taken before the upgrade.
"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from alembic import op


class DowngradeRefused(Exception):
    """Migrations only go forward."""


def refuse_downgrade(reason: str) -> NoReturn:
    """What every migration's downgrade does. Raises DowngradeRefused with the reason and what to do instead."""
    raise DowngradeRefused(f"{reason}; restore a backup instead")


def run_script(name: str) -> None:
    """Run `versions/<name>.<dialect>.sql`, its statements parted by empty lines, in the migration's transaction."""
    dialect = op.get_context().dialect.name
    script = Path(__file__).parent / "versions" / f"{name}.{dialect}.sql"
    # On the driver's cursor, without parameters: given an empty list of them, psycopg would look for placeholders in a
    # function's body.
    cursor = op.get_bind().connection.cursor()
    for statement in script.read_text(encoding="utf-8").split("\n\n"):
        cursor.execute(statement.strip().removesuffix(";"))
