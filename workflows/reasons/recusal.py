"""Why a step about recusal is refused (处罚法 43)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

RECUSAL_OPEN = Reason(
    code="recusal_open",
    text="对{officers}的回避尚未决定",
    article="行政处罚法第四十三条",
    remedy="先由行政机关负责人决定是否回避",
)
RECUSED = Reason(
    code="recused",
    text="{officer}{why}，不得参加办理",
    article="行政处罚法第四十三条",
    remedy="换由其他人员办理；承办人回避的，先办理移交",
)
RECUSAL_OF_ANOTHER = Reason(
    code="recusal_of_another",
    text="自行回避应由本人提出，所填人员为{officer}",
    article="行政处罚法第四十三条第一款",
    remedy="由本人登记；当事人申请的，提出人填“当事人”",
)
OWN_RECUSAL = Reason(
    code="own_recusal",
    text="{officer}不得决定自己的回避",
    article="行政处罚法第四十三条第三款",
    remedy="由行政机关其他负责人决定",
)
