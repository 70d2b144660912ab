"""Papers of legal review (D22, D22-2, D23)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, DRAFT
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import Agreement, Importance, Problems, Submission

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
D22_2: Final = DocumentType(
    code="D22-2",
    title="重大执法决定法制审核判定表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(
            act=Importance,
            requires=(
                *("act.public_interest.reason", "act.social_risk.reason", "act.vital_interests.reason"),
                *("act.legal_relations", "act.relations"),
            ),
        ),
    ),
    requires=(*CASE, *DRAFT, "assessment.reviewer", "actor.name"),
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

PAPERS: Final = (D22, D22_2, D23)
