"""What one performed command writes, or one change of a register: plain values that the store carries out whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from zhifa.storage.records import (
    AgencyRecord,
    AssessmentRecord,
    AssigneeRecord,
    CaseRecord,
    CommandRecord,
    ContactRecord,
    DecisionRecord,
    DocketRecord,
    EntryRecord,
    FactsRecord,
    FileRecord,
    FineEndRecord,
    FineRecord,
    LinkRecord,
    MigrationRecord,
    OfficerRecord,
    PadRecord,
    PaperRecord,
    RegisterEntryRecord,
    ReviewRecord,
    SealRecord,
    StandingLine,
    TermRecord,
    TrackRecord,
    WatchRecord,
)
from zhifa.storage.search import Indexed


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
    assessments: tuple[AssessmentRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    fines: tuple[FineRecord, ...] = ()
    fine_ends: tuple[FineEndRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    migrations: tuple[MigrationRecord, ...] = ()
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
    docket: DocketRecord | None = None
    """The case as lists know it from now on."""
    indexed: Indexed | None = None
    """The words by which the entry is found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterAdvance:
    """All rows of one change of a register. `agency.register_version` is the version that it makes, and the number of its entry."""

    agency: AgencyRecord
    entry: RegisterEntryRecord
    gone: tuple[tuple[str, str], ...] = ()
    """Lines that stand no longer, by book and key."""
    lines: Iterable[StandingLine] = ()
    """Lines that stand from now on."""
    officers: tuple[OfficerRecord, ...] = ()
    moved_officers: tuple[OfficerRecord, ...] = ()
    """Officers who have a row already."""
    pads: tuple[PadRecord, ...] = ()
    moved_pads: tuple[PadRecord, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    gone_contacts: tuple[str, ...] = ()
    """Ids of addresses that are erased."""
