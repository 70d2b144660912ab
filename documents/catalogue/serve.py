"""Papers of service (D37-D39) and what mends them (D37-2)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, CONTACT, HANDLERS
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import AddressConfirmation, Announcement, FailedService, Rectification, Service

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
D37_2: Final = DocumentType(
    code="D37-2",
    title="文书补正通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=Rectification,
            requires=("act.slips", "act.slips.where", "act.slips.wrong", "act.slips.right", "act.reason", *CONTACT),
        ),
    ),
    requires=(*CASE, "mended.title", "mended.issued_on", "mended.served_on"),
    signers=("机关印章",),
    copies=2,
    series="补",
    basis="执法文书制作的惯例（法律没有规定；默认依农业行政执法文书制作规范：已经送达的书面补正）",
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

PAPERS: Final = (D37, D37_2, D38, D39)
