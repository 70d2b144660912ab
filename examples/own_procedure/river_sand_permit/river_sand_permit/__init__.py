"""河道采砂许可: a procedure of licensing (行政许可法 第四章), brought to zhifa by a host. It reads like the statute and knows the vocabulary only."""

from __future__ import annotations

from river_sand_permit import steps
from river_sand_permit.reading import application_weighed, draft, handlers, involved
from river_sand_permit.roles import HANDLER, HEAD, UNIT_HEAD
from river_sand_permit.states import REVIEWING, STATES
from zhifa.engine.workflow import Workflow

__all__ = ["RIVER_SAND_PERMIT"]

RIVER_SAND_PERMIT = Workflow(
    name="river_sand_permit",
    version=1,
    label="河道采砂许可",
    act="licence",
    states=STATES,
    transitions=(
        steps.APPLY, steps.ACCEPT, steps.DECLINE,
        steps.CHECK_SITE, steps.EXAMINE_PLAN, steps.ASK_EXPERTS, steps.HEAR_EXPERTS, steps.EXTEND, steps.PROPOSE,
        steps.AGREE, steps.FIND_PROBLEMS,
        steps.GRANT, steps.REFUSE,
        steps.DELIVER, steps.CLOSE,
    ),
    review_state=REVIEWING,
    draft=draft,
    inputs=application_weighed,
    handlers=handlers,
    involved=involved,
    case_bound=frozenset({HANDLER.name}),
    correctors=(HANDLER, UNIT_HEAD),
    approvers=(UNIT_HEAD, HEAD),
)  # fmt: skip
"""From 申请 to 办结."""
