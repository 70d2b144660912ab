"""The record of a case moved to another version of its procedure."""

from __future__ import annotations

from typing import NamedTuple


class MigrationRecord(NamedTuple):
    case_id: str
    seq: int
    agency_id: str
    id: str
    old_version: int
    new_version: int
    new_digest: str
