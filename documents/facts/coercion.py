"""Acts of coercive measures (行政强制措施): approval, sealing and seizing, freezing, extension, release (D03-2, D07-2, D16–D18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from zhifa.documents.facts.values import Act, Citation, Officer, Opinion, Person, PreservedItem, Signature

Measure: TypeAlias = Literal["查封", "扣押", "查封、扣押"]

ReleaseClause: TypeAlias = Literal["一", "二", "三", "四", "五"]
"""Item of 强制法 28(1) or 33(1) that calls for the release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureApproval(Act):
    """行政强制措施审批表 (D03-2); 强制法 18(1), 19, 25(1), 32(1)."""

    matter: str
    """What is to be approved: the measure, or that it is extended."""
    reason: str
    basis: tuple[Citation, ...]
    subject: str
    """Premises, goods, or account and sum."""
    period: str
    proposal: str
    carried_out_at: datetime | None = None
    """When it was carried out on the spot in urgency, ahead of the approval (强制法 19)."""
    reported_at: datetime | None = None
    """When the officers then reported, within 24 hours."""
    unit_opinion: Opinion
    head_opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seizure(Act):
    """查封、扣押 (D16, D16-2, D18); 强制法 24."""

    measure: Measure
    reason: str
    basis: tuple[Citation, ...]
    """The provisions that let this agency take the measure."""
    starts_on: date
    until_on: date
    items: tuple[PreservedItem, ...]
    """Premises, installations or goods."""
    place: str
    keeper: str
    urgent_reason: str | None = None
    """Why it was carried out on the spot, ahead of the approval (强制法 19)."""
    officers: tuple[Officer, ...]
    signature: Signature
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPresent:
    """The party, or who stands for it, was there and signed or refused to (强制法 18(8))."""

    person: Person
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessPresent:
    """The party did not come: a witness was asked to, and signs (强制法 18(9))."""

    notified: str
    """How the party was told to come (强制法 18(4))."""
    witness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeizureRecord(Act):
    """查封、扣押现场笔录 (D07-2); 强制法 18(3)–(9)."""

    measure: Measure
    started_at: datetime
    ended_at: datetime
    place: str
    officers: tuple[Officer, ...]
    recorder: Officer
    credentials_shown: bool
    attended: PartyPresent | WitnessPresent
    reason: str
    basis: tuple[Citation, ...]
    statement: str
    """What the party said to it on the spot, or that it said nothing."""
    course: str
    items: tuple[PreservedItem, ...]
    recording: str | None = None
    """Number of the audio and video record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeRecord(Act):
    """冻结现场笔录 (D07-2): the measure taken at the bank, which tells the party nothing; 强制法 30(1), 18(2)(3)(7)."""

    started_at: datetime
    ended_at: datetime
    institution: str
    account: str
    amount: int
    officers: tuple[Officer, ...]
    recorder: Officer
    credentials_shown: bool
    received_by: str
    """Who took the notice for the institution."""
    course: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze(Act):
    """冻结存款、汇款 (D16-3, D16-4); 强制法 30, 31. ``amount`` in fen."""

    institution: str
    """The financial institution that freezes."""
    account: str
    amount: int
    reason: str
    basis: tuple[Citation, ...]
    starts_on: date
    until_on: date
    officers: tuple[Officer, ...]
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureExtended(Act):
    """延长查封、扣押 (D17); 强制法 25(1)(2)."""

    measure: Measure
    measure_number: str
    """Number of the decision that is extended."""
    until_on: date
    """Last day of the period that ends."""
    extended_until: date
    reason: str
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeExtended(Act):
    """延长冻结 (D17, D17-3); 强制法 32. ``amount`` in fen."""

    measure_number: str
    institution: str
    account: str
    amount: int
    until_on: date
    extended_until: date
    reason: str
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLifted(Act):
    """解除查封、扣押 (D17-2); 强制法 28."""

    measure: Measure
    measure_number: str
    clause: ReleaseClause
    reason: str
    items: tuple[PreservedItem, ...]
    proceeds: int | None = None
    """What goods that would not keep brought when they were sold, in fen: it is given back instead."""
    officers: tuple[Officer, ...]
    signature: Signature
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeLifted(Act):
    """解除冻结 (D17-2, D17-3); 强制法 33."""

    measure_number: str
    institution: str
    account: str
    amount: int
    clause: ReleaseClause
    reason: str
    contact: str
    contact_phone: str
