"""Paying later or in parts, on the party's application (处罚法 66(2))."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Start, Transition
from zhifa.workflows import court_period, terms
from zhifa.workflows.forms.postponement import PostponementDecided, PostponementRequested, instalments
from zhifa.workflows.guards.people import HANDLER_ACTS, UNIT_OPINION_GIVEN
from zhifa.workflows.guards.postponement import GRANTED, SCHEDULE_COVERS, SOMETHING_OWED
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER, HEAD
from zhifa.workflows.states import AFTER_SERVICE
from zhifa.workflows.terms.enforcement import COURT_APPLICATION
from zhifa.workflows.terms.postponement import INSTALMENT
from zhifa.workflows.tracks import POSTPONING

REQUEST_POSTPONEMENT = Transition(
    name="request_postponement",
    label="登记延期、分期缴纳申请",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, SOMETHING_OWED),
    no_paper="申请书及其证明材料由当事人出具，作为证据入卷",
    opens=(Open(track=POSTPONING),),
    facts=PostponementRequested,
)
APPROVE_POSTPONEMENT = Transition(
    name="approve_postponement",
    label="审批延期、分期缴纳",
    sources=AFTER_SERVICE,
    roles=(HEAD,),
    guards=(UNIT_OPINION_GIVEN, SCHEDULE_COVERS, TIMES_FIT),
    papers=("D40", "D40-2"),
    starts=(
        Start(term=INSTALMENT, each=instalments, when=GRANTED),
        Start(term=COURT_APPLICATION, when=GRANTED, reckoned_from=court_period.from_postponement),
    ),
    ends=(End(term=terms.PAYMENT, when=GRANTED, voids=True), End(term=INSTALMENT, when=GRANTED, voids=True)),
    closes=(Close(track=POSTPONING),),
    prompt=True,
    final="通知书已经发出，应由当事人另行申请",
    facts=PostponementDecided,
)
