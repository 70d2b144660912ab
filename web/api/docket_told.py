"""A line of a list of cases as the API tells it."""

from __future__ import annotations

from zhifa.engine.docket_page import DocketLine as Line
from zhifa.engine.instants import instant_text
from zhifa.web.api.models.base import Named, Who
from zhifa.web.api.models.cases import DocketLine, StateTold, WorkflowNamed


def line_told(line: Line) -> DocketLine:
    return DocketLine(
        id=line.case_id,
        case_number=line.case_number,
        cause=line.cause,
        party=line.party,
        workflow=WorkflowNamed(name=line.workflow, version=line.workflow_version, label=line.workflow_label),
        act=Named(name=line.act, label=line.act_label),
        state=StateTold(name=line.state, label=line.state_label, ended=line.ended),
        phase=Named(name=line.phase.value, label=line.phase.label),
        version=line.version,
        replay=line.replay,
        handlers=[Who(id=one.officer_id, name=one.name) for one in line.handlers],
        units=list(line.units),
        due=line.due.isoformat() if line.due else None,
        light=Named(name=line.light.value, label=line.light.label),
        days=line.days,
        opened_at=instant_text(line.opened_at),
        moved_at=instant_text(line.moved_at),
    )
