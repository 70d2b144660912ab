"""Extending the days for the decision (on a rule of the agency's field; 处罚法 60 knows no extension)."""

from __future__ import annotations

from pydantic import BaseModel

from zhifa.engine.vocabulary import Extend, Transition
from zhifa.workflows import terms
from zhifa.workflows.forms.extension import DecisionExtension
from zhifa.workflows.guards.extension import (
    EXTENSION_APPROVED,
    EXTENSION_FOUNDED,
    EXTENSION_IN_TIME,
    EXTENSION_SHORT_ENOUGH,
)
from zhifa.workflows.guards.people import UNIT_OPINION_GIVEN
from zhifa.workflows.roles import HEAD
from zhifa.workflows.states import (
    APPROVING,
    CONCLUDED,
    DEFENCE,
    DISCUSSING,
    DISPUTED,
    FILED,
    HEARING,
    INVESTIGATING,
    NOTIFYING,
    RECTIFYING,
    REVIEWING,
)


def _added(facts: BaseModel) -> int:
    assert isinstance(facts, DecisionExtension)
    return facts.added


EXTEND_DECISION = Transition(
    name="extend_decision",
    label="延长办案期限",
    sources=(
        INVESTIGATING, FILED, CONCLUDED, NOTIFYING, DEFENCE, HEARING, REVIEWING, RECTIFYING, DISPUTED, DISCUSSING, APPROVING,
    ),
    roles=(HEAD,),
    guards=(EXTENSION_FOUNDED, EXTENSION_IN_TIME, EXTENSION_SHORT_ENOUGH, EXTENSION_APPROVED, UNIT_OPINION_GIVEN),
    papers=("D20-2",),
    extends=(Extend(term=terms.DECISION, by=_added),),
    prompt=True,
    final="延长由负责人批准，期限已经随之改变，应另行批准",
    facts=DecisionExtension,
)  # fmt: skip
