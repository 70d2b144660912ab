"""Why a step is refused for a dispute about jurisdiction (处罚法 25)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

JURISDICTION_OPEN = Reason(
    code="jurisdiction_open",
    text="与{agency}的管辖争议尚未解决",
    article="行政处罚法第二十五条第二款",
    remedy="协商解决；协商不成的，报请共同的上一级行政机关指定管辖，登记结果后再办理",
)
JURISDICTION_THEIRS = Reason(
    code="jurisdiction_theirs",
    text="已确定由{agency}管辖（{how}）",
    article="行政处罚法第二十五条",
    remedy="办理案件移送或者终止调查",
)
