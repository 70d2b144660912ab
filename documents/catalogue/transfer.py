"""Document types of a case that leaves the agency: handed over, or referred as a suspected crime (documents.md D46-D48)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import (
    CaseTransfer,
    CrimeDecision,
    CrimeDelivery,
    CrimeProposal,
    GoodsHandedOver,
    ReferralEnd,
)

D46: Final = DocumentType(
    code="D46",
    title="案件移送函",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=CaseTransfer,
            requires=(
                *("act.receiver", "act.reason", "act.basis", "act.enclosures"),
                *("act.contact", "act.contact_phone"),
            ),
        ),
    ),
    requires=CASE,
    signers=("机关印章",),
    series="移",
    basis="《中华人民共和国行政处罚法》第二十二条、第二十五条",
)
D46_2: Final = DocumentType(
    code="D46-2",
    title="案件移送审批表",
    family="审批表",
    audience="internal",
    occasions=(Occasion(act=CaseTransfer, requires=("act.receiver", "act.reason", "act.basis", *UNIT_AND_HEAD)),),
    requires=(*CASE, "actor.name"),
    signers=("承办机构负责人", "机关负责人"),
    basis="《中华人民共和国行政处罚法》第二十二条、第二十五条",
)
D47: Final = DocumentType(
    code="D47",
    title="涉嫌犯罪案件移送书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=CrimeDelivery,
            requires=(
                *("act.police", "act.procuratorate", "act.enclosures", "act.officers.name"),
                *("act.contact", "act.contact_phone"),
            ),
        ),
    ),
    requires=(*CASE, "crime_proposal.charge", "crime_proposal.facts", "crime_proposal.basis", "crime_decision.at"),
    signers=("机关印章",),
    series="刑移",
    basis="《中华人民共和国行政处罚法》第二十七条；《行政执法机关移送涉嫌犯罪案件的规定》第五条、第六条",
)
D47_2: Final = DocumentType(
    code="D47-2",
    title="移送涉嫌犯罪案件审批表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(
            act=CrimeProposal,
            title="移送涉嫌犯罪案件报告",
            requires=("act.officers.name", "act.facts", "act.basis", "act.proposal"),
        ),
        Occasion(act=CrimeDecision, requires=("act.reasons",)),
        Occasion(
            act=ReferralEnd,
            title="移送司法案件终结审批表",
            requires=("act.authority", "act.document_number", "act.received_on", "act.judgment", *UNIT_AND_HEAD),
        ),
    ),
    requires=(*CASE, "crime_proposal.charge", "actor.name"),
    signers=("专案组人员", "机关正职负责人或者主持工作的负责人"),
    basis="《中华人民共和国行政处罚法》第二十七条；《行政执法机关移送涉嫌犯罪案件的规定》第五条",
)
D48: Final = DocumentType(
    code="D48",
    title="涉案物品移送告知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=GoodsHandedOver, requires=("act.receiver", "act.received_by", "act.officers.name")),),
    requires=(*CASE, "crime_delivery.goods"),
    signers=("机关印章",),
    copies=2,
    series="物移",
    basis="《中华人民共和国行政强制法》第二十一条；《行政执法机关移送涉嫌犯罪案件的规定》第十二条",
)

PAPERS: Final = (D46, D46_2, D47, D47_2, D48)
