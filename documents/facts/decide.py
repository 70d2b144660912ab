"""Acts of the head: the decision."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa.documents.facts.values import Act, Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Act):
    """负责人审批 and 决定 (D32, D33)."""

    unit_opinion: Opinion
    head_opinion: str
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPenalty(Decision):
    """不予处罚 (D32, D35)."""
