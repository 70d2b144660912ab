"""Acts of handing a case over to another agency; field by field as in the forms of the same names."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa.documents.facts.values import Act, Citation, Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTransfer(Act):
    """案件移送 (D46)."""

    receiver: str
    reason: str
    basis: tuple[Citation, ...]
    enclosures: tuple[str, ...]
    contact: str
    contact_phone: str
    unit_opinion: Opinion
    head_opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Where a case that another agency handed over came from."""

    sender: str
    sender_case: str
    digest: str
    head: str
