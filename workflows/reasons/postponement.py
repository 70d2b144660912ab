"""Why paying later or in parts, or an instalment, is refused."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

NOTHING_TO_POSTPONE = Reason(
    code="nothing_to_postpone",
    text="没有尚未缴清的罚款，无从延期或者分期；没收违法所得、加处罚款不在其内",
    article="行政处罚法第六十六条第二款",
    remedy="核对缴款记录",
)
SCHEDULE_SUM = Reason(
    code="schedule_sum",
    text="各期合计{total:yuan}，与尚未缴纳的罚款{owed:yuan}不符",
    article="行政处罚法第六十六条第二款",
    remedy="使各期数额之和等于尚未缴纳的罚款，不计没收违法所得和加处罚款",
)
INSTALMENT_ORDER = Reason(
    code="instalment_order",
    text="缴款登记为{instalment}，{detail}",
    article="行政处罚法第六十六条第二款",
    remedy="按批准的期次和数额登记；不足一期的部分缴款不填期次",
)
