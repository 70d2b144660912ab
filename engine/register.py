"""The register an agency keeps of itself: who may do what, on which day (处罚法 17-22, 42, 58).

Roles come from here, never from a command. Every entry has its days of validity, and every question names a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar

from zhifa.engine.ladder import DEFAULT, Ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from ``start`` to ``end``, both included; no ``end``: until further notice."""

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


_STRUCK: Final = -1
"""In the place of a number, to see who reads it: no number of a policy is below zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the law leaves to the agency. Each default says where it comes from; none can loosen an invariant."""

    pack: str = "national"
    """Name of the rule pack by which terms are set: what the rules (规章) of the agency's field make of the periods of the law."""
    first_review: Literal["before_notice", "after_notice"] = "after_notice"
    """Whether a first legal review precedes the notice; differs by ministry (law.md 2.1)."""
    statement_days: int = 5
    """Working days for statement and defence; the law names none (default, unverified)."""
    review_days: int = 10
    """Working days for legal review (default from a ministry rule)."""
    publication_days: int = 7
    """Working days from the decision to its publication (国办发〔2018〕118号)."""
    other_publication_days: int = 20
    """Working days for decisions that are neither penalty nor licence (国办发〔2018〕118号)."""
    hearing_threshold_individual: int = 1_000_000
    """Fen; a fine on a natural person from which a hearing is due (default, unverified)."""
    hearing_threshold_organisation: int = 10_000_000
    """Fen; the same for organisations (default, unverified)."""
    discussants: int = 3
    """Heads that must attend a collective discussion (agency's own rule)."""
    exclusions: tuple[Literal["suspension", "hearing", "announcement", "appraisal"], ...] = ()
    """Times that do not count towards the ninety days of a decision, besides those of the pack: 处罚法 60 names none, so each rests on a rule
    (规章) that the agency has."""
    record_days: int = 7
    """Working days within which a decision on the spot is filed with the agency (处罚法 52(3) names none; default of one ministry, unverified)."""
    summary_limit_individual_business: int = 20_000
    """Fen; the most that is fined on the spot where the party is an individual business. 处罚法 51 knows citizens and organisations alone;
    we count it as a citizen (convention)."""
    evidence_upload_days: int = 2
    """Working days after it was obtained within which a file comes into the evidence store; later it is marked late, and never refused
    (no rule of law names a time: our convention)."""
    templates: str = ""
    """Name of the pack of templates that papers are worded by; where none is stated, that of the field of ``pack``, if there is one."""
    dossier_order: Literal["decision_first", "as_issued"] = "decision_first"
    """In which order papers stand in a dossier; no law sets one (default of one ministry's practice, unverified)."""
    ladders: Mapping[str, Ladder] = field(default_factory=lambda: MappingProxyType({}))
    """When terms of a code warn, where the agency wants it otherwise than by default (convention)."""
    stated: frozenset[str] = frozenset()
    """Names of the choices that the register states, be it in the very words of the default; the others were left open."""

    def sets(self, number: Callable[[Policy], int]) -> bool:
        """Whether the agency itself set the number that this function reads: the register states it, or it is another than the default."""
        struck: dict[str, Any] = dict.fromkeys(self.stated, _STRUCK)
        return any(number(policy) != number(Policy()) for policy in (self, Policy(**struck)))

    def ladder(self, code: str) -> Ladder:
        """The ladder of warnings of terms of this code."""
        return self.ladders.get(code, DEFAULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySeal:
    """印章备案: a certificate by which the agency sets a seal of its own, for some days."""

    name: str
    """What the seal says: 机关印章, 行政处罚专用章."""
    certificate: str
    """SHA-256 of the certificate, lower-case hexadecimal."""
    valid: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    id: str
    name: str
    short_name: str
    """机关代字, as document numbers begin."""
    region: str
    """Its area of jurisdiction, as a prefix of place names."""
    matters: frozenset[str]
    """Matters it may enforce in its own name."""
    valid: Period
    credit_code: str | None = None
    policy: Policy = field(default_factory=Policy)
    profile: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """address, phone, review_body, review_online, court, payee: what papers print."""
    seals: tuple[AgencySeal, ...] = ()
    """Its seals; without any it sets none but a sample (样章)."""

    def seal(self, certificate: str, day: date) -> AgencySeal | None:
        """Its seal of this certificate, if it is one on ``day``."""
        return next((s for s in self.seals if s.certificate == certificate and s.valid.holds(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """委托 in writing: matters and period, made public (处罚法 20)."""

    delegator: str
    matters: frozenset[str]
    document_number: str
    valid: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    id: str
    staff_number: str
    name: str
    unit: str
    post: str
    valid: Period
    email: str | None = None
    """Where warnings are sent besides the inbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """执法证件 (处罚法 42): for kinds of act and areas, within its days, unless suspended."""

    officer_id: str
    number: str
    acts: frozenset[str]
    areas: tuple[str, ...]
    valid: Period
    suspended: Period | None = None

    def covers(self, *, act: str, area: str, day: date) -> bool:
        """Whether it is valid on ``day`` for this kind of act in this area."""
        if not self.valid.holds(day) or (self.suspended and self.suspended.holds(day)):
            return False
        return act in self.acts and any(area.startswith(prefix) for prefix in self.areas)


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """Legal professional qualification, or recorded earlier service as reviewer (处罚法 58(2))."""

    officer_id: str
    kind: Literal["legal_professional", "earlier_service"]
    number: str
    valid: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A role held from day to day."""

    officer_id: str
    role: str
    unit: str
    valid: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Pad:
    """A block of numbered papers handed to one officer (处罚法 52: 预定格式、编有号码): ordinals of a series in a year."""

    officer_id: str
    series: str
    year: int
    first: int
    last: int
    valid: Period

    @property
    def counter(self) -> str:
        """The name under which its places are counted, whoever holds it."""
        return f"{self.series}/{self.first}"

    @property
    def places(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """A statute that may be cited, in force from day to day; ``articles`` empty: not itemised."""

    title: str
    valid: Period
    articles: frozenset[str] = frozenset()


R = TypeVar("R", Assignment, Certificate, Pad, Qualification)


@dataclass(frozen=True, kw_only=True)
class Register:
    """One agency's register as it stands in one version."""

    agency: Agency
    version: int
    officers: Mapping[str, Officer]
    certificates: tuple[Certificate, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    statutes: tuple[Statute, ...] = ()
    pads: tuple[Pad, ...] = ()

    def officer(self, officer_id: str, day: date) -> Officer | None:
        """The officer, when on the register on that day."""
        officer = self.officers.get(officer_id)
        return officer if officer and officer.valid.holds(day) else None

    def roles(self, officer_id: str, day: date) -> frozenset[str]:
        """Roles held on ``day``; none for one who is not on the register."""
        if self.officer(officer_id, day) is None:
            return frozenset()
        return frozenset(a.role for a in self._assignments_of.get(officer_id, ()) if a.valid.holds(day))

    def certificate(self, officer_id: str, *, act: str, area: str, day: date) -> Certificate | None:
        """A certificate that lets the officer enforce this kind of act there and then (处罚法 42)."""
        mine = self._certificates_of.get(officer_id, ())
        return next((c for c in mine if c.covers(act=act, area=area, day=day)), None)

    def qualification(self, officer_id: str, day: date) -> Qualification | None:
        return next((q for q in self._qualifications_of.get(officer_id, ()) if q.valid.holds(day)), None)

    def pads_of(self, officer_id: str, series: str, *, day: date) -> tuple[Pad, ...]:
        """The pads of the year that the officer holds on ``day``, by their first number."""
        mine = (p for p in self._pads_of.get(officer_id, ()) if (p.series, p.year) == (series, day.year))
        return tuple(sorted((pad for pad in mine if pad.valid.holds(day)), key=lambda pad: pad.first))

    def power(self, matter: str, day: date) -> Agency | Delegation | None:
        """By what the agency may enforce ``matter`` on ``day``: its own power, or a delegation in force."""
        if matter in self.agency.matters and self.agency.valid.holds(day):
            return self.agency
        return next((d for d in self.delegations if matter in d.matters and d.valid.holds(day)), None)

    def statute(self, title: str) -> tuple[Statute, ...]:
        """All versions of the statute the register knows."""
        return tuple(s for s in self.statutes if s.title == title)

    def holders(self, role: str, day: date) -> Iterator[Assignment]:
        """Assignments to the role that are in force on ``day``, of officers on the register."""
        for held in self._assignments_to.get(role, ()):
            if held.valid.holds(day) and self.officer(held.officer_id, day):
                yield held

    @cached_property
    def _assignments_to(self) -> Mapping[str, list[Assignment]]:
        found: dict[str, list[Assignment]] = {}
        for held in self.assignments:
            found.setdefault(held.role, []).append(held)
        return found

    @cached_property
    def _assignments_of(self) -> Mapping[str, list[Assignment]]:
        return _by_officer(self.assignments)

    @cached_property
    def _certificates_of(self) -> Mapping[str, list[Certificate]]:
        return _by_officer(self.certificates)

    @cached_property
    def _pads_of(self) -> Mapping[str, list[Pad]]:
        return _by_officer(self.pads)

    @cached_property
    def _qualifications_of(self) -> Mapping[str, list[Qualification]]:
        return _by_officer(self.qualifications)


def _by_officer(rows: Iterable[R]) -> Mapping[str, list[R]]:
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(row.officer_id, []).append(row)
    return found
