"""Papers of the decision: discussion, approval, decision, case withdrawn (D31-D33, D35, D36)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, DRAFT, REMEDY, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion, Proviso
from zhifa.documents.facts import CaseWithdrawal, Decision, Discussion, DisputeSettled, Facts, NoPenalty


def _ordered_to_guardian(facts: Facts) -> bool:
    return facts.draft is not None and facts.draft.ground in ("under_age", "incapable")


def _to_be_paid(facts: Facts) -> bool:
    return bool(facts.draft and facts.draft.payable)


D31: Final = DocumentType(
    code="D31",
    title="集体讨论记录",
    family="笔录",
    audience="internal",
    occasions=(
        Occasion(act=Discussion, requires=("agreement.opinion",)),
        Occasion(act=DisputeSettled, requires=("problems.opinion",)),
    ),
    requires=(
        *(*CASE, "act.held_at", "act.place", "act.chair", "act.speakers", "act.speakers.officer.post"),
        *("act.speakers.opinion", "act.report", "act.conclusion_text"),
    ),
    signers=("参加人",),
    basis="《中华人民共和国行政处罚法》第五十七条第二款",
)
D32: Final = DocumentType(
    code="D32",
    title="行政处罚决定审批表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(act=Decision, requires=UNIT_AND_HEAD),
        Occasion(act=NoPenalty, title="不予行政处罚决定审批表", requires=(*UNIT_AND_HEAD, "draft.education")),
    ),
    requires=(*CASE, *DRAFT, "agreement.opinion", "handlers", "actor.name"),
    signers=("承办人", "承办机构负责人", "法制审核人员", "机关负责人"),
    basis="《中华人民共和国行政处罚法》第五十七条第一款、第五十八条",
)
D33: Final = DocumentType(
    code="D33",
    title="行政处罚决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=Decision, requires=("act.contact", "act.contact_phone")),),
    requires=(
        *CASE,
        *REMEDY,
        "party.address",
        "draft.facts",
        "draft.violated",
        "draft.basis",
        "draft.discretion",
        "draft.items",
        "notice.rights",
        "agreement.opinion",
    ),
    provisos=(Proviso(path="agency.payee", where="有应缴款项的", asked=_to_be_paid),),
    signers=("机关印章",),
    copies=3,
    series="罚",
    basis="《中华人民共和国行政处罚法》第五十七条第一款第（一）项、第五十九条",
)
D35: Final = DocumentType(
    code="D35",
    title="不予行政处罚决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=NoPenalty, requires=("draft.education", "act.contact", "act.contact_phone")),),
    requires=(
        *CASE,
        *REMEDY,
        "party.address",
        "draft.facts",
        "draft.provisions",
        "draft.basis",
        "draft.ground",
        "draft.discretion",
        "agreement.opinion",
    ),
    provisos=(Proviso(path="draft.guardian", where="责令监护人管教、看管和治疗的", asked=_ordered_to_guardian),),
    signers=("机关印章",),
    copies=3,
    series="不罚",
    basis="《中华人民共和国行政处罚法》第三十三条、第五十七条第一款",
)
D36: Final = DocumentType(
    code="D36",
    title="撤销立案审批表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(act=CaseWithdrawal, requires=(*UNIT_AND_HEAD, "act.reason", "act.basis", "act.items_disposal")),
    ),
    requires=(*CASE, "handlers", "actor.name"),
    signers=("承办人", "承办机构负责人", "机关负责人"),
    basis="《中华人民共和国行政处罚法》第五十七条第一款",
)

PAPERS: Final = (D31, D32, D33, D35, D36)
