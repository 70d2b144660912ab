"""Acts of recusal (D58)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhifa.documents.facts.values import Act, Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalRequest(Act):
    """回避申请."""

    officer: Officer
    requested_by: Literal["self", "party"]
    ground: str
    reason: str
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalDecision(Act):
    """回避决定."""

    officer: Officer
    granted: bool
    reason: str
