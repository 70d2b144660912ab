"""Acts of the investigation: records, evidence, preservation, correction order, conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from zhifa.documents.facts.values import (
    Act,
    Citation,
    Draft,
    Evidence,
    Officer,
    Opinion,
    Person,
    PreservedItem,
    Signature,
    Stated,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRecord(Act):
    """What every record made at a scene holds (处罚法 55)."""

    started_at: Stated[datetime]
    ended_at: Stated[datetime]
    place: Stated[str]
    officers: tuple[Officer, ...]
    recorder: Officer
    credentials_shown: bool
    rights_told: bool
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(FieldRecord):
    """现场检查（勘验）笔录 (D07)."""

    present: Person
    findings: Stated[str]
    attachments: tuple[str, ...] = ()
    witness: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck(Inspection):
    """复查 of an order to correct (D07)."""

    order: str
    corrected: bool
    taken_up: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview(FieldRecord):
    """询问笔录 (D09)."""

    person: Person
    identity: Stated[str]
    """What identifies the person, as on the record: document and number, employer and post, address, telephone."""
    recusal_asked: bool
    exchanges: tuple[Exchange, ...]
    confirmation: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction(Act):
    """证据提取 (D10)."""

    place: Stated[str]
    provider: Stated[str]
    provider_confirmed: bool
    originals: Stated[str]
    """Where the originals are kept."""
    officers: tuple[Officer, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressConfirmation(Act):
    """送达地址确认书 (D38)."""

    address: str
    recipient: str
    phone: str
    electronic_consent: bool
    electronic_address: str | None = None
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class PreservationApproval(Act):
    """The head's approval of a preservation (D03)."""

    key: str
    reason: str
    items: tuple[PreservedItem, ...]
    proposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preservation(Act):
    """先行登记保存 (D03, D14)."""

    key: str
    reason: str
    items: tuple[PreservedItem, ...]
    place: str
    manner: str
    keeper: str
    officers: tuple[Officer, ...]
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class HandledItem(PreservedItem):
    """One article, or a part of its quantity, and what becomes of it."""

    disposal: str
    basis: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreservationHandled(Act):
    """先行登记保存证据处理 (D15)."""

    key: str
    disposal: Stated[str]
    """What becomes of everything preserved, or 分别处理."""
    basis: tuple[Citation, ...] = ()
    items: tuple[HandledItem, ...] = ()
    """Article by article, where they are handled differently."""
    reason: str
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionOrder(Act):
    """责令改正 (D19)."""

    key: str
    violation: str
    violated: tuple[Citation, ...]
    content: str
    due_on: date
    consequence: str
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion(Act):
    """调查终结报告 (D21)."""

    course: Stated[str]
    nature: Stated[str]
    draft: Draft
    complex_or_major: str | None = None
    unit_opinion: Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Act):
    """A changed draft (D21)."""

    draft: Draft
    reason: str
    unit_opinion: Opinion
    complex_or_major: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawal(Act):
    """撤案 (D36)."""

    reason: str
    basis: tuple[Citation, ...]
    items_disposal: str
    unit_opinion: Opinion
    head_opinion: str
