"""Collective discussion, approval and decision (处罚法 57-60)."""

from __future__ import annotations

from zhifa.engine.vocabulary import DecisionKind, Open, Start, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.conditions import DRAFT_TO_CHANGE
from zhifa.workflows.forms import decide, investigate, review
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.crime import CRIME_SETTLED
from zhifa.workflows.guards.decision import DISCUSSED, ENOUGH_HEADS, KIND_AS_REVIEWED, SIX_ELEMENTS
from zhifa.workflows.guards.hearing import HEARING_SETTLED
from zhifa.workflows.guards.notice import DEFENCE_HEARD, NOTICE_SERVED
from zhifa.workflows.guards.once import NOT_FINED_TWICE
from zhifa.workflows.guards.people import UNIT_OPINION_GIVEN
from zhifa.workflows.guards.recusal import RECUSAL_SETTLED
from zhifa.workflows.guards.remedies import NOT_THE_SAME_AGAIN
from zhifa.workflows.guards.review import REVIEWER_APART
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HEAD, LEADER
from zhifa.workflows.states import APPROVING, DECIDED, DISCUSSING, RECTIFYING, WITHDRAWN_AT_APPROVAL
from zhifa.workflows.tracks import DECISION_SERVICE, PUBLISHING

PENALTY = DecisionKind(name="penalty", label="行政处罚决定")
NO_PENALTY = DecisionKind(name="no_penalty", label="不予行政处罚决定")

DISCUSS = Transition(
    name="discuss",
    label="集体讨论",
    sources=(DISCUSSING,),
    targets=(Target(RECTIFYING, when=DRAFT_TO_CHANGE), Target(APPROVING)),
    roles=(HEAD, LEADER),
    guards=(ENOUGH_HEADS, TIMES_FIT),
    papers=("D31",),
    final="集体讨论记录由参加人作出，应重新讨论",
    facts=review.Discussion,
)
DECIDE_PENALTY = Transition(
    name="decide_penalty",
    label="作出行政处罚决定",
    sources=(APPROVING,),
    targets=(Target(DECIDED),),
    roles=(HEAD,),
    guards=(
        KIND_AS_REVIEWED,
        NOTICE_SERVED,
        DEFENCE_HEARD,
        HEARING_SETTLED,
        RECUSAL_SETTLED,
        CRIME_SETTLED,
        DISCUSSED,
        SIX_ELEMENTS,
        NOT_THE_SAME_AGAIN,
        NOT_FINED_TWICE,
        REVIEWER_APART,
        UNIT_OPINION_GIVEN,
    ),
    papers=("D32", "D33"),
    starts=(
        Start(term=terms.SERVICE),
        Start(term=terms.PUBLICATION, length=lambda policy: policy.publication_days),
    ),
    ends=terms.UNTIL_DECISION,
    opens=(Open(track=DECISION_SERVICE), Open(track=PUBLISHING)),
    decides=PENALTY,
    prompt=True,
    facts=decide.Decision,
)
DECIDE_NO_PENALTY = Transition(
    name="decide_no_penalty",
    label="作出不予行政处罚决定",
    sources=(APPROVING,),
    targets=(Target(DECIDED),),
    roles=(HEAD,),
    guards=(
        KIND_AS_REVIEWED,
        RECUSAL_SETTLED,
        CRIME_SETTLED,
        DISCUSSED,
        SIX_ELEMENTS,
        NOT_THE_SAME_AGAIN,
        REVIEWER_APART,
        UNIT_OPINION_GIVEN,
    ),
    papers=("D32", "D35"),
    starts=(
        Start(term=terms.SERVICE),
        Start(term=terms.PUBLICATION, length=lambda policy: policy.other_publication_days),
    ),
    ends=terms.UNTIL_DECISION,
    opens=(Open(track=DECISION_SERVICE), Open(track=PUBLISHING)),
    decides=NO_PENALTY,
    prompt=True,
    facts=decide.NoPenalty,
)
SEND_BACK = Transition(
    name="send_back",
    label="退回补正",
    sources=(APPROVING,),
    targets=(Target(RECTIFYING),),
    roles=(HEAD,),
    no_paper="退回意见由负责人在案卷中批注，补正后重新送审",
    facts=decide.SendingBack,
)
WITHDRAW_AT_APPROVAL = Transition(
    name="withdraw_at_approval",
    label="审批撤案",
    sources=(APPROVING,),
    targets=(Target(WITHDRAWN_AT_APPROVAL),),
    roles=(HEAD,),
    guards=(UNIT_OPINION_GIVEN, ALL_TRACKS_ENDED),
    papers=("D36",),
    ends=terms.UNTIL_DECISION,
    facts=investigate.CaseWithdrawal,
)
