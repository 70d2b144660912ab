"""Acts of the summary procedure; field by field as in the forms of the same names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.facts.publish import Payment
from zhifa.documents.facts.start import Report
from zhifa.documents.facts.values import Act, Draft, Evidence, Officer, Person, Signature, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Catch(Report):
    """当场查获."""

    officers: tuple[Officer, ...]
    place: Stated[str]
    violation_ended_on: Stated[date]
    long_limitation: str | None = None
    credentials_shown: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotNotice(Act):
    """当场告知."""

    officers: tuple[Officer, ...]
    draft: Draft
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotStatement(Act):
    """当场听取陈述申辩."""

    officers: tuple[Officer, ...]
    deponent: str
    content: str
    result: str
    reasons: str
    draft: Draft | None = None
    evidence: tuple[Evidence, ...] = ()
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """On what ground the fine is collected on the spot (处罚法 68, 69)."""

    ground: str
    explanation: str
    request: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotDecision(Act):
    """当场处罚决定 (D34)."""

    officers: tuple[Officer, ...]
    statement: Stated[str]
    collection: Collection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotDelivery(Act):
    """当场交付."""

    officers: tuple[Officer, ...]
    place: Stated[str]
    recipient: Person
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCollection(Payment):
    """当场收缴罚款; ``amount`` in fen."""

    officers: tuple[Officer, ...]
    treasury_receipt: bool
    on_water: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedCollection(Payment):
    """当场收缴罚款 at the request of the party (处罚法 69), under either procedure; ``amount`` in fen."""

    officers: tuple[Officer, ...]
    treasury_receipt: bool
    circumstances: str
    place: str
    difficulty: str
    request: str
