"""Acts of an appraisal: entrusted, its period told, its result told (D13, D13-2, D13-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.facts.values import Act, Citation, Evidence, PreservedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalEntrusted(Act):
    """委托检测、检验、检疫、鉴定."""

    key: str
    kind: str
    institution: str
    qualification: str
    matter: str
    requirement: str
    samples: tuple[PreservedItem, ...]
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalPeriod(Act):
    """期间告知."""

    key: str
    starts_on: date
    due_on: date
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalReport(Act):
    """结果告知."""

    key: str
    outcome: str
    conclusion: str
    objection: str
    evidence: tuple[Evidence, ...] = ()
