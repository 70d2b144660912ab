"""Papers of performance: postponement (D40), demand (D41), surcharge (D42), court (D44), confiscated goods (D45)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, HANDLERS, REMEDY, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import CourtApplication, Demand, GoodsDisposed, PostponementDecided, Surcharge

_CONTACT: Final = ("act.contact", "act.contact_phone")

D40: Final = DocumentType(
    code="D40",
    title="延期（分期）缴纳罚款审批表",
    family="审批表",
    audience="internal",
    occasions=(Occasion(act=PostponementDecided, requires=("act.result", "act.reasons", *UNIT_AND_HEAD)),),
    requires=(
        *CASE,
        "decision_number",
        "postponement_request.applicant",
        "postponement_request.grounds",
        "postponement_request.proofs",
        "handlers",
        "actor.name",
    ),
    signers=("承办人", "承办机构负责人", "机关负责人"),
    basis="《中华人民共和国行政处罚法》第六十六条第二款",
)
D40_2: Final = DocumentType(
    code="D40-2",
    title="延期（分期）缴纳罚款通知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=PostponementDecided, requires=("act.result", "act.reasons")),),
    requires=(*CASE, "decision_number", "agency.payee"),
    signers=("机关印章",),
    copies=2,
    series="缓缴",
    basis="《中华人民共和国行政处罚法》第六十六条第二款",
)
D41: Final = DocumentType(
    code="D41",
    title="履行行政处罚决定催告书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=Demand, requires=("act.obligations", "act.due_on", "act.manner", *_CONTACT)),),
    requires=(*CASE, "decision_number"),
    signers=("机关印章",),
    copies=2,
    series="催",
    basis="《中华人民共和国行政强制法》第三十五条、第五十四条",
)
D42: Final = DocumentType(
    code="D42",
    title="加处罚款决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(act=Surcharge, requires=("act.principal", "act.from_on", "act.until_on", "act.amount", *_CONTACT)),
    ),
    requires=(*CASE, *REMEDY, "decision_number", "agency.payee"),
    signers=("机关印章",),
    copies=3,
    series="加罚",
    basis="《中华人民共和国行政处罚法》第七十二条第一款第（一）项；《中华人民共和国行政强制法》第四十五条",
)
D44: Final = DocumentType(
    code="D44",
    title="强制执行申请书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=CourtApplication,
            requires=("act.court", "act.requests", "act.facts", "act.party_view", "act.subject", "act.attachments"),
        ),
    ),
    requires=(*CASE, "decision_number", "agency.address", "actor.name"),
    signers=("机关负责人签名", "机关印章"),
    copies=2,
    series="执申",
    basis="《中华人民共和国行政强制法》第五十三条、第五十四条、第五十五条",
)
D45: Final = DocumentType(
    code="D45",
    title="罚没物品处理记录",
    family="笔录",
    audience="internal",
    occasions=(
        Occasion(
            act=GoodsDisposed,
            requires=(
                *HANDLERS,
                "act.manner",
                "act.items",
                "act.place",
                "act.course",
                "act.supervisor",
                "act.receipt_number",
            ),
        ),
    ),
    requires=(*CASE, "decision_number"),
    signers=("经办人", "监督人"),
    basis="《中华人民共和国行政处罚法》第七十四条",
)

PAPERS: Final = (D40, D40_2, D41, D42, D44, D45)
