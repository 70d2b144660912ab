"""Papers of a licence from the application to its decision: application (D51), time (D52), hearing (D53)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CONTACT, PARTIES, REMEDY
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import (
    ApplicationAccepted,
    ApplicationDeclined,
    ApplicationDeemedAccepted,
    ApplicationFormGiven,
    ApplicationReceived,
    JointReviewExtended,
    LicenceHearingHeld,
    LicenceHearingSet,
    LicenceHearingTold,
    LicenceNotNeeded,
    MaterialsWanted,
    ReviewExtended,
    TimeTold,
)

_STEP: Final = ("act.matter", *CONTACT)
_STAMP: Final = ("行政许可专用印章",)
_EXTENDED: Final = (*_STEP, "act.accepted_on", "act.due_on", "act.extended_until", "act.reason")
_SITTING: Final = ("act.place", "act.hearing_officer", "act.recorder")

D51: Final = DocumentType(
    code="D51",
    title="行政许可申请书（空白）",
    family="确认书",
    audience="external",
    occasions=(Occasion(act=ApplicationFormGiven, requires=(*_STEP, "act.documents")),),
    requires=PARTIES,
    signers=("申请人",),
    basis="《中华人民共和国行政许可法》第二十九条第一款、第五十八条第二款",
    awaits="许可",
)
D51_2: Final = DocumentType(
    code="D51-2",
    title="行政许可申请材料收件凭证",
    family="回证",
    audience="external",
    occasions=(Occasion(act=ApplicationReceived, requires=(*_STEP, "act.received_on", "act.documents")),),
    requires=(*PARTIES, "actor.name"),
    signers=(*_STAMP, "收件人", "申请人"),
    copies=2,
    basis="《中华人民共和国行政许可法》第三十二条（收到申请材料之日是一次告知期限的起算日）",
    awaits="许可",
)
D51_3: Final = DocumentType(
    code="D51-3",
    title="行政许可申请受理通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(act=ApplicationAccepted, requires=(*_STEP, "act.received_on", "act.due_on")),
        Occasion(act=ApplicationDeemedAccepted, requires=(*_STEP, "act.received_on", "act.due_on")),
    ),
    requires=PARTIES,
    signers=_STAMP,
    copies=2,
    series="许受",
    basis="《中华人民共和国行政许可法》第三十二条第一款第（五）项、第二款；逾期没有告知补正的，第一款第（四）项",
    awaits="许可",
)
D51_4: Final = DocumentType(
    code="D51-4",
    title="行政许可申请不予受理决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(act=ApplicationDeclined, requires=(*_STEP, "act.received_on", "act.reason", "act.competent")),
        Occasion(
            act=LicenceNotNeeded,
            title="行政许可申请不受理告知书",
            requires=(*_STEP, "act.received_on", "act.reason"),
        ),
    ),
    requires=(*PARTIES, *REMEDY),
    signers=_STAMP,
    copies=2,
    series="许不受",
    basis="《中华人民共和国行政许可法》第三十二条第一款第（一）项、第（二）项，第二款",
    awaits="许可",
)
D51_5: Final = DocumentType(
    code="D51-5",
    title="行政许可申请材料补正告知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(
            act=MaterialsWanted,
            requires=(*_STEP, "act.received_on", "act.missing", "act.missing.name", "act.missing.reason"),
        ),
    ),
    requires=PARTIES,
    signers=_STAMP,
    copies=2,
    series="许补",
    basis="《中华人民共和国行政许可法》第三十二条第一款第（四）项",
    awaits="许可",
)
D52: Final = DocumentType(
    code="D52",
    title="行政许可特别程序所需时间告知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=TimeTold, requires=(*_STEP, "act.procedure", "act.basis", "act.starts_on", "act.period")),),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="许时",
    basis="《中华人民共和国行政许可法》第四十五条",
    awaits="许可",
)
D52_2: Final = DocumentType(
    code="D52-2",
    title="延长行政许可审查期限通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(act=ReviewExtended, requires=_EXTENDED),
        Occasion(act=JointReviewExtended, requires=_EXTENDED),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="许延",
    basis="《中华人民共和国行政许可法》第四十二条",
    awaits="许可",
)
D53: Final = DocumentType(
    code="D53",
    title="行政许可听证告知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=LicenceHearingTold, requires=(*_STEP, "act.told_to", "act.interests")),),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="许听告",
    basis="《中华人民共和国行政许可法》第四十七条",
    awaits="许可",
)
D53_2: Final = DocumentType(
    code="D53-2",
    title="行政许可听证通知书",
    family="通知书",
    audience="external",
    occasions=(Occasion(act=LicenceHearingSet, requires=(*_STEP, "act.told_to", "act.hearing_at", *_SITTING)),),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="许听通",
    basis="《中华人民共和国行政许可法》第四十八条第一款第（一）项、第（三）项",
    awaits="许可",
)
D53_3: Final = DocumentType(
    code="D53-3",
    title="行政许可听证公告",
    family="公告",
    audience="external",
    occasions=(
        Occasion(
            act=LicenceHearingSet,
            requires=(*_STEP, "act.ground", "act.basis", "act.hearing_at", *_SITTING, "act.attend"),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    series="许听公",
    basis="《中华人民共和国行政许可法》第四十六条、第四十八条第一款第（一）项、第（二）项",
    awaits="许可",
)
D53_4: Final = DocumentType(
    code="D53-4",
    title="行政许可听证笔录",
    family="笔录",
    audience="external",
    occasions=(
        Occasion(
            act=LicenceHearingHeld,
            requires=(
                *("act.matter", "act.started_at", "act.ended_at", *_SITTING, "act.attendants"),
                *("act.examiners_case", "act.party_case", "act.examination", "act.signature"),
            ),
        ),
    ),
    requires=PARTIES,
    signers=("听证主持人", "记录员", "听证参加人"),
    basis="《中华人民共和国行政许可法》第四十八条第一款第（四）项、第（五）项",
    awaits="许可",
)

PAPERS: Final = (D51, D51_2, D51_3, D51_4, D51_5, D52, D52_2, D53, D53_2, D53_3, D53_4)
