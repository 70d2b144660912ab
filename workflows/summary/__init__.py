"""行政处罚简易程序 (处罚法 第五章第二节), as it is now."""

from __future__ import annotations

from zhifa.engine.growth import grown
from zhifa.workflows.amendments import powers, recording, weighing
from zhifa.workflows.summary.first import FIRST
from zhifa.workflows.summary.states import STATES

__all__ = ["FIRST", "SUMMARY"]

SUMMARY = grown(
    FIRST,
    (powers.SUMMARY, weighing.SUMMARY, recording.on_the_spot(tuple(state for state in STATES if not state.ended))),
)
"""The second version: what the registers of an agency ask besides, where it keeps them."""
