"""Rows for the tests of the store: lawful by default, each changed where a test says so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest

from standing_case import standing, standing_on_postgresql, standing_on_sqlite
from zhifa.storage.advance import Advance, Claim, NumberClaim, RegisterAdvance, TermClose, TrackClose
from zhifa.storage.database import Database
from zhifa.storage.records import (
    AgencyRecord,
    CaseRecord,
    CommandRecord,
    DecisionRecord,
    EntryRecord,
    FactsRecord,
    FileRecord,
    Loaded,
    OfficerRecord,
    PaperRecord,
    RefusalRecord,
    RegisterEntryRecord,
    ReviewRecord,
    StandingLine,
    TermRecord,
    TrackRecord,
)

__all__ = ["standing", "standing_on_postgresql", "standing_on_sqlite"]

AT = "2026-11-21T13:20:16.123Z"
DAY = "2026-11-21"


class Rows:
    """Makes records with fresh ids; `agency` is the id of the agency they belong to."""

    def __init__(self) -> None:
        self._serial = count(1)
        self.agency = self.id()

    def id(self) -> str:
        return str(uuid5(NAMESPACE_OID, f"row {next(self._serial)}"))

    @staticmethod
    def digest(number: int) -> str:
        return f"{number:064x}"

    def case(self, **changes: Any) -> CaseRecord:
        row = CaseRecord(
            self.id(), self.agency, "ordinary", 1, "w", "report", "start", 1, 0, self.digest(0), 0, AT, AT, None
        )  # fmt: skip
        return row._replace(**changes)

    def opening(self, **changes: Any) -> Advance:
        case = changes.pop("case", None) or self.case()
        entry = EntryRecord(
            case.id,
            0,
            case.agency_id,
            self.id(),
            None,
            None,
            case.head_hash,
            "transition",
            "report",
            self.id(),
            "{}",
            AT,
            AT,
        )
        return Advance(claim=case, entry=entry, **changes)

    def step(self, case: CaseRecord | Loaded, **changes: Any) -> Advance:
        """The next command on a case as loaded."""
        case = case.case if isinstance(case, Loaded) else case
        seq = case.head_seq + 1
        head = self.digest(seq)
        claim = Claim(case.id, case.version, f"state {seq}", "investigate", seq, head, AT, None)
        entry = EntryRecord(
            case.id,
            seq,
            case.agency_id,
            self.id(),
            seq - 1,
            case.head_hash,
            head,
            "transition",
            "go",
            self.id(),
            "{}",
            AT,
            AT,
        )
        return Advance(**({"claim": claim, "entry": entry} | changes))

    def facts(self, case: CaseRecord, seq: int, body: str = "{}") -> FactsRecord:
        return FactsRecord(case.id, seq, case.agency_id, self.id(), "salt", body)

    def review(self, case: CaseRecord, round_: int = 1, outcome: str = "agreed", seq: int = 1) -> ReviewRecord:
        return ReviewRecord(case.id, round_, case.agency_id, self.id(), self.digest(99), outcome, self.id(), seq)

    def decision(self, case: CaseRecord, round_: int | None = 1, seq: int = 1) -> DecisionRecord:
        outcome = "agreed" if round_ else None
        return DecisionRecord(
            self.id(), case.agency_id, case.id, "ordinary", 1, "penalty", self.digest(99), round_, outcome, None, AT, seq
        )  # fmt: skip

    def paper(self, case: CaseRecord, seq: int, ordinal: int | None = None, html: str = "<p>文书</p>") -> PaperRecord:
        number = ("罚〔2026〕号", "罚", 2026, ordinal) if ordinal else (None, None, None, None)
        return PaperRecord(
            self.id(), case.agency_id, case.id, seq, "D33", "行政处罚决定书", "1", *number, html, self.digest(1), None, DAY, 0, "[]"
        )  # fmt: skip

    def number(self, next_: int, series: str = "罚", year: int = 2026) -> NumberClaim:
        return NumberClaim(self.agency, series, year, next_)

    def term(self, case: CaseRecord, seq: int = 1, due: str = DAY) -> TermRecord:
        return TermRecord(
            self.id(), case.agency_id, case.id, "defence", "", "陈述申辩", "行政处罚法45", "m", DAY, seq, 5, "working_day", due, due, None, 0, "1", "1", "{}", "open", None, None,
        )  # fmt: skip

    def close_term(self, term: TermRecord, seq: int) -> TermClose:
        return TermClose(term.id, "met", DAY, seq)

    def track(self, case: CaseRecord, seq: int = 1) -> TrackRecord:
        return TrackRecord(self.id(), case.agency_id, case.id, "service", "D33", seq, DAY, None, None, None)

    def close_track(self, track: TrackRecord, seq: int) -> TrackClose:
        return TrackClose(track.id, "served", DAY, seq)

    def command(self, case: CaseRecord, key: str, seq: int = 1) -> CommandRecord:
        return CommandRecord(case.agency_id, key, self.id(), self.digest(5), case.id, seq, seq + 1)

    def file(self, case: CaseRecord, seq: int, digest: str) -> FileRecord:
        return FileRecord(self.id(), case.agency_id, case.id, seq, digest, 3, "现场照片.jpg", "image/jpeg")

    def refusal(self, case_id: str | None, at: str = AT) -> RefusalRecord:
        return RefusalRecord(self.id(), self.agency, case_id, "file", self.id(), at, "[]")

    def register(self, version: int = 1, **changes: Any) -> RegisterAdvance:
        """The change that makes this version: the first brings an officer and a line of the book of certificates."""
        agency = AgencyRecord(
            self.agency, self.agency, "甲市某局", "甲市局", "330000", "c", version, "2026-01-01", None
        )  # fmt: skip
        prev = self.digest(version - 1) if version > 1 else None
        entry = RegisterEntryRecord(
            self.agency, version, self.id(), prev, self.digest(version), "{}", "file", AT, None
        )  # fmt: skip
        officer = OfficerRecord(self.id(), self.agency, "001", "承办人甲", "一科", "科员", "2026-01-01", None)
        line = StandingLine("certificate", "浙001", "2026-01-01", "2030-12-31", "{}")
        first = {"officers": (officer,), "lines": (line,)} if version == 1 else {}
        return RegisterAdvance(**({"agency": agency, "entry": entry} | first | changes))


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """An open database at the newest migration, once on each engine."""
    opened = Database.open(migrated_url, busy_timeout_ms=300)
    yield opened
    opened.close()


@pytest.fixture
def other(migrated_url: str, database: Database) -> Iterator[Database]:
    """A second opening of the same database, as another process would have."""
    assert database
    opened = Database.open(migrated_url, busy_timeout_ms=300)
    yield opened
    opened.close()


@pytest.fixture
def case(database: Database, rows: Rows) -> CaseRecord:
    """A case just opened, at version 1."""
    opening = rows.opening()
    with database.write() as store:
        store.advance(opening)
    assert isinstance(opening.claim, CaseRecord)
    return opening.claim
