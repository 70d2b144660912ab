"""What officers have typed and not handed in yet, as rows: one for each officer, case and step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.records import JottingRecord

KEPT: Final = 200
"""Jottings that are kept of one officer; older ones go."""


class JottingStatements(NamedTuple):
    """SQL text by what it does."""

    keep: str
    prune: str
    expire: str
    one: str
    of_officer: str
    of_place: str
    drop: str


class JottingRows:
    """Jottings in one transaction. Every question names the officer whose they are."""

    def __init__(self, channel: Channel, sql: JottingStatements) -> None:
        self._channel = channel
        self._sql = sql

    def keep(self, jotting: JottingRecord) -> None:
        """Write it, in the place of what the officer had typed there before; his oldest beyond :data:`KEPT` go."""
        officer = jotting.officer_id
        self._channel.change(Change(self._sql.keep, (jotting,)), Change(self._sql.prune, ((officer, officer, KEPT),)))

    def expire(self, before: str) -> None:
        """Take away what nobody has touched since this instant, whoever's it is."""
        self._channel.change(Change(self._sql.expire, ((before,),)))

    def one(self, officer_id: str, place: str, step: str) -> JottingRecord | None:
        """What the officer has typed there."""
        found = self._rows(self._sql.one, officer_id, place, step)
        return JottingRecord._make(found[0]) if found else None

    def of_officer(self, officer_id: str) -> tuple[JottingRecord, ...]:
        """All of the officer's, the newest first, without what was typed."""
        return tuple(map(JottingRecord._make, self._rows(self._sql.of_officer, officer_id)))

    def of_place(self, officer_id: str, place: str) -> tuple[JottingRecord, ...]:
        """Those of one case, likewise."""
        return tuple(map(JottingRecord._make, self._rows(self._sql.of_place, officer_id, place)))

    def drop(self, officer_id: str, place: str, step: str) -> None:
        """Take it away; nothing where there is none."""
        self._channel.change(Change(self._sql.drop, ((officer_id, place, step),)))

    def _rows(self, sql: str, *parameters: str) -> list[tuple[Any, ...]]:
        return self._channel.rows(Query(sql, parameters))[0]


def jotting_statements(sql: Callable[[ClauseElement], str]) -> JottingStatements:
    """The statements, compiled by `sql` for one database."""
    return JottingStatements(
        keep=sql(text(_KEEP)),
        prune=sql(text(_PRUNE)),
        expire=sql(text("DELETE FROM zf_jotting WHERE saved_at < :before")),
        one=sql(text("SELECT * FROM zf_jotting WHERE officer_id = :officer AND place = :place AND step = :step")),
        of_officer=sql(text(f"{_HEADS} WHERE officer_id = :officer {_NEWEST}")),
        of_place=sql(text(f"{_HEADS} WHERE officer_id = :officer AND place = :place {_NEWEST}")),
        drop=sql(text("DELETE FROM zf_jotting WHERE officer_id = :officer AND place = :place AND step = :step")),
    )


_HEADS: Final = "SELECT id, agency_id, officer_id, place, step, version, '' AS body, saved_at FROM zf_jotting"
_NEWEST: Final = "ORDER BY saved_at DESC, id"
_KEEP: Final = """\
INSERT INTO zf_jotting (id, agency_id, officer_id, place, step, version, body, saved_at)
VALUES (:id, :agency_id, :officer_id, :place, :step, :version, :body, :saved_at)
ON CONFLICT (officer_id, place, step) DO UPDATE SET version = excluded.version, body = excluded.body, saved_at = excluded.saved_at"""
_PRUNE: Final = """\
DELETE FROM zf_jotting WHERE officer_id = :officer AND id NOT IN
(SELECT id FROM zf_jotting WHERE officer_id = :same ORDER BY saved_at DESC, id LIMIT :kept)"""
