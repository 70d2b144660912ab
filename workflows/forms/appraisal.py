"""Forms of 检测, 检验, 检疫 and 技术鉴定 (D13): entrusted, its period told, its result told."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.workflows.forms.base import Day, Form, Label, Text
from zhifa.workflows.forms.values import Citation, Evidence, PreservedItem


class AppraisalEntrusted(Form):
    """委托书 (D13) to an institution that is fit for it."""

    key: Label
    """Its name within the case."""
    kind: Literal["检测", "检验", "检疫", "技术鉴定"]
    institution: Label
    qualification: Label
    """Certificate or recognition that makes the institution fit, with its number."""
    matter: Text
    requirement: Text
    samples: Annotated[tuple[PreservedItem, ...], Field(min_length=1)]
    """What is handed over, and in what condition."""
    due_on: Day


class AppraisalPeriod(Form):
    """期间告知书 (D13-2): from when to when the appraisal lasts, told to the party in writing."""

    key: Label
    starts_on: Day
    due_on: Day
    basis: Annotated[tuple[Citation, ...], Field(min_length=1)]
    """The rule (规章) on which the period does or does not count; 处罚法 60 knows none."""


class AppraisalReport(Form):
    """The result (D13-3), or that there will be none."""

    key: Label
    outcome: Literal["出具意见", "未能出具意见"]
    conclusion: Text
    objection: Text
    """The party's right to object or to have it done again, and within which time; the law of each field sets it."""
    evidence: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _opinion_is_evidence(self) -> AppraisalReport:
        brought = any(item.kind == "鉴定意见" for item in self.evidence)
        if brought != (self.outcome == "出具意见"):
            raise ValueError("出具意见的，应将其登记为“鉴定意见”证据；未能出具意见的，不得登记")
        return self
