"""Acts of the referral of a suspected crime; field by field as in the forms of the same names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.facts.values import Act, Citation, Officer, Opinion, PreservedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class CrimeProposal(Act):
    """移送涉嫌犯罪案件的书面报告 (D47-2)."""

    officers: tuple[Officer, ...]
    charge: str
    facts: str
    relied_on: tuple[str, ...]
    basis: tuple[Citation, ...]
    proposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrimeDecision(Act):
    """Whether the head approves the referral (D47-2)."""

    approved: bool
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """One of the five enclosures of a referral: given, or said not to exist."""

    item: str
    given: bool
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrimeDelivery(Act):
    """涉嫌犯罪案件移送书 (D47)."""

    police: str
    procuratorate: str
    enclosures: tuple[Enclosure, ...]
    goods: tuple[PreservedItem, ...] = ()
    officers: tuple[Officer, ...]
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceReply(Act):
    """What the police answered in writing."""

    result: str
    document_number: str
    received_on: date
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceReconsideration(Act):
    """提请复议 with the police who declined."""

    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionProposal(Act):
    """建议人民检察院依法进行立案监督."""

    procuratorate: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsHandedOver(Act):
    """涉案物品移交 (D48)."""

    receiver: str
    received_by: str
    officers: tuple[Officer, ...]
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JusticeReturn(Act):
    """The judicial authorities sent the case back."""

    ground: str
    authority: str
    document_number: str
    received_on: date
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralEnd(Act):
    """Criminal liability was established (D47-2)."""

    authority: str
    document_number: str
    received_on: date
    judgment: str
    unit_opinion: Opinion
    head_opinion: str
