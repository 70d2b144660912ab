"""Why somebody may not act, or not alone (处罚法 42, 56)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

TOO_FEW_OFFICERS = Reason(
    code="too_few_officers",
    text="执法人员不足两人：{day}持有效证件的有{counted}人",
    article="行政处罚法第四十二条第一款",
    remedy="由两名以上具有行政执法资格的人员办理",
)
CERTIFICATE_INVALID = Reason(
    code="certificate_invalid",
    text="{officer}在{day}没有可在{area}实施行政处罚的有效执法证件",
    article="行政处罚法第四十二条第一款",
    remedy="换由证件有效且类别、区域相符的人员办理",
)
CERTIFICATE_SUSPENDED = Reason(
    code="certificate_suspended",
    text="{officer}的执法证件在{day}被暂扣",
    article="行政处罚法第四十二条第一款",
    remedy="换由证件有效的人员办理；证件已发还的，先在名录中登记发还日期",
)
CERTIFICATE_UNCHECKED = Reason(
    code="certificate_unchecked",
    text="{officer}的执法证件在{day}没有通过年审",
    article="本机关证件年审制度",
    remedy="换由证件有效的人员办理；已通过年审的，先在名录中登记",
)
NOT_A_HANDLER = Reason(
    code="not_a_handler",
    text="{officer}不是本案承办人",
    article="本机关办案制度",
    remedy="由本案承办人办理，或者先办理移交",
)
NOT_APPROVED_BY_HEAD = Reason(
    code="not_approved_by_head",
    text="未经机关负责人批准：{detail}",
    article="行政处罚法第五十六条",
    remedy="先报行政机关负责人批准",
)
OPINION_UNFOUNDED = Reason(
    code="opinion_unfounded",
    text="{officer}的承办机构意见不能采用：{detail}",
    article="本机关审批制度",
    remedy="由承办机构负责人在办理之前出具意见",
)
SAME_PERSON = Reason(
    code="same_person",
    text="{first}和{second}是同一人：{officer}",
    article="本机关内部监督制度",
    remedy="由不同的人员办理",
)
