"""Why a step of the summary procedure is refused (处罚法 44, 45, 51, 52)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

NOT_ON_THE_SPOT = Reason(
    code="not_on_the_spot",
    text="{officer}不在本环节的执法人员之列",
    article="行政处罚法第五十一条、第五十二条",
    remedy="当场处罚由在场的执法人员自己登记；核对执法人员名单",
)
BEYOND_SUMMARY_KINDS = Reason(
    code="beyond_summary_kinds",
    text="简易程序只能当场给予警告、罚款，不能作出：{kinds}",
    article="行政处罚法第五十一条",
    remedy="转普通程序办理",
)
BEYOND_SUMMARY_LIMIT = Reason(
    code="beyond_summary_limit",
    text="对{party}当场罚款{fine:yuan}，超过{limit:yuan}",
    article="行政处罚法第五十一条",
    remedy="转普通程序办理；法律对当场罚款数额另有规定的，从其规定。个体工商户按公民计，为本系统的约定，机关可以另行设定",
)
SPOT_LAW_MISSING = Reason(
    code="spot_law_missing",
    text="当场处罚没有写明{missing}",
    article="行政处罚法第五十一条、第五十二条第二款",
    remedy="写明违反的规定和处罚的依据；没有法定依据的，不得处罚",
)
SPOT_RIGHTS_UNTOLD = Reason(
    code="spot_rights_untold",
    text="没有告知当事人{missing}的权利",
    article="行政处罚法第四十四条、第六十二条",
    remedy="当场告知拟处罚的内容、事实、理由、依据和陈述、申辩的权利",
)
NOT_AS_TOLD = Reason(
    code="not_as_told",
    text="决定与当场告知的内容不同：{detail}",
    article="行政处罚法第四十四条、第六十二条",
    remedy="就变更后的内容另行处理：转普通程序，重新告知",
)
HEAVIER_AFTER_STATEMENT = Reason(
    code="heavier_after_statement",
    text="听取陈述、申辩之后，拟作处罚超出已告知的处罚：{detail}",
    article="行政处罚法第四十五条第二款",
    remedy="不得因当事人陈述、申辩给予更重的处罚；发现新的事实的，转普通程序",
)
STATEMENT_NOT_TAKEN_UP = Reason(
    code="statement_not_taken_up",
    text="复核结果为“{result}”，{detail}",
    article="行政处罚法第四十五条第一款",
    remedy="成立的意见应当采纳并写明变更后的处罚；不予采纳的，处罚不变",
)
STATEMENT_UNANSWERED = Reason(
    code="statement_unanswered",
    text="所填当事人意见与记录不符：{detail}",
    article="行政处罚法第四十五条、第六十二条",
    remedy="当事人陈述、申辩的，先听取、复核并记录；没有陈述、申辩的，如实填写",
)
TURNED_TO_ITSELF = Reason(
    code="turned_to_itself",
    text="所填普通程序案件 {case} 就是本案",
    article="行政处罚法第五十四条",
    remedy="先按普通程序登记新案，再填写其编号",
)
RECONSIDERATION_SKIPPED = Reason(
    code="reconsideration_skipped",
    text="对当场作出的行政处罚决定提起诉讼之前{detail}",
    article="行政复议法第二十三条第一款第一项",
    remedy="核对人民法院的通知书；应当先申请行政复议，对行政复议决定不服的再提起行政诉讼",
)
