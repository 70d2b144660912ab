"""The agency of a register: its choices, its seals, and by what it may enforce a matter (处罚法 17-24)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from zhifa.engine.ladder import DEFAULT, Ladder
from zhifa.engine.period import Period

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
    register_update_days: int = 20
    """Working days within which the registers follow what they tell of (rule of one agency, 郑公积金〔2019〕29号, as default)."""
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
    yearly_check_by: str = "04-30"
    """Month and day by which certificates have passed the check of a year; until then that of the year before does (default, unverified)."""
    training_hours: int = 40
    """Hours (学时) of training that an officer has in a year; another government asks for 60 (S1-11, S4-01)."""
    templates: str = ""
    """Name of the pack of templates that papers are worded by; where none is stated, that of the field of ``pack``, if there is one."""
    review_assignment: Literal["open", "assigned"] = "open"
    """Whether any reviewer takes up a case that comes in for review, or the one to whom it is assigned (agency's own rule)."""
    review_endorsed: bool = False
    """Whether the head of the review body endorses an opinion before a decision rests on it (agency's own rule)."""
    listed_matters_only: bool = False
    """Whether no case is opened in a matter that is not on the published list (执法事项清单); no statute makes the list a condition (agency's own
    rule)."""
    register_two_persons: bool = True
    """Whether nobody changes what the register says of himself or herself (convention)."""
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
    kind: str = "organ"
    """行政机关, 授权组织 (authorised), 受委托组织 (delegated) or 赋权乡镇 (town)."""

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
    direction: Literal["in", "out"] = "in"
    """To the agency, or by it to another."""
    delegate: str | None = None
    """Who acts in the delegator's name; not stated: the agency itself."""
    areas: tuple[str, ...] = ()
    """Prefixes of place names; empty: wherever the delegator may act."""
    announced_on: date | None = None
    """The day on which the written delegation was published (处罚法 20(2)), where the register tells it."""
    filed_on: date | None = None
    """The day on which the delegator filed it (备案), where the register tells it."""

    def covers(self, matter: str, *, area: str | None, day: date) -> bool:
        """Whether it is to the agency and of ``matter`` on ``day``, there where an area is asked for."""
        held = self.direction == "in" and matter in self.matters and self.valid.holds(day)
        return held and (area is None or not self.areas or any(area.startswith(prefix) for prefix in self.areas))

    def published(self, day: date) -> bool:
        """Whether it was published by ``day``; of a register that does not tell the day it is taken as published."""
        return self.announced_on is None or self.announced_on <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Empowerment:
    """赋权: a matter that the province's decision gives to a town (处罚法 24), for as long as it holds."""

    matter: str
    town: str
    document_number: str
    """Of the decision of the province."""
    valid: Period
    guided_by: str = ""
    """Who guides the town: who empowers guides (谁赋权谁指导)."""
    announced_on: date | None = None
    """The day on which the decision was published (处罚法 24(1)), where the register tells it."""

    def covers(self, matter: str, *, town: str, day: date) -> bool:
        """Whether it gives ``matter`` to ``town`` on ``day``."""
        return (self.matter, self.town) == (matter, town) and self.valid.holds(day)

    def published(self, day: date) -> bool:
        """Whether it was published by ``day``; of a register that does not tell the day it is taken as published."""
        return self.announced_on is None or self.announced_on <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """执法主体 as the government confirmed and published it (处罚法 17-21; S1-07)."""

    name: str
    kind: str
    basis: str
    valid: Period
    confirmed_by: str = ""
    confirmed_on: date | None = None
    announced_on: date | None = None
    three_fix: str = ""
    """三定: the document that sets its duties, bodies and posts."""
