"""Why a measure does not end by itself (处罚法 56)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

MEASURE_STANDS = Reason(
    code="measure_stands",
    text="没有规则规定先行登记保存“{measure}”期满自动解除",
    article="行政处罚法第五十六条",
    remedy="由机关负责人作出处理决定；逾期未作出的，属于超期",
)
PERIOD_NOT_OVER = Reason(
    code="period_not_over",
    text="先行登记保存“{measure}”的期限至{due}届满，尚未经过",
    article="行政处罚法第五十六条、第八十五条",
    remedy="期限届满之前应当作出处理决定",
)
