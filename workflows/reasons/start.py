"""Why a case is not filed here, against this party, or any more (处罚法 17-22, 36)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

NO_POWER = Reason(
    code="no_power",
    text="本机关在{day}对“{matter}”没有法定职权，也没有有效的委托",
    article="行政处罚法第十七条至第二十一条",
    remedy="核对执法事项；不属本机关职权的，移送有权机关",
)
OUTSIDE_REGION = Reason(
    code="outside_region",
    text="违法行为发生地{area}不在本机关管辖区域{region}之内",
    article="行政处罚法第二十二条",
    remedy="移送有管辖权的机关，或者报请指定管辖",
)
IDENTITY_CHECK_DIGIT = Reason(
    code="identity_check_digit",
    text="{kind} {number} 的校验位不正确",
    article="GB 32100-2015、GB 11643-1999",
    remedy="对照证照原件核对号码；来源已脱敏的，证件种类选“已脱敏”",
)
TIME_BARRED = Reason(
    code="time_barred",
    text="违法行为于{ended}终了，追诉时效于{due}届满，{discovered}才被发现",
    article="行政处罚法第三十六条",
    remedy="不再给予行政处罚；涉及公民生命健康安全、金融安全且有危害后果的，写明适用五年的理由",
)
VIOLATION_NOT_YET = Reason(
    code="violation_after_discovery",
    text="所填违法行为日期{ended}晚于立案日{day}",
    article="行政处罚法第三十六条第二款",
    remedy="核对违法行为发生或者终了的日期",
)
