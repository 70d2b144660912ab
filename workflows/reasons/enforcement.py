"""Why a demand, or an application to the court, is refused."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

NOTHING_UNPERFORMED = Reason(
    code="nothing_unperformed",
    text="决定所定的义务已经履行完毕",
    article="行政强制法第三十五条、第五十三条",
    remedy="核对缴款和履行记录",
)
NOT_ENFORCED = Reason(
    code="not_enforced",
    text="人民法院已经不准予执行或者终结执行，不再加处罚款、催告或者申请执行",
    article="行政强制法第五十八条；行政处罚法第七十二条",
    remedy="当事人自愿缴纳的，登记缴款；应当结案的，以“其他”为由结案",
)
PERIOD_RUNNING = Reason(
    code="period_running",
    text="缴款期限至{due}，尚未届满",
    article="行政处罚法第六十六条、第六十七条第三款、第七十二条第一款",
    remedy="待期限届满后办理",
)
DEMAND_AMOUNT = Reason(
    code="demand_amount",
    text="催告的{what}为{stated:yuan}，应为{owed:yuan}",
    article="行政强制法第三十五条第三项",
    remedy="写明尚未缴纳的全部数额，其中已经决定加处的罚款单独写明",
)
NOT_DEMANDED = Reason(
    code="not_demanded",
    text="{detail}",
    article="行政强制法第五十四条、第六十九条",
    remedy="先送达催告书；送达之日起十个工作日后仍未履行的，方可申请",
)
REMEDY_PENDING = Reason(
    code="remedy_pending",
    text="{detail}",
    article="行政强制法第五十三条",
    remedy="待复议、诉讼程序结束，法定申请复议和起诉的期限届满后申请",
)
COURT_LATE = Reason(
    code="court_late",
    text="申请期限自{since}起算，至{due}届满，现为{day}",
    article="行政强制法第五十三条；行政处罚法第七十二条第二款；最高人民法院关于适用行政诉讼法的解释第一百五十六条",
    remedy="逾期申请的，人民法院不予受理；有正当理由的，向人民法院说明",
)
NOT_APPLIED = Reason(
    code="not_applied",
    text="没有正在进行的强制执行申请",
    article="行政强制法第五十三条",
    remedy="先申请人民法院强制执行，再登记其处理结果",
)
COURT_RESULT = Reason(
    code="court_result",
    text="登记为执行完毕，但{detail}",
    article="行政强制法第五十八条；行政处罚法第七十二条",
    remedy="先登记执行所得款项和履行情况",
)
NOTHING_TO_SERVE = Reason(
    code="nothing_to_serve",
    text="没有尚待送达的催告书、加处罚款决定书、补正通知书",
    article="行政强制法第三十八条；行政处罚法第六十一条",
    remedy="先制作催告书或者加处罚款决定书，再登记其送达情况",
)
DEMAND_NOT_DIRECT = Reason(
    code="demand_not_direct",
    text="催告书应当直接送达当事人，没有当事人拒绝接收或者无法直接送达的记录",
    article="行政强制法第三十八条",
    remedy="先直接送达；当事人拒绝接收或者无法直接送达的，登记送达未果后依照民事诉讼法的有关规定送达",
)
