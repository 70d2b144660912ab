"""Forms of performance, publication, closing and archiving."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.workflows.fitting import ARCHIVING
from zhifa.workflows.forms.base import Fen, Form, Identifier, Label, Text
from zhifa.workflows.forms.values import Opinion


class Payment(Form):
    """Payment of the fine and of confiscated gains (处罚法 67)."""

    amount: Annotated[Fen, Field(gt=0)]
    receipt_number: Label
    payer: Label
    instalment: Label | None = None
    """The instalment that it pays in full: 第1期; absent for any other payment."""


def instalment(facts: object) -> str:
    """The key of the instalment that a payment ends; empty where it ends none."""
    assert isinstance(facts, Payment)
    return facts.instalment or ""


class PerformanceConfirmed(Form):
    """Performance of items that are not money: licence handed in, business stopped, warning taken note of."""

    note: Text


class PublicationReview(Form):
    """公示审核 (D59): what is shown, what is masked and why, or why nothing is shown."""

    collector: Identifier
    shown: tuple[Label, ...]
    redactions: tuple[Label, ...]
    withheld_reason: Text | None = None
    """Why the decision is not published at all (处罚法 48, 50)."""

    @model_validator(mode="after")
    def _shown_or_withheld(self) -> PublicationReview:
        if bool(self.shown) == bool(self.withheld_reason):
            raise ValueError("应写明公示内容，或者不予公示的理由，二者择一")
        return self


class Publication(Form):
    """公示 on the agency's portal."""

    channel: Label
    address: Label


class Closing(Form):
    """结案 (D49)."""

    ground: Literal["处罚决定执行完毕", "不予处罚决定已送达", "其他"]
    performance: Text
    officers: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    unit_opinion: Opinion
    head_opinion: Text


class Archiving(Form):
    """归档 (D50): cover, list of contents, remarks."""

    fonds: Label
    archive_number: Label
    retention: Literal["永久", "30年", "10年"]
    pages: Annotated[int, Field(ge=1, le=100_000)]
    archivist: Annotated[Identifier, ARCHIVING]
    checker: Identifier
    remarks: Text
