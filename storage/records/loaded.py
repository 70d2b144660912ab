"""One case as the store hands it over."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa.storage.records.cases import CaseRecord, CommandRecord, EntryRecord, FactsRecord
from zhifa.storage.records.migration import MigrationRecord
from zhifa.storage.records.papers import PaperHead
from zhifa.storage.records.review import AssessmentRecord, DecisionRecord, ReviewRecord
from zhifa.storage.records.terms import TermRecord, TrackRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """Everything the store holds of one case, in one consistent snapshot.

    `facts` is keyed by the entry's seq and lacks the entries that had none or whose facts were erased.
    `register_version` is 0 when the agency has no register, `calendar_version` when its calendar is the package's.
    `command` is what the agency performed under the key that was asked for.
    """

    case: CaseRecord
    register_version: int
    entries: tuple[EntryRecord, ...]
    facts: dict[int, FactsRecord]
    reviews: tuple[ReviewRecord, ...]
    assessments: tuple[AssessmentRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    papers: tuple[PaperHead, ...]
    terms: tuple[TermRecord, ...]
    tracks: tuple[TrackRecord, ...]
    migrations: tuple[MigrationRecord, ...] = ()
    command: CommandRecord | None = None
    calendar_version: int = 0
