"""Filters that officers saved, as rows: one for each officer and name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.records import SavedFilterRecord


class SavedFilterStatements(NamedTuple):
    """SQL text by what it does."""

    keep: str
    of_officer: str
    drop: str


class SavedFilterRows:
    """Saved filters in one transaction. Every question names the officer whose they are."""

    def __init__(self, channel: Channel, sql: SavedFilterStatements) -> None:
        self._channel = channel
        self._sql = sql

    def keep(self, saved: SavedFilterRecord) -> None:
        """Write it, in the place of what the officer had under this name."""
        self._channel.change(Change(self._sql.keep, (saved,)))

    def of_officer(self, officer_id: str) -> tuple[SavedFilterRecord, ...]:
        """The officer's, by name."""
        return tuple(map(SavedFilterRecord._make, self._channel.rows(Query(self._sql.of_officer, (officer_id,)))[0]))

    def drop(self, officer_id: str, name: str) -> None:
        """Take it away; nothing where there is none."""
        self._channel.change(Change(self._sql.drop, ((officer_id, name),)))


def saved_filter_statements(sql: Callable[[ClauseElement], str]) -> SavedFilterStatements:
    """The statements, compiled by `sql` for one database."""
    return SavedFilterStatements(
        keep=sql(text(_KEEP)),
        of_officer=sql(text("SELECT * FROM zf_saved_filter WHERE officer_id = :officer ORDER BY name")),
        drop=sql(text("DELETE FROM zf_saved_filter WHERE officer_id = :officer AND name = :name")),
    )


_KEEP: Final = """\
INSERT INTO zf_saved_filter (id, agency_id, officer_id, name, asked, saved_at)
VALUES (:id, :agency_id, :officer_id, :name, :asked, :saved_at)
ON CONFLICT (officer_id, name) DO UPDATE SET asked = excluded.asked, saved_at = excluded.saved_at"""
