"""Acts of administrative inspection (行政检查): approval, notice, result told (D06, D06-2, D06-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from zhifa.documents.facts.values import Act, Citation, Officer, Opinion

InspectionKind: TypeAlias = Literal["日常检查", "个案检查", "专项检查"]
"""Kinds of inspection (国办发〔2024〕54号)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedInspection(Act):
    """What the approval and the notice of an inspection both say."""

    matter: str
    """The published item that is inspected."""
    kind: InspectionKind
    basis: tuple[Citation, ...]
    manner: str
    starts_on: date
    until_on: date
    place: str
    officers: tuple[Officer, ...]
    assistants: int = 0
    """Persons who assist; their number is fixed beforehand."""
    turn: int
    """Which inspection of this party in the year, counted from 1."""
    ceiling: int | None = None
    """How many a year the agency has published as the most; None: it has published none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionApproval(PlannedInspection):
    """行政检查审批表 (D06)."""

    origin: str
    """任务来源."""
    urgent_reason: str | None = None
    """Why the approval follows the inspection."""
    proposal: str
    unit_opinion: Opinion
    head_opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionNotice(PlannedInspection):
    """行政检查通知书 (D06-2)."""

    bring: tuple[str, ...] = ()
    discipline: tuple[str, ...]
    """The discipline of inspectors as the agency has published it; no template words it."""
    hotline: str
    """监督电话."""
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionOutcome(Act):
    """行政检查结果告知书 (D06-3)."""

    matter: str
    notice_number: str
    """Number of the notice the inspection was announced with."""
    inspected_on: date
    findings: str
    conclusion: str
    """未发现问题, 责令改正, 转立案 or 移送."""
    handling: str
    contact: str
    contact_phone: str
