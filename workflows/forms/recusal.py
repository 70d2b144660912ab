"""Forms of recusal (回避; 处罚法 43, 64(4)) (D58)."""

from __future__ import annotations

from typing import Literal

from zhifa.workflows.forms.base import Form, Identifier, Label, Text


class RecusalRequest(Form):
    """An officer reports his own interest, or the party asks that he withdraw."""

    officer: Identifier
    """Whose recusal is asked for."""
    requested_by: Literal["self", "party"]
    ground: Literal["与案件有直接利害关系", "有其他关系可能影响公正执法"]
    """The two grounds of 处罚法 43(1)."""
    reason: Text
    materials: tuple[Label, ...] = ()
    """What the request rests on; it is no evidence of the violation."""


class RecusalDecision(Form):
    """回避决定, by a head of the agency (处罚法 43(3))."""

    officer: Identifier
    granted: bool
    reason: Text
