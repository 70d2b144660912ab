"""Acts of legal review: submission, opinion, dispute, discussion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from zhifa.documents.facts.values import Act, Officer, ReviewItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A question that people answered, and why so."""

    holds: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance(Act):
    """重大执法决定判定 (D22-2)."""

    public_interest: Judged
    social_risk: Judged
    vital_interests: Judged
    legal_relations: int
    relations: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A line of the agency's catalogue of major decisions that holds, or does not, with what it asks."""

    code: str
    """Empty where no line says it."""
    article: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the agency's catalogue of major decisions makes of the draft."""

    due: bool
    grounds: tuple[Ground, ...]
    """Why a review is due."""
    others: tuple[Ground, ...] = ()
    """Lines of the catalogue that do not hold, each with what it lacks."""
    heard: bool
    """A hearing was held."""
    complex: bool
    """The heads must discuss the case together (处罚法 57(2))."""
    reviewer: str
    """Whose reviewers review it."""
    clock_days: int | None = None
    """Working days within which they do, where the catalogue gives a time."""
    collective: bool = False
    """The catalogue asks for a collective discussion."""


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
