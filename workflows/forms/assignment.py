"""Forms of the review body: who reviews, what counsel says, and that the head of the body stands by the opinion."""

from __future__ import annotations

from typing import Annotated

from zhifa.workflows.fitting import REVIEWING
from zhifa.workflows.forms.base import Form, Identifier, Label, Text


class ReviewerAssigned(Form):
    """指派审核人."""

    reviewer: Annotated[Identifier, REVIEWING]
    note: Text | None = None


class CounselOpinion(Form):
    """法律顾问、公职律师的意见: it helps the reviewer and takes the place of no opinion (S0-40)."""

    counsel: Label
    """Number of the counsel, as the agency's register has it."""
    opinion: Text


class Endorsement(Form):
    """审核机构负责人签署: the review body answers for the opinion (S0-37, S2-29)."""

    text: Text
