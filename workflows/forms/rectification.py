"""The form of 书面补正: slips of the pen in a paper that the party has received."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from zhifa.workflows.fitting import REVIEWING
from zhifa.workflows.forms.base import Form, Label, Text
from zhifa.workflows.forms.values import Opinion


class Slip(Form):
    """One slip: what the paper says, and what it should say."""

    where: Label
    """The place in words, for the reader: 第二页“查明的事实”."""
    wrong: Label
    """As printed, within one line, long enough to stand nowhere else; it is mended wherever it stands."""
    right: Label

    @model_validator(mode="after")
    def _something_is_mended(self) -> Slip:
        if self.wrong == self.right:
            raise ValueError("补正后的文字不得与原文相同")
        if len(self.wrong.splitlines()) > 1 or len(self.right.splitlines()) > 1:
            raise ValueError("原文和补正后的文字都不得跨行")
        return self


class Rectification(Form):
    """文书补正通知书 (D37-2): the paper itself stays as it was served."""

    paper: Label
    """Number of the paper that is mended; of one without a number its id, as ``zhifa case papers`` lists it."""
    slips: Annotated[tuple[Slip, ...], Field(min_length=1, max_length=20)]
    reason: Text
    """How the slips came about."""
    legal_opinion: Annotated[Opinion, REVIEWING]
    """Of a legal reviewer without a part in the case: that these are slips of the pen, which no check of words can tell of the facts."""
    unit_opinion: Opinion
    head_opinion: Text
    contact: Label
    contact_phone: Label
