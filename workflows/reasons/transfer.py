"""Reasons against handing a case over to another agency."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

RECEIVER_IS_SENDER = Reason(
    code="receiver_is_sender",
    text="接收机关“{receiver}”就是本机关",
    article="行政处罚法第二十二条、第二十五条",
    remedy="填写有管辖权的其他机关",
)
