"""Papers of the investigation: approvals, records, evidence, correction, conclusion (D03, D07, D09, D10, D14, D15, D19, D21)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, DRAFT, HANDLERS, REMEDY, SCENE
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import (
    Conclusion,
    CorrectionOrder,
    Dispute,
    Extraction,
    Inspection,
    Interview,
    Preservation,
    PreservationApproval,
    PreservationHandled,
    Recheck,
    Revision,
)

D03: Final = DocumentType(
    code="D03",
    title="行政处罚案件有关事项审批表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(
            act=PreservationApproval,
            requires=("act.key", "act.reason", "act.items", "act.proposal", "handlers"),
        ),
        Occasion(act=Dispute, requires=("act.points", "act.reasons", "problems.opinion")),
    ),
    requires=(*CASE, "actor.name"),
    signers=("承办人", "承办机构负责人", "机关负责人"),
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
            act=Interview,
            requires=(
                *(*SCENE, "act.person", "act.identity", "act.recusal_asked", "act.exchanges", "act.confirmation"),
            ),
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
    occasions=(
        Occasion(act=Extraction, requires=(*HANDLERS, "act.place", "act.provider", "act.originals", "act.evidence")),
    ),
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
                "act.manner",
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
    requires=(*CASE, "preservation.items", "preservation_number"),
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

PAPERS: Final = (D03, D07, D09, D10, D14, D15, D19, D21)
