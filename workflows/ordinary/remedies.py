"""Reconsideration and litigation, and what follows: withdrawal of the publication, refund, deciding anew (处罚法 48(2), 73)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Start, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.forms import remedies
from zhifa.workflows.guards.people import HANDLER_ACTS, UNIT_OPINION_GIVEN
from zhifa.workflows.guards.remedies import (
    ANNULS,
    FIRST_REMEDY,
    FURTHER_SERVICE_GONE,
    IN_COURT,
    LODGED_AFTER_DECISION,
    NOT_TO_PUBLISH,
    NOTHING_OWED,
    OLD_MATTERS_SETTLED,
    OUTCOME_AFTER_LODGING,
    OWED_AGAIN,
    PERFORMANCE_GONE,
    POSTPONING_GONE,
    REDO_ORDERED,
    REFUND_DUE,
    REFUND_FITS,
    REFUNDED,
    SUABLE,
    TO_WITHDRAW,
)
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER, HEAD, PUBLISHER
from zhifa.workflows.states import CLOSED, INVESTIGATING, PERFORMING
from zhifa.workflows.terms.postponement import INSTALMENT
from zhifa.workflows.terms.remedies import DECISION_ANEW, LITIGATION_AFTER_RECONSIDERATION, WITHDRAWAL
from zhifa.workflows.tracks import (
    FURTHER_SERVICE,
    PAYING,
    PERFORMANCE,
    POSTPONING,
    PUBLISHING,
    REDOING,
    REFUND,
    REMEDY,
    WITHDRAWING,
)

LODGE_REMEDY = Transition(
    name="lodge_remedy",
    label="登记复议、诉讼",
    sources=(PERFORMING, CLOSED),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, LODGED_AFTER_DECISION, TIMES_FIT),
    no_paper="复议机关、人民法院的通知书入卷",
    ends=(
        End(term=terms.RECONSIDERATION, when=FIRST_REMEDY, lapses=True),
        End(term=terms.LITIGATION, when=IN_COURT, lapses=True),
        End(term=LITIGATION_AFTER_RECONSIDERATION, when=IN_COURT, lapses=True),
    ),
    opens=(Open(track=REMEDY, key=remedies.key_of),),
    facts=remedies.RemedyLodged,
)
RECORD_REMEDY = Transition(
    name="record_remedy",
    label="登记复议、诉讼结果",
    sources=(PERFORMING, CLOSED),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, OUTCOME_AFTER_LODGING, TIMES_FIT),
    no_paper="复议决定书、裁判文书入卷",
    starts=(
        Start(term=WITHDRAWAL, since=remedies.effective_on, when=TO_WITHDRAW),
        Start(term=LITIGATION_AFTER_RECONSIDERATION, since=remedies.effective_on, when=SUABLE),
    ),
    ends=(
        End(term=terms.LITIGATION, when=SUABLE, voids=True),
        End(term=terms.PAYMENT, when=ANNULS, voids=True),
        End(term=INSTALMENT, when=ANNULS, voids=True),
        End(term=terms.PUBLICATION, when=NOT_TO_PUBLISH, voids=True),
    ),
    opens=(
        Open(track=WITHDRAWING, when=TO_WITHDRAW),
        Open(track=REFUND, when=REFUND_DUE),
        Open(track=PAYING, when=OWED_AGAIN),
        Open(track=REDOING, when=REDO_ORDERED),
    ),
    closes=(
        Close(track=REMEDY, key=remedies.key_of),
        Close(track=PAYING, when=NOTHING_OWED),
        Close(track=PERFORMANCE, when=PERFORMANCE_GONE),
        Close(track=POSTPONING, when=POSTPONING_GONE),
        Close(track=FURTHER_SERVICE, when=FURTHER_SERVICE_GONE),
        Close(track=PUBLISHING, when=NOT_TO_PUBLISH),
    ),
    final="结果已经登记并据以办理，有误的另行登记",
    facts=remedies.RemedyOutcome,
)
WITHDRAW_PUBLICATION = Transition(
    name="withdraw_publication",
    label="撤回公示",
    sources=(PERFORMING, CLOSED),
    roles=(PUBLISHER,),
    no_paper="撤回的理由在原公示栏目公开",
    ends=(End(term=WITHDRAWAL),),
    closes=(Close(track=WITHDRAWING),),
    facts=remedies.PublicationWithdrawn,
)
RECORD_REFUND = Transition(
    name="record_refund",
    label="登记退款",
    sources=(PERFORMING, CLOSED),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, REFUND_FITS),
    no_paper="退款以财政部门的凭证为据",
    closes=(Close(track=REFUND, when=REFUNDED),),
    facts=remedies.Refund,
)
REDO = Transition(
    name="redo",
    label="重新调查处理",
    sources=(PERFORMING, CLOSED),
    targets=(Target(INVESTIGATING),),
    roles=(HEAD,),
    guards=(OLD_MATTERS_SETTLED, UNIT_OPINION_GIVEN),
    no_paper="以责令重作的复议决定书、裁判文书为据",
    starts=(Start(term=DECISION_ANEW),),
    ends=(
        End(term=terms.RECONSIDERATION, voids=True),
        End(term=terms.LITIGATION, voids=True),
        End(term=LITIGATION_AFTER_RECONSIDERATION, voids=True),
    ),
    closes=(Close(track=REDOING),),
    voids_review=True,
    reopens=True,
    final="重新办理的决定由机关负责人作出，不再更正",
    facts=remedies.Redo,
)
