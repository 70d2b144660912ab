"""Papers of summons, electronic data and sampling (D08, D11, D12)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, HANDLERS, SCENE
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import DataExtraction, Sampling, Summons

D08: Final = DocumentType(
    code="D08",
    title="询问通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=Summons,
            requires=(
                *HANDLERS,
                *("act.person", "act.matter", "act.appear_at", "act.place", "act.contact", "act.contact_phone"),
            ),
        ),
    ),
    requires=CASE,
    signers=("机关印章", "被通知人签收"),
    copies=2,
    series="询通",
    basis="《中华人民共和国行政处罚法》第五十五条",
)
D11: Final = DocumentType(
    code="D11",
    title="电子数据提取笔录",
    family="笔录",
    audience="external",
    occasions=(
        Occasion(
            act=DataExtraction,
            requires=(
                *SCENE,
                *("act.holder", "act.object", "act.method", "act.tool", "act.algorithm", "act.checksum"),
                *("act.witness", "act.attachments", "act.evidence"),
            ),
        ),
    ),
    requires=CASE,
    signers=("持有人", "提取人", "记录人", "见证人"),
    basis="《中华人民共和国行政处罚法》第四十六条第一款第（四）项、第五十五条",
)
D12: Final = DocumentType(
    code="D12",
    title="抽样取证记录",
    family="笔录",
    audience="external",
    occasions=(
        Occasion(
            act=Sampling,
            requires=(*SCENE, "act.sampled_from", "act.samples", "act.cost", "act.method", "act.basis"),
        ),
    ),
    requires=CASE,
    signers=("被抽样人", "抽样人", "记录人"),
    basis="《中华人民共和国行政处罚法》第五十六条",
)

PAPERS: Final = (D08, D11, D12)
