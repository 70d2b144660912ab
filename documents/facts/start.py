"""Acts of the start phase; field by field as in the forms of the same names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.facts.transfer import Received
from zhifa.documents.facts.values import Act, Citation, Officer, Opinion, Party, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCase:
    """A case that has to do with this one; it may be of another party, so no shipped paper names it."""

    case: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Act):
    """线索登记 (D01)."""

    source: str
    provider: str | None = None
    party: Party
    content: Stated[str]
    cause: str
    matter: str
    area: str
    discovered_on: date
    attachments: tuple[str, ...] = ()
    suggestion: str
    received: Received | None = None
    related: tuple[RelatedCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Act):
    """Officers named for verification (核查) or as handlers (承办人)."""

    officers: tuple[Officer, ...]
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing(Act):
    """立案 (D02)."""

    officers: tuple[Officer, ...]
    found: Stated[str]
    violation_ended_on: Stated[date]
    long_limitation: str | None = None
    suspected: Stated[tuple[Citation, ...]]
    proposal: str
    unit_opinion: Opinion
    head_opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclinedFiling(Act):
    """不予立案 (D02)."""

    officers: tuple[Officer, ...]
    found: str
    reason: str
    unit_opinion: Opinion
    head_opinion: str
