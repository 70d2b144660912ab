"""Recusal (处罚法 43; of who leads a hearing, 64(4)): the investigation goes on until it is decided, the decision waits for it."""

from __future__ import annotations

from pydantic import BaseModel

from zhifa.engine.vocabulary import Close, Open, Transition
from zhifa.workflows.forms import recusal
from zhifa.workflows.guards.recusal import DECIDED_BY_ANOTHER, REQUESTED_BY_HIMSELF
from zhifa.workflows.roles import HANDLER, HEAD, HEARING_OFFICER, LEADER, REVIEWER, UNIT_HEAD
from zhifa.workflows.states import (
    APPROVING,
    CONCLUDED,
    DEFENCE,
    DISCUSSING,
    DISPUTED,
    FILED,
    HEARING,
    INVESTIGATING,
    NOTIFYING,
    RECTIFYING,
    REFERRED,
    REVIEWING,
    SUSPENDED,
    VERIFYING,
)
from zhifa.workflows.tracks import RECUSAL

UNDECIDED = (
    VERIFYING, FILED, INVESTIGATING, SUSPENDED, CONCLUDED, NOTIFYING, DEFENCE, HEARING,
    REVIEWING, RECTIFYING, DISPUTED, DISCUSSING, APPROVING,
)  # fmt: skip
"""From the first verification to the decision."""


def _officer(facts: BaseModel) -> str:
    assert isinstance(facts, recusal.RecusalRequest | recusal.RecusalDecision)
    return facts.officer


REQUEST_RECUSAL = Transition(
    name="request_recusal",
    label="登记回避申请",
    sources=UNDECIDED,
    roles=(HANDLER, UNIT_HEAD),
    guards=(REQUESTED_BY_HIMSELF,),
    papers=("D58",),
    opens=(Open(track=RECUSAL, key=_officer),),
    final="回避申请以决定了结，有误的应另行登记",
    facts=recusal.RecusalRequest,
)
REPORT_RECUSAL = Transition(
    name="report_recusal",
    label="登记回避申请（审核、听证）",
    sources=UNDECIDED,
    roles=(REVIEWER, HEARING_OFFICER),
    guards=(REQUESTED_BY_HIMSELF,),
    papers=("D58",),
    opens=(Open(track=RECUSAL, key=_officer),),
    final="回避申请以决定了结，有误的应另行登记",
    facts=recusal.RecusalRequest,
)
"""A step apart from the handlers', because whoever takes one of theirs may not review the case (invariant 3)."""

DECIDE_RECUSAL = Transition(
    name="decide_recusal",
    label="决定是否回避",
    sources=(*UNDECIDED, REFERRED),
    roles=(HEAD, LEADER),
    guards=(DECIDED_BY_ANOTHER,),
    papers=("D58",),
    closes=(Close(track=RECUSAL, key=_officer),),
    final="回避决定已经作出",
    facts=recusal.RecusalDecision,
)
