"""Acts about jurisdiction (D04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.facts.values import Act, Citation, Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionDispute(Act):
    """管辖争议."""

    other_agency: str
    ground: str
    negotiation: str
    superior: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionSettled(Act):
    """How the dispute ended."""

    outcome: str
    how: str
    agency: str
    decided_by: str
    document_number: str | None = None
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingDown(Act):
    """指定管辖 or 交办 (D04)."""

    kind: str
    receiving_agency: str
    reason: str
    basis: tuple[Citation, ...]
    due_on: date
    materials: tuple[str, ...]
    unit_opinion: Opinion
    head_opinion: str
