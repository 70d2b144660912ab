"""The records of issued papers and of their numbers."""

from __future__ import annotations

from typing import NamedTuple


class PaperRecord(NamedTuple):
    id: str
    agency_id: str
    case_id: str
    seq: int
    code: str
    title: str
    template_version: str
    number: str | None
    series: str | None
    year: int | None
    ordinal: int | None
    html: str
    digest: str
    draft_digest: str | None
    issued_on: str
    external: int
    marks: str


class PaperHead(NamedTuple):
    """A paper without its HTML."""

    id: str
    agency_id: str
    case_id: str
    seq: int
    code: str
    title: str
    template_version: str
    number: str | None
    series: str | None
    year: int | None
    ordinal: int | None
    digest: str
    draft_digest: str | None
    issued_on: str
    external: int
    marks: str


class NumberRecord(NamedTuple):
    agency_id: str
    series: str
    year: int
    id: str
    next: int


class SealRecord(NamedTuple):
    id: str
    agency_id: str
    case_id: str
    seq: int
    paper_id: str
    paper_digest: str
    unsigned_digest: str
    unsigned_size: int
    setting: str
    signed_digest: str
    signed_size: int
    level: str
    certificate: str
    sample: int
    claimed_at: str | None
    stamped_at: str | None
    round: int


class IssuedNumber(NamedTuple):
    """A number with the paper that bears it."""

    series: str
    year: int
    ordinal: int
    number: str
    paper_id: str
    case_id: str
    code: str
    title: str
    issued_on: str


class VoidedNumberRecord(NamedTuple):
    agency_id: str
    seq: int
    id: str
    prev_hash: str | None
    hash: str
    series: str
    year: int
    ordinal: int
    counter: str
    place: int
    officer_id: str
    voided_on: str
    body: str
    recorded_at: str
