"""检测, 检验, 检疫 and 技术鉴定: entrusted, its period told in writing, its result told and put on file (处罚法 46)."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from zhifa.engine.vocabulary import Close, Open, Transition
from zhifa.workflows.forms import appraisal
from zhifa.workflows.guards.appraisal import APPRAISAL_COUNTS, APPRAISAL_EXCLUDED, ENTRUSTED, PERIOD_FROM_NOW_ON
from zhifa.workflows.guards.evidence import EVIDENCE_KEYS
from zhifa.workflows.guards.people import HANDLER_ACTS
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER
from zhifa.workflows.states import DEFENCE, GATHERING, INVESTIGATING, RECEIVING, RECTIFYING
from zhifa.workflows.tracks import APPRAISAL, APPRAISAL_PERIOD


def _key(facts: BaseModel) -> str:
    assert isinstance(facts, appraisal.AppraisalEntrusted | appraisal.AppraisalPeriod | appraisal.AppraisalReport)
    return facts.key


def _due(facts: BaseModel) -> date:
    """The period told in writing; what the institution takes beyond it counts (强制法 25(3) alike)."""
    assert isinstance(facts, appraisal.AppraisalPeriod)
    return facts.due_on


ENTRUST_APPRAISAL = Transition(
    name="entrust_appraisal",
    label="委托检测、检验、检疫、鉴定",
    sources=GATHERING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TIMES_FIT),
    papers=("D13",),
    opens=(Open(track=APPRAISAL, key=_key),),
    final="委托书已经发出，应另行委托",
    facts=appraisal.AppraisalEntrusted,
)
TELL_APPRAISAL_PERIOD = Transition(
    name="tell_appraisal_period",
    label="告知鉴定期间",
    sources=(INVESTIGATING, DEFENCE, RECTIFYING),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, ENTRUSTED, PERIOD_FROM_NOW_ON, TIMES_FIT),
    papers=("D13-2",),
    opens=(Open(track=APPRAISAL_PERIOD, key=_key, when=APPRAISAL_EXCLUDED, until=_due),),
    prompt=True,
    final="期间告知书已经发出",
    facts=appraisal.AppraisalPeriod,
)
"""Once the case is filed: before that no term of the decision runs that could stand still."""

REPORT_APPRAISAL = Transition(
    name="report_appraisal",
    label="登记并告知鉴定结果",
    sources=RECEIVING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, EVIDENCE_KEYS, TIMES_FIT),
    papers=("D13-3",),
    closes=(
        Close(track=APPRAISAL, key=_key),
        Close(track=APPRAISAL_PERIOD, key=_key, when=APPRAISAL_COUNTS),
    ),
    voids_review=True,
    prompt=True,
    final="结果告知书已经发出，应另行委托并告知",
    facts=appraisal.AppraisalReport,
)
