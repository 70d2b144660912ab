"""Service of the decision (处罚法 61)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Start, Target, Transition
from zhifa.workflows import court_period, publication_period, terms
from zhifa.workflows.announced import ANNOUNCED
from zhifa.workflows.conditions import DEEDS_DUE, FINE_DUE, MONEY_DUE, stated_day
from zhifa.workflows.forms import serve
from zhifa.workflows.guards.goods import GOODS_TAKEN
from zhifa.workflows.guards.outcome import FIRST_PERIOD_RUNS, NO_REMEDY_YET
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS
from zhifa.workflows.guards.service import ANNOUNCEMENT_GROUNDED, SERVICE_PROVEN
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER, SYSTEM
from zhifa.workflows.states import DECIDED, PERFORMING, SERVING
from zhifa.workflows.terms import STATED_PAYMENT
from zhifa.workflows.terms.enforcement import COURT_APPLICATION
from zhifa.workflows.tracks import CONFISCATED, DECISION_SERVICE, PAYING, PERFORMANCE

DISPATCH = Transition(
    name="dispatch",
    label="交付送达",
    sources=(DECIDED,),
    targets=(Target(SERVING),),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS),
    no_paper="送达结果由送达回证载明",
    ends=(End(term=terms.SERVICE),),
    facts=serve.Dispatch,
)
_PERIODS = (
    Start(term=terms.PAYMENT, when=FINE_DUE),
    Start(term=STATED_PAYMENT, reckoned_from=stated_day),
    Start(term=terms.RECONSIDERATION, when=NO_REMEDY_YET),
    Start(term=terms.LITIGATION, when=FIRST_PERIOD_RUNS),
    Start(term=COURT_APPLICATION, reckoned_from=court_period.from_service),
    *publication_period.ANEW,
)
_DUTIES = (
    Open(track=PAYING, when=MONEY_DUE),
    Open(track=PERFORMANCE, when=DEEDS_DUE),
    Open(track=CONFISCATED, when=GOODS_TAKEN),
)
SERVE_DECISION = Transition(
    name="serve_decision",
    label="送达决定书",
    sources=(SERVING,),
    targets=(Target(PERFORMING),),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, SERVICE_PROVEN, TIMES_FIT),
    papers=("D37",),
    starts=_PERIODS,
    ends=ANNOUNCED,
    opens=_DUTIES,
    closes=(Close(track=DECISION_SERVICE),),
    facts=serve.Service,
)
DEEM_DECISION_SERVED = Transition(
    name="deem_decision_served",
    label="公告期满，决定书视为送达",
    sources=(SERVING,),
    targets=(Target(PERFORMING),),
    roles=(SYSTEM,),
    guards=(SERVICE_PROVEN,),
    no_paper="送达公告和公告期间届满的记录载明，没有送达回证",
    starts=_PERIODS,
    ends=ANNOUNCED,
    opens=_DUTIES,
    closes=(Close(track=DECISION_SERVICE),),
    final="依公告期满的日期登记，公告有误的应另行公告",
    facts=serve.DeemedService,
)
FAIL_SERVICE = Transition(
    name="fail_service",
    label="决定书送达未果",
    sources=(SERVING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS),
    papers=("D37",),
    facts=serve.FailedService,
)
ANNOUNCE = Transition(
    name="announce",
    label="公告送达决定书",
    sources=(SERVING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, ANNOUNCEMENT_GROUNDED),
    papers=("D39",),
    starts=(Start(term=terms.ANNOUNCEMENT),),
    final="公告已经发出，应另行公告",
    facts=serve.Announcement,
)
