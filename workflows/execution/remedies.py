"""Reconsideration and litigation, and what follows: withdrawal of the publication, refund, deciding anew (处罚法 48(2), 73).

A remedy may come as soon as the decision is known, served or not (复议法 20; 行诉法 46), and after the case was closed or archived; whatever
it brings back is then done from where the case stands.
"""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Start, Target, Transition
from zhifa.workflows import court_period, terms
from zhifa.workflows.forms import remedies
from zhifa.workflows.guards.outcome import (
    DEEDS_ADDED,
    FINE_GONE,
    FINE_RAISED,
    FIRST_REMEDY,
    FURTHER_SERVICE_GONE,
    GOODS_ADDED,
    IN_COURT,
    NOT_TO_PUBLISH,
    NOTHING_LEFT,
    NOTHING_OWED,
    OWED_AGAIN,
    PERFORMANCE_GONE,
    POSTPONING_GONE,
    REDO_ORDERED,
    REFUND_DUE,
    REFUND_GONE,
    SERVICE_OPEN,
    SUABLE,
    TO_PUBLISH_ANEW,
    TO_WITHDRAW,
    VARIED,
    WITHDRAWAL_OPEN,
    WITHDRAWN_IN_ERROR,
    stated_day_anew,
)
from zhifa.workflows.guards.people import HANDLER_ACTS, UNIT_OPINION_GIVEN
from zhifa.workflows.guards.remedies import (
    APPEAL_AFTER_ACTION,
    LODGED_AFTER_DECISION,
    OLD_MATTERS_SETTLED,
    OUTCOME_AFTER_LODGING,
    REFUND_FITS,
    WITHDRAWAL_DUE,
)
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER, HEAD, PUBLISHER
from zhifa.workflows.states import AFTER_SERVICE, DECIDED, INVESTIGATING, SERVING
from zhifa.workflows.terms.enforcement import COURT_APPLICATION
from zhifa.workflows.terms.postponement import INSTALMENT
from zhifa.workflows.terms.remedies import DECISION_ANEW, LITIGATION_AFTER_RECONSIDERATION, WITHDRAWAL
from zhifa.workflows.tracks import (
    CONFISCATED,
    DECISION_SERVICE,
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
    sources=(*AFTER_SERVICE, DECIDED, SERVING),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, LODGED_AFTER_DECISION, APPEAL_AFTER_ACTION, TIMES_FIT),
    no_paper="复议机关、人民法院的通知书入卷",
    ends=(
        End(term=terms.RECONSIDERATION, when=FIRST_REMEDY, lapses=True),
        End(term=terms.LITIGATION, when=IN_COURT, lapses=True),
        End(term=LITIGATION_AFTER_RECONSIDERATION, when=IN_COURT, lapses=True),
        End(term=COURT_APPLICATION, when=FIRST_REMEDY, voids=True),
        End(term=terms.PAYMENT, when=NOTHING_LEFT, voids=True),
        End(term=INSTALMENT, when=NOTHING_LEFT, voids=True),
    ),
    opens=(Open(track=REMEDY, key=remedies.key_of), Open(track=REFUND, when=REFUND_DUE)),
    closes=(Close(track=PAYING, when=NOTHING_OWED),),
    facts=remedies.RemedyLodged,
)
"""Entered late, it lowers surcharges that were imposed for days on which it was already pending (处罚法 73(3)): hence refund and payment."""
RECORD_REMEDY = Transition(
    name="record_remedy",
    label="登记复议、诉讼结果",
    sources=(*AFTER_SERVICE, DECIDED, SERVING),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, OUTCOME_AFTER_LODGING, TIMES_FIT),
    no_paper="复议决定书、裁判文书入卷",
    starts=(
        Start(term=WITHDRAWAL, since=remedies.effective_on, when=TO_WITHDRAW),
        Start(term=LITIGATION_AFTER_RECONSIDERATION, since=remedies.effective_on, when=SUABLE),
        Start(term=COURT_APPLICATION, reckoned_from=court_period.from_outcome),
        Start(term=terms.PAYMENT, since=remedies.effective_on, when=FINE_RAISED),
        Start(term=terms.STATED_PAYMENT, reckoned_from=stated_day_anew),
        Start(
            term=terms.PUBLICATION,
            length=lambda policy: policy.publication_days,
            since=remedies.effective_on,
            when=VARIED,
        ),
    ),
    ends=(
        End(term=terms.LITIGATION, when=SUABLE, voids=True),
        End(term=terms.PAYMENT, when=NOTHING_LEFT, voids=True),
        End(term=INSTALMENT, when=FINE_GONE, voids=True),
        End(term=COURT_APPLICATION, when=court_period.NOTHING_TO_PERFORM, voids=True),
        End(term=terms.PUBLICATION, when=NOT_TO_PUBLISH, voids=True),
        End(term=terms.ANNOUNCEMENT, when=FURTHER_SERVICE_GONE, voids=True),
    ),
    opens=(
        Open(track=WITHDRAWING, when=TO_WITHDRAW),
        Open(track=PUBLISHING, when=TO_PUBLISH_ANEW),
        Open(track=REFUND, when=REFUND_DUE),
        Open(track=PAYING, when=OWED_AGAIN),
        Open(track=PERFORMANCE, when=DEEDS_ADDED),
        Open(track=CONFISCATED, when=GOODS_ADDED),
        Open(track=REDOING, when=REDO_ORDERED),
    ),
    closes=(
        Close(track=REMEDY, key=remedies.key_of),
        Close(track=PAYING, when=NOTHING_OWED),
        Close(track=REFUND, when=REFUND_GONE),
        Close(track=PERFORMANCE, when=PERFORMANCE_GONE),
        Close(track=POSTPONING, when=POSTPONING_GONE),
        Close(track=FURTHER_SERVICE, when=FURTHER_SERVICE_GONE),
        Close(track=PUBLISHING, when=NOT_TO_PUBLISH),
    ),
    facts=remedies.RemedyOutcome,
)
"""The duties are those of the decision as it then stands. Goods no longer confiscated stay on the list until they are returned (处罚法 74);
a decision that was changed is published as changed, once the old publication is withdrawn (处罚法 48)."""
WITHDRAW_PUBLICATION = Transition(
    name="withdraw_publication",
    label="撤回公示",
    sources=AFTER_SERVICE,
    roles=(PUBLISHER,),
    guards=(WITHDRAWAL_DUE,),
    no_paper="撤回的理由在原公示栏目公开",
    ends=(End(term=WITHDRAWAL),),
    opens=(Open(track=PUBLISHING, when=WITHDRAWN_IN_ERROR),),
    closes=(Close(track=WITHDRAWING, when=WITHDRAWAL_OPEN),),
    facts=remedies.PublicationWithdrawn,
)
RECORD_REFUND = Transition(
    name="record_refund",
    label="登记退款",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, REFUND_FITS),
    no_paper="退款以财政部门的凭证为据",
    opens=(Open(track=PAYING, when=OWED_AGAIN),),
    closes=(Close(track=REFUND, when=REFUND_GONE),),
    facts=remedies.Refund,
)
"""Once the outcome is corrected, a publication that was withdrawn is due again, and money that was refunded is owed again."""
REDO = Transition(
    name="redo",
    label="重新调查处理",
    sources=(*AFTER_SERVICE, DECIDED, SERVING),
    targets=(Target(INVESTIGATING),),
    roles=(HEAD,),
    guards=(OLD_MATTERS_SETTLED, UNIT_OPINION_GIVEN),
    no_paper="以责令重作的复议决定书、裁判文书为据",
    starts=(Start(term=DECISION_ANEW),),
    ends=(
        End(term=terms.RECONSIDERATION, voids=True),
        End(term=terms.LITIGATION, voids=True),
        End(term=LITIGATION_AFTER_RECONSIDERATION, voids=True),
        End(term=COURT_APPLICATION, voids=True),
        End(term=terms.SERVICE, voids=True),
        End(term=terms.ANNOUNCEMENT, voids=True),
    ),
    closes=(Close(track=REDOING), Close(track=DECISION_SERVICE, when=SERVICE_OPEN)),
    voids_review=True,
    reopens=True,
    final="重新办理的决定由机关负责人作出，不再更正",
    facts=remedies.Redo,
)
