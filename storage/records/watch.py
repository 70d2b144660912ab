"""The records of the watch: what is looked at when, the warnings that fired, whom they reached, and what is to be sent."""

from __future__ import annotations

from typing import NamedTuple


class WatchRecord(NamedTuple):
    """A watched term, under the term's own id."""

    id: str
    agency_id: str
    case_id: str
    next_at: str | None
    head_seq: int
    head_hash: str | None
    fault: str | None


class WarningRecord(NamedTuple):
    term_id: str
    seq: int
    id: str
    agency_id: str
    case_id: str
    prev_hash: str | None
    hash: str
    level: int
    occurrence: str
    due: str
    overdue: int
    body: str
    fired_at: str


class InboxRecord(NamedTuple):
    id: str
    agency_id: str
    warning_id: str
    case_id: str
    officer_id: str
    sweep_id: str
    created_at: str


class AcknowledgementRecord(NamedTuple):
    id: str
    agency_id: str
    warning_id: str
    officer_id: str
    at: str
    note: str


class OutboxRecord(NamedTuple):
    id: str
    agency_id: str
    officer_id: str
    channel: str
    sweep_id: str
    payload: str
    created_at: str
    status: str
    tries: int
    next_try_at: str
    leased_until: str | None
    last_error: str | None
    sent_at: str | None


class OutboxCount(NamedTuple):
    """How many messages of a channel are of a status, and when the oldest of them was written."""

    channel: str
    status: str
    messages: int
    oldest: str


class ReceivedRecord(NamedTuple):
    """A warning as it stands in an officer's inbox."""

    warning_id: str
    agency_id: str
    case_id: str
    officer_id: str
    created_at: str
    level: int
    occurrence: str
    due: str
    overdue: int
    body: str
    label: str
    status: str
    acknowledged_at: str | None
    note: str | None


class AssigneeRecord(NamedTuple):
    case_id: str
    officer_id: str
    id: str
    agency_id: str
    since_seq: int


class SweepRecord(NamedTuple):
    id: str
    agency_id: str
    started_at: str
    finished_at: str | None
    looked: int
    fired: int
    deemed: int
    skipped: int
    faults: int
    lag_s: int
    host: str
