"""What the party may fill in when it was told its rights, and the receipt for what it brings (documents.md 3.2)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import HearingRequest, PriorNotice, Waiver

D27: Final = DocumentType(
    code="D27",
    title="陈述申辩、听证申请书和放弃声明（空白）",
    family="确认书",
    audience="external",
    occasions=(Occasion(act=PriorNotice, requires=("act.rights", "act.contact", "act.contact_phone")),),
    requires=CASE,
    signers=("当事人",),
    basis="《中华人民共和国行政处罚法》第四十五条、第六十二条、第六十四条",
)
D27_2: Final = DocumentType(
    code="D27-2",
    title="材料收执",
    family="回证",
    audience="external",
    occasions=(
        Occasion(act=HearingRequest, requires=("act.applicant", "act.grounds")),
        Occasion(act=Waiver, requires=("act.declaration",)),
    ),
    requires=(*CASE, "actor.name"),
    signers=("收件人", "当事人"),
    copies=2,
    basis="《中华人民共和国行政处罚法》第六十二条、第六十四条",
)

PAPERS: Final = (D27, D27_2)
