"""Investigation: records, evidence, preservation, order to correct, conclusion (处罚法 28, 42, 55-57)."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from zhifa.engine.vocabulary import Close, End, Open, Start, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.conditions import ORDER_SETTLED
from zhifa.workflows.forms import investigate, start
from zhifa.workflows.guards.appraisal import INQUIRIES_ENDED
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED, CONFISCATION_DECIDED
from zhifa.workflows.guards.evidence import (
    EVIDENCE_KEYS,
    FACTS_FOUNDED,
    GUARDIAN_NAMED,
    PAYMENT_TERM_LAWFUL,
    STATUTES_IN_FORCE,
)
from zhifa.workflows.guards.jurisdiction import JURISDICTION_SETTLED
from zhifa.workflows.guards.lapse import PRESERVATION_LAPSES
from zhifa.workflows.guards.once import NOT_FINED_TWICE
from zhifa.workflows.guards.people import HANDLER_ACTS, HEAD_APPROVED, TWO_OFFICERS, UNIT_OPINION_GIVEN
from zhifa.workflows.guards.preserved import PRESERVED_ACCOUNTED
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER, HEAD, SYSTEM, UNIT_HEAD
from zhifa.workflows.states import (
    CLOSED,
    CONCLUDED,
    DECIDED,
    DEFENCE,
    FILED,
    GATHERING,
    HEARING,
    INVESTIGATING,
    NOTIFYING,
    PERFORMING,
    RECEIVING,
    RECTIFYING,
    REPORTED,
    SERVING,
    STATES,
    VERIFYING,
    WITHDRAWN,
)
from zhifa.workflows.tracks import CORRECTING, PRESERVED

_KEPT = (
    investigate.Preservation, investigate.PreservationHandled, investigate.PreservationLapsed, investigate.CorrectionOrder,
)  # fmt: skip


def _key(facts: BaseModel) -> str:
    """The name under which the form keeps its measure."""
    assert isinstance(facts, _KEPT)
    return facts.key


def _order(facts: BaseModel) -> str:
    assert isinstance(facts, investigate.Recheck)
    return facts.order


def _due(facts: BaseModel) -> date:
    assert isinstance(facts, investigate.CorrectionOrder)
    return facts.due_on


ASSIGN = Transition(
    name="assign",
    label="确定承办人",
    sources=(FILED,),
    targets=(Target(INVESTIGATING),),
    roles=(UNIT_HEAD,),
    guards=(TWO_OFFICERS, TIMES_FIT),
    no_paper="承办人已载明于立案审批表，变更时以移交记录为准",
    facts=start.Assignment,
)
INSPECT = Transition(
    name="inspect",
    label="现场检查",
    sources=GATHERING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, EVIDENCE_KEYS, TIMES_FIT),
    papers=("D07",),
    voids_review=True,
    facts=investigate.Inspection,
)
INTERVIEW = Transition(
    name="interview",
    label="询问",
    sources=GATHERING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, EVIDENCE_KEYS, TIMES_FIT),
    papers=("D09",),
    voids_review=True,
    facts=investigate.Interview,
)
EXTRACT = Transition(
    name="extract",
    label="提取证据",
    sources=GATHERING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, EVIDENCE_KEYS, TIMES_FIT),
    papers=("D10",),
    voids_review=True,
    facts=investigate.Extraction,
)
CONFIRM_ADDRESS = Transition(
    name="confirm_address",
    label="确认送达地址",
    sources=(VERIFYING, INVESTIGATING, CONCLUDED, NOTIFYING, DEFENCE, HEARING, DECIDED, SERVING),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS,),
    papers=("D38",),
    facts=investigate.AddressConfirmation,
)
APPROVE_PRESERVATION = Transition(
    name="approve_preservation",
    label="批准先行登记保存",
    sources=(VERIFYING, INVESTIGATING),
    roles=(HEAD,),
    papers=("D03",),
    final="批准由机关负责人作出，应另行报批",
    facts=investigate.PreservationApproval,
)
PRESERVE = Transition(
    name="preserve",
    label="先行登记保存证据",
    sources=(VERIFYING, INVESTIGATING),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, HEAD_APPROVED),
    papers=("D14",),
    starts=(Start(term=terms.PRESERVATION, key=_key),),
    opens=(Open(track=PRESERVED, key=_key),),
    final="通知书已经发出，以处理决定了结后重新办理",
    facts=investigate.Preservation,
)
HANDLE_PRESERVED = Transition(
    name="handle_preserved",
    label="处理先行登记保存的证据",
    sources=tuple(state for state in STATES if not state.ended and state not in (REPORTED, CLOSED)),
    roles=(HEAD,),
    guards=(TWO_OFFICERS, CONFISCATION_DECIDED, PRESERVED_ACCOUNTED),
    papers=("D15",),
    ends=(End(term=terms.PRESERVATION, key=_key),),
    closes=(Close(track=PRESERVED, key=_key),),
    final="处理通知书已经发出",
    facts=investigate.PreservationHandled,
)
LAPSE_PRESERVATION = Transition(
    name="lapse_preservation",
    label="先行登记保存期满自动解除",
    sources=HANDLE_PRESERVED.sources,
    roles=(SYSTEM,),
    guards=(PRESERVATION_LAPSES,),
    no_paper="依规章自动解除，不作处理决定；物品退还的经过由承办人入卷",
    ends=(End(term=terms.PRESERVATION, key=_key),),
    closes=(Close(track=PRESERVED, key=_key),),
    final="依期限届满的日期登记",
    facts=investigate.PreservationLapsed,
)
ORDER_CORRECTION = Transition(
    name="order_correction",
    label="责令改正",
    sources=(VERIFYING, INVESTIGATING, DECIDED, SERVING),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, TIMES_FIT),
    papers=("D19",),
    starts=(Start(term=terms.CORRECTION, since=_due, key=_key),),
    opens=(Open(track=CORRECTING, key=_key),),
    final="责令改正通知书已经发出，应另发通知书",
    facts=investigate.CorrectionOrder,
)
RECHECK = Transition(
    name="recheck",
    label="复查改正情况",
    sources=(*RECEIVING, CONCLUDED, DECIDED, SERVING, PERFORMING),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, EVIDENCE_KEYS, TIMES_FIT),
    papers=("D07",),
    ends=(End(term=terms.CORRECTION, key=_order, when=ORDER_SETTLED),),
    closes=(Close(track=CORRECTING, key=_order, when=ORDER_SETTLED),),
    voids_review=True,
    facts=investigate.Recheck,
)
CONCLUDE = Transition(
    name="conclude",
    label="调查终结",
    sources=(INVESTIGATING,),
    targets=(Target(CONCLUDED),),
    roles=(HANDLER,),
    guards=(
        HANDLER_ACTS,
        INQUIRIES_ENDED,
        JURISDICTION_SETTLED,
        FACTS_FOUNDED,
        STATUTES_IN_FORCE,
        NOT_FINED_TWICE,
        PAYMENT_TERM_LAWFUL,
        GUARDIAN_NAMED,
        UNIT_OPINION_GIVEN,
    ),
    papers=("D21",),
    voids_review=True,
    facts=investigate.Conclusion,
)
REVISE = Transition(
    name="revise",
    label="修改决定草案",
    sources=(DEFENCE, HEARING, RECTIFYING),
    roles=(HANDLER,),
    guards=(
        HANDLER_ACTS,
        FACTS_FOUNDED,
        STATUTES_IN_FORCE,
        NOT_FINED_TWICE,
        PAYMENT_TERM_LAWFUL,
        GUARDIAN_NAMED,
        UNIT_OPINION_GIVEN,
    ),
    papers=("D21",),
    voids_review=True,
    facts=investigate.Revision,
)
WITHDRAW = Transition(
    name="withdraw",
    label="撤案",
    sources=(INVESTIGATING, CONCLUDED, DEFENCE),
    targets=(Target(WITHDRAWN),),
    roles=(HEAD,),
    guards=(UNIT_OPINION_GIVEN, ALL_TRACKS_ENDED),
    papers=("D36",),
    ends=terms.UNTIL_DECISION,
    facts=investigate.CaseWithdrawal,
)
