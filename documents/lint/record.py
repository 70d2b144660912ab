"""What is on file about a paper, so that its text can be held against facts and not against fixed phrases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from zhifa.documents.facts import (
    Act,
    Facts,
    ForcedExecution,
    Freeze,
    LicenceRefused,
    Seizure,
    SpotDecision,
    SubstitutePerformance,
)
from zhifa.documents.numerals import SHANGHAI


@dataclass(frozen=True, slots=True, kw_only=True)
class LawInForce:
    """One version of a statute: in force from ``since`` to ``until``, both included; without articles it is not itemised."""

    title: str
    since: date
    until: date | None = None
    articles: frozenset[str] = frozenset()

    def holds(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is on file besides the text of a paper; nothing is compared with what is None or empty."""

    issued_on: date | None = None
    number: str | None = None
    title: str | None = None
    """What the templates in force call the paper."""
    replay: bool | None = None
    party: str | None = None
    address: str | None = None
    review_body: str | None = None
    court: str | None = None
    payee: str | None = None
    violated_on: date | None = None
    laws: tuple[LawInForce, ...] = ()
    facts: str | None = None
    """What the draft says was found."""
    evidence: tuple[str, ...] = ()
    """Descriptions of the evidence it rests on."""
    basis: tuple[str, ...] = ()
    """Provisions it punishes by, as they are cited: ``《…法》第几条``."""
    items: tuple[str, ...] = ()
    """The penalties in the words of the draft."""
    sums: tuple[int, ...] = ()
    """Their amounts, in fen."""
    fined: bool | None = None
    """Whether one of them is a fine."""
    tiers: tuple[str, ...] = ()
    """Tiers (阶次) of a benchmark that they were put into."""
    education: str | None = None
    """How the party is educated when no penalty is imposed."""
    notice_number: str | None = None
    notice_day: date | None = None
    """Of the notice (告知书) given last."""
    statements: tuple[str, ...] = ()
    """What the party stated in its defence."""
    collected: bool | None = None
    """Whether the officers collect the fine on the spot (处罚法 68, 69)."""
    place: str | None = None
    """Where the penalty is imposed on the spot."""
    officers: tuple[str, ...] = ()
    """Names of those who impose it."""
    due_on: date | None = None
    manner: str | None = None
    """By when, and how, a demand (催告) asks the party to perform; how a decision is enforced."""
    starts_on: date | None = None
    """When it is enforced."""
    until_on: date | None = None
    """How long a measure lasts."""
    subject: str | None = None
    performer: str | None = None
    """What is performed at the party's cost (代履行), and by whom."""
    reasons: str | None = None
    """Why a licence is refused."""


class ItemOnFile(Protocol):
    """A penalty of a draft, of a form as well as of the facts of a paper."""

    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> object: ...
    @property
    def text(self) -> str: ...


class DraftOnFile(Protocol):
    """A draft, of a form as well as of the facts of a paper; what a source does not state is there as a value of another type."""

    @property
    def facts(self) -> object: ...
    @property
    def evidence(self) -> object: ...
    @property
    def basis(self) -> object: ...
    @property
    def items(self) -> Sequence[ItemOnFile]: ...
    @property
    def education(self) -> object: ...


def with_draft(about: Known, draft: DraftOnFile | None, evidence: Mapping[str, str]) -> Known:
    """The same, with what the draft says; ``evidence`` describes by key what is on file."""
    if draft is None:
        return about
    keys = draft.evidence if isinstance(draft.evidence, tuple) else ()
    basis = draft.basis if isinstance(draft.basis, tuple) else ()
    return replace(
        about,
        facts=stated(draft.facts),
        evidence=tuple(evidence[key] for key in keys if key in evidence),
        basis=tuple(f"《{cited.law}》{cited.article}" for cited in basis),
        items=tuple(item.text for item in draft.items),
        sums=tuple(item.amount for item in draft.items if isinstance(item.amount, int)),
        fined=any(item.kind == "罚款" for item in draft.items),
        education=stated(draft.education),
    )


def stated(value: object) -> str | None:
    """The words, unless there are none or a source does not state them."""
    return value if isinstance(value, str) else None


def known(facts: Facts, laws: tuple[LawInForce, ...] = (), violated_on: date | None = None) -> Known:
    """What the facts of a paper, and the day of the violation, say that its text can be held against."""
    spot, demand = facts.act if isinstance(facts.act, SpotDecision) else None, facts.demand
    about = Known(
        issued_on=facts.issue.issued_on,
        number=facts.issue.number,
        replay=facts.case.replay,
        party=stated(facts.party.name),
        address=stated(facts.party.address),
        review_body=stated(facts.agency.review_body),
        court=stated(facts.agency.court),
        payee=stated(facts.agency.payee),
        violated_on=violated_on,
        laws=laws,
        notice_number=facts.notice_number,
        notice_day=_day(facts.notice.at) if facts.notice else None,
        statements=tuple(act.content for act in (facts.statement, facts.spot_statement) if act),
        collected=spot is not None and spot.collection is not None,
        place=stated(facts.catch.place) if facts.catch else None,
        officers=tuple(officer.name for officer in spot.officers) if spot else (),
        due_on=demand.due_on if demand else None,
        manner=demand.manner if demand else None,
    )
    described = {piece.key: piece.description for piece in facts.evidence}
    return with_draft(_with_act(about, facts.act), facts.draft, described)


def _with_act(about: Known, act: Act) -> Known:
    """The same, with what an act besides a penalty says of itself."""
    match act:
        case Seizure() | Freeze():
            return replace(about, until_on=act.until_on)
        case ForcedExecution():
            return replace(about, manner=act.manner, starts_on=_day(act.starts_at))
        case SubstitutePerformance():
            return replace(
                about, manner=act.manner, starts_on=_day(act.starts_at), subject=act.subject, performer=act.performer
            )
        case LicenceRefused():
            return replace(about, reasons=act.reasons)
        case _:
            return about


def _day(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()
