"""Acts of assistance asked of another agency (D05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.facts.values import Act, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistanceRequest(Act):
    """协助调查函 (D05)."""

    key: str
    agency: str
    matter: str
    due_on: date
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistanceReply(Act):
    """What the other agency answered."""

    key: str
    outcome: str
    document_number: str | None = None
    answer: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistanceAnswered(Act):
    """协助调查结果告知函 (D05-2): our answer to the request of another agency; the party is that of its case."""

    agency: str
    """The agency that asked."""
    document_number: str
    """Number of its letter."""
    matter: str
    assisted: bool
    answer: str
    """The result, or why we cannot assist."""
    attachments: tuple[str, ...] = ()
    contact: str
    contact_phone: str
