"""The records of events, of those who want to be told, and of the telling."""

from __future__ import annotations

from typing import NamedTuple


class EventRecord(NamedTuple):
    id: str
    agency_id: str
    case_id: str
    type: str
    version: int | None
    """The case's, after it; None for what leaves the version as it was."""
    data: str
    recorded_at: str
    place: int | None


class SubscriptionRecord(NamedTuple):
    id: str
    agency_id: str
    url: str
    types: str
    secret: str
    note: str
    status: str
    created_at: str
    created_by: str


class DeliveryRecord(NamedTuple):
    id: str
    agency_id: str
    subscription_id: str
    event_id: str
    case_id: str
    place: int
    status: str
    tries: int
    next_try_at: str
    leased_until: str | None
    last_error: str | None
    sent_at: str | None
