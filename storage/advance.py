"""What one performed command writes: a plain value that `Store.advance` carries out whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from zhifa.storage.records import (
    AssigneeRecord,
    CaseRecord,
    CommandRecord,
    DecisionRecord,
    EntryRecord,
    FactsRecord,
    FileRecord,
    FineEndRecord,
    FineRecord,
    LinkRecord,
    PaperRecord,
    ReviewRecord,
    SealRecord,
    TermRecord,
    TrackRecord,
    WatchRecord,
)


class Claim(NamedTuple):
    """Moves a case on, if it still stands at version `expected`; the store counts the version up by one."""

    case_id: str
    expected: int
    state: str
    phase: str
    head_seq: int
    head_hash: str
    updated_at: str
    ended_at: str | None


class NumberClaim(NamedTuple):
    """Takes the ordinal `next` of a series in a year, if it is still the next free one (1 in a new series)."""

    agency_id: str
    series: str
    year: int
    next: int


class TermClose(NamedTuple):
    """Writes how an open term ended: `status` is the new one, `ended_on` a date or instant, `ended_seq` the entry."""

    id: str
    status: str
    ended_on: str | None
    ended_seq: int | None


class TrackClose(NamedTuple):
    """Writes how a track closed."""

    id: str
    outcome: str
    closed_on: str
    closed_seq: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Advance:
    """All rows of one command.

    `claim` is a `Claim` of a known case, or the `CaseRecord` (version 1) that opens a new one. Numbers of one series
    are claimed in rising order; terms and tracks to close belong to the claimed case.
    """

    claim: Claim | CaseRecord
    entry: EntryRecord
    facts: FactsRecord | None = None
    command: CommandRecord | None = None
    numbers: tuple[NumberClaim, ...] = ()
    papers: tuple[PaperRecord, ...] = ()
    seals: tuple[SealRecord, ...] = ()
    reviews: tuple[ReviewRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    fines: tuple[FineRecord, ...] = ()
    fine_ends: tuple[FineEndRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    files: tuple[FileRecord, ...] = ()
    terms: tuple[TermRecord, ...] = ()
    watches: tuple[WatchRecord, ...] = ()
    closed_terms: tuple[TermClose, ...] = ()
    tracks: tuple[TrackRecord, ...] = ()
    closed_tracks: tuple[TrackClose, ...] = ()
    assigned: tuple[AssigneeRecord, ...] = ()
    """Officers who handle the case from now on."""
    unassigned: tuple[str, ...] = ()
    """Ids of those who do so no more."""
