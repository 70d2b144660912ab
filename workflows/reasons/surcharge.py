"""Why a surcharge (加处罚款) is refused."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

NO_FINE = Reason(
    code="no_fine",
    text="现有决定没有罚款，或者来源没有写明罚款数额，不能加处罚款",
    article="行政处罚法第七十二条第一款第一项",
    remedy="没收违法所得逾期不缴纳的，不加处罚款，催告后申请人民法院强制执行",
)
SURCHARGE_EARLY = Reason(
    code="surcharge_early",
    text="加处罚款自{from_on}起算，缴款期限{period}",
    article="行政处罚法第六十六条、第六十七条第三款、第七十二条第一款第一项",
    remedy="自缴款期限（批准延期、分期的，为最后一期）届满的次日起算",
)
SURCHARGE_TWICE = Reason(
    code="surcharge_twice",
    text="{from_on}起的加处罚款已经计算到{until_on}",
    article="行政处罚法第七十二条第一款第一项",
    remedy="同一日不得重复计算，自已计算的截止日的次日起算",
)
SURCHARGE_AMOUNT = Reason(
    code="surcharge_amount",
    text="所填{what}{stated}与计算结果{reckoned}不符",
    article="行政处罚法第七十二条第一款第一项、第七十三条第三款",
    remedy="每日按未缴罚款的百分之三计算（缴款先抵罚款，按产品约定），复议、诉讼期间不计，累计不超过罚款数额",
)
