"""The people of a register: officers, what they may do and until when, and those who work beside them (处罚法 42, 58; 强制法 17(3))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhifa.engine.period import Period


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
    home: str | None = None
    """The agency that a guest comes from (跨机关法制审核协作); a guest reviews and does nothing else."""
    established: bool = True
    """在编: fills a post of the establishment. Others get no certificate (S1-09)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """执法证件 (处罚法 42): for kinds of act and areas, within its days."""

    officer_id: str
    number: str
    acts: frozenset[str]
    areas: tuple[str, ...]
    valid: Period
    kind: str = ""
    """国家、省级、部委 as it is printed, where the register tells."""
    issuer: str = ""

    def covers(self, *, act: str, area: str, day: date) -> bool:
        """Whether it is of this kind of act, area and day; whether it is in good standing then the register tells."""
        return self.valid.holds(day) and act in self.acts and any(area.startswith(prefix) for prefix in self.areas)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateCheck:
    """证件年审: whether a certificate passed the check of a year; who did not pass may not enforce (S1-08)."""

    number: str
    """Of the certificate."""
    year: int
    passed: bool
    on: date
    valid: Period
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """暂扣证件: days on which a certificate lets nobody enforce (S1-12, S1-30)."""

    number: str
    """Of the certificate."""
    valid: Period
    reason: str = ""
    document: str = ""
    lifted_on: date | None = None
    """From this day the certificate is back."""

    def holds(self, day: date) -> bool:
        """Whether the certificate is withheld on ``day``."""
        return self.valid.holds(day) and (self.lifted_on is None or day < self.lifted_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """培训学时 of one officer in one course of a year."""

    officer_id: str
    year: int
    course: str
    subject: Literal["public_law", "business", "skill"]
    tenths: int
    """Hours (学时) in tenths."""
    passed: bool
    valid: Period


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
    acts: frozenset[str] = frozenset()
    """Kinds of act that it is for; empty: all."""
    scope: Literal["unit", "agency"] | None = None
    """Whether it reaches beyond cases of its unit. Not stated: as ``agency``, which the check of the register notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """代行职权: one officer takes the steps of another's role for some days (convention)."""

    principal_id: str
    deputy_id: str
    role: str
    reason: str
    valid: Period
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Auxiliary:
    """辅助人员: helps the officers, and neither enforces, signs nor decides (S1-10; 强制法 17(3))."""

    number: str
    name: str
    unit: str
    tasks: tuple[str, ...]
    valid: Period
    contract: str = ""
    assessed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsel:
    """法律顾问、公职律师, who may be heard in a review (S0-40, S2-23)."""

    number: str
    name: str
    kind: Literal["counsel", "public_lawyer"]
    valid: Period
    firm: str = ""
    licence: str = ""


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
