"""Start: report, verification, filing (处罚法 54)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Start, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.forms import start
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.jurisdiction import JURISDICTION_SETTLED
from zhifa.workflows.guards.people import TWO_OFFICERS, UNIT_OPINION_GIVEN
from zhifa.workflows.guards.start import IDENTITY, JURISDICTION, POWER, WITHIN_LIMITATION
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER, HEAD, UNIT_HEAD
from zhifa.workflows.states import DECLINED, FILED, REPORTED, VERIFYING

REPORT = Transition(
    name="report",
    label="登记线索",
    sources=(),
    targets=(Target(REPORTED),),
    roles=(HANDLER, UNIT_HEAD),
    guards=(IDENTITY, TIMES_FIT),
    papers=("D01",),
    facts=start.Report,
)
VERIFY = Transition(
    name="verify",
    label="指派核查",
    sources=(REPORTED,),
    targets=(Target(VERIFYING),),
    roles=(UNIT_HEAD,),
    guards=(TWO_OFFICERS, TIMES_FIT),
    no_paper="指派意见记入案件来源登记表的处理意见",
    facts=start.Assignment,
)
FILE = Transition(
    name="file",
    label="立案",
    sources=(VERIFYING,),
    targets=(Target(FILED),),
    roles=(HEAD,),
    guards=(TWO_OFFICERS, POWER, JURISDICTION, JURISDICTION_SETTLED, WITHIN_LIMITATION, UNIT_OPINION_GIVEN),
    papers=("D02",),
    starts=(Start(term=terms.DECISION),),
    facts=start.Filing,
)
DECLINE_FILING = Transition(
    name="decline_filing",
    label="不予立案",
    sources=(VERIFYING,),
    targets=(Target(DECLINED),),
    roles=(HEAD,),
    guards=(TWO_OFFICERS, UNIT_OPINION_GIVEN, ALL_TRACKS_ENDED),
    papers=("D02",),
    facts=start.DeclinedFiling,
)
