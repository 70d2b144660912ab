"""The records of cases: where each stands, its record chain, and the commands it was asked."""

from __future__ import annotations

from typing import NamedTuple


class CaseRecord(NamedTuple):
    id: str
    agency_id: str
    workflow: str
    workflow_version: int
    workflow_digest: str
    state: str
    phase: str
    version: int
    head_seq: int
    head_hash: str
    replay: int
    opened_at: str
    updated_at: str
    ended_at: str | None


class EntryRecord(NamedTuple):
    case_id: str
    seq: int
    agency_id: str
    id: str
    prev_seq: int | None
    prev_hash: str | None
    hash: str
    kind: str
    transition: str
    actor_id: str
    body: str
    occurred_at: str
    recorded_at: str


class FactsRecord(NamedTuple):
    case_id: str
    seq: int
    agency_id: str
    id: str
    salt: str
    body: str


class CommandRecord(NamedTuple):
    agency_id: str
    key: str
    id: str
    digest: str
    case_id: str
    seq: int
    version: int


class RefusalRecord(NamedTuple):
    id: str
    agency_id: str
    case_id: str | None
    transition: str
    actor_id: str
    at: str
    reasons: str
