"""Legal review and the settling of disputes about it (处罚法 58)."""

from __future__ import annotations

from zhifa.engine.vocabulary import End, Outcome, Start, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.conditions import DISCUSSION_DUE, NOTICE_DUE
from zhifa.workflows.forms import decide, review
from zhifa.workflows.guards.appraisal import INQUIRIES_ENDED
from zhifa.workflows.guards.crime import CRIME_SETTLED, TRANSFER_ANSWERED
from zhifa.workflows.guards.decision import ENOUGH_HEADS
from zhifa.workflows.guards.hearing import HEARING_SETTLED
from zhifa.workflows.guards.notice import DEFENCE_HEARD, DRAFT_EXISTS, NOTICE_COVERS_DRAFT, NOTICE_SERVED
from zhifa.workflows.guards.people import UNIT_OPINION_GIVEN
from zhifa.workflows.guards.review import (
    DATES_FIT,
    DRAFT_MENDED,
    FIRST_REVIEW_STANDS,
    REVIEW_IN_ORDER,
    REVIEWER_INDEPENDENT,
    REVIEWER_QUALIFIED,
)
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HEAD, LEADER, REVIEWER, UNIT_HEAD
from zhifa.workflows.states import APPROVING, CONCLUDED, DEFENCE, DISCUSSING, DISPUTED, RECTIFYING, REVIEWING

SUBMIT_REVIEW = Transition(
    name="submit_review",
    label="送法制审核",
    sources=(CONCLUDED, DEFENCE, RECTIFYING),
    targets=(Target(REVIEWING),),
    roles=(UNIT_HEAD,),
    guards=(
        DRAFT_EXISTS,
        INQUIRIES_ENDED,
        REVIEW_IN_ORDER,
        DRAFT_MENDED,
        TRANSFER_ANSWERED,
        CRIME_SETTLED,
        NOTICE_COVERS_DRAFT,
        DEFENCE_HEARD,
        HEARING_SETTLED,
    ),
    papers=("D22",),
    starts=(Start(term=terms.LEGAL_REVIEW, length=lambda policy: policy.review_days),),
    facts=review.Submission,
)
AGREE = Transition(
    name="agree",
    label="法制审核同意",
    sources=(REVIEWING,),
    targets=(
        Target(CONCLUDED, when=NOTICE_DUE),
        Target(DISCUSSING, when=DISCUSSION_DUE),
        Target(APPROVING),
    ),
    roles=(REVIEWER,),
    guards=(REVIEWER_INDEPENDENT, REVIEWER_QUALIFIED, DATES_FIT),
    papers=("D23",),
    ends=(End(term=terms.LEGAL_REVIEW),),
    opinion=Outcome.AGREED,
    final="审核意见由审核人作出，应重新送审",
    facts=review.Agreement,
)
FIND_PROBLEMS = Transition(
    name="find_problems",
    label="法制审核认为存在问题",
    sources=(REVIEWING,),
    targets=(Target(RECTIFYING),),
    roles=(REVIEWER,),
    guards=(REVIEWER_INDEPENDENT, REVIEWER_QUALIFIED, DATES_FIT),
    papers=("D23",),
    ends=(End(term=terms.LEGAL_REVIEW),),
    opinion=Outcome.PROBLEMS,
    final="审核意见由审核人作出，应重新送审",
    facts=review.Problems,
)
RAISE_DISPUTE = Transition(
    name="raise_dispute",
    label="提请分歧讨论",
    sources=(RECTIFYING,),
    targets=(Target(DISPUTED),),
    roles=(UNIT_HEAD,),
    papers=("D03",),
    facts=review.Dispute,
)
SETTLE_DISPUTE = Transition(
    name="settle_dispute",
    label="分歧讨论",
    sources=(DISPUTED,),
    targets=(Target(RECTIFYING),),
    roles=(HEAD, LEADER),
    guards=(ENOUGH_HEADS, TIMES_FIT),
    papers=("D31",),
    final="集体讨论记录由参加人作出，应重新讨论",
    facts=review.DisputeSettled,
)
PROCEED = Transition(
    name="proceed",
    label="呈报审批",
    sources=(DEFENCE,),
    targets=(
        Target(DISCUSSING, when=DISCUSSION_DUE, cleared=True),
        Target(APPROVING, cleared=True),
        Target(REVIEWING),
    ),
    roles=(UNIT_HEAD,),
    guards=(
        FIRST_REVIEW_STANDS,
        INQUIRIES_ENDED,
        CRIME_SETTLED,
        NOTICE_SERVED,
        DEFENCE_HEARD,
        HEARING_SETTLED,
        UNIT_OPINION_GIVEN,
    ),
    no_paper="告知前的审核意见仍然适用，呈批内容由处罚决定审批表载明",
    facts=decide.Proceeding,
)
