"""Why a disposal of confiscated goods is refused."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

GOODS_MANNER = Reason(
    code="goods_manner",
    text="处理方式为{manner}，但{detail}",
    article="行政处罚法第七十四条第一款",
    remedy="决定没收的，拍卖、销毁、上缴或者按国家规定处理；没收已被撤销或者变更的，退还当事人",
)
