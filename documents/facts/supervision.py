"""Acts of supervision over enforcement (行政执法监督): D60 and its kin.

Issued by the supervising body, the party of the case is the agency supervised; 整改报告 and 备案报告 are issued by the agency supervised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.facts.values import Act, Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversight(Act):
    """What the supervising body writes to the agency supervised."""

    matter: str
    found: str
    """What was found."""
    basis: tuple[Citation, ...]
    requirement: str
    due_on: date
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionNotice(Oversight):
    """行政执法监督通知书 (D60)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionOpinion(Oversight):
    """行政执法监督意见书 (D60-2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionDecision(Oversight):
    """行政执法监督决定书 (D60-3)."""

    content: str
    """What is decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationReport(Act):
    """整改报告 (D60-4); the party is the agency whose enforcement was found at fault."""

    receiver: str
    """The supervising body."""
    order_number: str
    """Number of the notice, opinion or decision that is answered."""
    found: str
    measures: str
    achieved: str
    attachments: tuple[str, ...]
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReported(Act):
    """重大行政执法决定备案报告 (D60-5); the party is that of the decision."""

    receiver: str
    decided: str
    """Title and number of the decision."""
    decided_on: date
    ground: str
    """Why it is a major one."""
    content: str
    """What was decided and on which facts."""
    basis: tuple[Citation, ...]
    review: str
    """法制审核: by whom, when, to what end."""
    attachments: tuple[str, ...]
    contact: str
    contact_phone: str
