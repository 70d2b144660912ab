"""Labels of the values that several forms share, and of what the engine itself asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from zhifa.engine.correct import CorrectionForm
from zhifa.engine.expiry import Expiry
from zhifa.engine.fields import NotStated
from zhifa.engine.handover import HandingOverForm
from zhifa.workflows.forms import (
    assignment,
    importance,
    recording,
    rectification,
    related,
    transfer,
    upkeep,
    values,
    weighing,
)

SHARED: Final[Mapping[str, str]] = {
    "act": "所涉环节",
    "draft": "决定草案",
    "digest": "文件",
    "granted": "是否准许",
    "key": "案内名称",
    "matter": "事项",
    "materials": "材料清单",
    "method": "方式",
    "new_case": "另立的案件",
    "opinion": "意见",
    "party": "当事人",
    "provider": "提供人",
    "reason": "事由",
    "related": "关联案件",
    "remark": "备注",
    "text": "内容",
}
"""What a name means wherever nothing else is said of it; names that papers require as well have theirs in ``zhifa.documents.labels``."""

LABELS: Final[Mapping[type[BaseModel], Mapping[str, str]]] = {
    CorrectionForm: {"path": "更正的填报项", "reason": "更正事由", "approver": "批准人"},
    HandingOverForm: {"old": "移交人（现承办人）", "new": "接收人（新承办人）", "reason": "移交事由"},
    NotStated: {"not_stated": "来源未载"},
    Expiry: {"key": "所涉事项", "since": "起始日（不计入）", "until": "最后一日"},
    values.Party: {
        "kind": "当事人类型",
        "name": "姓名或者名称",
        "identity_kind": "证件种类",
        "identity_number": "证件号码",
        "address": "住址或者住所",
        "phone": "联系电话",
        "legal_representative": "法定代表人、负责人或者经营者",
        "sex": "性别",
        "born_on": "出生日期",
    },
    values.Evidence: {
        "key": "证据编号",
        "kind": "证据种类",
        "description": "证据名称",
        "source": "证据来源",
        "obtained_on": "取得日期",
        "proves": "证明对象",
        "verified": "是否查证属实",
        "digest": "文件库中的文件",
    },
    values.Citation: {"law": "法律、法规、规章全称", "article": "条款项"},
    values.PenaltyItem: {"kind": "处罚种类", "amount": "数额（元）", "text": "处罚内容"},
    values.Violation: {
        "name": "违法行为名称",
        "facts": "违法事实",
        "evidence": "所依据的证据",
        "violated": "违反的规定",
        "basis": "处罚依据",
        "discretion": "裁量理由",
        "items": "对应的处罚项目",
    },
    values.Draft: {
        "kind": "拟作决定的种类",
        "facts": "认定的违法事实",
        "evidence": "所依据的证据",
        "violated": "违反的规定",
        "basis": "处罚依据",
        "items": "处罚项目",
        "ground": "不予处罚的理由",
        "discretion": "裁量理由",
        "correction": "责令改正的内容",
        "education": "教育的内容",
        "lighter_law": "从旧兼从轻的说明",
        "other_act": "不属于同一违法行为的说明",
        "guardian": "监护人",
        "violations": "各项违法行为",
        "payment_days": "缴款期限（日）",
    },
    values.Signature: {"signed": "是否签名", "note": "未签名的情况"},
    values.Person: {"name": "姓名", "relation": "与当事人或者案件的关系"},
    values.PreservedItem: {"name": "物品名称", "specification": "规格型号", "quantity": "数量", "condition": "品质、状态"},
    values.Opinion: {"by": "签署人", "text": "意见", "on": "签署日期"},
    values.ReviewItem: {"item": "审核项目", "passed": "是否通过", "reason": "理由"},
    assignment.ReviewerAssigned: {"reviewer": "审核人", "note": "说明"},
    assignment.CounselOpinion: {"counsel": "法律顾问、公职律师的编号", "opinion": "法律意见"},
    assignment.Endorsement: {"text": "审核机构负责人意见"},
    importance.Judged: {"holds": "是否属于", "reason": "判断的理由"},
    importance.Importance: {
        "public_interest": "涉及重大公共利益",
        "social_risk": "可能造成重大社会影响或者引发社会风险",
        "vital_interests": "直接关系当事人或者第三人重大权益",
        "legal_relations": "法律关系个数",
        "relations": "各项法律关系",
    },
    recording.RecordingFiled: {
        "acts": "所记录的环节",
        "digest": "音像文件",
        "description": "内容说明",
        "medium": "记录方式",
        "device": "设备编号",
        "started_at": "开始时间",
        "ended_at": "结束时间",
        "recorded_by": "摄录人",
        "gap_reason": "中断的原因",
    },
    recording.WaiverAsked: {"act": "不作音像记录的环节", "reason": "事由"},
    recording.WaiverAnswered: {"act": "所涉环节", "granted": "是否准许", "opinion": "审批意见"},
    recording.GapExcused: {"act": "音像缺失的环节", "granted": "是否准许继续办理", "opinion": "处理意见"},
    rectification.Slip: {"where": "笔误所在", "wrong": "原文", "right": "补正后的文字"},
    rectification.Rectification: {
        "paper": "补正的文书",
        "slips": "笔误",
        "reason": "笔误的由来",
        "legal_opinion": "法制审核人员意见",
    },
    related.RelatedCase: {"case": "案件", "relation": "关联关系"},
    transfer.CaseTransfer: {"receiver": "有管辖权的机关", "reason": "移送事由", "basis": "移送依据", "enclosures": "移送材料"},
    transfer.Received: {
        "sender": "移送机关",
        "sender_case": "移送机关的案件编号",
        "digest": "记录包文件",
        "head": "移送机关记录末条的校验值",
    },
    upkeep.ChangeNotice: {
        "cause": "变动的原因",
        "what": "变动的内容",
        "since": "变动之日",
        "basis": "依据的文件",
        "books": "应当更新的名录",
    },
    upkeep.RegisterUpdated: {"note": "更新说明"},
    upkeep.NoticeDropped: {"reason": "不予调整的理由"},
    weighing.Factor: {"name": "裁量因素", "finding": "认定情况"},
    weighing.WeighedItem: {
        "item": "草案第几项",
        "benchmark": "裁量基准编码",
        "tier": "阶次",
        "none_reason": "没有适用基准的理由",
        "base": "计量基数（元）",
        "factors": "考虑的因素",
    },
    weighing.ListAnswer: {"list": "清单", "code": "清单编码", "followed": "是否按清单处理", "reason": "不按清单处理的理由"},
    weighing.Departure: {"reason": "偏离基准的理由", "opinion": "机关负责人意见", "ground": "减轻处罚的法定情形"},
    weighing.Weighing: {"items": "逐项裁量", "suggestions": "对清单的答复", "departure": "偏离基准"},
}  # fmt: skip
"""By form, its own fields."""
