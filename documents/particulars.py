"""Who the party is and who the officers are, as papers print them: pairs of label and value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from zhifa.documents.facts import NotStated, Officer, Party
from zhifa.documents.numerals import day

Line: TypeAlias = tuple[str, str | NotStated]

_IDENTITY: Final = {
    "uscc": "统一社会信用代码",
    "resident_id": "居民身份证号码",
    "passport": "护照号码",
    "travel_permit": "来往内地（大陆）通行证号码",
    "residence_permit": "居住证号码",
    "foreign_permanent": "外国人永久居留身份证号码",
    "masked": "证件号码（已脱敏）",
}
_ADDRESS: Final = {"individual": "住址", "individual_business": "经营场所"}
_REPRESENTATIVE: Final = {"individual_business": "经营者"}

LABELS: Final = (
    *("当事人", "性别", "出生日期", *_IDENTITY.values(), "法定代表人（负责人）", *_REPRESENTATIVE.values()),
    *("住所", "住所（住址）", *_ADDRESS.values(), "联系电话"),
)
"""Every label that a line can have."""


def particulars(party: Party) -> tuple[Line, ...]:
    """当事人基本情况 line by line; what is unknown and not required has no line."""
    return tuple(_lines(party))


def _lines(party: Party) -> Iterator[Line]:
    kind = party.kind if isinstance(party.kind, str) else ""
    if party.name is not None:
        yield "当事人", party.name
    if party.sex:
        yield "性别", party.sex
    if party.born_on:
        yield "出生日期", day(party.born_on)
    if party.identity_number and party.identity_kind in _IDENTITY:
        yield _IDENTITY[party.identity_kind], party.identity_number
    if party.legal_representative is not None:
        yield _REPRESENTATIVE.get(kind, "法定代表人（负责人）"), party.legal_representative
    if party.address is not None:
        yield _ADDRESS.get(kind, "住所（住址）" if not kind else "住所"), party.address
    if party.phone:
        yield "联系电话", party.phone


def certified(officer: Officer) -> str:
    """Name with the number of the certificate: ``承办人甲（执法证号：…）``."""
    return f"{officer.name}（执法证号：{officer.certificate_number}）" if officer.certificate_number else officer.name


def posted(officer: Officer) -> str:
    """Name with unit and post: ``机关负责人甲（局领导，副局长）``."""
    return f"{officer.name}（{officer.unit}，{officer.post}）"
