"""Why legal review, or what rests on it, is refused (处罚法 58)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

REVIEW_ORDER = Reason(
    code="review_order",
    text="本机关规定先告知、后审核，案件尚未告知当事人",
    article="行政处罚法第四十四条、第五十八条；本机关审核制度",
    remedy="先作出并送达行政处罚告知书",
)
REVIEW_FIRST = Reason(
    code="review_first",
    text="本机关规定先审核、后告知，现有草案没有审核通过",
    article="行政处罚法第五十八条；本机关审核制度",
    remedy="先送法制审核",
)
REVIEWER_INVOLVED = Reason(
    code="reviewer_involved",
    text="{officer}曾{why}，不得审核本案",
    article="行政处罚法第五十八条；国办发〔2018〕118号",
    remedy="由没有参与调查、起草、承办机构审批的法制审核人员审核",
)
REVIEWER_UNQUALIFIED = Reason(
    code="reviewer_unqualified",
    text="{officer}在{day}没有登记法律职业资格，也没有登记从事行政处罚决定法制审核的经历",
    article="行政处罚法第五十八条第二款",
    remedy="由通过国家统一法律职业资格考试取得法律职业资格的人员审核，或者登记其此前的审核经历",
)
REVIEW_DATES = Reason(
    code="review_dates",
    text="收到送审材料的日期{received}不在送审日{submitted}与审核日{day}之间",
    article="本机关审核制度",
    remedy="核对收件日期",
)
DRAFT_UNCHANGED = Reason(
    code="draft_unchanged",
    text="审核意见为存在问题，草案、证据没有变更，分歧也没有经讨论处理",
    article="行政处罚法第五十八条；国办发〔2018〕118号",
    remedy="按审核意见补正后再送审；有异议的，提请分歧讨论",
)
FIRST_REVIEW_GONE = Reason(
    code="first_review_gone",
    text="告知前的审核意见已不适用于现有草案和证据",
    article="行政处罚法第五十八条",
    remedy="重新送法制审核",
)
