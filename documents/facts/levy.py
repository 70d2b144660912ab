"""Acts of fees, deferral and requisition (征收、收费、征用): D56 and its kin. Amounts in fen. Taxes have papers of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.facts.values import Act, Citation, Officer, Opinion, PreservedItem, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeDemanded(Act):
    """缴费通知 (D56)."""

    fee: str
    """The published fee (征收、收费项目)."""
    basis: tuple[Citation, ...]
    standard: str
    calculation: str
    amount: int
    due_on: date
    manner: str
    late_charge: str
    """What the law of this fee says of late payment; 无 where it says nothing."""
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferralDecided(Act):
    """缓缴审批 (D56-2)."""

    fee: str
    notice_number: str
    """Number of the 缴费通知书."""
    amount: int
    applicant: str
    grounds: str
    proofs: tuple[str, ...]
    basis: tuple[Citation, ...]
    result: str
    until_on: date
    """Until when payment is put off; the old last day where it is not."""
    reasons: str
    unit_opinion: Opinion
    head_opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisition(Act):
    """征用决定 with its list (D56-3); 民法典 245, 突发事件应对法 12, 76."""

    reason: str
    """The urgent need."""
    basis: tuple[Citation, ...]
    items: tuple[PreservedItem, ...]
    purpose: str
    starts_on: date
    until_on: date
    compensation: str
    officers: tuple[Officer, ...]
    signature: Signature
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisitionEnded(Act):
    """返还和补偿 (D56-4)."""

    order_number: str
    """Number of the 征用决定书."""
    returned_on: date
    items: tuple[PreservedItem, ...]
    losses: str
    """毁损、灭失; 无 where there is none."""
    compensation: str
    amount: int
    officers: tuple[Officer, ...]
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeOverdue(Act):
    """催缴 (D56-5); with what 强制法 35 asks of a demand."""

    fee: str
    notice_number: str
    """Number of the 缴费通知书."""
    amount: int
    """What is not yet paid."""
    due_on: date
    manner: str
    late_charge: str
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpropriationAnnounced(Act):
    """房屋征收决定公告 (D56-7); the party is those whose houses are taken."""

    project: str
    """The public interest for which the houses are taken."""
    decided: str
    """Title and number of the decision."""
    scope: str
    plan: str
    """The plan of compensation, whole or where it is to be read."""
    basis: tuple[Citation, ...]
    contact: str
    contact_phone: str
