"""Papers of service (D37-D39)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, HANDLERS
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import AddressConfirmation, Announcement, FailedService, Service

D37: Final = DocumentType(
    code="D37",
    title="送达回证",
    family="回证",
    audience="external",
    occasions=(
        Occasion(act=Service, requires=(*HANDLERS, "act.place", "act.proof")),
        Occasion(act=FailedService, requires=(*HANDLERS, "act.method", "act.place", "act.reason")),
    ),
    requires=(*CASE, "served.title"),
    signers=("收件人", "送达人", "见证人"),
    basis="《中华人民共和国行政处罚法》第六十一条；《中华人民共和国民事诉讼法》第八十七条至第九十五条",
)
D38: Final = DocumentType(
    code="D38",
    title="送达地址确认书",
    family="确认书",
    audience="external",
    occasions=(
        Occasion(act=AddressConfirmation, requires=("act.address", "act.recipient", "act.phone", "act.signature")),
    ),
    requires=CASE,
    signers=("当事人",),
    basis="《中华人民共和国行政处罚法》第六十一条第二款",
)
D39: Final = DocumentType(
    code="D39",
    title="送达公告",
    family="公告",
    audience="external",
    occasions=(
        Occasion(act=Announcement, requires=("act.ground", "act.explanation", "act.channels", "act.collect_at")),
    ),
    requires=(*CASE, "served.title"),
    signers=("机关印章",),
    series="送公",
    basis="《中华人民共和国行政处罚法》第六十一条；《中华人民共和国民事诉讼法》第九十五条",
)

PAPERS: Final = (D37, D38, D39)
