"""Papers without force: talk (D57, D57-2), advice, admonition, reminder (D57-3). No statute lays them down: wording and fields are defaults."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CONTACT, HANDLERS, PARTIES
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import Admonition, Guidance, Reminder, TalkHeld, TalkNotice

_ADVICE: Final = ("act.matter", "act.found", "act.advice", *CONTACT)
_CUSTOM: Final = "法律没有统一规定；格式为缺省，以本机关的规定为准"

D57: Final = DocumentType(
    code="D57",
    title="行政约谈通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=TalkNotice,
            requires=("act.invited.name", "act.matter", "act.reason", "act.talk_at", "act.place", *CONTACT),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="约",
    basis=_CUSTOM,
    awaits="指导",
)
D57_2: Final = DocumentType(
    code="D57-2",
    title="行政约谈记录",
    family="笔录",
    audience="external",
    occasions=(
        Occasion(
            act=TalkHeld,
            requires=(
                *("act.started_at", "act.ended_at", "act.place", "act.invited.name", *HANDLERS, "act.recorder"),
                *("act.matter", "act.course", "act.advice", "act.statement", "act.signature"),
            ),
        ),
    ),
    requires=PARTIES,
    signers=("被约谈人", "约谈人", "记录人"),
    basis=_CUSTOM,
    awaits="指导",
)
D57_3: Final = DocumentType(
    code="D57-3",
    title="行政指导书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(act=Guidance, requires=_ADVICE),
        Occasion(act=Admonition, title="警示告诫书", requires=_ADVICE),
        Occasion(act=Reminder, title="提示函", requires=_ADVICE),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="导",
    basis=_CUSTOM,
    awaits="指导",
)

PAPERS: Final = (D57, D57_2, D57_3)
