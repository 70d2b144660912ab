"""Money that the officers collect themselves: taken, brought ashore, handed in, deposited (处罚法 69-71). Alike in every penalty procedure."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Start, Transition
from zhifa.workflows import terms
from zhifa.workflows.conditions import PAID_UP
from zhifa.workflows.court_period import PAID_AND_PERFORMED
from zhifa.workflows.forms import collection, publish
from zhifa.workflows.guards.collection import FINE_COLLECTED, LANDED, ON_LAND, ON_WATER, OWN_NAME, PASSED_ON_WHOLE
from zhifa.workflows.guards.outcome import NOTHING_OWED, REFUND_DUE
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS
from zhifa.workflows.guards.postponement import INSTALMENTS_IN_ORDER
from zhifa.workflows.roles import HANDLER, UNIT_HEAD
from zhifa.workflows.states import AFTER_SERVICE
from zhifa.workflows.terms.collection import DEPOSIT as DEPOSIT_TERM
from zhifa.workflows.terms.collection import HAND_IN as HAND_IN_TERM
from zhifa.workflows.terms.enforcement import COURT_APPLICATION
from zhifa.workflows.terms.postponement import INSTALMENT
from zhifa.workflows.tracks import AFLOAT, DEPOSITING, HANDING_IN, PAYING, REFUND

COLLECT_ON_REQUEST = Transition(
    name="collect_on_request",
    label="经当事人提出当场收缴罚款",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, FINE_COLLECTED, OWN_NAME, INSTALMENTS_IN_ORDER),
    no_paper="收缴以财政部门统一制发的专用票据为凭",
    starts=(Start(term=HAND_IN_TERM, key=collection.name_of, when=ON_LAND),),
    ends=(
        End(term=terms.PAYMENT, when=PAID_UP),
        End(term=INSTALMENT, when=PAID_UP),
        End(term=INSTALMENT, key=publish.instalment),
        End(term=COURT_APPLICATION, when=PAID_AND_PERFORMED, lapses=True),
    ),
    opens=(
        Open(track=HANDING_IN, key=collection.name_of),
        Open(track=AFLOAT, key=collection.name_of, when=ON_WATER),
        Open(track=REFUND, when=REFUND_DUE),
    ),
    closes=(Close(track=PAYING, when=NOTHING_OWED),),
    final="专用票据已经交给当事人",
    facts=collection.RequestedCollection,
)
LAND = Transition(
    name="land",
    label="登记抵岸",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS,),
    no_paper="抵岸情况由执法人员登记",
    starts=(Start(term=HAND_IN_TERM, key=collection.name_of),),
    closes=(Close(track=AFLOAT, key=collection.name_of),),
    facts=collection.Landed,
)
HAND_IN = Transition(
    name="hand_in",
    label="交至行政机关",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, LANDED, PASSED_ON_WHOLE),
    no_paper="交款以机关的收款凭证为凭",
    starts=(Start(term=DEPOSIT_TERM, key=collection.name_of),),
    ends=(End(term=HAND_IN_TERM, key=collection.name_of),),
    opens=(Open(track=DEPOSITING, key=collection.name_of),),
    closes=(Close(track=HANDING_IN, key=collection.name_of),),
    facts=collection.HandedIn,
)
DEPOSIT = Transition(
    name="deposit",
    label="缴付银行",
    sources=AFTER_SERVICE,
    roles=(HANDLER, UNIT_HEAD),
    guards=(PASSED_ON_WHOLE,),
    no_paper="缴付以银行的回单为凭",
    ends=(End(term=DEPOSIT_TERM, key=collection.name_of),),
    closes=(Close(track=DEPOSITING, key=collection.name_of),),
    facts=collection.Deposited,
)
