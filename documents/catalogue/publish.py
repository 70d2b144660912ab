"""Papers of publication, closing and archiving (D49, D50, D59)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import Archiving, Closing, PublicationReview

D49: Final = DocumentType(
    code="D49",
    title="结案审批表",
    family="审批表",
    audience="internal",
    occasions=(Occasion(act=Closing, requires=("act.ground", "act.performance", "act.officers", *UNIT_AND_HEAD)),),
    requires=(*CASE, "draft.outcome", "actor.name"),
    signers=("承办人", "承办机构负责人", "机关负责人"),
    basis="《中华人民共和国行政处罚法》第四十七条",
)
D50: Final = DocumentType(
    code="D50",
    title="行政处罚案卷",
    family="卷宗",
    audience="internal",
    occasions=(
        Occasion(
            act=Archiving,
            requires=(
                "act.fonds",
                "act.archive_number",
                "act.retention",
                "act.pages",
                "act.archivist",
                "act.checker",
                "act.remarks",
            ),
        ),
    ),
    requires=(*CASE, "dossier"),
    signers=("立卷人", "检查人"),
    basis="《中华人民共和国行政处罚法》第四十七条",
)
D59: Final = DocumentType(
    code="D59",
    title="行政执法信息公示审核表",
    family="审批表",
    audience="internal",
    occasions=(Occasion(act=PublicationReview, requires=("act.collector",)),),
    requires=(*CASE, "draft.outcome", "actor.name"),
    signers=("公示采集人", "公示审核人", "公示发布人"),
    basis="《中华人民共和国行政处罚法》第四十八条、第五十条",
)

PAPERS: Final = (D49, D50, D59)
