"""行政处罚普通程序 (处罚法 第五章第三节), as it is now."""

from __future__ import annotations

from zhifa.engine.growth import grown
from zhifa.workflows.amendments import assignment, importance, powers, recording, weighing
from zhifa.workflows.ordinary.first import FIRST

__all__ = ["FIRST", "ORDINARY"]

ORDINARY = grown(
    FIRST,
    (powers.ORDINARY, weighing.ORDINARY, importance.ORDINARY, assignment.ORDINARY, recording.ORDINARY),
    inputs=importance.inputs,
    usual=assignment.USUAL,
)
"""The second version: what the registers of an agency ask besides, where it keeps them."""
