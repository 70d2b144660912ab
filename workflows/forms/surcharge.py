"""The form of 加处罚款 (处罚法 72(1)(1))."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from zhifa.workflows.forms.base import Day, Fen, Form, Label


class Surcharge(Form):
    """加处罚款决定书 (D42): three per cent a day of the fine that is overdue, never more than the fine."""

    principal: Annotated[Fen, Field(gt=0)]
    """The fine (罚款数额): the cap of all surcharges together."""
    from_on: Day
    until_on: Day
    """The last day counted."""
    excluded_days: Annotated[int, Field(ge=0, le=100_000)] = 0
    """Days of these on which a reconsideration or an action was pending (处罚法 73(3))."""
    amount: Annotated[Fen, Field(gt=0)]
    contact: Label
    contact_phone: Label

    @model_validator(mode="after")
    def _days_run_forward(self) -> Surcharge:
        if self.until_on < self.from_on:
            raise ValueError("截止日期不得早于起算日期")
        return self
