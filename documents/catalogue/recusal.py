"""Papers of recusal (D58)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import RecusalDecision, RecusalRequest

_REQUEST: Final = ("officer.name", "ground", "reason")

D58: Final = DocumentType(
    code="D58",
    title="回避申请登记表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(act=RecusalRequest, requires=tuple(f"act.{path}" for path in _REQUEST)),
        Occasion(
            act=RecusalDecision,
            title="回避决定书",
            requires=("act.officer.name", "act.reason", *(f"recusal_request.{path}" for path in _REQUEST)),
        ),
    ),
    requires=(*CASE, "actor.name"),
    signers=("登记人", "机关负责人"),
    basis="《中华人民共和国行政处罚法》第四十三条、第六十四条第（四）项",
)

PAPERS: Final = (D58,)
