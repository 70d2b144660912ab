"""The paper by which a superior hands a case to another agency (D04)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import HandingDown

_HANDED_DOWN: Final = ("act.receiving_agency", "act.reason", "act.basis", "act.due_on", "act.materials")

D04: Final = DocumentType(
    code="D04",
    title="指定管辖（交办）通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(act=HandingDown, kind="指定管辖", title="指定管辖通知书", requires=_HANDED_DOWN),
        Occasion(act=HandingDown, kind="交办", title="案件交办通知书", requires=_HANDED_DOWN),
    ),
    requires=CASE,
    signers=("机关印章",),
    copies=2,
    series="管",
    basis="《中华人民共和国行政处罚法》第二十五条",
)

PAPERS: Final = (D04,)
