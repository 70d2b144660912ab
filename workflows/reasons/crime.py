"""Reasons about the referral of a suspected crime (处罚法 27; 国务院令第310号)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

CRIME_EVIDENCE_UNKNOWN = Reason(
    code="crime_evidence_unknown",
    text="移送报告引用的证据“{key}”不在卷内",
    article="行政执法机关移送涉嫌犯罪案件的规定第四条、第五条",
    remedy="先登记该证据，或者改正引用",
)
CRIME_NOT_PROPOSED = Reason(
    code="crime_not_proposed",
    text="没有等待决定的移送报告",
    article="行政执法机关移送涉嫌犯罪案件的规定第五条",
    remedy="由专案组核实后先提出移送涉嫌犯罪案件的书面报告",
)
CRIME_NOT_APPROVED = Reason(
    code="crime_not_approved",
    text="移送没有经本机关正职负责人或者主持工作的负责人批准",
    article="行政执法机关移送涉嫌犯罪案件的规定第五条",
    remedy="先报请批准；批准后二十四小时内移送",
)
CRIME_UNSETTLED = Reason(
    code="crime_unsettled",
    text="涉嫌犯罪的移送尚未了结，不得以行政处罚代替移送",
    article="行政处罚法第二十七条；行政执法机关移送涉嫌犯罪案件的规定第十一条",
    remedy="先由负责人决定是否移送；批准的，移送公安机关",
)
TRANSFER_UNANSWERED = Reason(
    code="transfer_unanswered",
    text="第{seq}号记录的审核意见为移送，此后没有就移送作出决定",
    article="行政处罚法第二十七条、第五十八条；国办发〔2018〕118号",
    remedy="提出移送报告由负责人决定，或者移送有管辖权的机关；有分歧的，提请分歧讨论",
)
REPLY_NOT_AWAITED = Reason(
    code="reply_not_awaited",
    text="公安机关已经答复，此后没有提请复议或者建议立案监督",
    article="行政执法机关移送涉嫌犯罪案件的规定第八条、第九条",
    remedy="填写有误的，办理更正；不服不予立案的，先提请复议或者建议立案监督",
)
POLICE_NOT_DECLINED = Reason(
    code="police_not_declined",
    text="没有公安机关不予立案的答复可以提出异议",
    article="行政执法机关移送涉嫌犯罪案件的规定第九条",
    remedy="先登记公安机关的答复",
)
RECONSIDERED_ALREADY = Reason(
    code="reconsidered_already",
    text="已经于{day}提请过复议",
    article="行政执法机关移送涉嫌犯罪案件的规定第九条",
    remedy="对复议决定仍有异议的，建议人民检察院依法进行立案监督",
)
GOODS_NOT_DUE = Reason(
    code="goods_not_due",
    text="没有应当移交的涉案物品：{detail}",
    article="行政执法机关移送涉嫌犯罪案件的规定第十二条",
    remedy="核对移送书所附涉案物品清单和公安机关的答复",
)
RETURN_UNFOUNDED = Reason(
    code="return_unfounded",
    text="退回理由“{ground}”与公安机关的答复不符：{detail}",
    article="行政处罚法第二十七条第一款；行政执法机关移送涉嫌犯罪案件的规定第十条",
    remedy="先登记公安机关的答复，再按司法机关的文书填写退回理由",
)
POLICE_NOT_FILED = Reason(
    code="police_not_filed",
    text="公安机关没有立案，不能以追究刑事责任终结",
    article="行政处罚法第二十七条第一款；行政执法机关移送涉嫌犯罪案件的规定第八条、第十条",
    remedy="公安机关不予立案的，办理退回，依法作出处理",
)
GOODS_OWED = Reason(
    code="goods_owed",
    text="涉案物品尚未移交，应于{due}前移交公安机关",
    article="行政执法机关移送涉嫌犯罪案件的规定第十二条",
    remedy="先移交涉案物品，办结交接手续",
)
