"""What later versions of the penalty procedures ask besides: that matter and power were told to the public beforehand, and that the power is
still there when it is decided (处罚法 20(2), 38(1))."""

from __future__ import annotations

from typing import Final

from zhifa.engine.growth import Amendment
from zhifa.workflows.guards.powers import MATTER_LISTED, POWER_PUBLIC
from zhifa.workflows.guards.start import POWER

ORDINARY: Final = Amendment(guards={"file": (MATTER_LISTED, POWER_PUBLIC), "decide_penalty": (POWER, POWER_PUBLIC)})
SUMMARY: Final = Amendment(guards={"catch": (MATTER_LISTED, POWER_PUBLIC), "decide_on_spot": (POWER, POWER_PUBLIC)})
