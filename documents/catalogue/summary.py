"""The document type of the summary procedure (处罚法 52)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, HANDLERS
from zhifa.documents.document_type import DocumentType, Occasion, Proviso
from zhifa.documents.facts import Facts, SpotDecision


def _paid_at_the_bank(facts: Facts) -> bool:
    fined = bool(facts.draft and facts.draft.fine)
    return fined and isinstance(facts.act, SpotDecision) and facts.act.collection is None


D34: Final = DocumentType(
    code="D34",
    title="当场行政处罚决定书",
    family="当场决定书",
    audience="external",
    occasions=(Occasion(act=SpotDecision, requires=HANDLERS),),
    requires=(
        *CASE,
        "agency.review_body",
        "catch.place",
        "catch.violation_ended_on",
        "draft.facts",
        "draft.violated",
        "draft.basis",
        "draft.items",
    ),
    provisos=(Proviso(path="agency.payee", where="罚款不当场收缴的", asked=_paid_at_the_bank),),
    signers=("执法人员（二人，签名或者盖章）", "当事人签收"),
    copies=2,
    series="当罚",
    padded=True,
    basis="《中华人民共和国行政处罚法》第五十一条、第五十二条",
)

PAPERS: Final = (D34,)
