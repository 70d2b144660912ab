"""Forms of 中止, 恢复 and 终止 of an investigation (D20).

处罚法 knows none of the three: each rests on a rule (规章) of the agency's field, which the facts cite.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from zhifa.workflows.forms.base import Form, Text
from zhifa.workflows.forms.values import Citation, Opinion


class Suspension(Form):
    """中止调查: the ground, and the rule that knows it."""

    ground: Text
    basis: Annotated[tuple[Citation, ...], Field(min_length=1)]
    unit_opinion: Opinion
    head_opinion: Text


class Resumption(Form):
    """恢复调查, once the ground is gone."""

    reason: Text
    unit_opinion: Opinion
    head_opinion: Text


class Termination(Form):
    """终止调查: the case ends without a decision, approved by the head."""

    ground: Text
    basis: Annotated[tuple[Citation, ...], Field(min_length=1)]
    items_disposal: Text
    unit_opinion: Opinion
    head_opinion: Text
