"""The columns of the 双公示 template for penalties, in its order, and the tables known to tell past decisions.

What the template calls 必填 was found in one implementation of it only: what is missing there is a warning kept with the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Kind = Literal["text", "money", "day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its field, its name in the template, the codes that exchanges use for it, and names met elsewhere."""

    field: str
    label: str
    codes: tuple[str, ...]
    also: tuple[str, ...] = ()
    kind: Kind = "text"
    required: bool = False


def _text(field: str, label: str, *codes: str, also: tuple[str, ...] = (), required: bool = False) -> Column:
    return Column(field=field, label=label, codes=codes, also=also, required=required)


def _money(field: str, label: str, code: str) -> Column:
    return Column(field=field, label=label, codes=(code,), kind="money")


def _day(field: str, label: str, code: str, *, required: bool = False) -> Column:
    return Column(field=field, label=label, codes=(code,), kind="day", required=required)


COLUMNS: Final = (
    _text("party", "行政相对人名称", "CF_XDR_MC", required=True),
    _text("party_kind", "行政相对人类别", "CF_XDR_LB", required=True),
    _text("credit_code", "行政相对人代码_1", "CF_XDR_SHXYM", also=("代码_1", "统一社会信用代码")),
    _text("registration_number", "行政相对人代码_2", "CF_XDR_GSZC", also=("代码_2", "工商注册号")),
    _text("organisation_code", "行政相对人代码_3", "CF_XDR_ZZJG", also=("代码_3", "组织机构代码")),
    _text("tax_number", "行政相对人代码_4", "CF_XDR_SWDJ", also=("代码_4", "税务登记号")),
    _text("institution_number", "行政相对人代码_5", "CF_XDR_SYDW", also=("代码_5", "事业单位证书号")),
    _text("social_number", "行政相对人代码_6", "CF_XDR_SHZZ", also=("代码_6", "社会组织登记证号")),
    _text("representative", "法定代表人", "CF_FRDB"),
    _text("representative_id_kind", "法定代表人证件类型", "CF_FR_ZJLX"),
    _text("representative_id_number", "法定代表人证件号码", "CF_FR_ZJHM", "CF_FR_SFZH", also=("法定代表人身份证号",)),
    _text("person_id_kind", "自然人证件类型", "CF_XDR_ZJLX", also=("证件类型",)),
    _text("person_id_number", "自然人证件号码", "CF_XDR_ZJHM", also=("证件号码",)),
    _text("document_number", "行政处罚决定书文号", "CF_WSH", required=True),
    _text("violation_kind", "违法行为类型", "CF_WFXW", required=True),
    _text("violation", "违法事实", "CF_SY", required=True),
    _text("basis", "处罚依据", "CF_YJ", required=True),
    _text("penalty_kinds", "处罚类别", "CF_CFLB", required=True),
    _text("penalty", "处罚内容", "CF_NR", required=True),
    _money("fine", "罚款金额", "CF_NR_FK"),
    _money("confiscated", "没收违法所得、没收非法财物的金额", "CF_NR_WFFF"),
    _text("licence", "暂扣或吊销证照名称及编号", "CF_NR_ZKDX"),
    _day("decided_on", "处罚决定日期", "CF_JDRQ", required=True),
    _day("valid_until", "处罚有效期", "CF_YXQ", required=True),
    _day("public_until", "公示截止期", "CF_GSJZQ"),
    _text("authority", "处罚机关", "CF_CFJG", required=True),
    _text("authority_credit_code", "处罚机关统一社会信用代码", "CF_CFJGDM", required=True),
    _text("source", "数据来源单位", "CF_SJLY", required=True),
    _text("source_credit_code", "数据来源单位统一社会信用代码", "CF_SJLYDM", required=True),
    _text("remark", "备注", "BZ"),
)

POSITIONS: Final[Mapping[str, int]] = MappingProxyType({column.field: at for at, column in enumerate(COLUMNS)})
"""Where each field stands in the values of a row."""

CREDIT_CODES: Final = ("credit_code", "authority_credit_code", "source_credit_code")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """A kind of table: the names it has for columns, and the fields without which a table is not of this kind."""

    name: str
    label: str
    names: Mapping[str, str]
    """From a heading in its plain form to the field it tells."""
    must: tuple[str, ...]


DISCLOSURE: Final = TableKind(
    name="disclosure_penalty",
    label="双公示行政处罚信息",
    names={name.upper(): c.field for c in COLUMNS for name in (c.label, *c.codes, *c.also)},
    must=("party", "document_number"),
)

# A list of decisions as a securities regulator's readers publish them: it has no column for the authority, whose name is in the number.
SECURITIES: Final = TableKind(
    name="securities_list",
    label="证券监管处罚决定清单",
    names={"类别": "violation_kind", "文书及文号": "document_number", "当事人": "party"},
    must=("violation_kind", "document_number", "party"),
)

KINDS: Final = (DISCLOSURE, SECURITIES)
"""Tried in this order; a table that is of none is measured against the first."""
