"""行政处罚普通程序 (处罚法 第五章第三节): from 线索登记 to 归档.

Each phase has its module, which reads like the statute: every transition says from where, to where, by whom, on what conditions, with which
paper. Here they are put together and proved sound.
"""

from __future__ import annotations

from zhifa.engine.workflow import Workflow
from zhifa.workflows.dossier import handlers, involvement, reviewed_content
from zhifa.workflows.ordinary.decide import (
    DECIDE_NO_PENALTY,
    DECIDE_PENALTY,
    DISCUSS,
    NO_PENALTY,
    PENALTY,
    SEND_BACK,
    WITHDRAW_AT_APPROVAL,
)
from zhifa.workflows.ordinary.investigate import (
    APPROVE_PRESERVATION,
    ASSIGN,
    CONCLUDE,
    CONFIRM_ADDRESS,
    EXTRACT,
    HANDLE_PRESERVED,
    INSPECT,
    INTERVIEW,
    ORDER_CORRECTION,
    PRESERVE,
    RECHECK,
    REVISE,
    WITHDRAW,
)
from zhifa.workflows.ordinary.notice import (
    ABANDON_HEARING,
    ANNOUNCE_NOTICE,
    FAIL_NOTICE_SERVICE,
    HEAR_STATEMENT,
    HOLD_HEARING,
    NOTIFY,
    REPORT_HEARING,
    REQUEST_HEARING,
    REVIEW_STATEMENT,
    SCHEDULE_HEARING,
    SERVE_NOTICE,
    WAIVE,
)
from zhifa.workflows.ordinary.publish import ARCHIVE, CLOSE, CONFIRM_PERFORMANCE, PAY, PUBLISH, REVIEW_PUBLICATION
from zhifa.workflows.ordinary.review import AGREE, FIND_PROBLEMS, PROCEED, RAISE_DISPUTE, SETTLE_DISPUTE, SUBMIT_REVIEW
from zhifa.workflows.ordinary.serve import ANNOUNCE, DISPATCH, FAIL_SERVICE, SERVE_DECISION
from zhifa.workflows.ordinary.start import DECLINE_FILING, FILE, REPORT, VERIFY
from zhifa.workflows.roles import HANDLER, HEAD, UNIT_HEAD
from zhifa.workflows.states import REVIEWING, STATES

ORDINARY = Workflow(
    name="penalty_ordinary",
    version=1,
    label="行政处罚普通程序",
    act="penalty",
    states=STATES,
    transitions=(
        REPORT, VERIFY, FILE, DECLINE_FILING,
        ASSIGN, INSPECT, INTERVIEW, EXTRACT, CONFIRM_ADDRESS, APPROVE_PRESERVATION, PRESERVE, HANDLE_PRESERVED, ORDER_CORRECTION, RECHECK,
        CONCLUDE, REVISE, WITHDRAW,
        NOTIFY, SERVE_NOTICE, FAIL_NOTICE_SERVICE, ANNOUNCE_NOTICE, HEAR_STATEMENT, REVIEW_STATEMENT, WAIVE,
        REQUEST_HEARING, SCHEDULE_HEARING, HOLD_HEARING, REPORT_HEARING, ABANDON_HEARING,
        SUBMIT_REVIEW, AGREE, FIND_PROBLEMS, RAISE_DISPUTE, SETTLE_DISPUTE, PROCEED,
        DISCUSS, DECIDE_PENALTY, DECIDE_NO_PENALTY, SEND_BACK, WITHDRAW_AT_APPROVAL,
        DISPATCH, SERVE_DECISION, FAIL_SERVICE, ANNOUNCE,
        PAY, CONFIRM_PERFORMANCE, REVIEW_PUBLICATION, PUBLISH, CLOSE, ARCHIVE,
    ),
    review_state=REVIEWING,
    draft=reviewed_content,
    handlers=handlers,
    involved=involvement,
    case_bound=frozenset({HANDLER.name}),
    correctors=(HANDLER, UNIT_HEAD),
    approvers=(UNIT_HEAD, HEAD),
    decision_papers={PENALTY.name: "D33", NO_PENALTY.name: "D35"},
)  # fmt: skip
