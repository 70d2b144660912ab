"""Why payment, publication or closing is refused (处罚法 47, 48, 67)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

OVERPAID = Reason(
    code="overpaid",
    text="缴款{amount:yuan}超过应缴余额{outstanding:yuan}",
    article="行政处罚法第六十七条",
    remedy="核对缴款票据；多缴的依法退还",
)
MONEY_OWED = Reason(
    code="money_owed",
    text="尚有{owed:yuan}没有缴清",
    article="行政处罚法第六十七条、第七十二条",
    remedy="缴清后结案；确有困难的，另行办理延期、分期",
)
NOT_SERVED = Reason(
    code="not_served",
    text="决定书尚未送达，不得公示",
    article="行政处罚法第四十八条、第六十一条",
    remedy="先完成送达",
)
PUBLICATION_UNCHECKED = Reason(
    code="publication_unchecked",
    text="{detail}",
    article="行政处罚法第四十八条、第五十条；国办发〔2018〕118号",
    remedy="先由公示审核人审核公示内容和脱敏情况",
)
COLLECTOR_CHECKS = Reason(
    code="collector_checks",
    text="公示内容的采集人和审核人是同一人：{officer}",
    article="本机关公示制度（国办发〔2018〕118号要求明确采集、传递、审核、发布职责）",
    remedy="由另一人审核",
)
CLOSING_GROUND = Reason(
    code="closing_ground",
    text="结案理由“{ground}”与{decision}不符",
    article="本机关结案制度",
    remedy="按决定的种类填写结案理由",
)
TRACKS_OPEN = Reason(
    code="tracks_open",
    text="尚有未了结的事项：{tracks}",
    article="行政处罚法第四十七条、第五十六条、第六十七条",
    remedy="逐项了结后结案",
)
