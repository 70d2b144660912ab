"""Notice, statement and defence, hearing (处罚法 44-45, 62-65).

Where a rule leaves them out, the days for the decision stand still while the notice is announced and from the notice of a hearing to its end.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from zhifa.engine.instants import legal_day
from zhifa.engine.vocabulary import Close, End, Open, Start, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.announced import ANNOUNCED
from zhifa.workflows.conditions import (
    ANNOUNCEMENT_COUNTS,
    ANNOUNCEMENT_EXCLUDED,
    HEARING_COUNTS,
    HEARING_EXCLUDED,
    HEARING_TOLD,
)
from zhifa.workflows.forms import notice, serve
from zhifa.workflows.guards.evidence import EVIDENCE_KEYS
from zhifa.workflows.guards.hearing import (
    ANNOUNCED_IN_TIME,
    AS_APPOINTED,
    ENDED_LAWFULLY,
    HEARING_UNFINISHED,
    HELD,
    OFFICER_INDEPENDENT,
    REQUESTED_IN_TIME,
    STILL_INDEPENDENT,
)
from zhifa.workflows.guards.notice import DRAFT_EXISTS, HEAVIER_ONLY_ON_NEW_EVIDENCE, RIGHTS_TOLD
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS
from zhifa.workflows.guards.review import REVIEWED_FIRST
from zhifa.workflows.guards.service import ANNOUNCEMENT_GROUNDED, SERVICE_PROVEN
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER, HEARING_OFFICER, SYSTEM, UNIT_HEAD
from zhifa.workflows.states import (
    APPROVING,
    CONCLUDED,
    DEFENCE,
    DISCUSSING,
    DISPUTED,
    HEARING,
    NOTIFYING,
    RECTIFYING,
    REVIEWING,
)
from zhifa.workflows.tracks import ANNOUNCED_PERIOD, HEARING_PERIOD, NOTICE_SERVICE

WHILE_UNDECIDED = (DEFENCE, REVIEWING, RECTIFYING, DISPUTED, DISCUSSING, APPROVING)
"""From the notice to the decision the party can be heard; it takes the case back and voids the review (处罚法 45, 62)."""


def _hearing_day(facts: BaseModel) -> date:
    """The day told in the notice: where the hearing is not held then and no other is told, the days count on."""
    assert isinstance(facts, notice.HearingNotice)
    return legal_day(facts.hearing_at)


_HEARING_OVER = Close(track=HEARING_PERIOD, when=HEARING_COUNTS)
_NOTICE_SERVED = (Close(track=NOTICE_SERVICE), Close(track=ANNOUNCED_PERIOD, when=ANNOUNCEMENT_COUNTS))

NOTIFY = Transition(
    name="notify",
    label="告知",
    sources=(CONCLUDED, DEFENCE, HEARING, RECTIFYING),
    targets=(Target(NOTIFYING),),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, DRAFT_EXISTS, REVIEWED_FIRST, RIGHTS_TOLD, HEAVIER_ONLY_ON_NEW_EVIDENCE),
    papers=("D24", "D27"),
    opens=(Open(track=NOTICE_SERVICE),),
    prompt=True,
    final="告知书已经发出，应重新告知",
    facts=notice.PriorNotice,
)
_HEARD_NEXT = (Target(HEARING, when=HEARING_UNFINISHED), Target(DEFENCE))
_TO_BE_HEARD = (
    Start(term=terms.STATEMENT, length=lambda policy: policy.statement_days),
    Start(term=terms.HEARING_REQUEST, when=HEARING_TOLD),
)
SERVE_NOTICE = Transition(
    name="serve_notice",
    label="送达告知书",
    sources=(NOTIFYING,),
    targets=_HEARD_NEXT,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, SERVICE_PROVEN, TIMES_FIT),
    papers=("D37",),
    starts=_TO_BE_HEARD,
    ends=ANNOUNCED,
    closes=_NOTICE_SERVED,
    facts=serve.Service,
)
DEEM_NOTICE_SERVED = Transition(
    name="deem_notice_served",
    label="公告期满，告知书视为送达",
    sources=(NOTIFYING,),
    targets=_HEARD_NEXT,
    roles=(SYSTEM,),
    guards=(SERVICE_PROVEN,),
    no_paper="送达公告和公告期间届满的记录载明，没有送达回证",
    starts=_TO_BE_HEARD,
    ends=ANNOUNCED,
    closes=_NOTICE_SERVED,
    final="依公告期满的日期登记，公告有误的应另行公告",
    facts=serve.DeemedService,
)
FAIL_NOTICE_SERVICE = Transition(
    name="fail_notice_service",
    label="告知书送达未果",
    sources=(NOTIFYING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS),
    papers=("D37",),
    facts=serve.FailedService,
)
ANNOUNCE_NOTICE = Transition(
    name="announce_notice",
    label="公告送达告知书",
    sources=(NOTIFYING,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, ANNOUNCEMENT_GROUNDED),
    papers=("D39",),
    starts=(Start(term=terms.ANNOUNCEMENT),),
    opens=(Open(track=ANNOUNCED_PERIOD, when=ANNOUNCEMENT_EXCLUDED, during=terms.ANNOUNCEMENT),),
    closes=(Close(track=ANNOUNCED_PERIOD, when=ANNOUNCEMENT_COUNTS),),
    final="公告已经发出，应另行公告",
    facts=serve.Announcement,
)
HEAR_STATEMENT = Transition(
    name="hear_statement",
    label="听取陈述申辩",
    sources=WHILE_UNDECIDED,
    targets=(Target(DEFENCE),),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, EVIDENCE_KEYS, TIMES_FIT),
    papers=("D26",),
    ends=(End(term=terms.LEGAL_REVIEW),),
    voids_review=True,
    facts=notice.StatementReceived,
)
REVIEW_STATEMENT = Transition(
    name="review_statement",
    label="复核陈述申辩",
    sources=(DEFENCE,),
    roles=(HANDLER, UNIT_HEAD),
    papers=("D26-2",),
    facts=notice.StatementReview,
)
WAIVE = Transition(
    name="waive",
    label="登记明确放弃",
    sources=(DEFENCE,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS,),
    papers=("D27-2",),
    facts=notice.Waiver,
)
REQUEST_HEARING = Transition(
    name="request_hearing",
    label="登记听证申请",
    sources=WHILE_UNDECIDED,
    targets=(Target(HEARING),),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, REQUESTED_IN_TIME),
    papers=("D27-2",),
    ends=(End(term=terms.HEARING_REQUEST), End(term=terms.LEGAL_REVIEW)),
    voids_review=True,
    facts=notice.HearingRequest,
)
SCHEDULE_HEARING = Transition(
    name="schedule_hearing",
    label="通知听证",
    sources=(HEARING,),
    roles=(HEARING_OFFICER,),
    guards=(ANNOUNCED_IN_TIME, OFFICER_INDEPENDENT, TIMES_FIT),
    papers=("D28",),
    opens=(Open(track=HEARING_PERIOD, when=HEARING_EXCLUDED, until=_hearing_day),),
    closes=(_HEARING_OVER,),
    final="听证通知书已经发出，应重新通知",
    facts=notice.HearingNotice,
)
HOLD_HEARING = Transition(
    name="hold_hearing",
    label="举行听证",
    sources=(HEARING,),
    roles=(HEARING_OFFICER,),
    guards=(AS_APPOINTED, STILL_INDEPENDENT, EVIDENCE_KEYS, TIMES_FIT),
    papers=("D29",),
    closes=(_HEARING_OVER,),
    voids_review=True,
    facts=notice.HearingRecord,
)
REPORT_HEARING = Transition(
    name="report_hearing",
    label="听证报告",
    sources=(HEARING,),
    targets=(Target(DEFENCE),),
    roles=(HEARING_OFFICER,),
    guards=(HELD,),
    papers=("D30",),
    closes=(_HEARING_OVER,),
    facts=notice.HearingReport,
)
ABANDON_HEARING = Transition(
    name="abandon_hearing",
    label="终止听证",
    sources=(HEARING,),
    targets=(Target(DEFENCE),),
    roles=(HEARING_OFFICER,),
    guards=(ENDED_LAWFULLY,),
    no_paper="撤回申请或者视为放弃的情况由当事人书面材料、听证笔录载明",
    closes=(_HEARING_OVER,),
    facts=notice.HearingAbandoned,
)
