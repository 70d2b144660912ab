"""The first version of the summary procedure (行政处罚简易程序), as it was published and is never changed: from 当场查获 to 归档, decided on the
spot by two officers.

Its decision is exempt from legal review by 处罚法 51; what does not fit there ends here and is turned over to the ordinary procedure,
as is what a remedy orders to be decided anew.
"""

from __future__ import annotations

from zhifa.engine.workflow import Workflow
from zhifa.workflows.conclusion import ARCHIVE, CLOSE, PUBLISH, REVIEW_PUBLICATION
from zhifa.workflows.dossier import handlers, involvement, reviewed_content
from zhifa.workflows.execution.collection import COLLECT_ON_REQUEST, DEPOSIT, HAND_IN, LAND
from zhifa.workflows.fined import party_of, standing_fine
from zhifa.workflows.heading import heading_of
from zhifa.workflows.packs import PACKS
from zhifa.workflows.related import links_of
from zhifa.workflows.roles import HANDLER, HEAD, UNIT_HEAD
from zhifa.workflows.summary.decide import (
    ARCHIVE_TURNED,
    CATCH,
    DECIDE_ON_SPOT,
    DELIVER,
    HEAR,
    SUMMARY_PENALTY,
    TELL,
    TURN_ORDINARY,
)
from zhifa.workflows.summary.perform import COLLECT_ON_SPOT, FILE_RECORD
from zhifa.workflows.summary.remedies import LODGE_REMEDY, REDO_ORDINARY
from zhifa.workflows.summary.shared import (
    ANNOUNCE_FURTHER,
    APPLY_COURT,
    APPROVE_POSTPONEMENT,
    CONFIRM_PERFORMANCE,
    DEMAND_PERFORMANCE,
    DISPOSE_GOODS,
    FAIL_FURTHER_SERVICE,
    IMPOSE_SURCHARGE,
    PAY,
    RECORD_COURT,
    RECORD_REFUND,
    RECORD_REMEDY,
    RECTIFY_PAPER,
    REQUEST_POSTPONEMENT,
    SERVE_FURTHER,
    WITHDRAW_PUBLICATION,
)
from zhifa.workflows.summary.states import STATES, TOLD
from zhifa.workflows.summary.usual import USUAL

FIRST = Workflow(
    name="penalty_summary",
    version=1,
    label="行政处罚简易程序",
    act="penalty",
    states=STATES,
    transitions=(
        CATCH, TELL, HEAR, DECIDE_ON_SPOT, DELIVER, TURN_ORDINARY,
        COLLECT_ON_SPOT, COLLECT_ON_REQUEST, LAND, HAND_IN, DEPOSIT, PAY, CONFIRM_PERFORMANCE, DISPOSE_GOODS, FILE_RECORD,
        REQUEST_POSTPONEMENT, APPROVE_POSTPONEMENT, IMPOSE_SURCHARGE, DEMAND_PERFORMANCE, SERVE_FURTHER, FAIL_FURTHER_SERVICE,
        ANNOUNCE_FURTHER, APPLY_COURT, RECORD_COURT, RECTIFY_PAPER,
        LODGE_REMEDY, RECORD_REMEDY, WITHDRAW_PUBLICATION, RECORD_REFUND, REDO_ORDINARY,
        REVIEW_PUBLICATION, PUBLISH, CLOSE, ARCHIVE, ARCHIVE_TURNED,
    ),
    review_state=TOLD,
    draft=reviewed_content,
    handlers=handlers,
    involved=involvement,
    party=party_of,
    fine=standing_fine,
    heading=heading_of,
    links=links_of,
    case_bound=frozenset({HANDLER.name}),
    correctors=(HANDLER, UNIT_HEAD),
    approvers=(UNIT_HEAD, HEAD),
    decision_papers={SUMMARY_PENALTY.name: "D34"},
    packs=PACKS,
    usual=USUAL,
)  # fmt: skip
