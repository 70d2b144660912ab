"""Why a reviewer may not be assigned or may not give the opinion, or why nothing is decided on it yet (处罚法 58; the agency's own rules)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

NO_SUCH_REVIEWER = Reason(
    code="no_such_reviewer",
    text="人员名录中没有法制审核人员 {officer}，或者其在{day}不在岗",
    article="国办发〔2018〕118号；本机关审核制度",
    remedy="指派名录中在岗的法制审核人员；用 zhifa review queue 查看各人手中的案件",
)
NOT_THE_ASSIGNED_REVIEWER = Reason(
    code="not_the_assigned_reviewer",
    text="本机关规定由指派的审核人审核：{detail}",
    article="国办发〔2018〕118号；本机关审核制度",
    remedy="由指派的审核人提出意见；不能审核的，由审核机构负责人另行指派",
)
COUNSEL_UNKNOWN = Reason(
    code="counsel_unknown",
    text="名录中没有编号为“{counsel}”的法律顾问或者公职律师，或者其在{day}不在聘期",
    article="国办发〔2018〕118号；本机关审核制度",
    remedy="核对编号，或者先在法律顾问、公职律师名录中登记",
)
OPINION_UNENDORSED = Reason(
    code="opinion_unendorsed",
    text="第{round}轮法制审核意见没有审核机构负责人签署",
    article="本机关审核制度",
    remedy="由审核机构负责人办理“签署审核意见”（endorse_opinion）",
)
OWN_OPINION = Reason(
    code="own_opinion",
    text="第{round}轮法制审核意见由{officer}本人提出，不得由其本人签署",
    article="本机关审核制度",
    remedy="由另一名审核机构负责人签署，或者由其他审核人审核",
)
