"""The records of terms and tracks."""

from __future__ import annotations

from typing import NamedTuple


class TermRecord(NamedTuple):
    id: str
    agency_id: str
    case_id: str
    code: str
    key: str
    label: str
    article: str
    mark: str
    start_on: str
    start_seq: int
    length: int
    unit: str
    nominal: str
    due: str
    safe: str | None
    provisional: int
    rule_version: str
    calendar_version: str
    explanation: str
    status: str
    ended_on: str | None
    ended_seq: int | None


class TrackRecord(NamedTuple):
    id: str
    agency_id: str
    case_id: str
    track: str
    key: str
    opened_seq: int
    opened_on: str
    outcome: str | None
    closed_on: str | None
    closed_seq: int | None


class TermSpan(NamedTuple):
    """The days of a running term, and whether it is counted over all of them or only asks where it ends."""

    case_id: str
    unit: str
    start_on: str
    due: str
    safe: str | None
    provisional: int
