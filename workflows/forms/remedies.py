"""Forms of reconsideration and litigation against the decision, and of what follows from them (处罚法 48, 73; 复议法; 行诉法)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.workflows.forms.base import Day, Fen, Form, Label, Text
from zhifa.workflows.forms.values import Opinion, PenaltyItem

Effect = Literal["维持", "驳回", "变更", "撤销", "责令重作", "确认违法", "确认无效", "撤回申请"]
"""What becomes of the decision. 责令重作 annuls it and orders a new one; what is annulled in part is entered as 变更."""


class RemedyLodged(Form):
    """The party applied for reconsideration, brought an action, or appealed."""

    key: Label
    """Its name within the case: 复议1, 诉讼1."""
    kind: Literal["行政复议", "行政诉讼", "上诉"]
    body: Label
    """The reconsideration body or the court."""
    number: Label
    """Number of the body's own case."""
    lodged_on: Day


class RemedyOutcome(Form):
    """What the body decided, once its document has taken effect."""

    key: Label
    effect: Effect
    document: Label
    """Title and number of the document."""
    effective_on: Day
    content: Text
    """What it orders, in its own words as far as the file needs them."""
    procedural: bool = False
    """Annulled because the legal procedure was violated: only then may the same decision be made on the same facts and reasons."""
    items: tuple[PenaltyItem, ...] = ()
    """The operative part as changed."""

    @model_validator(mode="after")
    def _changed_to_something(self) -> RemedyOutcome:
        if bool(self.items) != (self.effect == "变更"):
            raise ValueError("结果为变更的，应写明变更后的处罚项目；其他结果不写")
        if self.procedural and self.effect != "责令重作":
            raise ValueError("以违反法定程序为由，只用于责令重作")
        return self


class PublicationWithdrawn(Form):
    """撤回公示: the decision is taken off, and the reason shown in its place (处罚法 48(2))."""

    channel: Label
    reason: Text


class Refund(Form):
    """Money paid under a decision that was annulled or changed goes back to the party."""

    amount: Annotated[Fen, Field(gt=0)]
    receipt_number: Label
    payee: Label


class Redo(Form):
    """重新作出决定 as ordered: the case is investigated anew."""

    reason: Text
    unit_opinion: Opinion
    head_opinion: Text


def effective_on(facts: object) -> date:
    """Day from which a term that an outcome starts runs."""
    assert isinstance(facts, RemedyOutcome)
    return facts.effective_on


def key_of(facts: object) -> str:
    """The name of the remedy that the facts are about."""
    assert isinstance(facts, RemedyLodged | RemedyOutcome)
    return facts.key
