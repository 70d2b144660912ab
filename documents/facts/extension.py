"""The act that extends the days for the decision (D20-2)."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa.documents.facts.values import Act, Citation, Officer, Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionExtension(Act):
    """延长办案期限."""

    added: int
    ground: str
    basis: tuple[Citation, ...]
    approval_number: str | None
    discussants: tuple[Officer, ...]
    unit_opinion: Opinion
    head_opinion: str
