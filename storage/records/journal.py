"""The records of the register's journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from zhifa.storage.records.register import ContactRecord


class RegisterEntryRecord(NamedTuple):
    agency_id: str
    seq: int
    id: str
    prev_hash: str | None
    hash: str
    body: str
    source: str
    imported_at: str
    imported_by: str | None


class RegisterLineRecord(NamedTuple):
    id: str
    agency_id: str
    book: str
    key: str
    since: int
    until: int | None
    valid_from: str
    valid_to: str | None
    body: str


class StandingLine(NamedTuple):
    """A line without what only the journal asks of it."""

    book: str
    key: str
    valid_from: str
    valid_to: str | None
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingRegister:
    """The register of one agency as it stands, in one consistent snapshot."""

    version: int
    entries: tuple[RegisterEntryRecord, ...]
    lines: tuple[StandingLine, ...]
    contacts: tuple[ContactRecord, ...]
