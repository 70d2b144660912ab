"""The usual way through the summary procedure: what a case waits for in each state, the furthest step first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhifa.engine.vocabulary import State, Transition
from zhifa.workflows import states
from zhifa.workflows.conclusion import ARCHIVE, CLOSE, PUBLISH, REVIEW_PUBLICATION
from zhifa.workflows.summary.decide import ARCHIVE_TURNED, DECIDE_ON_SPOT, DELIVER, HEAR, TELL
from zhifa.workflows.summary.perform import COLLECT_ON_SPOT, FILE_RECORD
from zhifa.workflows.summary.shared import (
    CONFIRM_PERFORMANCE,
    DISPOSE_GOODS,
    PAY,
    RECORD_REFUND,
    WITHDRAW_PUBLICATION,
)
from zhifa.workflows.summary.states import CAUGHT, TOLD, TURNED

_OWED = (
    PAY, CONFIRM_PERFORMANCE, DISPOSE_GOODS, PUBLISH, REVIEW_PUBLICATION, RECORD_REFUND, WITHDRAW_PUBLICATION,
)  # fmt: skip
"""What is still to be done under a decision, each while its track is open."""

USUAL: Final[Mapping[State, tuple[Transition, ...]]] = {
    CAUGHT: (TELL,),
    TOLD: (DECIDE_ON_SPOT, HEAR),
    TURNED: (ARCHIVE_TURNED,),
    states.DECIDED: (DELIVER, FILE_RECORD),
    states.PERFORMING: (CLOSE, COLLECT_ON_SPOT, FILE_RECORD, *_OWED),
    states.CLOSED: (ARCHIVE, *_OWED),
    states.ARCHIVED: _OWED,
}
