"""Forms of the demand and of enforcement by the court (强制法 35, 53-55; 处罚法 72)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhifa.workflows.forms.base import MEANS, Day, Fen, Form, Label, Text
from zhifa.workflows.forms.values import Opinion


class Demand(Form):
    """催告书 (D41) with the four contents of 强制法 35; that the party may state and defend, the paper says of itself."""

    obligations: Text
    """What is still to be performed."""
    due_on: Day
    manner: Text
    """How to perform; of money, how to pay."""
    amount: Fen = 0
    """Fen still to be paid, surcharges imposed included; 0 where no money is owed."""
    surcharge: Fen = 0
    """What of it was imposed as 加处罚款."""
    contact: Label
    contact_phone: Label


class CourtApplication(Form):
    """强制执行申请书 (D44; 强制法 55), signed by the head who takes the step."""

    court: Label
    requests: Text
    facts: Text
    """Facts, reasons and basis of the decision."""
    party_view: Text
    """What the party said, and how it was demanded."""
    subject: Annotated[Text, MEANS]
    """Circumstances of what is to be enforced (标的情况)."""
    attachments: Annotated[tuple[Label, ...], Field(min_length=1)]
    late_reason: Text | None = None
    """The good reason for applying after the three months; the court judges it (行诉解释 156)."""
    unit_opinion: Opinion


class CourtResult(Form):
    """What the court did with the application."""

    result: Literal["准予执行", "执行完毕", "不予受理", "不准予执行", "终结执行"]
    document: Label
    note: Text
