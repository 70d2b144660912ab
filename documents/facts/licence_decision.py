"""Acts that decide on a licence, or change what was decided (D54, D55)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhifa.documents.facts.licence import LicenceStep
from zhifa.documents.facts.values import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceGranted(LicenceStep):
    """准予许可 (D54, D54-3); 许可法 38(1), 39."""

    accepted_on: date
    basis: tuple[Citation, ...]
    content: str
    period: str
    """How long it holds, in words."""
    conditions: str
    licence_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceRefused(LicenceStep):
    """不予许可 (D54-2); 许可法 38(2)."""

    accepted_on: date
    basis: tuple[Citation, ...]
    reasons: str
    standards: tuple[str, ...] = ()
    """技术标准、技术规范 on which a refusal after inspection, test or quarantine rests (许可法 55(3))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLicence(LicenceStep):
    """What every act on a licence already granted says of it."""

    licence_number: str
    granted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceChanged(StandingLicence):
    """变更 at the holder's application (D55); 许可法 49."""

    applied_on: date
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRefused(StandingLicence):
    """不予变更 (D55-6); 许可法 49, 38(2)."""

    applied_on: date
    wanted: str
    basis: tuple[Citation, ...]
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceAltered(StandingLicence):
    """变更 by the agency in the public interest (D55-7); 许可法 8(2)."""

    found: str
    reasons: str
    before: str
    after: str
    compensation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceRenewed(StandingLicence):
    """准予延续 (D55-2); 许可法 50."""

    applied_on: date
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalRefused(StandingLicence):
    """不予延续 (D55-2); 许可法 50, 38(2)."""

    applied_on: date
    basis: tuple[Citation, ...]
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceRevoked(StandingLicence):
    """撤销 for a fault in granting it (D55-3); 许可法 69(1), 69(4)."""

    found: str
    clause: Literal["一", "二", "三", "四", "五"]
    """Item of 许可法 69(1)."""
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceRevokedForFraud(StandingLicence):
    """撤销 because it was obtained by fraud, bribery or the like (D55-3); 许可法 69(2), 69(4)."""

    found: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceWithdrawn(StandingLicence):
    """撤回 in the public interest (D55-4); 许可法 8(2)."""

    found: str
    reasons: str
    compensation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceCancelled(StandingLicence):
    """注销 (D55-5); 许可法 70."""

    clause: Literal["一", "二", "三", "四", "五", "六"]
    """Item of 许可法 70."""
    reasons: str
