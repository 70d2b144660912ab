"""Papers of enforcement by the agency itself: decision (D43), performance by another at the party's cost (D43-2 to D43-4, at once D43-7, D43-8),
demolition (D43-5), demand (D43-6)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CONTACT, HANDLERS, PARTIES, REMEDY
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import (
    DemolitionAnnounced,
    ForcedExecution,
    ImmediatePerformance,
    ImmediatePerformanceTold,
    PerformanceDemanded,
    SubstituteDemand,
    SubstitutePerformance,
    SubstitutePerformed,
)

_EXECUTED: Final = (
    *("act.executed", "act.obligations", "act.demanded_on", "act.reason", "act.basis"),
    *("act.manner", "act.starts_at", *CONTACT),
)

D43: Final = DocumentType(
    code="D43",
    title="行政强制执行决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=ForcedExecution, requires=_EXECUTED),),
    requires=(*PARTIES, "party.address", *REMEDY),
    signers=("机关印章",),
    copies=3,
    series="强执",
    basis="《中华人民共和国行政强制法》第十三条、第三十七条、第四十三条",
    awaits="强制",
)
D43_2: Final = DocumentType(
    code="D43-2",
    title="代履行决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(act=SubstitutePerformance, requires=(*_EXECUTED, "act.subject", "act.budget", "act.performer")),
    ),
    requires=(*PARTIES, "party.address", *REMEDY),
    signers=("机关印章",),
    copies=3,
    series="代履",
    basis="《中华人民共和国行政强制法》第五十条、第五十一条",
    awaits="强制",
)
D43_3: Final = DocumentType(
    code="D43-3",
    title="代履行催告书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=SubstituteDemand,
            requires=("act.order_number", "act.obligations", "act.due_on", "act.starts_at", *CONTACT),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="代催",
    basis="《中华人民共和国行政强制法》第五十一条第一款第（二）项",
    awaits="强制",
)
D43_4: Final = DocumentType(
    code="D43-4",
    title="代履行记录",
    family="笔录",
    audience="external",
    occasions=(
        Occasion(
            act=SubstitutePerformed,
            requires=(
                *("act.order_number", "act.started_at", "act.ended_at", "act.place", *HANDLERS, "act.performer"),
                *("act.course", "act.cost", "act.signature"),
            ),
        ),
    ),
    requires=PARTIES,
    signers=("到场监督的工作人员", "代履行人", "当事人或者见证人"),
    copies=2,
    basis="《中华人民共和国行政强制法》第五十一条第一款第（三）项、第（四）项",
    awaits="强制",
)

D43_5: Final = DocumentType(
    code="D43-5",
    title="限期拆除公告",
    family="公告",
    audience="external",
    occasions=(
        Occasion(
            act=DemolitionAnnounced,
            requires=("act.executed", "act.building", "act.place", "act.due_on", *CONTACT),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    series="拆公",
    basis="《中华人民共和国行政强制法》第四十四条",
    awaits="强制",
)

D43_6: Final = DocumentType(
    code="D43-6",
    title="履行行政决定催告书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=PerformanceDemanded,
            requires=(
                *("act.executed", "act.obligations", "act.due_on", "act.manner", "act.threatened"),
                *CONTACT,
            ),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="履催",
    basis="《中华人民共和国行政强制法》第三十五条、第五十条、第五十四条",
    awaits="强制",
)
D43_7: Final = DocumentType(
    code="D43-7",
    title="立即代履行决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(
            act=ImmediatePerformance,
            requires=(
                *("act.subject", "act.matter_kind", "act.site", "act.place", "act.urgency", "act.inability"),
                *("act.manner", "act.performed_at", "act.performer", "act.budget", *CONTACT),
            ),
        ),
    ),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="即代",
    basis="《中华人民共和国行政强制法》第五十二条；该条没有规定决定书的内容，参照第五十一条第一款第（一）项是本系统的约定",
    awaits="强制",
)
D43_8: Final = DocumentType(
    code="D43-8",
    title="立即代履行告知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=ImmediatePerformanceTold,
            requires=(
                *("act.order_number", "act.performed_at", "act.place", "act.subject", "act.performer"),
                *("act.course", "act.cost", "act.handling", *CONTACT),
            ),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="即代告",
    basis="《中华人民共和国行政强制法》第五十二条（当事人不在场的，事后立即通知；通知的内容是本系统的约定）",
    awaits="强制",
)

PAPERS: Final = (D43, D43_2, D43_3, D43_4, D43_5, D43_6, D43_7, D43_8)
