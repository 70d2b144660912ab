"""The records of files and of their custody."""

from __future__ import annotations

from typing import NamedTuple


class DatabaseIdentityRecord(NamedTuple):
    id: str
    agency_id: str


class FileRecord(NamedTuple):
    id: str
    agency_id: str
    case_id: str
    seq: int
    digest: str
    size: int
    name: str
    media_type: str


class CustodyRecord(NamedTuple):
    case_id: str
    key: str
    seq: int
    agency_id: str
    id: str
    prev_seq: int | None
    prev_hash: str | None
    hash: str
    event: str
    actor_id: str
    digest: str
    body: str
    salt: str | None
    told: str | None
    occurred_at: str
    recorded_at: str
