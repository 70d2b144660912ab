"""What later versions of the penalty procedures ask of discretion and of cited articles: a step to weigh, and guards that ask for it (处罚法 34)."""

from __future__ import annotations

from typing import Final

from zhifa.engine.growth import Amendment
from zhifa.engine.vocabulary import Transition
from zhifa.workflows.forms.weighing import Weighing
from zhifa.workflows.guards.law import ARTICLES_EXIST
from zhifa.workflows.guards.notice import DRAFT_EXISTS
from zhifa.workflows.guards.weighing import BAND_KEPT, BENCHMARK_FITS, DISCRETION_WEIGHED, LISTS_ANSWERED
from zhifa.workflows.roles import HANDLER
from zhifa.workflows.states import CONCLUDED, DEFENCE, HEARING, RECTIFYING

WEIGH: Final = Transition(
    name="weigh",
    label="裁量说明",
    sources=(CONCLUDED, DEFENCE, HEARING, RECTIFYING),
    roles=(HANDLER,),
    guards=(DRAFT_EXISTS, BENCHMARK_FITS, BAND_KEPT, LISTS_ANSWERED),
    no_paper="裁量理由载于调查终结报告和决定书，裁量说明随案卷移送审核",
    voids_review=True,
    facts=Weighing,
)

ORDINARY: Final = Amendment(
    steps=(WEIGH,),
    guards={
        "conclude": (ARTICLES_EXIST,),
        "revise": (ARTICLES_EXIST,),
        "submit_review": (DISCRETION_WEIGHED,),
        "decide_penalty": (DISCRETION_WEIGHED,),
        "decide_no_penalty": (DISCRETION_WEIGHED,),
    },
)
SUMMARY: Final = Amendment(guards={"tell": (ARTICLES_EXIST,), "hear": (ARTICLES_EXIST,)})
