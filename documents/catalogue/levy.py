"""Papers of fees, requisition and expropriation: fee (D56, D56-5), deferral (D56-2, D56-6), requisition (D56-3), return (D56-4), houses (D56-7).

A dispute about taxes has another remedy (税收征管法 88: pay or give security, then reconsideration first): D56 is not for taxes.
"""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CONTACT, HANDLERS, PARTIES, REMEDY, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import (
    DeferralDecided,
    ExpropriationAnnounced,
    FeeDemanded,
    FeeOverdue,
    Requisition,
    RequisitionEnded,
)

D56: Final = DocumentType(
    code="D56",
    title="缴费通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=FeeDemanded,
            requires=(
                *("act.fee", "act.basis", "act.standard", "act.calculation", "act.amount", "act.due_on"),
                *("act.manner", "act.late_charge", *CONTACT),
            ),
        ),
    ),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="缴",
    basis="设定该项目的法律、法规（载入正文）；《中华人民共和国行政强制法》第四十五条",
    awaits="征收征用",
)
D56_2: Final = DocumentType(
    code="D56-2",
    title="缓缴审批表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(
            act=DeferralDecided,
            requires=(
                *("act.fee", "act.notice_number", "act.amount", "act.applicant", "act.grounds", "act.proofs"),
                *("act.basis", "act.result", "act.until_on", "act.reasons", *UNIT_AND_HEAD),
            ),
        ),
    ),
    requires=(*PARTIES, "handlers", "actor.name"),
    signers=("承办人", "承办机构负责人", "机关负责人"),
    basis="设定该项目的法律、法规（载入正文）",
    awaits="征收征用",
)
D56_3: Final = DocumentType(
    code="D56-3",
    title="征用决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(
            act=Requisition,
            requires=(
                *("act.reason", "act.basis", "act.items", "act.items.name", "act.items.quantity", "act.purpose"),
                *("act.starts_on", "act.until_on", "act.compensation", *HANDLERS, "act.signature", *CONTACT),
            ),
        ),
    ),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章", "被征用人", "执法人员"),
    copies=2,
    series="征用",
    basis="《中华人民共和国民法典》第二百四十五条；《中华人民共和国突发事件应对法》第十二条、第七十六条",
    awaits="征收征用",
)
D56_4: Final = DocumentType(
    code="D56-4",
    title="征用财产返还（补偿）单",
    family="清单",
    audience="external",
    occasions=(
        Occasion(
            act=RequisitionEnded,
            requires=(
                *("act.order_number", "act.returned_on", "act.items", "act.items.name", "act.losses"),
                *("act.compensation", "act.amount", *HANDLERS, "act.signature"),
            ),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章", "被征用人", "执法人员"),
    copies=2,
    basis="《中华人民共和国民法典》第二百四十五条；《中华人民共和国突发事件应对法》第十二条",
    awaits="征收征用",
)

D56_5: Final = DocumentType(
    code="D56-5",
    title="催缴通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=FeeOverdue,
            requires=(
                *("act.fee", "act.notice_number", "act.amount", "act.due_on", "act.manner", "act.late_charge"),
                *CONTACT,
            ),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="费催",
    basis="《中华人民共和国行政强制法》第三十五条、第四十五条",
    awaits="征收征用",
)
D56_6: Final = DocumentType(
    code="D56-6",
    title="缓缴决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(
            act=DeferralDecided,
            requires=(
                *("act.fee", "act.notice_number", "act.amount", "act.applicant", "act.basis", "act.result"),
                *("act.until_on", "act.reasons"),
            ),
        ),
    ),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="费缓",
    basis="设定该项目的法律、法规（载入正文）",
    awaits="征收征用",
)
D56_7: Final = DocumentType(
    code="D56-7",
    title="房屋征收决定公告",
    family="公告",
    audience="external",
    occasions=(
        Occasion(
            act=ExpropriationAnnounced,
            requires=("act.project", "act.decided", "act.scope", "act.plan", "act.basis", *CONTACT),
        ),
    ),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章",),
    series="征公",
    basis="《国有土地上房屋征收与补偿条例》",
    awaits="征收征用",
)

PAPERS: Final = (D56, D56_2, D56_3, D56_4, D56_5, D56_6, D56_7)
