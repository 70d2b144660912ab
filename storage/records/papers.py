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
