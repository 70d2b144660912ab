"""Forms of assistance asked of another agency (协助; 处罚法 26)."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from zhifa.workflows.forms.base import Day, Form, Label, Text
from zhifa.workflows.forms.values import Evidence


class AssistanceRequest(Form):
    """协助调查函 (D05)."""

    key: Label
    """Its name within the case."""
    agency: Label
    """Who is asked."""
    matter: Text
    due_on: Day
    contact: Label
    contact_phone: Label


class AssistanceReply(Form):
    """What the other agency answered, or that the request was taken back."""

    key: Label
    outcome: Literal["已协助", "不能协助", "撤回请求"]
    document_number: Label | None = None
    """Number of the other agency's letter (结果告知函)."""
    answer: Text
    """The result, or the reason why there is none."""
    evidence: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _an_answer_has_a_letter(self) -> AssistanceReply:
        if (self.outcome == "撤回请求") != (self.document_number is None):
            raise ValueError("对方答复的应填其复函文号；撤回请求的不填")
        if self.evidence and self.outcome != "已协助":
            raise ValueError("未获协助的，不登记证据")
        return self
