"""Forms of disputes about jurisdiction, and of handing a case down (处罚法 25)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.workflows.forms.base import Day, Form, Label, Text
from zhifa.workflows.forms.values import Citation, Opinion


class JurisdictionDispute(Form):
    """管辖争议 with another agency: negotiated first, then brought to the common superior (处罚法 25(2))."""

    other_agency: Label
    ground: Text
    negotiation: Text
    """How far negotiation came."""
    superior: Label
    """The common superior (共同的上一级行政机关), which designates where negotiation fails."""


class JurisdictionSettled(Form):
    """How the dispute ended: by agreement, or by designation of the superior, whose paper comes in."""

    outcome: Literal["ours", "theirs"]
    how: Literal["协商", "指定"]
    agency: Label
    """Who has jurisdiction now."""
    decided_by: Label
    """The superior that designated, or the agencies that agreed."""
    document_number: Label | None = None
    """Number of the superior's 指定管辖通知书; required where it designated."""
    received_on: Day

    @model_validator(mode="after")
    def _designation_has_its_paper(self) -> JurisdictionSettled:
        if self.how == "指定" and self.document_number is None:
            raise ValueError("指定管辖的应填写指定管辖通知书文号（document_number）")
        return self


class HandingDown(Form):
    """指定管辖 or 交办 by us as the superior (D04): the case goes to another agency."""

    kind: Literal["指定管辖", "交办"]
    receiving_agency: Label
    reason: Text
    basis: Annotated[tuple[Citation, ...], Field(min_length=1)]
    due_on: Day
    """By when the materials are handed over."""
    materials: Annotated[tuple[Label, ...], Field(min_length=1)]
    unit_opinion: Opinion
    head_opinion: Text
