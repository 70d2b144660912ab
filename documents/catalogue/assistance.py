"""The paper by which another agency is asked for assistance (D05); its answer is its own paper."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import AssistanceRequest

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

PAPERS: Final = (D05,)
