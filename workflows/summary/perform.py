"""On the spot and after it: the fine collected as the decision has it, and filing with the agency (处罚法 52, 68, 69)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Start, Transition
from zhifa.workflows import terms
from zhifa.workflows.conditions import PAID_UP
from zhifa.workflows.court_period import PAID_AND_PERFORMED
from zhifa.workflows.forms import collection, summary
from zhifa.workflows.guards.closing import NOT_OVERPAID
from zhifa.workflows.guards.collection import COLLECTED_AS_DECIDED, ON_LAND, ON_WATER
from zhifa.workflows.guards.outcome import NOTHING_OWED
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS
from zhifa.workflows.roles import HANDLER
from zhifa.workflows.states import DECIDED, PERFORMING
from zhifa.workflows.terms.collection import HAND_IN
from zhifa.workflows.terms.enforcement import COURT_APPLICATION
from zhifa.workflows.terms.summary import RECORD_FILING
from zhifa.workflows.tracks import AFLOAT, HANDING_IN, PAYING, RECORDING

COLLECT_ON_SPOT = Transition(
    name="collect_on_spot",
    label="当场收缴罚款",
    sources=(PERFORMING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, COLLECTED_AS_DECIDED, NOT_OVERPAID),
    no_paper="收缴以财政部门统一制发的专用票据为凭",
    starts=(Start(term=HAND_IN, key=collection.name_of, when=ON_LAND),),
    ends=(End(term=terms.PAYMENT, when=PAID_UP), End(term=COURT_APPLICATION, when=PAID_AND_PERFORMED, lapses=True)),
    opens=(
        Open(track=HANDING_IN, key=collection.name_of),
        Open(track=AFLOAT, key=collection.name_of, when=ON_WATER),
    ),
    closes=(Close(track=PAYING, when=NOTHING_OWED),),
    final="专用票据已经交给当事人",
    facts=collection.SpotCollection,
)
FILE_RECORD = Transition(
    name="file_record",
    label="报所属机关备案",
    sources=(DECIDED, PERFORMING),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS,),
    no_paper="备案的就是当场行政处罚决定书和所列材料",
    ends=(End(term=RECORD_FILING),),
    closes=(Close(track=RECORDING),),
    facts=summary.RecordFiled,
)
