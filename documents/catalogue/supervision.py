"""Papers of supervision over enforcement: notice, opinion, decision (D60 to D60-3), and the reports to the supervisor (D60-4, D60-5).

Of the regulation (国务院令第825号) we know the names of the three papers at second hand, and no article or time limit: none is printed, the
basis and the day are facts. Whether and in how many days a decision is reported is the agency's own rule. They go from one agency to another
under its seal, so they are external.
"""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CONTACT, PARTIES
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import (
    DecisionReported,
    RectificationReport,
    SupervisionDecision,
    SupervisionNotice,
    SupervisionOpinion,
)

_REGULATION: Final = "《行政执法监督条例》（国务院令第825号）；必备事项为缺省，条文以公布的为准"
_FOUND: Final = ("act.matter", "act.found", "act.basis", "act.requirement", "act.due_on", *CONTACT)

D60: Final = DocumentType(
    code="D60",
    title="行政执法监督通知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=SupervisionNotice, requires=_FOUND),),
    requires=PARTIES,
    signers=("监督机构印章",),
    series="监通",
    basis=_REGULATION,
    awaits="监督",
)
D60_2: Final = DocumentType(
    code="D60-2",
    title="行政执法监督意见书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=SupervisionOpinion, requires=_FOUND),),
    requires=PARTIES,
    signers=("监督机构印章",),
    series="监意",
    basis=_REGULATION,
    awaits="监督",
)
D60_3: Final = DocumentType(
    code="D60-3",
    title="行政执法监督决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=SupervisionDecision, requires=(*_FOUND, "act.content")),),
    requires=PARTIES,
    signers=("监督机构印章",),
    series="监决",
    basis=_REGULATION,
    awaits="监督",
)
D60_4: Final = DocumentType(
    code="D60-4",
    title="行政执法监督整改报告",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=RectificationReport,
            requires=(
                *("act.receiver", "act.order_number", "act.found", "act.measures", "act.achieved", "act.attachments"),
                *CONTACT,
            ),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    series="监改",
    basis=_REGULATION,
    awaits="监督",
)
D60_5: Final = DocumentType(
    code="D60-5",
    title="重大行政执法决定备案报告",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=DecisionReported,
            requires=(
                *("act.receiver", "act.decided", "act.decided_on", "act.ground", "act.content", "act.basis"),
                *("act.review", "act.attachments", *CONTACT),
            ),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    series="备",
    basis="本地关于重大行政执法决定备案的规定；是否备案和期限以本机关的规定为准",
    awaits="监督",
)

PAPERS: Final = (D60, D60_2, D60_3, D60_4, D60_5)
