"""After the spot: money, and filing with the agency (处罚法 52, 67-71)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Start, Transition
from zhifa.workflows import terms
from zhifa.workflows.conditions import PAID_UP
from zhifa.workflows.forms import publish, summary
from zhifa.workflows.guards.closing import (
    NOT_OVERPAID,
)
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS
from zhifa.workflows.guards.summary import COLLECTED_AS_DECIDED, LANDED, ON_LAND, ON_WATER, PASSED_ON_WHOLE
from zhifa.workflows.roles import HANDLER, UNIT_HEAD
from zhifa.workflows.states import PERFORMING
from zhifa.workflows.terms.summary import DEPOSIT as DEPOSIT_TERM
from zhifa.workflows.terms.summary import HAND_IN as HAND_IN_TERM
from zhifa.workflows.terms.summary import RECORD_FILING
from zhifa.workflows.tracks import AFLOAT, DEPOSITING, HANDING_IN, PAYING, RECORDING

COLLECT_ON_SPOT = Transition(
    name="collect_on_spot",
    label="当场收缴罚款",
    sources=(PERFORMING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, COLLECTED_AS_DECIDED, NOT_OVERPAID),
    no_paper="收缴以财政部门统一制发的专用票据为凭",
    starts=(Start(term=HAND_IN_TERM, when=ON_LAND),),
    ends=(End(term=terms.PAYMENT, when=PAID_UP),),
    opens=(Open(track=HANDING_IN), Open(track=AFLOAT, when=ON_WATER)),
    closes=(Close(track=PAYING, when=PAID_UP),),
    final="专用票据已经交给当事人",
    facts=summary.SpotCollection,
)
LAND = Transition(
    name="land",
    label="登记抵岸",
    sources=(PERFORMING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS,),
    no_paper="抵岸情况由执法人员登记",
    starts=(Start(term=HAND_IN_TERM),),
    closes=(Close(track=AFLOAT),),
    facts=summary.Landed,
)
HAND_IN = Transition(
    name="hand_in",
    label="交至行政机关",
    sources=(PERFORMING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, LANDED, PASSED_ON_WHOLE),
    no_paper="交款以机关的收款凭证为凭",
    starts=(Start(term=DEPOSIT_TERM),),
    ends=(End(term=HAND_IN_TERM),),
    opens=(Open(track=DEPOSITING),),
    closes=(Close(track=HANDING_IN),),
    facts=summary.HandedIn,
)
DEPOSIT = Transition(
    name="deposit",
    label="缴付银行",
    sources=(PERFORMING,),
    roles=(HANDLER, UNIT_HEAD),
    guards=(PASSED_ON_WHOLE,),
    no_paper="缴付以银行的回单为凭",
    ends=(End(term=DEPOSIT_TERM),),
    closes=(Close(track=DEPOSITING),),
    facts=summary.Deposited,
)
PAY = Transition(
    name="pay",
    label="登记缴款",
    sources=(PERFORMING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, NOT_OVERPAID),
    no_paper="缴款以代收机构的专用票据为凭",
    ends=(End(term=terms.PAYMENT, when=PAID_UP),),
    closes=(Close(track=PAYING, when=PAID_UP),),
    facts=publish.Payment,
)
FILE_RECORD = Transition(
    name="file_record",
    label="报所属机关备案",
    sources=(PERFORMING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS,),
    no_paper="备案的就是当场行政处罚决定书和所列材料",
    ends=(End(term=RECORD_FILING),),
    closes=(Close(track=RECORDING),),
    facts=summary.RecordFiled,
)
