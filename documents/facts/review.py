"""Acts of legal review: submission, opinion, dispute, discussion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from zhifa.documents.facts.values import Act, Officer, ReviewItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Act):
    """送审 (D22)."""

    situation: str
    materials: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Act):
    """法制审核意见：同意 (D23)."""

    received_on: date
    items: tuple[ReviewItem, ...]
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems(Act):
    """法制审核意见：存在问题 (D23)."""

    received_on: date
    items: tuple[ReviewItem, ...]
    opinion: str
    instruction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(Act):
    """The handling unit disagrees with the opinion (D03)."""

    points: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One attendant of a collective discussion and what he or she said."""

    officer: Officer
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion(Act):
    """集体讨论记录 (D31)."""

    held_at: datetime
    place: str
    chair: Officer
    speakers: tuple[Speaker, ...]
    observers: tuple[str, ...] = ()
    report: str
    conclusion: str
    conclusion_text: str
    dissent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSettled(Discussion):
    """分歧讨论 (D31)."""
