"""The catalogue of document types on the path of the ordinary penalty procedure (documents.md 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from zhifa.documents.catalogue import (
    appraisal,
    assistance,
    gathering,
    jurisdiction,
    performance,
    recusal,
    requests,
    summary,
    suspension,
    transfer,
)
from zhifa.documents.catalogue.paths import CASE, DRAFT, HANDLERS, REMEDY, SCENE, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import (
    AddressConfirmation,
    Agreement,
    Announcement,
    Archiving,
    CaseWithdrawal,
    Closing,
    Conclusion,
    CorrectionOrder,
    Decision,
    DeclinedFiling,
    Discussion,
    Dispute,
    Extraction,
    FailedService,
    Filing,
    HearingNotice,
    HearingRecord,
    HearingReport,
    Inspection,
    Interview,
    NoPenalty,
    Preservation,
    PreservationApproval,
    PreservationHandled,
    PriorNotice,
    Problems,
    PublicationReview,
    Recheck,
    Report,
    Revision,
    Service,
    StatementReceived,
    StatementReview,
    Submission,
)

D01: Final = DocumentType(
    code="D01",
    title="案件来源登记表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(
            act=Report,
            requires=("act.source", "act.content", "act.matter", "act.area", "act.discovered_on", "act.suggestion"),
        ),
    ),
    requires=(*CASE, "actor.name"),
    signers=("登记人",),
    basis="《中华人民共和国行政处罚法》第五十四条",
)
D02: Final = DocumentType(
    code="D02",
    title="立案/不予立案审批表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(
            act=Filing,
            title="立案审批表",
            requires=(
                *HANDLERS,
                *UNIT_AND_HEAD,
                "act.found",
                "act.violation_ended_on",
                "act.suspected",
                "act.proposal",
            ),
        ),
        Occasion(
            act=DeclinedFiling,
            title="不予立案审批表",
            requires=(*HANDLERS, *UNIT_AND_HEAD, "act.found", "act.reason"),
        ),
    ),
    requires=(*CASE, "report.source", "report.discovered_on", "actor.name"),
    signers=("承办人", "承办机构负责人", "机关负责人"),
    series="立",
    basis="《中华人民共和国行政处罚法》第二十二条、第三十六条、第五十四条第二款",
)
D03: Final = DocumentType(
    code="D03",
    title="行政处罚案件有关事项审批表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(
            act=PreservationApproval,
            requires=("act.key", "act.reason", "act.items", "act.proposal"),
        ),
        Occasion(act=Dispute, requires=("act.points", "act.reasons", "problems.opinion")),
    ),
    requires=(*CASE, "actor.name"),
    signers=("承办人", "机关负责人"),
    basis="《中华人民共和国行政处罚法》第五十六条、第五十八条",
)
D07: Final = DocumentType(
    code="D07",
    title="现场检查（勘验）笔录",
    family="笔录",
    audience="external",
    occasions=(
        Occasion(act=Inspection, requires=(*SCENE, "act.present", "act.findings")),
        Occasion(act=Recheck, title="复查笔录", requires=(*SCENE, "act.present", "act.findings", "act.order")),
    ),
    requires=CASE,
    signers=("当事人或者现场负责人逐页", "检查人员", "记录人", "见证人"),
    basis="《中华人民共和国行政处罚法》第四十二条、第五十五条",
)
D09: Final = DocumentType(
    code="D09",
    title="询问笔录",
    family="笔录",
    audience="external",
    occasions=(
        Occasion(
            act=Interview, requires=(*SCENE, "act.person", "act.recusal_asked", "act.exchanges", "act.confirmation")
        ),
    ),
    requires=CASE,
    signers=("被询问人逐页", "询问人", "记录人"),
    basis="《中华人民共和国行政处罚法》第四十二条、第四十三条、第五十五条",
)
D10: Final = DocumentType(
    code="D10",
    title="证据提取单",
    family="笔录",
    audience="external",
    occasions=(Occasion(act=Extraction, requires=(*HANDLERS, "act.place", "act.provider", "act.evidence")),),
    requires=CASE,
    signers=("证据提供人", "提取人"),
    basis="《中华人民共和国行政处罚法》第四十六条",
)
D14: Final = DocumentType(
    code="D14",
    title="先行登记保存证据通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=Preservation,
            requires=(
                *HANDLERS,
                "act.reason",
                "act.items",
                "act.place",
                "act.keeper",
                "act.signature",
            ),
        ),
    ),
    requires=(*CASE, *REMEDY),
    signers=("机关印章", "当事人", "执法人员"),
    copies=2,
    series="先登",
    basis="《中华人民共和国行政处罚法》第五十六条",
)
D15: Final = DocumentType(
    code="D15",
    title="先行登记保存证据处理通知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=PreservationHandled, requires=(*HANDLERS, "act.disposal", "act.reason")),),
    requires=(*CASE, "preservation.items"),
    signers=("机关印章",),
    copies=2,
    series="先处",
    basis="《中华人民共和国行政处罚法》第五十六条",
)
D19: Final = DocumentType(
    code="D19",
    title="责令改正通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=CorrectionOrder,
            requires=(*HANDLERS, "act.violation", "act.violated", "act.content", "act.due_on", "act.consequence"),
        ),
    ),
    requires=(*CASE, *REMEDY),
    signers=("机关印章", "当事人签收"),
    copies=2,
    series="责改",
    basis="《中华人民共和国行政处罚法》第二十八条第一款",
)
D21: Final = DocumentType(
    code="D21",
    title="案件调查终结报告",
    family="报告",
    audience="internal",
    occasions=(
        Occasion(act=Conclusion, requires=("act.course", "act.nature", "act.unit_opinion")),
        Occasion(act=Revision, title="案件调查终结报告（修改）", requires=("act.reason", "act.unit_opinion")),
    ),
    requires=(*CASE, *DRAFT, "handlers", "handlers.certificate_number"),
    signers=("承办人", "承办机构负责人"),
    basis="《中华人民共和国行政处罚法》第五十七条第一款",
)
D22: Final = DocumentType(
    code="D22",
    title="法制审核送审表",
    family="审批表",
    audience="internal",
    occasions=(Occasion(act=Submission, requires=("act.situation", "act.materials")),),
    requires=(*CASE, *DRAFT, "handlers", "actor.name"),
    signers=("承办机构负责人",),
    basis="《中华人民共和国行政处罚法》第五十八条",
)
D23: Final = DocumentType(
    code="D23",
    title="法制审核意见书",
    family="意见书",
    audience="internal",
    occasions=(
        Occasion(act=Agreement, requires=("act.received_on", "act.items", "act.opinion")),
        Occasion(act=Problems, requires=("act.received_on", "act.items", "act.opinion", "act.instruction")),
    ),
    requires=(*CASE, *DRAFT, "actor.name"),
    signers=("法制审核人员", "审核机构负责人"),
    series="法审",
    basis="《中华人民共和国行政处罚法》第五十八条",
)
D24: Final = DocumentType(
    code="D24",
    title="行政处罚告知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=PriorNotice, requires=("act.rights", "act.contact", "act.contact_phone")),),
    requires=(*CASE, *DRAFT, "agency.address"),
    signers=("机关印章",),
    copies=2,
    series="罚告",
    basis="《中华人民共和国行政处罚法》第四十四条、第四十五条、第六十二条、第六十三条、第六十四条",
)
D26: Final = DocumentType(
    code="D26",
    title="陈述申辩笔录",
    family="笔录",
    audience="external",
    occasions=(
        Occasion(
            act=StatementReceived,
            requires=(*HANDLERS, "act.deponent", "act.content", "act.place", "act.recorder", "act.signature"),
        ),
    ),
    requires=CASE,
    signers=("陈述申辩人", "执法人员", "记录人"),
    basis="《中华人民共和国行政处罚法》第四十五条",
)
D26_2: Final = DocumentType(
    code="D26-2",
    title="陈述申辩复核意见书",
    family="意见书",
    audience="internal",
    occasions=(Occasion(act=StatementReview, requires=("act.examined", "act.result", "act.reasons")),),
    requires=(*CASE, "statement.content", "actor.name"),
    signers=("复核人",),
    basis="《中华人民共和国行政处罚法》第四十五条",
)
D28: Final = DocumentType(
    code="D28",
    title="行政处罚听证通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(act=HearingNotice, requires=("act.hearing_at", "act.place", "act.hearing_officer", "act.recorder")),
    ),
    requires=(*CASE, "agency.address", "agency.phone"),
    signers=("机关印章",),
    copies=2,
    series="听通",
    basis="《中华人民共和国行政处罚法》第六十四条",
)
D29: Final = DocumentType(
    code="D29",
    title="听证笔录",
    family="笔录",
    audience="external",
    occasions=(
        Occasion(
            act=HearingRecord,
            requires=(
                "act.started_at",
                "act.ended_at",
                "act.place",
                "act.attendants",
                "act.investigators_case",
                "act.party_case",
                "act.examination",
                "act.last_words",
                "act.signature",
            ),
        ),
    ),
    requires=(*CASE, "hearing_notice.hearing_officer", "hearing_notice.recorder"),
    signers=("听证主持人", "记录员", "当事人或者代理人", "调查人员"),
    basis="《中华人民共和国行政处罚法》第六十四条",
)
D30: Final = DocumentType(
    code="D30",
    title="听证报告",
    family="报告",
    audience="internal",
    occasions=(
        Occasion(act=HearingReport, requires=("act.course", "act.issues", "act.evidence_findings", "act.opinion")),
    ),
    requires=(*CASE, "hearing.place", "hearing.started_at", "hearing_notice.hearing_officer"),
    signers=("听证主持人",),
    basis="《中华人民共和国行政处罚法》第六十五条",
)
D31: Final = DocumentType(
    code="D31",
    title="集体讨论记录",
    family="笔录",
    audience="internal",
    occasions=(
        Occasion(
            act=Discussion,
            requires=("act.held_at", "act.place", "act.chair", "act.speakers", "act.report", "act.conclusion_text"),
        ),
    ),
    requires=CASE,
    signers=("参加人",),
    basis="《中华人民共和国行政处罚法》第五十七条第二款",
)
D32: Final = DocumentType(
    code="D32",
    title="行政处罚决定审批表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(act=Decision, requires=UNIT_AND_HEAD),
        Occasion(act=NoPenalty, title="不予行政处罚决定审批表", requires=(*UNIT_AND_HEAD, "draft.education")),
    ),
    requires=(*CASE, *DRAFT, "agreement.opinion", "handlers", "actor.name"),
    signers=("承办人", "承办机构负责人", "法制审核人员", "机关负责人"),
    basis="《中华人民共和国行政处罚法》第五十七条第一款、第五十八条",
)
D33: Final = DocumentType(
    code="D33",
    title="行政处罚决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=Decision, requires=("act.contact", "act.contact_phone")),),
    requires=(
        *CASE,
        *REMEDY,
        "party.address",
        "agency.payee",
        "draft.facts",
        "draft.violated",
        "draft.basis",
        "draft.discretion",
        "draft.items",
        "notice.rights",
        "agreement.opinion",
    ),
    signers=("机关印章",),
    copies=3,
    series="罚",
    basis="《中华人民共和国行政处罚法》第五十七条第一款第（一）项、第五十九条",
)
D35: Final = DocumentType(
    code="D35",
    title="不予行政处罚决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=NoPenalty, requires=("draft.education", "act.contact", "act.contact_phone")),),
    requires=(
        *CASE,
        *REMEDY,
        "party.address",
        "draft.facts",
        "draft.provisions",
        "draft.basis",
        "draft.ground",
        "draft.discretion",
        "agreement.opinion",
    ),
    signers=("机关印章",),
    copies=3,
    series="不罚",
    basis="《中华人民共和国行政处罚法》第三十三条、第五十七条第一款",
)
D36: Final = DocumentType(
    code="D36",
    title="撤销立案审批表",
    family="审批表",
    audience="internal",
    occasions=(Occasion(act=CaseWithdrawal, requires=(*UNIT_AND_HEAD, "act.reason", "act.items_disposal")),),
    requires=(*CASE, "handlers", "actor.name"),
    signers=("承办人", "承办机构负责人", "机关负责人"),
    basis="《中华人民共和国行政处罚法》第五十七条第一款",
)
D37: Final = DocumentType(
    code="D37",
    title="送达回证",
    family="回证",
    audience="external",
    occasions=(
        Occasion(act=Service, requires=(*HANDLERS, "act.place", "act.proof")),
        Occasion(act=FailedService, requires=(*HANDLERS, "act.method", "act.place", "act.reason")),
    ),
    requires=(*CASE, "served.title"),
    signers=("收件人", "送达人", "见证人"),
    basis="《中华人民共和国行政处罚法》第六十一条；《中华人民共和国民事诉讼法》第八十七条至第九十五条",
)
D38: Final = DocumentType(
    code="D38",
    title="送达地址确认书",
    family="确认书",
    audience="external",
    occasions=(
        Occasion(act=AddressConfirmation, requires=("act.address", "act.recipient", "act.phone", "act.signature")),
    ),
    requires=CASE,
    signers=("当事人",),
    basis="《中华人民共和国行政处罚法》第六十一条第二款",
)
D39: Final = DocumentType(
    code="D39",
    title="送达公告",
    family="公告",
    audience="external",
    occasions=(
        Occasion(act=Announcement, requires=("act.ground", "act.explanation", "act.channels", "act.collect_at")),
    ),
    requires=(*CASE, "served.title"),
    signers=("机关印章",),
    series="送公",
    basis="《中华人民共和国行政处罚法》第六十一条；《中华人民共和国民事诉讼法》第九十五条",
)
D49: Final = DocumentType(
    code="D49",
    title="结案审批表",
    family="审批表",
    audience="internal",
    occasions=(Occasion(act=Closing, requires=("act.ground", "act.performance", "act.officers", *UNIT_AND_HEAD)),),
    requires=(*CASE, "draft.outcome", "actor.name"),
    signers=("承办人", "承办机构负责人", "机关负责人"),
    basis="《中华人民共和国行政处罚法》第四十七条",
)
D50: Final = DocumentType(
    code="D50",
    title="行政处罚案卷",
    family="卷宗",
    audience="internal",
    occasions=(
        Occasion(
            act=Archiving,
            requires=(
                "act.fonds",
                "act.archive_number",
                "act.retention",
                "act.pages",
                "act.archivist",
                "act.checker",
                "act.remarks",
            ),
        ),
    ),
    requires=(*CASE, "dossier"),
    signers=("立卷人", "检查人"),
    basis="《中华人民共和国行政处罚法》第四十七条",
)
D59: Final = DocumentType(
    code="D59",
    title="行政执法信息公示审核表",
    family="审批表",
    audience="internal",
    occasions=(Occasion(act=PublicationReview, requires=("act.collector",)),),
    requires=(*CASE, "draft.outcome", "actor.name"),
    signers=("公示采集人", "公示审核人"),
    basis="《中华人民共和国行政处罚法》第四十八条、第五十条",
)

_ALL: Final = (
    *(D01, D02, D03, D07, D09, D10, D14, D15, D19, D21, D22, D23, D24, D26, D26_2, D28),
    *(D29, D30, D31, D32, D33, D35, D36, D37, D38, D39, D49, D50, D59),
    *(*appraisal.PAPERS, *assistance.PAPERS, *gathering.PAPERS),
    *(*jurisdiction.PAPERS, *recusal.PAPERS, *suspension.PAPERS),
    *(*performance.PAPERS, *transfer.PAPERS),
    *(*requests.PAPERS, *summary.PAPERS),
)

CATALOGUE: Final[Mapping[str, DocumentType]] = MappingProxyType({kind.code: kind for kind in _ALL})
"""Every document type by its code."""
