"""The table of cases moved to another version of their procedure."""

from __future__ import annotations

from zhifa.storage.tables.row import Int, Key, KeyInt, Row, Txt, of_entry, sha256, table_args, unique_id


class Migration(Row, table=True):
    """The entry from which on a case goes under another version. The version it was opened under stays in its row; the newest of these counts."""

    __table_args__ = table_args(of_entry("migration"), unique_id("migration"), sha256("migration", "new_digest"))
    case_id: Key
    seq: KeyInt
    agency_id: Txt
    id: Txt
    old_version: Int
    new_version: Int
    new_digest: Txt
