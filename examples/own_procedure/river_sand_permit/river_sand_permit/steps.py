"""The steps: from where, to where, by whom, on what conditions, with which periods."""

from __future__ import annotations

from pydantic import BaseModel

from river_sand_permit import forms, guards
from river_sand_permit.roles import EXAMINER, HANDLER, HEAD, PUBLISHER, REVIEWER, UNIT_HEAD
from river_sand_permit.states import (
    APPLIED,
    CLEARED,
    CLOSED,
    DECIDED,
    DECLINED,
    DELIVERED,
    EXAMINED,
    RETURNED,
    REVIEWING,
)
from river_sand_permit.terms import ACCEPTANCE, DECISION, DELIVERY, EXPERTS
from zhifa.engine.gate import REVIEW_NOT_DUE
from zhifa.engine.vocabulary import (
    Close,
    DecisionKind,
    End,
    Extend,
    Open,
    Outcome,
    Review,
    Start,
    Target,
    Transition,
)  # fmt: skip

NO_PAPER = "文书由本机关的许可系统制作"


def _added(facts: BaseModel) -> int:
    """Working days by which the decision is put off."""
    assert isinstance(facts, forms.Extension)
    return facts.days


PERMIT = DecisionKind(name="sand_permit", label="准予河道采砂许可决定", review=Review.BY_CATALOGUE)
REFUSAL = DecisionKind(name="sand_permit_refused", label="不予河道采砂许可决定", review=Review.BY_CATALOGUE)

APPLY = Transition(
    name="apply", label="收到申请", sources=(), targets=(Target(APPLIED),), roles=(HANDLER,),
    starts=(Start(term=ACCEPTANCE),), no_paper=NO_PAPER, facts=forms.Application,
)  # fmt: skip
ACCEPT = Transition(
    name="accept", label="受理", sources=(APPLIED,), targets=(Target(EXAMINED),), roles=(HANDLER,),
    starts=(Start(term=DECISION),), ends=(End(term=ACCEPTANCE),), no_paper=NO_PAPER, facts=forms.Acceptance,
)  # fmt: skip
DECLINE = Transition(
    name="decline", label="不予受理", sources=(APPLIED,), targets=(Target(DECLINED),), roles=(HANDLER,),
    ends=(End(term=ACCEPTANCE),), no_paper=NO_PAPER, facts=forms.Decline,
)  # fmt: skip
CHECK_SITE = Transition(
    name="check_site", label="实地核查", sources=(EXAMINED, RETURNED), roles=(HANDLER,), guards=(guards.TWO_CHECK,),
    voids_review=True, no_paper=NO_PAPER, facts=forms.SiteCheck,
)  # fmt: skip
EXAMINE_PLAN = Transition(
    name="examine_plan", label="技术审查", sources=(EXAMINED, RETURNED), roles=(EXAMINER,), voids_review=True,
    no_paper=NO_PAPER, facts=forms.Examination,
)  # fmt: skip
ASK_EXPERTS = Transition(
    name="ask_experts", label="组织专家评审", sources=(EXAMINED,), roles=(UNIT_HEAD,), opens=(Open(track=EXPERTS),),
    no_paper=NO_PAPER, facts=forms.Experts,
)  # fmt: skip
HEAR_EXPERTS = Transition(
    name="hear_experts", label="登记专家评审意见", sources=(EXAMINED,), roles=(HANDLER,), closes=(Close(track=EXPERTS),),
    no_paper=NO_PAPER, facts=forms.ExpertOpinion,
)  # fmt: skip
EXTEND = Transition(
    name="extend", label="延长决定期限", sources=(EXAMINED, REVIEWING, RETURNED), roles=(HEAD,),
    guards=(guards.EXTENDED_ONCE,), extends=(Extend(term=DECISION, by=_added),),
    no_paper=NO_PAPER, facts=forms.Extension,
)  # fmt: skip
PROPOSE = Transition(
    name="propose", label="拟定决定", sources=(EXAMINED, RETURNED), roles=(HANDLER,),
    targets=(Target(CLEARED, when=REVIEW_NOT_DUE), Target(REVIEWING)),
    guards=(guards.SITE_CHECKED, guards.PLAN_EXAMINED, guards.EXPERTS_IN), voids_review=True, assesses=True, no_paper=NO_PAPER,
    facts=forms.Proposal,
)  # fmt: skip
AGREE = Transition(
    name="agree", label="审核同意", sources=(REVIEWING,), targets=(Target(CLEARED),), roles=(REVIEWER,),
    guards=(guards.REVIEWER_APART,), opinion=Outcome.AGREED, no_paper=NO_PAPER, facts=forms.Opinion,
)  # fmt: skip
FIND_PROBLEMS = Transition(
    name="find_problems", label="审核提出问题", sources=(REVIEWING,), targets=(Target(RETURNED),), roles=(REVIEWER,),
    guards=(guards.REVIEWER_APART,), opinion=Outcome.PROBLEMS, no_paper=NO_PAPER, facts=forms.Problems,
)  # fmt: skip
GRANT = Transition(
    name="grant", label="准予许可", sources=(CLEARED,), targets=(Target(DECIDED),), roles=(HEAD,),
    guards=(guards.AS_GRANTED,), decides=PERMIT, starts=(Start(term=DELIVERY),), ends=(End(term=DECISION),),
    no_paper=NO_PAPER, facts=forms.Decision,
)  # fmt: skip
REFUSE = Transition(
    name="refuse", label="不予许可", sources=(CLEARED,), targets=(Target(DECIDED),), roles=(HEAD,),
    guards=(guards.AS_REFUSED,), decides=REFUSAL, ends=(End(term=DECISION),), no_paper=NO_PAPER, facts=forms.Refusal,
)  # fmt: skip
DELIVER = Transition(
    name="deliver", label="颁发、送达", sources=(DECIDED,), targets=(Target(DELIVERED),), roles=(HANDLER,),
    ends=(End(term=DELIVERY),), no_paper=NO_PAPER, facts=forms.Delivery,
)  # fmt: skip
CLOSE = Transition(
    name="close", label="公开、办结", sources=(DELIVERED,), targets=(Target(CLOSED),), roles=(PUBLISHER,),
    guards=(guards.PUBLISHED,), no_paper=NO_PAPER, facts=forms.Closing,
)  # fmt: skip
