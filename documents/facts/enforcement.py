"""Acts of enforcement by the agency itself (行政强制执行, 代履行): D43 and its kin. Not the court's: that is D44."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from zhifa.documents.facts.values import Act, Citation, Officer, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyOwed:
    """A sum in fen and how it is paid; a demand of money names both (强制法 35(3))."""

    amount: int
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceDemanded(Act):
    """催告 of any administrative decision (D43-6); 强制法 35, 50, 54. Of a penalty before the court's enforcement it is D41, of a fee D56-5."""

    executed: str
    """The decision that is to be performed, with its number."""
    obligations: str
    due_on: date
    manner: str
    payment: MoneyOwed | None = None
    """Where the decision asks for money."""
    threatened: Literal["强制执行", "代履行", "申请人民法院强制执行"]
    """What follows."""
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcedExecution(Act):
    """强制执行决定 (D43); 强制法 37."""

    executed: str
    """The decision that is enforced, with its number."""
    obligations: str
    demanded_on: date
    reason: str
    basis: tuple[Citation, ...]
    """The provisions that let this agency enforce by itself (强制法 13)."""
    manner: str
    starts_at: datetime
    immediate_reason: str | None = None
    """Signs that goods are moved or hidden while the demand runs (强制法 37(3))."""
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutePerformance(Act):
    """代履行决定 (D43-2); 强制法 50, 51(1)(1). ``budget`` in fen."""

    executed: str
    obligations: str
    demanded_on: date
    reason: str
    basis: tuple[Citation, ...]
    manner: str
    starts_at: datetime
    subject: str
    budget: int
    performer: str
    """The agency or a third person without an interest in the matter."""
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteDemand(Act):
    """代履行前的催告 (D43-3); 强制法 51(1)(2)."""

    order_number: str
    """Number of the 代履行决定书."""
    obligations: str
    due_on: date
    starts_at: datetime
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutePerformed(Act):
    """代履行完毕 (D43-4); 强制法 51(1)(3)(4). ``cost`` in fen."""

    order_number: str
    started_at: datetime
    ended_at: datetime
    place: str
    officers: tuple[Officer, ...]
    """Those whom the agency sent to supervise."""
    performer: str
    course: str
    cost: int
    signature: Signature
    witness: str | None = None
    """Who signs where the party does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImmediatePerformance(Act):
    """立即代履行决定 (D43-7); 强制法 52: without the demands of 50 and 51(1)(2). ``budget`` in fen."""

    subject: str
    """What is to be cleared away, as it lies there."""
    matter_kind: Literal["遗洒物", "障碍物", "污染物"]
    site: Literal["道路", "河道", "航道", "公共场所"]
    place: str
    urgency: str
    """Why it must be cleared at once."""
    inability: str
    """Why the party cannot."""
    manner: str
    performed_at: datetime
    performer: str
    budget: int
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImmediatePerformanceTold(Act):
    """立即代履行 told to a party who was not there (D43-8); 强制法 52. ``cost`` in fen."""

    order_number: str
    """Number of the 立即代履行决定书."""
    performed_at: datetime
    place: str
    subject: str
    performer: str
    course: str
    cost: int
    handling: str
    """What is done with what was cleared away, and about the act itself (依法作出处理)."""
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemolitionAnnounced(Act):
    """限期拆除公告 (D43-5); 强制法 44."""

    executed: str
    """The decision that orders the demolition, with its number."""
    building: str
    place: str
    due_on: date
    contact: str
    contact_phone: str
