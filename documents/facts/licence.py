"""Acts of a licence (行政许可) from the application to its decision (D51–D53)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from zhifa.documents.facts.values import Act, Citation, Officer, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceStep(Act):
    """What every paper of a licence says: for what it is wanted. The applicant is the party of the case."""

    matter: str
    """The licensed activity as it is published (许可事项)."""
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFormGiven(LicenceStep):
    """申请书格式文本 handed out, free of charge (D51); 许可法 29(1), 58(2)."""

    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived(LicenceStep):
    """收件 (D51-2)."""

    received_on: date
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAccepted(LicenceStep):
    """受理 (D51-3); 许可法 32(1)(5), 32(2)."""

    received_on: date
    due_on: date
    """By when the agency decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDeemedAccepted(LicenceStep):
    """受理 by law, because nobody told in five working days what was lacking (D51-3); 许可法 32(1)(4)."""

    received_on: date
    """The day of acceptance as well."""
    due_on: date
    """By when the agency decides, counted from the day of receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDeclined(LicenceStep):
    """不予受理: the matter is another agency's (D51-4); 许可法 32(1)(2)."""

    received_on: date
    reason: str
    competent: str
    """Where to apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceNotNeeded(LicenceStep):
    """不受理: no licence is needed (D51-4); 许可法 32(1)(1)."""

    received_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedMaterial:
    """One thing that the application lacks and what is asked of it."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsWanted(LicenceStep):
    """一次告知补正 (D51-5); 许可法 32(1)(4)."""

    received_on: date
    missing: tuple[WantedMaterial, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTold(LicenceStep):
    """所需时间告知 (D52); 许可法 45."""

    procedure: Literal["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"]
    basis: tuple[Citation, ...]
    starts_on: date
    period: str
    """The time it takes, with its unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewExtended(LicenceStep):
    """延长审查期限 (D52-2); 许可法 42(1): up to ten working days, approved by the agency's head."""

    accepted_on: date
    due_on: date
    extended_until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointReviewExtended(ReviewExtended):
    """The same where several handle it together: up to fifteen, approved by the head of the government (许可法 42(2))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceHearingTold(LicenceStep):
    """听证权利告知 (D53); 许可法 47."""

    told_to: tuple[str, ...]
    """Applicant and interested persons."""
    interests: str
    """Which great interests between the applicant and others the licence touches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceHearingSet(LicenceStep):
    """听证通知和公告 (D53-2, D53-3); 许可法 46, 48(1)(1)."""

    told_to: tuple[str, ...]
    ground: str
    basis: tuple[Citation, ...]
    """许可法 46 for a matter that must be heard in public; 47 and 48 where an applicant or interested person asked."""
    hearing_at: datetime
    place: str
    hearing_officer: Officer
    """None of those who examine the application (许可法 48(1)(3))."""
    recorder: Officer
    attend: str
    """How one registers to attend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceHearingHeld(LicenceStep):
    """听证笔录 (D53-4); 许可法 48(1)(4)(5)."""

    started_at: datetime
    ended_at: datetime
    place: str
    hearing_officer: Officer
    recorder: Officer
    attendants: tuple[str, ...]
    examiners_case: str
    """Opinion of those who examine, with evidence and reasons."""
    party_case: str
    examination: str
    signature: Signature
