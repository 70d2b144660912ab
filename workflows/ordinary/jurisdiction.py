"""Disputes about jurisdiction, and handing a case down (处罚法 25)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.forms import jurisdiction
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.people import UNIT_OPINION_GIVEN
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HEAD, UNIT_HEAD
from zhifa.workflows.states import FILED, HANDED_DOWN, INVESTIGATING, REFERRED, SUSPENDED, VERIFYING
from zhifa.workflows.tracks import JURISDICTION

RAISE_JURISDICTION = Transition(
    name="raise_jurisdiction",
    label="登记管辖争议",
    sources=(VERIFYING, INVESTIGATING),
    roles=(UNIT_HEAD,),
    no_paper="协商和报请指定管辖以机关公函办理，函件入卷",
    opens=(Open(track=JURISDICTION),),
    facts=jurisdiction.JurisdictionDispute,
)
SETTLE_JURISDICTION = Transition(
    name="settle_jurisdiction",
    label="登记管辖结果",
    sources=(VERIFYING, INVESTIGATING, SUSPENDED, REFERRED),
    roles=(UNIT_HEAD,),
    guards=(TIMES_FIT,),
    no_paper="指定管辖通知书由上级机关制作，入卷保存",
    closes=(Close(track=JURISDICTION),),
    facts=jurisdiction.JurisdictionSettled,
)
ASSIGN_DOWN = Transition(
    name="assign_down",
    label="指定管辖或者交办",
    sources=(VERIFYING, FILED),
    targets=(Target(HANDED_DOWN),),
    roles=(HEAD,),
    guards=(UNIT_OPINION_GIVEN, ALL_TRACKS_ENDED, TIMES_FIT),
    papers=("D04",),
    ends=(End(term=terms.DECISION),),
    prompt=True,
    facts=jurisdiction.HandingDown,
)
