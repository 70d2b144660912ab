"""Uploads as rows: how far each file has come, and whose it is.

The bytes of an upload lie under its id; whoever ends the row first takes them away, so no row ever names bytes that are gone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

from sqlalchemy import insert, text
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import UploadMoved
from zhifa.storage.records import UploadRecord, UploadShare
from zhifa.storage.tables import metadata

PAGE: Final = 200
"""Uploads on a page."""


class UploadStatements(NamedTuple):
    """SQL text by what it does."""

    begin: str
    hold: str | None
    """Makes other uploads that begin wait until the transaction ends; `None` where one writer has the whole database."""
    shares: str
    one: str
    of_officer: str
    advance: str
    end: str
    expired: str
    ids: str


class UploadRows:
    """Uploads in one transaction."""

    def __init__(self, channel: Channel, sql: UploadStatements) -> None:
        self._channel = channel
        self._sql = sql

    def begin(self, upload: UploadRecord) -> None:
        """Write one that has only begun."""
        self._channel.change(Change(self._sql.begin, (upload,)))

    def shares(self, now: str) -> tuple[UploadShare, ...]:
        """What each officer has under way; to be asked in the transaction in which another begins, since nobody else begins one meanwhile."""
        hold = () if self._sql.hold is None else (Query(self._sql.hold, ()),)
        return tuple(map(UploadShare._make, self._channel.rows(*hold, Query(self._sql.shares, (now,)))[-1]))

    def one(self, upload_id: str) -> UploadRecord | None:
        """An upload by its id."""
        found = self._rows(self._sql.one, upload_id)
        return UploadRecord._make(found[0]) if found else None

    def of_officer(self, officer_id: str, now: str) -> tuple[UploadRecord, ...]:
        """What an officer has under way and has not expired, the oldest first; at most :data:`PAGE`."""
        return tuple(map(UploadRecord._make, self._rows(self._sql.of_officer, officer_id, now, PAGE)))

    def advance(self, upload: UploadRecord, received: int, digest: str | None, expires_at: str) -> None:
        """Note how far it has come. Raises `UploadMoved` when it does not stand where it was read, or has ended."""
        row = (received, digest, expires_at, upload.id, upload.received)
        self._channel.change(Change(self._sql.advance, (row,), partial(UploadMoved, upload.id)))

    def end(self, upload_id: str) -> None:
        """Take the row away; the bytes may go after this is committed. Raises `UploadMoved` when it has ended before."""
        self._channel.change(Change(self._sql.end, ((upload_id,),), partial(UploadMoved, upload_id)))

    def expired(self, now: str) -> tuple[str, ...]:
        """The ids of those whose time is over; at most :data:`PAGE`."""
        return tuple(row[0] for row in self._rows(self._sql.expired, now, PAGE))

    def ids(self) -> frozenset[str]:
        """The ids of all uploads."""
        return frozenset(row[0] for row in self._rows(self._sql.ids))

    def _rows(self, sql: str, *parameters: str | int) -> list[tuple[Any, ...]]:
        return self._channel.rows(Query(sql, parameters))[0]


def upload_statements(sql: Callable[[ClauseElement], str], dialect: str) -> UploadStatements:
    """The statements, compiled by `sql` for one database."""
    return UploadStatements(
        begin=sql(insert(metadata.tables["zf_upload"])),
        hold=sql(text(f"SELECT pg_advisory_xact_lock({_LOCK})")) if dialect == "postgresql" else None,
        shares=sql(text(_SHARES)),
        one=sql(text("SELECT * FROM zf_upload WHERE id = :upload")),
        of_officer=sql(text(_OF_OFFICER)),
        advance=sql(text(_ADVANCE)),
        end=sql(text("DELETE FROM zf_upload WHERE id = :upload")),
        expired=sql(text("SELECT id FROM zf_upload WHERE expires_at <= :now ORDER BY expires_at LIMIT :most")),
        ids=sql(text("SELECT id FROM zf_upload")),
    )


_LOCK: Final = 0x7A66_7570  # "zfup": of two uploads on a PostgreSQL database one begins after the other
_OF_OFFICER: Final = """\
SELECT * FROM zf_upload WHERE officer_id = :officer AND expires_at > :now ORDER BY created_at, id LIMIT :most"""
_SHARES: Final = """\
SELECT agency_id, officer_id, count(*), CAST(sum(length) AS BIGINT), CAST(sum(length - received) AS BIGINT)
FROM zf_upload WHERE expires_at > :now GROUP BY agency_id, officer_id"""
_ADVANCE: Final = """\
UPDATE zf_upload SET received = :received, digest = :digest, expires_at = :expires_at
WHERE id = :upload AND received = :before AND digest IS NULL"""
