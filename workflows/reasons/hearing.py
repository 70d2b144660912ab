"""Why a step about the hearing is refused, or waits for it (处罚法 63-65)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

HEARING_WINDOW = Reason(
    code="hearing_window_open",
    text="要求听证的期限至{due}，尚未届满，当事人也没有明确放弃",
    article="行政处罚法第六十四条第一项",
    remedy="待期限届满，或者取得当事人明确放弃听证的书面意见",
)
HEARING_PENDING = Reason(
    code="hearing_pending",
    text="当事人{day}要求听证，{detail}",
    article="行政处罚法第六十三条至第六十五条",
    remedy="举行听证并形成听证报告；当事人撤回或者视为放弃的，如实登记",
)
HEARING_REQUEST_LATE = Reason(
    code="hearing_request_late",
    text="要求听证的期限已于{due}届满",
    article="行政处罚法第六十四条第一项",
    remedy="告知当事人期限已过；仍可听取其陈述、申辩",
)
HEARING_NOT_OFFERED = Reason(
    code="hearing_not_offered",
    text="告知书没有告知听证权利",
    article="行政处罚法第六十三条",
    remedy="属于听证范围的，先补充告知",
)
HEARING_NOTICE_TOO_LATE = Reason(
    code="hearing_notice_too_late",
    text="听证定于{hearing}，至迟应于{latest}通知，现为{day}",
    article="行政处罚法第六十四条第二项、第八十五条",
    remedy="推迟听证日期，使通知之日与听证之日之间有完整的七个工作日",
)
HEARING_OFFICER_INVESTIGATED = Reason(
    code="hearing_officer_investigated",
    text="听证主持人{officer}是本案调查人员（{why}）",
    article="行政处罚法第六十四条第四项",
    remedy="指定非本案调查人员主持",
)
HEARING_NOT_APPOINTED = Reason(
    code="hearing_not_appointed",
    text="{detail}",
    article="行政处罚法第六十四条第二项、第四项",
    remedy="先通知当事人听证的时间、地点，由指定的主持人按时举行",
)
HEARING_UNREPORTED = Reason(
    code="hearing_unreported",
    text="{detail}",
    article="行政处罚法第六十五条",
    remedy="先举行听证、制作笔录",
)
