"""The usual way through the ordinary procedure: what a case waits for in each state, the furthest step first.

What is left out is done on occasion (回避, 中止, 移送, 音像记录): lists and pages offer it, but no case waits for it. Where an open track waits for the
step that closes it (先行登记保存, 回避的决定), that is found by the track.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhifa.engine.vocabulary import State, Transition
from zhifa.workflows import states
from zhifa.workflows.conclusion import ARCHIVE, ARCHIVE_ENDED, CLOSE, PUBLISH, REVIEW_PUBLICATION
from zhifa.workflows.execution.goods import DISPOSE_GOODS
from zhifa.workflows.execution.perform import CONFIRM_PERFORMANCE, PAY
from zhifa.workflows.execution.remedies import RECORD_REFUND, WITHDRAW_PUBLICATION
from zhifa.workflows.ordinary.crime import DECIDE_CRIME_TRANSFER, END_REFERRAL, RECORD_POLICE_REPLY, RETURN_FROM_JUSTICE
from zhifa.workflows.ordinary.decide import DECIDE_NO_PENALTY, DECIDE_PENALTY, DISCUSS
from zhifa.workflows.ordinary.investigate import ASSIGN, CONCLUDE, EXTRACT, INSPECT, INTERVIEW, RECHECK, REVISE
from zhifa.workflows.ordinary.notice import (
    HEAR_STATEMENT,
    HOLD_HEARING,
    NOTIFY,
    REPORT_HEARING,
    REVIEW_STATEMENT,
    SCHEDULE_HEARING,
    SERVE_NOTICE,
)
from zhifa.workflows.ordinary.review import AGREE, FIND_PROBLEMS, PROCEED, SETTLE_DISPUTE, SUBMIT_REVIEW
from zhifa.workflows.ordinary.serve import DISPATCH, SERVE_DECISION
from zhifa.workflows.ordinary.start import FILE, VERIFY
from zhifa.workflows.ordinary.suspension import RESUME

_OWED = (
    PAY, CONFIRM_PERFORMANCE, DISPOSE_GOODS, PUBLISH, REVIEW_PUBLICATION, RECORD_REFUND, WITHDRAW_PUBLICATION,
)  # fmt: skip
"""What is still to be done under a decision, each while its track is open."""

USUAL: Final[Mapping[State, tuple[Transition, ...]]] = {
    states.REPORTED: (VERIFY,),
    states.VERIFYING: (FILE, INSPECT, INTERVIEW, EXTRACT, RECHECK),
    states.FILED: (ASSIGN,),
    states.INVESTIGATING: (CONCLUDE, INSPECT, INTERVIEW, EXTRACT, RECHECK, DECIDE_CRIME_TRANSFER),
    states.SUSPENDED: (RESUME, RECHECK),
    states.CONCLUDED: (NOTIFY, SUBMIT_REVIEW, DECIDE_CRIME_TRANSFER),
    states.NOTIFYING: (SERVE_NOTICE, DECIDE_CRIME_TRANSFER),
    states.DEFENCE: (SUBMIT_REVIEW, PROCEED, REVIEW_STATEMENT, HEAR_STATEMENT, RECHECK, DECIDE_CRIME_TRANSFER),
    states.HEARING: (REPORT_HEARING, HOLD_HEARING, SCHEDULE_HEARING, DECIDE_CRIME_TRANSFER),
    states.REFERRED: (RETURN_FROM_JUSTICE, END_REFERRAL, RECORD_POLICE_REPLY),
    states.REVIEWING: (AGREE, FIND_PROBLEMS),
    states.RECTIFYING: (SUBMIT_REVIEW, REVISE, INSPECT, INTERVIEW, EXTRACT, DECIDE_CRIME_TRANSFER),
    states.DISPUTED: (SETTLE_DISPUTE, DECIDE_CRIME_TRANSFER),
    states.DISCUSSING: (DISCUSS,),
    states.APPROVING: (DECIDE_PENALTY, DECIDE_NO_PENALTY),
    states.DECIDED: (DISPATCH,),
    states.SERVING: (SERVE_DECISION,),
    states.PERFORMING: (CLOSE, *_OWED),
    states.CLOSED: (ARCHIVE, *_OWED),
    states.ARCHIVED: _OWED,
    **dict.fromkeys(states.ENDED_UNCLOSED, (ARCHIVE_ENDED,)),
}
