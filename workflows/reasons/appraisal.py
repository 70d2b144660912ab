"""Why a step about an appraisal is refused (处罚法 46; its period, by a rule of the field)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

APPRAISAL_NOT_ENTRUSTED = Reason(
    code="appraisal_not_entrusted",
    text="没有正在进行的检测、检验、检疫、鉴定“{key}”",
    article="行政处罚法第四十六条",
    remedy="先办理委托，或者核对名称",
)
APPRAISAL_PERIOD_DAY = Reason(
    code="appraisal_period_day",
    text="所告知的期间自{starts}起，与书面告知之日{day}不一致",
    article="本机关办案制度（书面告知之前的日子不予扣除）",
    remedy="期间自书面告知之日起写明",
)
INQUIRY_OPEN = Reason(
    code="inquiry_open",
    text="{tracks}尚无结果，事实还没有查清",
    article="行政处罚法第四十条、第五十四条第一款",
    remedy="取得结果或者撤回请求，登记后再办理",
)
