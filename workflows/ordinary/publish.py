"""Performance, publication, closing, archiving (处罚法 47-48, 67)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.conditions import PAID_UP, WITHHELD
from zhifa.workflows.forms import publish
from zhifa.workflows.guards.closing import (
    ALL_TRACKS_ENDED,
    CLOSABLE,
    COLLECTOR_DOES_NOT_CHECK,
    DECISION_SERVED,
    NOT_OVERPAID,
    PUBLICATION_CHECKED,
    TWO_PERSONS,
)
from zhifa.workflows.guards.people import HANDLER_ACTS, UNIT_OPINION_GIVEN
from zhifa.workflows.guards.postponement import INSTALMENTS_IN_ORDER
from zhifa.workflows.roles import ARCHIVIST, HANDLER, HEAD, PUBLICATION_CHECKER, PUBLISHER
from zhifa.workflows.states import ARCHIVED, CLOSED, PERFORMING
from zhifa.workflows.terms.postponement import INSTALMENT
from zhifa.workflows.tracks import PAYING, PERFORMANCE, PUBLISHING

PAY = Transition(
    name="pay",
    label="登记缴款",
    sources=(PERFORMING, CLOSED),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, NOT_OVERPAID, INSTALMENTS_IN_ORDER),
    no_paper="缴款以代收机构的专用票据为凭",
    ends=(
        End(term=terms.PAYMENT, when=PAID_UP),
        End(term=INSTALMENT, when=PAID_UP),
        End(term=INSTALMENT, key=publish.instalment),
    ),
    closes=(Close(track=PAYING, when=PAID_UP),),
    facts=publish.Payment,
)
CONFIRM_PERFORMANCE = Transition(
    name="confirm_performance",
    label="确认履行",
    sources=(PERFORMING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS,),
    no_paper="履行情况由结案审批表载明",
    closes=(Close(track=PERFORMANCE),),
    facts=publish.PerformanceConfirmed,
)
REVIEW_PUBLICATION = Transition(
    name="review_publication",
    label="审核公示内容",
    sources=(PERFORMING,),
    roles=(PUBLICATION_CHECKER,),
    guards=(COLLECTOR_DOES_NOT_CHECK,),
    papers=("D59",),
    ends=(End(term=terms.PUBLICATION, when=WITHHELD),),
    closes=(Close(track=PUBLISHING, when=WITHHELD),),
    facts=publish.PublicationReview,
)
PUBLISH = Transition(
    name="publish",
    label="公示",
    sources=(PERFORMING,),
    roles=(PUBLISHER,),
    guards=(DECISION_SERVED, PUBLICATION_CHECKED, TWO_PERSONS),
    no_paper="公示的就是送达的决定书，脱敏情况见公示审核表",
    ends=(End(term=terms.PUBLICATION),),
    closes=(Close(track=PUBLISHING),),
    facts=publish.Publication,
)
CLOSE = Transition(
    name="close",
    label="结案",
    sources=(PERFORMING,),
    targets=(Target(CLOSED),),
    roles=(HEAD,),
    guards=(ALL_TRACKS_ENDED, CLOSABLE, UNIT_OPINION_GIVEN),
    papers=("D49",),
    facts=publish.Closing,
)
ARCHIVE = Transition(
    name="archive",
    label="归档",
    sources=(CLOSED,),
    targets=(Target(ARCHIVED),),
    roles=(ARCHIVIST,),
    guards=(TWO_PERSONS, ALL_TRACKS_ENDED),
    papers=("D50",),
    facts=publish.Archiving,
)
