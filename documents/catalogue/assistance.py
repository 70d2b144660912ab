"""Papers of assistance between agencies: our request (D05), whose answer is the other's own paper, and our answer to another's (D05-2)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, CONTACT, PARTIES
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import AssistanceAnswered, AssistanceRequest

D05: Final = DocumentType(
    code="D05",
    title="协助调查函",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=AssistanceRequest,
            requires=("act.agency", "act.matter", "act.due_on", "act.contact", "act.contact_phone"),
        ),
    ),
    requires=(*CASE, "agency.address"),
    signers=("机关印章",),
    copies=2,
    series="协",
    basis="《中华人民共和国行政处罚法》第二十六条",
)

D05_2: Final = DocumentType(
    code="D05-2",
    title="协助调查结果告知函",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=AssistanceAnswered,
            requires=("act.agency", "act.document_number", "act.matter", "act.answer", *CONTACT),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="协告",
    basis="《中华人民共和国行政处罚法》第二十六条",
    awaits="协助",
)

PAPERS: Final = (D05, D05_2)
