"""行政处罚简易程序 (处罚法 第五章第二节): from 当场查获 to 归档, decided on the spot by two officers.

Its decision is exempt from legal review by 处罚法 51; what does not fit there ends here and is turned over to the ordinary procedure.
"""

from __future__ import annotations

from zhifa.engine.workflow import Workflow
from zhifa.workflows.conclusion import ARCHIVE, CLOSE, PUBLISH, REVIEW_PUBLICATION
from zhifa.workflows.dossier import handlers, involvement, reviewed_content
from zhifa.workflows.fined import fine_of, party_of
from zhifa.workflows.roles import HANDLER, HEAD, UNIT_HEAD
from zhifa.workflows.summary.decide import (
    CATCH,
    DECIDE_ON_SPOT,
    DELIVER,
    HEAR,
    SUMMARY_PENALTY,
    TELL,
    TURN_ORDINARY,
)
from zhifa.workflows.summary.perform import COLLECT_ON_SPOT, DEPOSIT, FILE_RECORD, HAND_IN, LAND, PAY
from zhifa.workflows.summary.states import STATES, TOLD

SUMMARY = Workflow(
    name="penalty_summary",
    version=1,
    label="行政处罚简易程序",
    act="penalty",
    states=STATES,
    transitions=(
        CATCH, TELL, HEAR, DECIDE_ON_SPOT, DELIVER, TURN_ORDINARY,
        COLLECT_ON_SPOT, LAND, HAND_IN, DEPOSIT, PAY, FILE_RECORD,
        REVIEW_PUBLICATION, PUBLISH, CLOSE, ARCHIVE,
    ),
    review_state=TOLD,
    draft=reviewed_content,
    handlers=handlers,
    involved=involvement,
    party=party_of,
    fine=fine_of,
    case_bound=frozenset({HANDLER.name}),
    correctors=(HANDLER, UNIT_HEAD),
    approvers=(UNIT_HEAD, HEAD),
    decision_papers={SUMMARY_PENALTY.name: "D34"},
)  # fmt: skip
