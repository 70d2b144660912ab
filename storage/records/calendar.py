"""The records of an agency's calendar: the files it was given, and the runs that counted open terms anew by them."""

from __future__ import annotations

from typing import NamedTuple


class CalendarRecord(NamedTuple):
    agency_id: str
    seq: int
    id: str
    kind: str
    year: int | None
    document_number: str
    published_on: str | None
    body: str
    digest: str
    imported_at: str
    imported_by: str


class CalendarRunRecord(NamedTuple):
    agency_id: str
    seq: int
    id: str
    started_at: str
    finished_at: str | None
    looked: int
    cases: int
    moved: int
