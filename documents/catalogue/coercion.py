"""Papers of coercive measures: approval (D03-2), record (D07-2), sealing, seizing, freezing (D16), extension and release (D17), the seal (D18)."""

from __future__ import annotations

from typing import Final

from zhifa.documents.catalogue.paths import CASE, CONTACT, HANDLERS, PARTIES, REMEDY, UNIT_AND_HEAD
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.facts import (
    Freeze,
    FreezeExtended,
    FreezeLifted,
    FreezeRecord,
    MeasureApproval,
    MeasureExtended,
    MeasureLifted,
    Seizure,
    SeizureRecord,
)

_PARTY: Final = (*CASE, "party.address")
"""强制法 24(2)(1), 31(1): name and address."""
_GROUNDS: Final = ("act.reason", "act.basis", "act.starts_on", "act.until_on")
_ITEMS: Final = ("act.items", "act.items.name", "act.items.quantity")
_FROZEN: Final = ("act.institution", "act.account", "act.amount")
_RECORD: Final = ("act.started_at", "act.ended_at", *HANDLERS, "act.recorder", "act.credentials_shown", "act.course")
_FREEZE_EXTENDED: Final = ("act.measure_number", "act.until_on", "act.extended_until", *_FROZEN, *CONTACT)

D03_2: Final = DocumentType(
    code="D03-2",
    title="行政强制措施审批表",
    family="审批表",
    audience="internal",
    occasions=(
        Occasion(
            act=MeasureApproval,
            requires=(
                *("act.matter", "act.reason", "act.basis", "act.subject", "act.period", "act.proposal"),
                *UNIT_AND_HEAD,
            ),
        ),
    ),
    requires=(*CASE, "handlers", "actor.name"),
    signers=("承办人", "承办机构负责人", "机关负责人"),
    basis="《中华人民共和国行政强制法》第十八条第（一）项、第十九条、第二十五条第一款、第三十二条第一款",
    awaits="强制",
)
D07_2: Final = DocumentType(
    code="D07-2",
    title="查封、扣押现场笔录",
    family="笔录",
    audience="external",
    occasions=(
        Occasion(
            act=SeizureRecord,
            requires=(
                *(*_RECORD, "act.measure", "act.place", "act.reason", "act.basis", "act.attended", "act.statement"),
                *(*_ITEMS, *REMEDY),
            ),
        ),
        Occasion(act=FreezeRecord, title="冻结现场笔录", requires=(*_RECORD, *_FROZEN, "act.received_by")),
    ),
    requires=CASE,
    signers=("当事人或者见证人", "执法人员", "记录人"),
    basis="《中华人民共和国行政强制法》第十八条第（三）项至第（九）项；冻结的，第三十条第一款（经手人签名是本系统的约定）",
    awaits="强制",
)
D16: Final = DocumentType(
    code="D16",
    title="实施行政强制措施决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(
            act=Seizure,
            requires=(
                *("act.measure", *_GROUNDS, *_ITEMS, "act.place", "act.keeper"),
                *(*HANDLERS, "act.signature", *CONTACT),
            ),
        ),
    ),
    requires=(*_PARTY, *REMEDY),
    signers=("机关印章", "当事人", "执法人员"),
    copies=2,
    series="强措",
    basis="《中华人民共和国行政强制法》第十八条、第二十四条、第二十五条",
    awaits="强制",
)
D16_2: Final = DocumentType(
    code="D16-2",
    title="查封、扣押清单",
    family="清单",
    audience="external",
    occasions=(
        Occasion(
            act=Seizure,
            requires=("act.measure", *_ITEMS, "act.items.condition", "act.place", *HANDLERS, "act.signature"),
        ),
    ),
    requires=CASE,
    signers=("机关印章", "当事人", "执法人员"),
    copies=2,
    basis="《中华人民共和国行政强制法》第二十四条",
    awaits="强制",
)
D16_3: Final = DocumentType(
    code="D16-3",
    title="冻结决定书",
    family="决定书",
    audience="external",
    occasions=(Occasion(act=Freeze, requires=(*_GROUNDS, *_FROZEN, *HANDLERS, *CONTACT)),),
    requires=(*_PARTY, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="冻",
    basis="《中华人民共和国行政强制法》第二十九条、第三十一条、第三十二条第一款",
    awaits="强制",
)
D16_4: Final = DocumentType(
    code="D16-4",
    title="冻结通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(act=Freeze, requires=("act.basis", "act.starts_on", "act.until_on", *_FROZEN, *HANDLERS, *CONTACT)),
    ),
    requires=CASE,
    signers=("机关印章", "金融机构签收"),
    series="冻通",
    basis="《中华人民共和国行政强制法》第三十条",
    awaits="强制",
)
D17: Final = DocumentType(
    code="D17",
    title="延长行政强制措施期限决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(
            act=MeasureExtended,
            requires=(
                *("act.measure", "act.measure_number", "act.until_on", "act.extended_until", "act.reason"),
                *CONTACT,
            ),
        ),
        Occasion(act=FreezeExtended, title="延长冻结期限决定书", requires=(*_FREEZE_EXTENDED, "act.reason")),
    ),
    requires=(*CASE, *REMEDY),
    signers=("机关印章",),
    copies=2,
    series="强延",
    basis="《中华人民共和国行政强制法》第二十五条第一款、第二款，第三十二条",
    awaits="强制",
)
D17_2: Final = DocumentType(
    code="D17-2",
    title="解除行政强制措施决定书",
    family="决定书",
    audience="external",
    occasions=(
        Occasion(
            act=MeasureLifted,
            requires=(
                *("act.measure", "act.measure_number", "act.clause", "act.reason", *_ITEMS),
                *(*HANDLERS, "act.signature", *CONTACT),
            ),
        ),
        Occasion(
            act=FreezeLifted,
            title="解除冻结决定书",
            requires=("act.measure_number", *_FROZEN, "act.clause", "act.reason", *CONTACT),
        ),
    ),
    requires=CASE,
    signers=("机关印章", "当事人"),
    copies=2,
    series="强解",
    basis="《中华人民共和国行政强制法》第二十八条、第三十三条",
    awaits="强制",
)
D17_3: Final = DocumentType(
    code="D17-3",
    title="解除冻结通知书",
    family="通知书",
    audience="external",
    occasions=(
        Occasion(act=FreezeLifted, requires=("act.measure_number", *_FROZEN, "act.clause", *CONTACT)),
        Occasion(act=FreezeExtended, title="延长冻结期限通知书", requires=_FREEZE_EXTENDED),
    ),
    requires=PARTIES,
    signers=("机关印章", "金融机构签收"),
    series="冻变通",
    basis="《中华人民共和国行政强制法》第三十三条第二款；延长的通知法律没有规定，因同条第三款而设，是本系统的约定",
    awaits="强制",
)
D18: Final = DocumentType(
    code="D18",
    title="封条",
    family="公告",
    audience="external",
    occasions=(Occasion(act=Seizure, requires=("act.starts_on", "act.until_on")),),
    requires=PARTIES,
    signers=("机关印章",),
    basis="《中华人民共和国行政强制法》第二十四条（封条的样式法律没有规定）",
    awaits="强制",
)

PAPERS: Final = (D03_2, D07_2, D16, D16_2, D16_3, D16_4, D17, D17_2, D17_3, D18)
