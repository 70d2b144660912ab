"""One step of a replay, before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zhifa.replay.inputs import Assumed
from zhifa.replay.scene import Telling
from zhifa.replay.stated_days import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step to be taken."""

    do: str
    """Name of the transition."""
    by: str
    """Name of the person who takes it."""
    tells: Telling
    dated: Dated | None = None
    not_before: date | None = None
    """For a step without a date: a day stated elsewhere that it cannot precede."""
    instead: Mapping[str, tuple[str, Assumed]] = field(default_factory=dict)
    """For a refusal of a stated fact: by its code, the field and the value with which the replay goes on."""
