"""Form of 延长办案期限 (D20-2). 处罚法 60 knows no extension: it rests on a rule (规章) of the agency's field, which the facts cite."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from zhifa.workflows.fitting import HEADS
from zhifa.workflows.forms.base import Form, Identifier, Label, Text
from zhifa.workflows.forms.values import Citation, Opinion


class DecisionExtension(Form):
    """延长: by how many units of the term, why, by which rule, and who approved it."""

    added: Annotated[int, Field(ge=1, le=365)]
    """Units of the term: days, where the rule counts days."""
    ground: Text
    basis: Annotated[tuple[Citation, ...], Field(min_length=1)]
    approval_number: Label | None = None
    """Number of the document by which an authority above the agency approved it, where the rule asks for that."""
    discussants: Annotated[tuple[Identifier, ...], HEADS] = ()
    """Heads who discussed it together, where the rule asks for that."""
    unit_opinion: Opinion
    head_opinion: Text
