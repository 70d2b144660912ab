"""The paper by which the days for the decision are extended (D20-2)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import DecisionExtension

D20_2: Final = DocumentType(
    code="D20-2",
    title="延长办案期限审批表",
    family="审批表",
    audience="internal",
    occasions=(Occasion(act=DecisionExtension, requires=("act.added", "act.ground", "act.basis")),),
    requires=(*CASE, *UNIT_AND_HEAD, "handlers", "actor.name"),
    signers=("承办机构负责人", "机关负责人"),
    basis="本机关所适用的规章（《中华人民共和国行政处罚法》第六十条没有规定延长）",
)

PAPERS: Final = (D20_2,)
