"""名录调整: what changed is noticed, and within so many working days the registers follow.

No enforcement act: nobody's rights are decided here, so there is no draft and no legal review. It is a procedure so that its term warns, is
shown as arithmetic, and stands in the ledger, like any other.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from zhifa.engine.vocabulary import End, Phase, Start, State, Target, Transition
from zhifa.engine.workflow import Workflow
from zhifa.workflows.forms.upkeep import ChangeNotice, NoticeDropped, RegisterUpdated
from zhifa.workflows.guards.upkeep import NOTICE_FITS, REGISTER_FOLLOWED
from zhifa.workflows.heading import upkeep_heading
from zhifa.workflows.packs import PACKS
from zhifa.workflows.roles import HANDLER, HEAD, LEADER, REGISTRAR, REVIEWER, UNIT_HEAD
from zhifa.workflows.terms.upkeep import REGISTER_UPDATE

NOTICED = State(name="noticed", label="待更新", phase=Phase.START)
UPDATED = State(name="updated", label="已更新", phase=Phase.PUBLISH, ended=True)
DROPPED = State(name="dropped", label="不予调整", phase=Phase.START, ended=True)


def _since(facts: BaseModel) -> date:
    assert isinstance(facts, ChangeNotice)
    return facts.since


NOTICE_CHANGE = Transition(
    name="notice_change",
    label="登记变动",
    sources=(),
    targets=(Target(NOTICED),),
    roles=(HANDLER, UNIT_HEAD, REVIEWER, HEAD, LEADER, REGISTRAR),
    guards=(NOTICE_FITS,),
    no_paper="名录调整的登记只在流水中",
    starts=(Start(term=REGISTER_UPDATE, length=lambda policy: policy.register_update_days, since=_since),),
    facts=ChangeNotice,
)
UPDATE_REGISTER = Transition(
    name="update_register",
    label="更新名录",
    sources=(NOTICED,),
    targets=(Target(UPDATED),),
    roles=(REGISTRAR, UNIT_HEAD),
    guards=(REGISTER_FOLLOWED,),
    no_paper="名录的每次变更记入名录流水",
    ends=(End(term=REGISTER_UPDATE),),
    facts=RegisterUpdated,
)
DROP_NOTICE = Transition(
    name="drop_notice",
    label="不予调整",
    sources=(NOTICED,),
    targets=(Target(DROPPED),),
    roles=(HEAD, LEADER),
    no_paper="名录调整的登记只在流水中",
    ends=(End(term=REGISTER_UPDATE, voids=True),),
    facts=NoticeDropped,
)

UPKEEP = Workflow(
    name="register_upkeep",
    version=1,
    label="名录调整",
    act="upkeep",
    enforces=False,
    states=(NOTICED, UPDATED, DROPPED),
    transitions=(NOTICE_CHANGE, UPDATE_REGISTER, DROP_NOTICE),
    review_state=NOTICED,
    draft=lambda _: None,
    handlers=lambda _: frozenset(),
    involved=lambda _: {},
    heading=upkeep_heading,
    case_bound=frozenset(),
    correctors=(HANDLER, UNIT_HEAD, REGISTRAR),
    approvers=(UNIT_HEAD, HEAD, LEADER),
    packs=PACKS,
)
