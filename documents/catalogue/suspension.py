"""Papers by which an investigation stops, goes on and ends (D20)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import Resumption, Suspension, Termination

D20: Final = DocumentType(
    code="D20",
    title="中止调查决定书",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(act=Suspension, requires=("act.ground", "act.basis")),
        Occasion(act=Resumption, title="恢复调查决定书", requires=("act.reason", "suspension.ground")),
        Occasion(act=Termination, title="终止调查决定书", requires=("act.ground", "act.basis", "act.items_disposal")),
    ),
    requires=(*CASE, *UNIT_AND_HEAD, "handlers", "actor.name"),
    signers=("承办机构负责人", "机关负责人"),
    basis="本机关所适用的规章（《中华人民共和国行政处罚法》没有规定中止、终止调查）",
)

PAPERS: Final = (D20,)
