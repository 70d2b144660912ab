"""Further ways to gather evidence: sampling, summons, electronic data (处罚法 42, 46, 55, 56)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Transition
from zhifa.workflows.forms import gathering
from zhifa.workflows.guards.evidence import EVIDENCE_KEYS
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER
from zhifa.workflows.states import GATHERING

SUMMON = Transition(
    name="summon",
    label="通知询问",
    sources=GATHERING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, TIMES_FIT),
    papers=("D08",),
    final="询问通知书已经发出，应另行通知",
    facts=gathering.Summons,
)
TAKE_SAMPLES = Transition(
    name="take_samples",
    label="抽样取证",
    sources=GATHERING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, EVIDENCE_KEYS, TIMES_FIT),
    papers=("D12",),
    voids_review=True,
    facts=gathering.Sampling,
)
EXTRACT_DATA = Transition(
    name="extract_data",
    label="提取电子数据",
    sources=GATHERING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, EVIDENCE_KEYS, TIMES_FIT),
    papers=("D11",),
    voids_review=True,
    facts=gathering.DataExtraction,
)
