"""Why evidence, or what a draft makes of evidence and law, is refused (处罚法 37, 40, 46, 56, 67)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

EVIDENCE_KEY_TAKEN = Reason(
    code="evidence_key_taken",
    text="卷内已有名为“{key}”的证据",
    article="行政处罚法第四十七条",
    remedy="换一个编号；原证据登记有误的，用更正",
)
EVIDENCE_UNKNOWN = Reason(
    code="evidence_unknown",
    text="草案引用的证据“{key}”不在卷内",
    article="行政处罚法第四十条、第四十六条",
    remedy="先登记该证据，或者改正引用",
)
EVIDENCE_UNVERIFIED = Reason(
    code="evidence_unverified",
    text="证据“{key}”尚未查证属实",
    article="行政处罚法第四十六条第二款",
    remedy="证据经查证属实后，方可作为认定案件事实的根据",
)
FACTS_WITHOUT_EVIDENCE = Reason(
    code="facts_without_evidence",
    text="草案认定的事实没有证据",
    article="行政处罚法第四十条",
    remedy="写明认定事实所依据的证据；证据不足的，不得给予行政处罚",
)
CONFISCATION_UNDECIDED = Reason(
    code="confiscation_undecided",
    text="没有没收的处罚决定，先行登记保存的物品不能以没收处理",
    article="行政处罚法第五十七条、第五十八条",
    remedy="先依法作出没收的处罚决定，或者以其他方式处理",
)
DISPOSAL_UNFOUNDED = Reason(
    code="disposal_unfounded",
    text="先行登记保存的物品以“{disposal}”处理，没有写明依据",
    article="行政处罚法第三十八条第一款；行政强制法第四条",
    remedy="写明没收、查封、扣押所依据的法律、法规条款（basis）",
)
PRESERVED_UNACCOUNTED = Reason(
    code="preserved_unaccounted",
    text="分别处理的清单与先行登记保存清单不符：{detail}",
    article="行政处罚法第五十六条",
    remedy="保存清单上的每一项都写明如何处理；同一项分开处理的，分行写明数量",
)
STATUTE_NOT_IN_FORCE = Reason(
    code="statute_not_in_force",
    text="所引《{law}》在{day}不具有效力",
    article="行政处罚法第三十七条、第三十八条第一款",
    remedy="核对法律、法规、规章的施行和失效日期",
)
LAW_YOUNGER = Reason(
    code="law_younger_than_violation",
    text="所引《{law}》在违法行为终了之日{day}尚未施行或者已经失效",
    article="行政处罚法第三十七条",
    remedy="引用违法行为发生时的规定；新规定处罚较轻或者不认为是违法的，写明适用新规定的理由",
)
GUARDIAN_MISSING = Reason(
    code="guardian_missing",
    text="依照行政处罚法{article}不予处罚，没有写明受责令的监护人",
    article="行政处罚法第三十条、第三十一条",
    remedy="在草案中写明监护人（guardian）：决定书一并责令其管教，或者严加看管和治疗",
)
PAYMENT_TERM = Reason(
    code="payment_term",
    text="草案规定{days}日内缴纳罚款，法定期限为十五日",
    article="行政处罚法第六十七条第三款",
    remedy="改为自收到决定书之日起十五日；确有困难的，另行办理延期、分期",
)
