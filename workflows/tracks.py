"""The small lives beside the state of a penalty case; closing asks that all have ended."""

from __future__ import annotations

from zhifa.engine.vocabulary import Hold, Track
from zhifa.workflows import terms

PRESERVED = Track(name="preservation", label="先行登记保存")
CORRECTING = Track(name="correction", label="责令改正")
SUSPENSION = Track(name="suspension", label="中止调查", stops=(terms.DECISION,), excluded_as="suspension")
RECUSAL = Track(name="recusal", label="回避")
APPRAISAL = Track(name="appraisal", label="检测、检验、检疫、鉴定")
APPRAISAL_PERIOD = Track(name="appraisal_period", label="鉴定期间", stops=(terms.DECISION,), excluded_as="appraisal")
ASSISTANCE = Track(name="assistance", label="协助调查")
JURISDICTION = Track(name="jurisdiction", label="管辖争议")
CRIME = Track(name="crime", label="涉嫌犯罪移送")
NOTICE_SERVICE = Track(name="notice_service", label="告知书送达")
ANNOUNCED_PERIOD = Track(
    name="announced_period", label="告知书公告期间", stops=(terms.DECISION,), excluded_as="announcement"
)
HEARING_PERIOD = Track(name="hearing_period", label="听证期间", stops=(terms.DECISION,), excluded_as="hearing")
DECISION_SERVICE = Track(
    name="decision_service",
    label="决定书送达",
    holds=(Hold(term=terms.PUBLICATION, cause="决定书尚未送达，送达之前不得公示"),),
)
PAYING = Track(name="payment", label="缴款")
PERFORMANCE = Track(name="performance", label="履行")
RECORDING = Track(name="record_filing", label="报所属机关备案")
AFLOAT = Track(name="afloat", label="水上收缴，待抵岸")
HANDING_IN = Track(name="hand_in", label="当场收缴的罚款交至机关")
DEPOSITING = Track(name="deposit", label="当场收缴的罚款缴付银行")
PUBLISHING = Track(name="publication", label="公示")
POSTPONING = Track(name="postponement", label="延期、分期缴纳的申请")
FURTHER_SERVICE = Track(name="further_service", label="后续文书送达")
COURT = Track(name="court", label="申请人民法院强制执行")
CONFISCATED = Track(name="confiscated_goods", label="没收物品处理")
REMEDY = Track(name="remedy", label="行政复议、行政诉讼")
WITHDRAWING = Track(name="withdrawal", label="撤回公示")
REFUND = Track(name="refund", label="退还已缴款项")
REDOING = Track(name="redo", label="重新作出决定")
