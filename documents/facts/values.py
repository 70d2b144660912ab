"""Values that several acts share: officer, party, evidence, citation, draft, opinion, and the mark of a silent source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, TypeAlias, TypeVar

from markupsafe import Markup

SILENT: Final = "〔来源未载〕"
"""In the place of what the published source of a replay does not give: on papers, pages and everywhere else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotStated:
    """A fact that a published source does not give; printed as 〔来源未载〕, and lawful only in a replay (invariant 10)."""

    path: str
    """Where in the source the fact would stand, e.g. ``party.address``."""

    def __str__(self) -> str:
        return SILENT

    def __html__(self) -> Markup:
        """The mark in the vocabulary of papers; the path stands in ``title``, where :func:`zhifa.documents.render` reads it."""
        return Markup('<span class="not-stated" title="{}">{}</span>').format(self.path, str(self))


T = TypeVar("T")
Stated: TypeAlias = T | NotStated
"""A fact, or in a replay the note that the source is silent about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """An officer as the register knew him or her when the act was performed."""

    id: str
    name: str
    post: str
    unit: str
    certificate_number: str | None = None
    """Number of the enforcement certificate (执法证号)."""
    qualification: str | None = None
    """On what a reviewer's fitness rests, with its number: legal qualification or recorded earlier service (处罚法 58(2))."""


PartyKind: TypeAlias = Literal["legal_person", "other_organisation", "individual", "individual_business"]
IdentityKind: TypeAlias = Literal[
    "uscc", "resident_id", "passport", "travel_permit", "residence_permit", "foreign_permanent", "none", "masked"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The party (当事人) as papers name it (处罚法 59(1)(1))."""

    kind: Stated[PartyKind] | None
    name: Stated[str] | None
    identity_kind: IdentityKind
    identity_number: str | None = None
    address: Stated[str] | None
    phone: str | None = None
    legal_representative: Stated[str] | None = None
    """Legal representative of an organisation, or the operator of an individual business."""
    sex: Literal["男", "女"] | None = None
    born_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence; ``kind`` is one of the eight of 处罚法 46(1)."""

    key: str
    kind: str
    description: str
    source: Stated[str]
    obtained_on: Stated[date]
    proves: Stated[str]
    verified: bool
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One provision of a statute; prints as ``《中华人民共和国行政处罚法》第五十九条``."""

    law: str
    article: str = ""

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyItem:
    """One item of the operative part (主文); ``amount`` in fen."""

    kind: str
    amount: Stated[int] | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One of several violations that one decision punishes, weighed apart."""

    name: str
    facts: str
    evidence: tuple[str, ...]
    violated: tuple[Citation, ...]
    basis: tuple[Citation, ...]
    discretion: str
    items: tuple[int, ...]
    """The items of the operative part that punish it, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be decided; the decision repeats it word for word (invariant 2)."""

    kind: Literal["penalty", "no_penalty"]
    facts: Stated[str] | None
    evidence: Stated[tuple[str, ...]]
    """Keys of the evidence the facts rest on."""
    violated: Stated[tuple[Citation, ...]]
    basis: Stated[tuple[Citation, ...]]
    items: tuple[PenaltyItem, ...]
    ground: Stated[str] | None = None
    """Why there is no penalty; keys as in the form (``minor_and_corrected`` …)."""
    discretion: Stated[str] | None
    correction: str | None = None
    education: Stated[str] | None = None
    """How the party is educated when no penalty is imposed (处罚法 33(3))."""
    lighter_law: str | None = None
    """Why a statute younger than the violation applies (处罚法 37)."""
    other_act: str | None = None
    """Why it is not the act for which the party was fined before (处罚法 29)."""
    guardian: Stated[str] | None = None
    """Guardian of a party who cannot answer for its acts (处罚法 30, 31)."""
    violations: tuple[Violation, ...] = ()
    """Each violation by itself, where there are several."""
    payment_days: int = 15
    revision: int
    digest: str

    @property
    def outcome(self) -> tuple[PenaltyItem, ...] | Stated[str] | None:
        """What the draft comes to: its items, or the ground on which no penalty is imposed."""
        return self.items if self.kind == "penalty" else self.ground

    @property
    def provisions(self) -> Stated[tuple[Citation, ...]]:
        """The provisions violated; where no violation is established, those that the finding rests on."""
        return self.basis if self.ground == "not_established" and not self.violated else self.violated

    @property
    def fine(self) -> Stated[int]:
        """Sum of the fines in fen: the base and the cap of the surcharge (处罚法 72(1)(1))."""
        return self._sum("罚款")

    @property
    def payable(self) -> Stated[int]:
        """Sum in fen that the party has to pay: fines and confiscated gains; goods are handed over, not paid."""
        return self._sum("罚款", "没收违法所得")

    @property
    def deeds(self) -> bool:
        """Whether something is to be done besides paying."""
        return any(item.amount is None or item.kind == "没收非法财物" for item in self.items)

    @property
    def mere_warning(self) -> bool:
        """Whether it warns and does nothing else."""
        return self.kind == "penalty" and all(item.kind == "警告" for item in self.items)

    def _sum(self, *kinds: str) -> Stated[int]:
        """A sum with a part that the source does not state is not stated either."""
        known = 0
        for amount in (item.amount for item in self.items if item.kind in kinds):
            if isinstance(amount, NotStated):
                return amount
            known += amount or 0
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Signed by the person, or the refusal noted by the officers (处罚法 55)."""

    signed: bool
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person at a step who is no officer."""

    name: Stated[str]
    relation: Stated[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreservedItem:
    """One article of a preservation list."""

    name: str
    specification: str
    quantity: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """Opinion of somebody in the approval chain."""

    by: Officer
    text: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One of the eight items of a legal review with its answer and reason."""

    item: str
    passed: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What every act holds besides its own facts."""

    at: datetime
    """When it occurred; aware."""
    by: Officer
    """Who performed it."""
    seq: int
    """Its number in the case's ledger."""
