"""Papers that decide on a licence (D54), or change, renew, revoke, withdraw, cancel it (D55)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CONTACT, PARTIES, REMEDY
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import (
    ChangeRefused,
    LicenceAltered,
    LicenceCancelled,
    LicenceChanged,
    LicenceGranted,
    LicenceRefused,
    LicenceRenewed,
    LicenceRevoked,
    LicenceRevokedForFraud,
    LicenceWithdrawn,
    RenewalRefused,
)

_STEP: Final = ("act.matter", *CONTACT)
_STANDING: Final = (*_STEP, "act.licence_number", "act.granted_on")

D54: Final = DocumentType(
    code="D54",
    title="准予行政许可决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(
            act=LicenceGranted,
            requires=(*_STEP, "act.accepted_on", "act.basis", "act.content", "act.period", "act.conditions"),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="许准",
    basis="《中华人民共和国行政许可法》第三十八条第一款、第四十条、第四十四条",
    awaits="许可",
)
D54_2: Final = DocumentType(
    code="D54-2",
    title="不予行政许可决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=LicenceRefused, requires=(*_STEP, "act.accepted_on", "act.basis", "act.reasons")),),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="许否",
    basis="《中华人民共和国行政许可法》第三十八条第二款、第五十五条第三款",
    awaits="许可",
)
D54_3: Final = DocumentType(
    code="D54-3",
    title="行政许可证",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(
            act=LicenceGranted,
            requires=("act.licence_number", "act.matter", "act.content", "act.period", "act.conditions"),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    basis="《中华人民共和国行政许可法》第三十九条第一款（有统一式样的许可证件依其式样）",
    awaits="许可",
)
D55: Final = DocumentType(
    code="D55",
    title="变更行政许可决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=LicenceChanged, requires=(*_STANDING, "act.applied_on", "act.before", "act.after")),),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="许变",
    basis="《中华人民共和国行政许可法》第四十九条",
    awaits="许可",
)
D55_2: Final = DocumentType(
    code="D55-2",
    title="准予延续行政许可决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(act=LicenceRenewed, requires=(*_STANDING, "act.applied_on", "act.period")),
        Occasion(
            act=RenewalRefused,
            title="不予延续行政许可决定书",
            requires=(*_STANDING, "act.applied_on", "act.basis", "act.reasons", *REMEDY),
        ),
    ),
    requires=PARTIES,
    signers=("机关印章",),
    copies=2,
    series="许续",
    basis="《中华人民共和国行政许可法》第五十条；不予延续的，并依第三十八条第二款",
    awaits="许可",
)
D55_3: Final = DocumentType(
    code="D55-3",
    title="撤销行政许可决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(act=LicenceRevoked, requires=(*_STANDING, "act.found", "act.clause", "act.reasons")),
        Occasion(act=LicenceRevokedForFraud, requires=(*_STANDING, "act.found", "act.reasons")),
    ),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="许撤",
    basis="《中华人民共和国行政许可法》第六十九条",
    awaits="许可",
)
D55_4: Final = DocumentType(
    code="D55-4",
    title="撤回行政许可决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=LicenceWithdrawn, requires=(*_STANDING, "act.found", "act.reasons", "act.compensation")),),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="许回",
    basis="《中华人民共和国行政许可法》第八条第二款",
    awaits="许可",
)
D55_5: Final = DocumentType(
    code="D55-5",
    title="注销行政许可决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=LicenceCancelled, requires=(*_STANDING, "act.clause", "act.reasons")),),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="许销",
    basis="《中华人民共和国行政许可法》第七十条",
    awaits="许可",
)
D55_6: Final = DocumentType(
    code="D55-6",
    title="不予变更行政许可决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(act=ChangeRefused, requires=(*_STANDING, "act.applied_on", "act.wanted", "act.basis", "act.reasons")),
    ),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="许不变",
    basis="《中华人民共和国行政许可法》第四十九条，并依第三十八条第二款",
    awaits="许可",
)
D55_7: Final = DocumentType(
    code="D55-7",
    title="依职权变更行政许可决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(
            act=LicenceAltered,
            requires=(*_STANDING, "act.found", "act.reasons", "act.before", "act.after", "act.compensation"),
        ),
    ),
    requires=(*PARTIES, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="许职变",
    basis="《中华人民共和国行政许可法》第八条第二款",
    awaits="许可",
)

PAPERS: Final = (D54, D54_2, D54_3, D55, D55_2, D55_3, D55_4, D55_5, D55_6, D55_7)
