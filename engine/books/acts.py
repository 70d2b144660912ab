"""The kinds of enforcement act that certificates, matters and rules name, with their labels."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "penalty": "行政处罚",
        "licence": "行政许可",
        "coercion": "行政强制",
        "inspection": "行政检查",
        "expropriation": "行政征收",
        "requisition": "行政征用",
        "fee": "行政收费",
    }
)
"""By the name that a procedure's ``act`` bears."""

_OTHER: Final = {"upkeep": "名录调整"}


def act_label(act: str) -> str:
    """The kind of act in Chinese, and what is no enforcement; one that is not known here goes by the name that its procedure gives it."""
    return ACTS.get(act) or _OTHER.get(act, act)
