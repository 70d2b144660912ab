"""Papers of an inspection: approval (D06), notice (D06-2), result (D06-3).

No statute asks for them but the State Council's opinion on inspections of enterprises (国办发〔2024〕54号) and the Ministry of Justice's
forms of 2025, whose wording we have at second hand: what is asked here is a default, and an agency's own form may ask more. The discipline
that a notice tells is a fact, as the agency has published it.
"""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CONTACT, HANDLERS, PARTIES, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import InspectionApproval, InspectionNotice, InspectionOutcome

_OPINION: Final = (
    "《国务院办公厅关于严格规范涉企行政检查的意见》（国办发〔2024〕54号）；文书格式为缺省，以本机关采用的为准"
)
_PLAN: Final = (
    *(*HANDLERS, "act.matter", "act.kind", "act.basis", "act.manner", "act.starts_on", "act.until_on"),
    *("act.place", "act.turn"),
)

D06: Final = DocumentType(
    code="D06",
    title="行政检查审批表",
    family="审批表",
    audience="internal",
    occasions=(Occasion(act=InspectionApproval, requires=(*_PLAN, "act.origin", "act.proposal", *UNIT_AND_HEAD)),),
    requires=(*PARTIES, "actor.name"),
    signers=("承办人", "承办机构负责人", "机关负责人"),
    basis=_OPINION,
    awaits="检查",
)
D06_2: Final = DocumentType(
    code="D06-2",
    title="行政检查通知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=InspectionNotice, requires=(*_PLAN, "act.discipline", "act.hotline", *CONTACT)),),
    requires=PARTIES,
    signers=("机关印章", "被检查人签收"),
    copies=2,
    series="检通",
    basis=f"《中华人民共和国行政处罚法》第五十五条第一款；{_OPINION}",
    awaits="检查",
)
D06_3: Final = DocumentType(
    code="D06-3",
    title="行政检查结果告知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=InspectionOutcome,
            requires=(
                *("act.matter", "act.notice_number", "act.inspected_on", "act.findings", "act.conclusion"),
                *("act.handling", *CONTACT),
            ),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章", "被检查人签收"),
    copies=2,
    series="检告",
    basis=_OPINION,
    awaits="检查",
)

PAPERS: Final = (D06, D06_2, D06_3)
