"""The rows of the docket, of the index of words, and of reads."""

from __future__ import annotations

from typing import NamedTuple


class DocketRecord(NamedTuple):
    """A case as lists know it."""

    id: str
    agency_id: str
    workflow: str
    workflow_version: int
    act: str
    state: str
    phase: str
    ended: int
    replay: int
    cause: str
    party: str | None
    party_code: str | None
    case_number: str | None
    opened_by: str
    opened_at: str
    opened_on: str
    moved_at: str
    version: int
    due: str
    waits: int
    reviewer_id: str | None


class SearchEntryRecord(NamedTuple):
    """An entry whose words stand in the index; the database gives it its place."""

    place: int
    id: str
    agency_id: str
    case_id: str
    seq: int


class ReadRecord(NamedTuple):
    """That somebody read something of a case."""

    id: str
    agency_id: str
    case_id: str
    officer_id: str
    what: str
    item: str
    at: str
