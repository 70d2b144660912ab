"""What to fill into a field, by form: as the forms and their guards ask for it, with the provision that they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from zhifa.engine.correct import CorrectionForm
from zhifa.engine.handover import HandingOverForm
from zhifa.workflows.forms import (
    appraisal,
    collection,
    crime,
    decide,
    enforcement,
    extension,
    gathering,
    investigate,
    jurisdiction,
    notice,
    postponement,
    publish,
    recording,
    rectification,
    recusal,
    related,
    remedies,
    review,
    serve,
    start,
    summary,
    surcharge,
    transfer,
    values,
    weighing,
)

HELP: Final[Mapping[type[BaseModel], Mapping[str, str]]] = {
    CorrectionForm: {
        "reason": "原值为什么有误，新值以什么为据",
        "approver": "承办机构负责人或者机关负责人；不得是登记人本人",
    },
    HandingOverForm: {"reason": "移交后，原承办人仍不得审核本案"},
    values.Party: {
        "name": "决定书应当载明（行政处罚法第五十九条第一款第（一）项）",
        "address": "决定书应当载明（行政处罚法第五十九条第一款第（一）项）",
        "identity_number": "统一社会信用代码、居民身份证号码核对校验码",
        "legal_representative": "单位的法定代表人或者负责人；个体工商户的经营者",
    },
    values.Evidence: {
        "key": "如：证1；同案不重复",
        "kind": "行政处罚法第四十六条第一款规定的八类",
        "proves": "用来证明什么事实",
        "verified": "证据经查证属实，方可作为认定案件事实的根据（行政处罚法第四十六条第二款）",
        "digest": "在“证据”中收入文件后从列表中选",
    },
    values.Citation: {"law": "写全称，不加书名号", "article": "用汉字数字，如：第五十九条第一款第（二）项"},
    values.PenaltyItem: {
        "amount": "罚款必填；没收的，能够算出数额或者价值的填写；其他种类不填",
        "text": "文字中写有数额的，与所填数额一致",
    },
    values.Draft: {
        "evidence": "填卷内证据的编号",
        "ground": "只在不予处罚时填写",
        "correction": "责令当事人改正或者限期改正的内容（行政处罚法第二十八条）",
        "education": "不予处罚的，应当对当事人进行教育（行政处罚法第三十三条第三款）",
        "lighter_law": "适用违法行为之后才施行的规定的，说明其处罚较轻（行政处罚法第三十七条）",
        "other_act": "当事人以前受过罚款的，说明不是同一违法行为（行政处罚法第二十九条）",
        "guardian": "只在依行政处罚法第三十条、第三十一条不予处罚时填写",
        "violations": "有两项以上违法行为的，分别裁量；只有一项的不填",
        "payment_days": "有罚款的为十五日（行政处罚法第六十七条第三款）",
    },
    values.Violation: {"items": "主文中处罚它的项目，从 1 数起"},
    values.Signature: {"note": "拒绝签名或者不能签名的，注明情况"},
    values.Person: {"relation": "如：法定代表人、同住成年家属、收发室"},
    values.ReviewItem: {"reason": "八项逐项写明结论和理由（国办发〔2018〕118号）"},
    start.Report: {
        "provider": "匿名或者要求保密的不填",
        "cause": "写违法行为本身，不写“涉嫌”和“案”，如：露天焚烧秸秆",
        "matter": "名录“执法事项”中的名称",
        "area": "名录所知的区域（行政处罚法第二十二条）",
        "discovered_on": "违法行为被发现之日（行政处罚法第三十六条）",
        "suggestion": "核查、移交或者不予处理",
        "received": "其他机关移送来的，填移送机关和随案的记录包",
        "related": "本库中的案件；文书中不出现，登记后不更正",
    },
    related.RelatedCase: {"case": "案件的编号"},
    start.Filing: {
        "violation_ended_on": "有连续或者继续状态的，填行为终了之日（行政处罚法第三十六条第二款）",
        "long_limitation": "涉及公民生命健康安全、金融安全且有危害后果的填写，时效为五年；不填为二年（行政处罚法第三十六条第一款）",
    },
    investigate.FieldRecord: {
        "credentials_shown": "行政处罚法第五十五条第一款",
        "signature": "当事人或者有关人员签名（行政处罚法第五十五条）",
    },
    investigate.Recheck: {"taken_up": "没有改正的，写另案处理、申请人民法院强制执行等后续措施；已经改正的不填"},
    investigate.Interview: {
        "identity": "笔录所载的证件、单位、职务、住址、电话",
        "confirmation": "如：以上笔录我看过，与我说的一致",
    },
    investigate.AddressConfirmation: {"electronic_consent": "须有当事人签名的书面同意（行政处罚法第六十一条第二款）"},
    investigate.PreservationHandled: {
        "disposal": "各件处理不同的，选“分别处理”，再逐项填写",
        "basis": "转为查封扣押或者没收的，填所依据的规定",
    },
    investigate.Conclusion: {
        "complex_or_major": "填写的，由机关负责人集体讨论决定（行政处罚法第五十七条第二款）；不属于的不填"
    },
    investigate.Revision: {
        "draft": "草案一经修改，原审核意见失效，应当重新送审",
        "complex_or_major": "填写的，由机关负责人集体讨论决定（行政处罚法第五十七条第二款）",
    },
    gathering.Sample: {"population": "从多少中抽取", "reserve": "没有备份样品的，写明原因"},
    gathering.Sampling: {"cost": "支付的样品费用；没有支付的写明"},
    gathering.DataExtraction: {"checksum": "所提取数据的 SHA-256，64 位小写十六进制"},
    appraisal.AppraisalEntrusted: {"qualification": "证书或者认定文件的名称和编号"},
    appraisal.AppraisalPeriod: {"basis": "行政处罚法没有规定的，填规章的规定"},
    appraisal.AppraisalReport: {"evidence": "出具意见的，登记为“鉴定意见”证据；未能出具的不登记"},
    crime.CrimeProposal: {
        "officers": "两名以上人员组成的专案组（国务院令第310号第五条）",
        "relied_on": "卷内证据的编号",
    },
    crime.CrimeDelivery: {
        "enclosures": "五项逐项写明附有或者没有（国务院令第310号第六条）",
        "goods": "有涉案物品的逐项填写",
    },
    extension.DecisionExtension: {
        "basis": "行政处罚法第六十条没有规定延长；填本领域规章的规定",
        "approval_number": "规章要求上级机关批准的填写",
        "discussants": "规章要求集体讨论的填写",
    },
    jurisdiction.JurisdictionSettled: {"document_number": "指定管辖的必填（行政处罚法第二十五条第二款）"},
    recusal.RecusalRequest: {"ground": "行政处罚法第四十三条第一款的两种情形"},
    summary.Catch: {
        "credentials_shown": "行政处罚法第五十二条第一款",
        "place": "查获的具体地点",
        "violation_ended_on": "有连续或者继续状态的，填行为终了之日（行政处罚法第三十六条第二款）",
        "long_limitation": "适用五年时效的填写；不填为二年（行政处罚法第三十六条第一款）",
    },
    summary.SpotStatement: {"draft": "采纳后改变拟作决定的填写；不填为照原来的"},
    summary.SpotDecision: {"collection": "当场收缴的填写；不填为到银行缴纳（行政处罚法第六十七条）"},
    summary.Collection: {"request": "边远、水上、交通不便地区，写当事人提出的原话（行政处罚法第六十九条）"},
    notice.PriorNotice: {
        "rights": "告知陈述、申辩（行政处罚法第四十四条）；属于行政处罚法第六十三条情形的，告知要求听证的权利"
    },
    notice.StatementReview: {"reasons": "当事人提出的事实、理由和证据逐项复核（行政处罚法第四十五条）"},
    notice.Waiver: {"declaration": "当事人明确放弃的原话；没有答复不是放弃（行政处罚法第六十二条）"},
    notice.HearingNotice: {
        "hearing_at": "举行听证的七个工作日前通知（行政处罚法第六十四条第（二）项）",
        "hearing_officer": "本案调查人员以外的人员（行政处罚法第六十四条第（四）项）",
        "closed_reason": "涉及国家秘密、商业秘密或者个人隐私的（行政处罚法第六十四条第（三）项）；公开举行的不填",
    },
    notice.HearingRecord: {"agents": "至多两人（行政处罚法第六十四条第（五）项）"},
    review.Submission: {"materials": "随草案送审的材料"},
    review.Agreement: {"items": "八项逐项给出一次结论，全部通过"},
    review.Problems: {"items": "八项逐项给出一次结论，至少一项不通过"},
    review.Discussion: {
        "conclusion": "变更草案的，应当重新送法制审核",
        "speakers": "出席人员逐人记录发言，主持人应在其中",
    },
    decide.Decision: {"head_opinion": "决定的内容以审核通过的草案为准，此处不能改动"},
    serve.DirectProof: {"recipient": "当事人本人，或者依法可以代收的人"},
    serve.LeftProof: {
        "witnesses": "没有拍照、录像的，应有见证人",
        "recordings": "文件库中照片、录像的摘要",
        "refused_on": "不填为送达当日",
    },
    serve.PostProof: {"received_on": "以回执上注明的收件日期为送达日期"},
    serve.Service: {"proof": "先选送达方式，再填所需的证明"},
    serve.Announcement: {"explanation": "在案卷中记明原因和经过"},
    postponement.PostponementDecided: {"schedule": "延期填一个日期，分期填两个以上依次在后的日期，不予批准的不填"},
    publish.Payment: {"instalment": "分期缴纳、缴清一期的，填“第1期”等；其他缴款不填"},
    publish.PublicationReview: {"withheld_reason": "不予公示的填写（行政处罚法第四十八条、第五十条）；公示的不填"},
    collection.Named: {"collection": "有两笔以上没有缴存的收缴时填写，如：收缴2"},
    collection.Collected: {"treasury_receipt": "不出具专用票据的，当事人有权拒绝缴纳（行政处罚法第七十条）"},
    enforcement.Demand: {"surcharge": "所欠数额中加处罚款的部分；没有的填 0"},
    enforcement.CourtApplication: {"late_reason": "超过三个月申请的填写"},
    surcharge.Surcharge: {
        "principal": "加处罚款的总额不超过它（行政处罚法第七十二条第一款第（一）项）",
        "excluded_days": "复议、诉讼期间不计算的天数（行政处罚法第七十三条第三款）",
    },
    remedies.RemedyLodged: {"key": "如：复议1、诉讼1"},
    remedies.RemedyOutcome: {
        "procedural": "只在“责令重作”时填“是”",
        "items": "只在“变更”时填写",
        "content": "照文书的原话，写到案卷所需为止",
    },
    rectification.Rectification: {
        "paper": "文书的文号；没有文号的填文书的编号",
        "legal_opinion": "没有参与本案的法制审核人员认定属于笔误",
    },
    rectification.Slip: {"wrong": "照文书所印，在一行之内，长到文书中别处没有"},
    recording.RecordingFiled: {
        "recorded_by": "执法人员，或者辅助人员的编号",
        "gap_reason": "有中断的，写明原因",
        "device": "名录中设备的编号",
    },
    transfer.Received: {"digest": "移送机关随案记录包的文件", "head": "64 位小写十六进制"},
    weighing.WeighedItem: {
        "benchmark": "基准编码和阶次一并填写；没有适用基准的只写理由",
        "base": "阶次按货值或者违法所得计算的填写",
    },
    weighing.Departure: {"opinion": "机关负责人的意见；不得是裁量人本人", "ground": "依法减轻处罚而清单没有列明的填写"},
}
"""By form, its own fields; a field that is not here is told by its label alone."""
