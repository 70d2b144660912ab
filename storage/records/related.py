"""The records by which one case knows of others: fines, and what entries say of other cases."""

from __future__ import annotations

from typing import NamedTuple


class FineRecord(NamedTuple):
    case_id: str
    seq: int
    agency_id: str
    id: str
    party: str
    cause: str
    violated_on: str | None
    decided_on: str


class FineEndRecord(NamedTuple):
    case_id: str
    seq: int
    agency_id: str
    id: str


class LinkRecord(NamedTuple):
    case_id: str
    seq: int
    other_id: str
    agency_id: str
    id: str
    relation: str
