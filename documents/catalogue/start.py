"""Papers of the start: report and filing (D01, D02)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, HANDLERS, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import DeclinedFiling, Filing, Report

D01: Final = DocumentType(
    code="D01",
    title="案件来源登记表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(
            act=Report,
            requires=("act.source", "act.content", "act.matter", "act.area", "act.discovered_on", "act.suggestion"),
        ),
    ),
    requires=(*CASE, "actor.name"),
    signers=("登记人", "办案机构负责人"),
    basis="《中华人民共和国行政处罚法》第五十四条",
)
D02: Final = DocumentType(
    code="D02",
    title="立案/不予立案审批表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(
            act=Filing,
            title="立案审批表",
            requires=(
                *HANDLERS,
                *UNIT_AND_HEAD,
                "act.found",
                "act.violation_ended_on",
                "act.suspected",
                "report.area",
                "act.proposal",
            ),
        ),
        Occasion(
            act=DeclinedFiling,
            title="不予立案审批表",
            requires=(*HANDLERS, *UNIT_AND_HEAD, "act.found", "act.reason"),
        ),
    ),
    requires=(*CASE, "report.source", "report.discovered_on", "actor.name"),
    signers=("承办人", "承办机构负责人", "机关负责人"),
    series="立",
    basis="《中华人民共和国行政处罚法》第二十二条、第三十六条、第五十四条第二款",
)

PAPERS: Final = (D01, D02)
