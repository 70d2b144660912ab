"""Suspension, resumption and termination of the investigation (on a rule of the agency's field; 处罚法 60 knows no exclusion)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Open, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.forms import suspension
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.people import UNIT_OPINION_GIVEN
from zhifa.workflows.guards.suspension import SUSPENSION_COUNTS, SUSPENSION_EXCLUDED
from zhifa.workflows.roles import HEAD
from zhifa.workflows.states import INVESTIGATING, SUSPENDED, TERMINATED
from zhifa.workflows.tracks import SUSPENSION

SUSPEND = Transition(
    name="suspend",
    label="中止调查",
    sources=(INVESTIGATING,),
    targets=(Target(SUSPENDED),),
    roles=(HEAD,),
    guards=(UNIT_OPINION_GIVEN,),
    papers=("D20",),
    opens=(Open(track=SUSPENSION, when=SUSPENSION_EXCLUDED),),
    prompt=True,
    final="中止由机关负责人决定，应以恢复调查了结后另行决定",
    facts=suspension.Suspension,
)
RESUME = Transition(
    name="resume",
    label="恢复调查",
    sources=(SUSPENDED,),
    targets=(Target(INVESTIGATING),),
    roles=(HEAD,),
    guards=(UNIT_OPINION_GIVEN,),
    papers=("D20",),
    closes=(Close(track=SUSPENSION, when=SUSPENSION_COUNTS),),
    prompt=True,
    final="恢复由机关负责人决定，应另行决定",
    facts=suspension.Resumption,
)
TERMINATE = Transition(
    name="terminate",
    label="终止调查",
    sources=(INVESTIGATING, SUSPENDED),
    targets=(Target(TERMINATED),),
    roles=(HEAD,),
    guards=(UNIT_OPINION_GIVEN, ALL_TRACKS_ENDED),
    papers=("D20",),
    ends=(
        End(term=terms.DECISION),
        End(term=terms.STATEMENT, lapses=True),
        End(term=terms.HEARING_REQUEST, lapses=True),
    ),
    closes=(Close(track=SUSPENSION, when=SUSPENSION_COUNTS),),
    facts=suspension.Termination,
)
