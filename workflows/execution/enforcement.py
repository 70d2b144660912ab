"""Demand, its service, and enforcement by the court (强制法 34-35, 53-58; 处罚法 72). An agency that may itself enforce is not served yet."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Start, Transition
from zhifa.workflows import terms
from zhifa.workflows.announced import ANNOUNCED
from zhifa.workflows.forms import enforcement, serve
from zhifa.workflows.guards.enforcement import (
    ALL_APPLIED_FOR,
    COURT_APPLIED,
    COURT_DONE,
    COURT_RESULT_FITS,
    DEMAND_FITS,
    DEMAND_SERVED,
    DEMANDED,
    DIRECT_FIRST,
    FURTHER_UNSERVED,
    NO_REMEDY_LEFT,
    PAYING_GIVEN_UP,
    PERFORMANCE_GIVEN_UP,
    PERIOD_OVER,
    UNPERFORMED,
    WITHIN_COURT_PERIOD,
)
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS, UNIT_OPINION_GIVEN
from zhifa.workflows.guards.rectification import SHOWN_BEFORE
from zhifa.workflows.guards.service import ANNOUNCEMENT_GROUNDED, SERVICE_PROVEN
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER, HEAD, SYSTEM
from zhifa.workflows.states import AFTER_SERVICE
from zhifa.workflows.terms.enforcement import COURT_APPLICATION, DEMAND
from zhifa.workflows.tracks import COURT, FURTHER_SERVICE, PAYING, PERFORMANCE, PUBLISHING

_SHOWN_AGAIN_IN_TIME = Start(term=terms.PUBLICATION, length=lambda policy: policy.publication_days, when=SHOWN_BEFORE)

DEMAND_PERFORMANCE = Transition(
    name="demand_performance",
    label="催告履行",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, UNPERFORMED, PERIOD_OVER, DEMAND_FITS, TIMES_FIT),
    papers=("D41",),
    opens=(Open(track=FURTHER_SERVICE),),
    prompt=True,
    final="催告书已经发出，应重新催告",
    facts=enforcement.Demand,
)
SERVE_FURTHER = Transition(
    name="serve_further",
    label="送达催告书等后续文书",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, SERVICE_PROVEN, DIRECT_FIRST, TIMES_FIT),
    papers=("D37",),
    starts=(Start(term=DEMAND, when=DEMAND_SERVED), _SHOWN_AGAIN_IN_TIME),
    ends=ANNOUNCED,
    opens=(Open(track=PUBLISHING, when=SHOWN_BEFORE),),
    closes=(Close(track=FURTHER_SERVICE),),
    facts=serve.Service,
)
DEEM_FURTHER_SERVED = Transition(
    name="deem_further_served",
    label="公告期满，后续文书视为送达",
    sources=AFTER_SERVICE,
    roles=(SYSTEM,),
    guards=(SERVICE_PROVEN,),
    no_paper="送达公告和公告期间届满的记录载明，没有送达回证",
    starts=(Start(term=DEMAND, when=DEMAND_SERVED), _SHOWN_AGAIN_IN_TIME),
    ends=ANNOUNCED,
    opens=(Open(track=PUBLISHING, when=SHOWN_BEFORE),),
    closes=(Close(track=FURTHER_SERVICE),),
    final="依公告期满的日期登记，公告有误的应另行公告",
    facts=serve.DeemedService,
)
FAIL_FURTHER_SERVICE = Transition(
    name="fail_further_service",
    label="后续文书送达未果",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, FURTHER_UNSERVED),
    papers=("D37",),
    facts=serve.FailedService,
)
ANNOUNCE_FURTHER = Transition(
    name="announce_further",
    label="公告送达催告书等后续文书",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, FURTHER_UNSERVED, ANNOUNCEMENT_GROUNDED),
    papers=("D39",),
    starts=(Start(term=terms.ANNOUNCEMENT),),
    final="公告已经发出，应另行公告",
    facts=serve.Announcement,
)
APPLY_COURT = Transition(
    name="apply_court",
    label="申请人民法院强制执行",
    sources=AFTER_SERVICE,
    roles=(HEAD,),
    guards=(UNPERFORMED, PERIOD_OVER, DEMANDED, NO_REMEDY_LEFT, WITHIN_COURT_PERIOD, UNIT_OPINION_GIVEN),
    papers=("D44",),
    ends=(End(term=COURT_APPLICATION, when=ALL_APPLIED_FOR),),
    opens=(Open(track=COURT),),
    prompt=True,
    final="申请书已经提交人民法院",
    facts=enforcement.CourtApplication,
)
RECORD_COURT = Transition(
    name="record_court",
    label="登记法院处理结果",
    sources=AFTER_SERVICE,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, COURT_APPLIED, COURT_RESULT_FITS),
    no_paper="人民法院的裁定书、通知书入卷",
    closes=(
        Close(track=COURT, when=COURT_DONE),
        Close(track=PAYING, when=PAYING_GIVEN_UP),
        Close(track=PERFORMANCE, when=PERFORMANCE_GIVEN_UP),
    ),
    facts=enforcement.CourtResult,
)
