"""Acts that stop, resume and end an investigation (D20)."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa.documents.facts.values import Act, Citation, Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension(Act):
    """中止调查."""

    ground: str
    basis: tuple[Citation, ...]
    unit_opinion: Opinion
    head_opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumption(Act):
    """恢复调查."""

    reason: str
    unit_opinion: Opinion
    head_opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination(Act):
    """终止调查."""

    ground: str
    basis: tuple[Citation, ...]
    items_disposal: str
    unit_opinion: Opinion
    head_opinion: str
