"""The first version of the ordinary procedure (行政处罚普通程序), as it was published and is never changed: from 线索登记 to 归档.

Each phase has its module, which reads like the statute: every transition says from where, to where, by whom, on what conditions, with which
paper. Here they are put together and proved sound.
"""

from __future__ import annotations

from zhifa.engine.workflow import Workflow
from zhifa.workflows.conclusion import ARCHIVE, ARCHIVE_ENDED, CLOSE, PUBLISH, REVIEW_PUBLICATION
from zhifa.workflows.dossier import handlers, involvement, recused, reviewed_content
from zhifa.workflows.execution.collection import COLLECT_ON_REQUEST, DEPOSIT, HAND_IN, LAND
from zhifa.workflows.execution.enforcement import (
    ANNOUNCE_FURTHER,
    APPLY_COURT,
    DEEM_FURTHER_SERVED,
    DEMAND_PERFORMANCE,
    FAIL_FURTHER_SERVICE,
    RECORD_COURT,
    SERVE_FURTHER,
)
from zhifa.workflows.execution.goods import DISPOSE_GOODS
from zhifa.workflows.execution.perform import CONFIRM_PERFORMANCE, PAY
from zhifa.workflows.execution.postponement import APPROVE_POSTPONEMENT, REQUEST_POSTPONEMENT
from zhifa.workflows.execution.rectification import RECTIFY_PAPER
from zhifa.workflows.execution.remedies import LODGE_REMEDY, RECORD_REFUND, RECORD_REMEDY, REDO, WITHDRAW_PUBLICATION
from zhifa.workflows.execution.surcharge import IMPOSE_SURCHARGE
from zhifa.workflows.fined import party_of, standing_fine
from zhifa.workflows.heading import heading_of
from zhifa.workflows.ordinary.appraisal import ENTRUST_APPRAISAL, REPORT_APPRAISAL, TELL_APPRAISAL_PERIOD
from zhifa.workflows.ordinary.assistance import RECORD_ASSISTANCE, REQUEST_ASSISTANCE
from zhifa.workflows.ordinary.crime import (
    ASK_POLICE_RECONSIDERATION,
    DECIDE_CRIME_TRANSFER,
    DELIVER_TO_POLICE,
    END_REFERRAL,
    HAND_OVER_GOODS,
    PROPOSE_CRIME_TRANSFER,
    PROPOSE_SUPERVISION,
    RECORD_POLICE_REPLY,
    RETURN_FROM_JUSTICE,
)
from zhifa.workflows.ordinary.decide import (
    DECIDE_NO_PENALTY,
    DECIDE_PENALTY,
    DISCUSS,
    NO_PENALTY,
    PENALTY,
    SEND_BACK,
    WITHDRAW_AT_APPROVAL,
)
from zhifa.workflows.ordinary.extension import EXTEND_DECISION
from zhifa.workflows.ordinary.gathering import EXTRACT_DATA, SUMMON, TAKE_SAMPLES
from zhifa.workflows.ordinary.investigate import (
    APPROVE_PRESERVATION,
    ASSIGN,
    CONCLUDE,
    CONFIRM_ADDRESS,
    EXTRACT,
    HANDLE_PRESERVED,
    INSPECT,
    INTERVIEW,
    LAPSE_PRESERVATION,
    ORDER_CORRECTION,
    PRESERVE,
    RECHECK,
    REVISE,
    WITHDRAW,
)
from zhifa.workflows.ordinary.jurisdiction import ASSIGN_DOWN, RAISE_JURISDICTION, SETTLE_JURISDICTION
from zhifa.workflows.ordinary.notice import (
    ABANDON_HEARING,
    ANNOUNCE_NOTICE,
    DEEM_NOTICE_SERVED,
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
from zhifa.workflows.ordinary.recusal import DECIDE_RECUSAL, REPORT_RECUSAL, REQUEST_RECUSAL
from zhifa.workflows.ordinary.review import AGREE, FIND_PROBLEMS, PROCEED, RAISE_DISPUTE, SETTLE_DISPUTE, SUBMIT_REVIEW
from zhifa.workflows.ordinary.serve import ANNOUNCE, DEEM_DECISION_SERVED, DISPATCH, FAIL_SERVICE, SERVE_DECISION
from zhifa.workflows.ordinary.start import DECLINE_FILING, FILE, REPORT, VERIFY
from zhifa.workflows.ordinary.suspension import RESUME, SUSPEND, TERMINATE
from zhifa.workflows.ordinary.transfer import TRANSFER_CASE, TRANSFER_EARLY
from zhifa.workflows.ordinary.usual import USUAL
from zhifa.workflows.packs import PACKS
from zhifa.workflows.related import links_of
from zhifa.workflows.roles import HANDLER, HEAD, UNIT_HEAD
from zhifa.workflows.states import REVIEWING, STATES

FIRST = Workflow(
    name="penalty_ordinary",
    version=1,
    label="行政处罚普通程序",
    act="penalty",
    states=STATES,
    transitions=(
        REPORT, VERIFY, FILE, DECLINE_FILING, RAISE_JURISDICTION, SETTLE_JURISDICTION, ASSIGN_DOWN,
        ASSIGN, INSPECT, INTERVIEW, EXTRACT, CONFIRM_ADDRESS, APPROVE_PRESERVATION, PRESERVE, HANDLE_PRESERVED, LAPSE_PRESERVATION,
        ORDER_CORRECTION, RECHECK,
        SUMMON, TAKE_SAMPLES, EXTRACT_DATA, ENTRUST_APPRAISAL, TELL_APPRAISAL_PERIOD, REPORT_APPRAISAL, REQUEST_ASSISTANCE, RECORD_ASSISTANCE,
        REQUEST_RECUSAL, REPORT_RECUSAL, DECIDE_RECUSAL, SUSPEND, RESUME, TERMINATE, EXTEND_DECISION,
        CONCLUDE, REVISE, WITHDRAW,
        NOTIFY, SERVE_NOTICE, FAIL_NOTICE_SERVICE, ANNOUNCE_NOTICE, DEEM_NOTICE_SERVED, HEAR_STATEMENT, REVIEW_STATEMENT, WAIVE,
        REQUEST_HEARING, SCHEDULE_HEARING, HOLD_HEARING, REPORT_HEARING, ABANDON_HEARING,
        TRANSFER_EARLY, TRANSFER_CASE, PROPOSE_CRIME_TRANSFER, DECIDE_CRIME_TRANSFER, DELIVER_TO_POLICE, RECORD_POLICE_REPLY,
        ASK_POLICE_RECONSIDERATION, PROPOSE_SUPERVISION, HAND_OVER_GOODS, RETURN_FROM_JUSTICE, END_REFERRAL,
        SUBMIT_REVIEW, AGREE, FIND_PROBLEMS, RAISE_DISPUTE, SETTLE_DISPUTE, PROCEED,
        DISCUSS, DECIDE_PENALTY, DECIDE_NO_PENALTY, SEND_BACK, WITHDRAW_AT_APPROVAL,
        DISPATCH, SERVE_DECISION, FAIL_SERVICE, ANNOUNCE, DEEM_DECISION_SERVED,
        PAY, COLLECT_ON_REQUEST, LAND, HAND_IN, DEPOSIT, CONFIRM_PERFORMANCE, REVIEW_PUBLICATION, PUBLISH, CLOSE, ARCHIVE, ARCHIVE_ENDED,
        REQUEST_POSTPONEMENT, APPROVE_POSTPONEMENT, IMPOSE_SURCHARGE, DEMAND_PERFORMANCE, SERVE_FURTHER, FAIL_FURTHER_SERVICE,
        ANNOUNCE_FURTHER, DEEM_FURTHER_SERVED, APPLY_COURT, RECORD_COURT, DISPOSE_GOODS, RECTIFY_PAPER,
        LODGE_REMEDY, RECORD_REMEDY, WITHDRAW_PUBLICATION, RECORD_REFUND, REDO,
    ),
    review_state=REVIEWING,
    draft=reviewed_content,
    handlers=handlers,
    involved=involvement,
    barred=recused,
    party=party_of,
    fine=standing_fine,
    heading=heading_of,
    links=links_of,
    case_bound=frozenset({HANDLER.name}),
    correctors=(HANDLER, UNIT_HEAD),
    approvers=(UNIT_HEAD, HEAD),
    decision_papers={PENALTY.name: "D33", NO_PENALTY.name: "D35"},
    packs=PACKS,
    usual=USUAL,
)  # fmt: skip
