"""What later versions of the penalty procedures ask besides: that matter and power were told to the public beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from zhifa.engine.vocabulary import Guard
from zhifa.workflows.guards.powers import MATTER_LISTED, POWER_PUBLIC

ADDED: Final[Mapping[str, tuple[Guard, ...]]] = MappingProxyType(
    {"file": (MATTER_LISTED, POWER_PUBLIC), "decide_penalty": (POWER_PUBLIC,)}
)
"""Guards that come to steps of the ordinary procedure, by the step."""
ADDED_ON_THE_SPOT: Final[Mapping[str, tuple[Guard, ...]]] = MappingProxyType(
    {"catch": (MATTER_LISTED, POWER_PUBLIC), "decide_on_spot": (POWER_PUBLIC,)}
)
"""The same of the summary procedure."""
