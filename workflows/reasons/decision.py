"""Why a decision is refused (处罚法 57, 59)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

DISCUSSION_MISSING = Reason(
    code="discussion_missing",
    text="情节复杂或者违法行为重大（{why}），负责人没有集体讨论通过现有草案",
    article="行政处罚法第五十七条第二款",
    remedy="由行政机关负责人集体讨论决定",
)
TOO_FEW_DISCUSSANTS = Reason(
    code="too_few_discussants",
    text="参加集体讨论的负责人{counted}人，本机关规定至少{needed}人",
    article="行政处罚法第五十七条第二款；本机关议事规则",
    remedy="由规定人数的负责人参加讨论，每人发表意见",
)
DRAFT_KIND = Reason(
    code="draft_kind",
    text="审核通过的草案是{kind}，不能据以作出{wanted}",
    article="行政处罚法第五十七条、第五十八条",
    remedy="按草案的种类作出决定；改变种类的，修改草案后重新审核",
)
ELEMENTS_MISSING = Reason(
    code="elements_missing",
    text="决定书缺少法定内容：{missing}",
    article="行政处罚法第五十九条",
    remedy="补齐后再作决定；复议机关、法院、代收机构在机关登记信息中填写",
)
