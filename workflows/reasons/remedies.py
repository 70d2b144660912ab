"""Why a step about a remedy, or about what follows from it, is refused."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

NO_DECISION_TO_CONTEST = Reason(
    code="no_decision_to_contest",
    text="本案没有可以申请复议、提起诉讼的处罚决定",
    article="行政复议法第二十条；行政诉讼法第四十六条",
    remedy="核对案件；原决定已被责令重作的，待重新作出决定",
)
REMEDY_DATES = Reason(
    code="remedy_dates",
    text="所填日期{day}早于{what}的{earlier}",
    article="行政复议法第二十条；行政诉讼法第四十六条",
    remedy="核对申请书、决定书或者裁判文书的日期",
)
APPEAL_WITHOUT_ACTION = Reason(
    code="appeal_without_action",
    text="登记上诉，但本案没有已经登记的行政诉讼",
    article="行政诉讼法第八十五条",
    remedy="先登记第一审行政诉讼；不服行政行为直接起诉的，种类填行政诉讼",
)
REFUND_TOO_MUCH = Reason(
    code="refund_too_much",
    text="退还{amount:yuan}超过应退的{due:yuan}",
    article="行政处罚法第七十四条；本机关财务制度",
    remedy="核对缴款和变更、撤销的数额",
)
OLD_MATTERS_OPEN = Reason(
    code="old_matters_open",
    text="原决定的下列事项尚未了结：{tracks}",
    article="行政处罚法第四十八条第二款；本机关办案制度",
    remedy="先撤回公示、退还款项，将当场收缴的款项交存，待复议、诉讼、执行程序结束后重新办理",
)
SAME_DECISION_AGAIN = Reason(
    code="same_decision_again",
    text="草案与被撤销的决定相同：{document}责令重作，并非以违反法定程序为由",
    article="行政诉讼法第七十一条；行政复议法第六十四条第二款",
    remedy="不得以同一的事实和理由作出基本相同的决定；事实或者理由确有改变的，在草案中写明",
)
REFUND_OWED = Reason(
    code="refund_owed",
    text="尚有{owed:yuan}应当退还当事人",
    article="行政处罚法第七十四条；本机关财务制度",
    remedy="登记退款，或者更正误登的缴款",
)
NOTHING_TO_WITHDRAW = Reason(
    code="nothing_to_withdraw",
    text="没有应当撤回的公示",
    article="行政处罚法第四十八条第二款",
    remedy="公示的决定被依法变更、撤销、确认违法或者确认无效的，先登记复议、诉讼结果",
)
