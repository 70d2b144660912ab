"""Acts of notice, statement and defence, hearing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from zhifa.documents.facts.values import Act, Evidence, Officer, Signature, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorNotice(Act):
    """行政处罚告知 (D24)."""

    rights: tuple[str, ...]
    """Of ``statement``, ``defence``, ``hearing``."""
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReceived(Act):
    """陈述申辩笔录 (D26)."""

    deponent: str
    content: str
    place: str
    officers: tuple[Officer, ...]
    recorder: Officer
    evidence: tuple[Evidence, ...] = ()
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReview(Act):
    """陈述申辩复核意见 (D26-2)."""

    examined: str
    result: Stated[str]
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Act):
    """Explicit waiver by the party (处罚法 62)."""

    statement: bool
    hearing: bool
    declaration: str
    digest: str | None = None
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRequest(Act):
    """The party asks for a hearing."""

    applicant: Stated[str]
    grounds: Stated[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingNotice(Act):
    """听证通知书 (D28)."""

    hearing_at: datetime
    place: str
    hearing_officer: Officer
    assessors: tuple[Officer, ...] = ()
    recorder: Officer
    public: bool
    closed_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRecord(Act):
    """听证笔录 (D29)."""

    started_at: datetime
    ended_at: datetime
    place: str
    attendants: tuple[str, ...]
    agents: tuple[str, ...] = ()
    investigators_case: str
    party_case: str
    examination: str
    last_words: str
    evidence: tuple[Evidence, ...] = ()
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingReport(Act):
    """听证报告 (D30)."""

    course: str
    issues: str
    evidence_findings: str
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingAbandoned(Act):
    """The request is withdrawn, or the party stays away or leaves (处罚法 64(6))."""

    how: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One prior notice, and what became of it until the next one or the decision."""

    notice: PriorNotice
    number: str | None = None
    served_on: date | None = None
    said: tuple[StatementReceived | StatementReview, ...] = ()
    """Statements of the party and their reviews, in order."""
    waived: tuple[str, ...] = ()
    """Rights waived in so many words: ``statement``, ``hearing``."""
    hearing_request: HearingRequest | None = None
    hearing: HearingRecord | None = None
    hearing_abandoned: HearingAbandoned | None = None
