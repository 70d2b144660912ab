"""The form by which the handling unit says what makes a decision major (处罚法 58(1); 国办发〔2018〕118号)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from zhifa.workflows.forms.base import Form, Text


class Judged(Form):
    """A question that people answer, and why they answer it so."""

    holds: bool
    reason: Text


class Importance(Form):
    """重大执法决定判定: what no register and no draft tells. Sums, kinds, hearing and complexity are read out of the case, never entered here."""

    public_interest: Judged
    """涉及重大公共利益."""
    social_risk: Judged
    """可能造成重大社会影响或者引发社会风险."""
    vital_interests: Judged
    """直接关系当事人或者第三人重大权益."""
    legal_relations: Annotated[int, Field(ge=1, le=99)]
    """How many legal relations the case is about."""
    relations: Text
    """Which they are."""
