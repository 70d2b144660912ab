"""Papers of the notice, the statement and the hearing (D24, D26, D28-D30)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, DRAFT, HANDLERS
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import (
    HearingNotice,
    HearingRecord,
    HearingReport,
    PriorNotice,
    StatementReceived,
    StatementReview,
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
    requires=(*CASE, "hearing.place", "hearing.started_at", "hearing.attendants", "hearing_notice.hearing_officer"),
    signers=("听证主持人",),
    basis="《中华人民共和国行政处罚法》第六十五条",
)

PAPERS: Final = (D24, D26, D26_2, D28, D29, D30)
