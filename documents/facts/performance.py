"""Acts of performance beside plain payment: postponement, surcharge, demand, court, confiscated goods. Amounts in fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.facts.values import Act, Officer, Opinion, PenaltyItem, PreservedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponementRequested(Act):
    """The party's application to pay later or in parts."""

    applicant: str
    wanted: str
    grounds: str
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One date and what is paid by it."""

    due_on: date
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponementDecided(Act):
    """延期、分期缴纳罚款 (D40, D40-2)."""

    result: str
    schedule: tuple[Instalment, ...] = ()
    reasons: str
    unit_opinion: Opinion
    head_opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surcharge(Act):
    """加处罚款 (D42)."""

    principal: int
    from_on: date
    until_on: date
    excluded_days: int = 0
    amount: int
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand(Act):
    """催告 (D41)."""

    obligations: str
    due_on: date
    manner: str
    amount: int = 0
    surcharge: int = 0
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the party owes under the decision as it stands."""

    fine: int
    gains: int
    surcharge: int
    paid: int
    """Less what was refunded."""
    owed: int
    overdue_since: date | None = None
    """The first day on which the fine was late; None while it is not, and once it is paid."""
    accrued: int = 0
    """What surcharges come to on the day of the present act, imposed or not."""
    excluded_days: int = 0
    """Days since then that do not count, because a remedy was pending (处罚法 73(3))."""
    under_remedy: bool = False
    """Whether a remedy is pending now, so that nothing is added for the time being."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a remedy made of the decision."""

    kind: str
    """行政复议, 行政诉讼 or 上诉."""
    effect: str
    effective_on: date
    document: str
    items: tuple[PenaltyItem, ...] = ()
    """The operative part as changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Money that came in under the decision or went back; ``amount`` in fen."""

    label: str
    """缴款, 当场收缴 or 退款."""
    on: date
    amount: int
    number: str
    """Of the receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtApplication(Act):
    """申请人民法院强制执行 (D44)."""

    court: str
    requests: str
    facts: str
    party_view: str
    subject: str
    attachments: tuple[str, ...]
    late_reason: str | None = None
    """Why it is made after the three months."""
    unit_opinion: Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsDisposed(Act):
    """没收物品处理 (D45)."""

    manner: str
    items: tuple[PreservedItem, ...]
    place: str
    course: str
    officers: tuple[Officer, ...]
    supervisor: str
    receipt_number: str
