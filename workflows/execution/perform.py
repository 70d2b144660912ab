"""Performance of the decision (处罚法 67)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Transition
from zhifa.workflows import terms
from zhifa.workflows.conditions import PAID_UP
from zhifa.workflows.court_period import PAID_AND_PERFORMED, PERFORMED_AND_PAID
from zhifa.workflows.forms import publish
from zhifa.workflows.guards.closing import NOT_OVERPAID
from zhifa.workflows.guards.outcome import NOTHING_OWED, REFUND_DUE
from zhifa.workflows.guards.people import HANDLER_ACTS
from zhifa.workflows.guards.postponement import INSTALMENTS_IN_ORDER
from zhifa.workflows.roles import HANDLER
from zhifa.workflows.states import AFTER_SERVICE
from zhifa.workflows.terms.enforcement import COURT_APPLICATION
from zhifa.workflows.terms.postponement import INSTALMENT
from zhifa.workflows.tracks import PAYING, PERFORMANCE, REFUND

PAY = Transition(
    name="pay",
    label="登记缴款",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, NOT_OVERPAID, INSTALMENTS_IN_ORDER),
    no_paper="缴款以代收机构的专用票据为凭",
    ends=(
        End(term=terms.PAYMENT, when=PAID_UP),
        End(term=INSTALMENT, when=PAID_UP),
        End(term=INSTALMENT, key=publish.instalment),
        End(term=COURT_APPLICATION, when=PAID_AND_PERFORMED, lapses=True),
    ),
    opens=(Open(track=REFUND, when=REFUND_DUE),),
    closes=(Close(track=PAYING, when=NOTHING_OWED),),
    facts=publish.Payment,
)
CONFIRM_PERFORMANCE = Transition(
    name="confirm_performance",
    label="确认履行",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS,),
    no_paper="履行情况由结案审批表载明",
    ends=(End(term=COURT_APPLICATION, when=PERFORMED_AND_PAID, lapses=True),),
    closes=(Close(track=PERFORMANCE),),
    facts=publish.PerformanceConfirmed,
)
