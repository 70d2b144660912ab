"""What a request may be used for (令牌权限)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Grant(StrEnum):
    """What a request may be used for; what its officer may do in a case, the register says besides."""

    READ = "cases:read"
    ACT = "cases:act"
    EVIDENCE = "evidence:write"
    REGISTERS = "registers:read"
    EVENTS = "events:manage"
    AGENDA = "agenda:read"

    @property
    def label(self) -> str:
        """The name in Chinese."""
        return _LABELS[self]


_LABELS: Final = MappingProxyType(
    {
        Grant.READ: "查阅案件",
        Grant.ACT: "办理案件",
        Grant.EVIDENCE: "提交证据",
        Grant.REGISTERS: "查阅名录",
        Grant.EVENTS: "管理事件推送",
        Grant.AGENDA: "订阅期限日历",
    }
)

OWN_ONLY: Final = frozenset({Grant.ACT, Grant.EVIDENCE})
"""What nobody but the officer gives to a token: with these it does in the officer's name what the officer answers for."""


def grants_text(grants: Iterable[Grant]) -> str:
    """As they are stored: in the order of their declaration, a space between two."""
    asked = frozenset(grants)
    return " ".join(one for one in Grant if one in asked)


def grants_of(text: str) -> frozenset[Grant]:
    """The grants in a stored text; what this version does not know is none."""
    known = frozenset(Grant)
    return frozenset(Grant(one) for one in text.split() if one in known)
