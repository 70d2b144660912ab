"""Reasons of law: no act is fined twice (处罚法 29)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

FINED_BEFORE = Reason(
    code="fined_before",
    text="当事人已于{decided}因“{cause}”受过罚款（案件{case}），本案行为可能是同一违法行为",
    article="行政处罚法第二十九条",
    remedy="核对是否同一违法行为；不是同一行为的，在草案中写明理由（other_act）；前一决定已被撤销的，先在该案登记复议、诉讼结果",
)
