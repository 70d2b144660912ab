"""Chinese words for the choices of a form that the program names in English; a choice in Chinese stands for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from zhifa.documents.phrases import METHODS
from zhifa.workflows.forms import jurisdiction, notice, recording, recusal, review, serve, summary, values, weighing

_RIGHTS: Final = {"statement": "陈述", "defence": "申辩", "hearing": "要求听证"}

CHOICES: Final[Mapping[type[BaseModel], Mapping[str, Mapping[str, str]]]] = {
    values.Party: {
        "kind": {
            "legal_person": "法人",
            "other_organisation": "其他组织",
            "individual": "自然人",
            "individual_business": "个体工商户",
        },
        "identity_kind": {
            "uscc": "统一社会信用代码",
            "resident_id": "居民身份证",
            "passport": "护照",
            "travel_permit": "来往内地（大陆）通行证",
            "residence_permit": "港澳台居民居住证",
            "foreign_permanent": "外国人永久居留身份证",
            "none": "没有证件",
            "masked": "来源已隐去",
        },
    },
    values.Draft: {
        "kind": {"penalty": "行政处罚", "no_penalty": "不予行政处罚"},
        "ground": {
            "minor_and_corrected": "违法行为轻微并及时改正，没有造成危害后果（行政处罚法第三十三条第一款前段）",
            "first_offence": "初次违法且危害后果轻微并及时改正（行政处罚法第三十三条第一款后段）",
            "no_fault": "当事人有证据足以证明没有主观过错（行政处罚法第三十三条第二款）",
            "not_established": "违法事实不能成立（行政处罚法第五十七条第一款第（三）项）",
            "under_age": "不满十四周岁的未成年人（行政处罚法第三十条）",
            "incapable": "不能辨认或者不能控制自己行为（行政处罚法第三十一条）",
            "time_barred": "在法定期限内未被发现（行政处罚法第三十六条）",
        },
    },
    jurisdiction.JurisdictionSettled: {"outcome": {"ours": "由本机关管辖", "theirs": "由对方机关管辖"}},
    notice.PriorNotice: {"rights": _RIGHTS},
    summary.SpotNotice: {"rights": _RIGHTS},
    summary.SpotDecision: {
        "statement": {"heard": "作了陈述申辩", "none": "没有陈述申辩", "waived": "明确放弃陈述申辩"},
    },
    summary.Collection: {
        "ground": {
            "up_to_100": "一百元以下罚款（行政处罚法第六十八条第（一）项）",
            "hard_to_enforce": "不当场收缴事后难以执行（行政处罚法第六十八条第（二）项）",
            "remote": "边远、水上、交通不便地区，当事人提出（行政处罚法第六十九条）",
        },
    },
    summary.TurnedOrdinary: {
        "ground": {
            "not_conclusive": "违法事实不确凿",
            "beyond_limit": "超出简易程序的范围（行政处罚法第五十一条）",
            "other": "其他",
        },
    },
    recusal.RecusalRequest: {"requested_by": {"self": "本人", "party": "当事人"}},
    recording.RecordingFiled: {"medium": {"video": "录像", "audio": "录音", "photo": "照相", "monitoring": "监控"}},
    review.Discussion: {"conclusion": {"adopt": "同意草案", "change": "变更草案，重新送法制审核"}},
    serve.Announcement: {
        "ground": {"whereabouts_unknown": "受送达人下落不明", "other_means_failed": "其他方式无法送达"},
    },
    serve.DirectProof: {"method": METHODS},
    serve.OnSpotProof: {"method": METHODS},
    serve.LeftProof: {"method": METHODS},
    serve.PostProof: {"method": METHODS},
    serve.ElectronicProof: {"method": METHODS},
    serve.AnnouncementProof: {"method": METHODS},
    serve.UnstatedProof: {"method": METHODS},
    serve.FailedService: {"method": METHODS},
    serve.Dispatch: {"method": METHODS},
    weighing.ListAnswer: {"list": {"no_penalty": "不予处罚", "lighter": "从轻处罚", "mitigated": "减轻处罚"}},
    weighing.Departure: {
        "ground": {
            "harm_undone": "主动消除或者减轻危害后果（行政处罚法第三十二条第（一）项）",
            "coerced": "受他人胁迫或者诱骗（行政处罚法第三十二条第（二）项）",
            "confessed": "主动供述行政机关尚未掌握的违法行为（行政处罚法第三十二条第（三）项）",
            "merit": "配合行政机关查处违法行为有立功表现（行政处罚法第三十二条第（四）项）",
            "other_law": "法律、法规、规章规定的其他情形（行政处罚法第三十二条第（五）项）",
            "minor": "已满十四周岁不满十八周岁（行政处罚法第三十条）",
            "impaired": "尚未完全丧失辨认或者控制能力（行政处罚法第三十一条）",
        },
    },
}
"""By form and field, the words of each choice."""
