"""Why a time among the facts of a step is refused (处罚法 47)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

TIMES_UNFIT = Reason(
    code="times_unfit",
    text="所填“{field}”{value}{detail}",
    article="行政处罚法第四十七条（全过程记录）",
    remedy="核对时间",
)
