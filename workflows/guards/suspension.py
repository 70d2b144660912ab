"""Whether a suspension of the investigation stops the clock of the decision.

处罚法 60 names no time that does not count, so it does only where the rule (规章) by which the term was set leaves it out, or the agency's policy says that one does.
"""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.vocabulary import Condition
from zhifa.workflows.packs.ruling import left_out
from zhifa.workflows.terms import DECISION
from zhifa.workflows.tracks import SUSPENSION

SUSPENSION_EXCLUDED = Condition(
    name="suspension_excluded",
    label="中止期间依规章不计入办案期限",
    holds=lambda ask: left_out(ask, DECISION, "suspension"),
)


def _counts(ask: Ask) -> bool:
    """Asked of the case and not of the policy, which may have changed since: what was begun is ended."""
    return any(track.track == SUSPENSION.name for track in ask.case.open_tracks())


SUSPENSION_COUNTS = Condition(name="suspension_counts", label="办案期限正在停止计算", holds=_counts)
