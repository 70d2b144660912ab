"""Papers of 检测, 检验, 检疫 and 技术鉴定 (D13)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import AppraisalEntrusted, AppraisalPeriod, AppraisalReport

_BASIS: Final = "《中华人民共和国行政处罚法》第四十六条第一款第（七）项"

D13: Final = DocumentType(
    code="D13",
    title="检测、检验、检疫、鉴定委托书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=AppraisalEntrusted,
            requires=(
                *("act.kind", "act.institution", "act.qualification", "act.matter", "act.requirement"),
                *("act.samples", "act.due_on"),
            ),
        ),
    ),
    requires=(*CASE, "agency.address", "agency.phone"),
    signers=("机关印章",),
    copies=2,
    series="委",
    basis=_BASIS,
)
D13_2: Final = DocumentType(
    code="D13-2",
    title="检测、检验、检疫、鉴定期间告知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=AppraisalPeriod, requires=("act.starts_on", "act.due_on", "act.basis")),),
    requires=(*CASE, "appraisal.kind", "appraisal.institution", "appraisal.matter"),
    signers=("机关印章", "当事人签收"),
    copies=2,
    series="期告",
    basis=_BASIS,
)
D13_3: Final = DocumentType(
    code="D13-3",
    title="检测、检验、检疫、鉴定结果告知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=AppraisalReport, requires=("act.conclusion", "act.objection")),),
    requires=(*CASE, "appraisal.kind", "appraisal.institution", "appraisal.matter"),
    signers=("机关印章", "当事人签收"),
    copies=2,
    series="结告",
    basis=_BASIS,
)

PAPERS: Final = (D13, D13_2, D13_3)
