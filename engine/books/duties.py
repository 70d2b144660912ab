"""What the agency tells the public beforehand of its work (事前公开): matters, spot checks, guides and the posts at its windows.

Nothing is decided by a guide or a post; they are kept so that the published pages come from one register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zhifa.engine.books.acts import ACTS
from zhifa.engine.books.book import Book, Cell, Column, Context, Line, LineFault, Numbered

_CODE: Final = re.compile(r"[0-9A-Z][0-9A-Z-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """执法事项: what the agency enforces, by which kind of act."""

    code: str
    name: str
    """As reports name it."""
    act: str


def _matter(line: Line) -> Matter:
    code, name, act = (str(line.body[field]) for field in ("code", "name", "act"))
    return Matter(code=code, name=name, act=act)


def _as_written(line: Line) -> Line:
    return line


def _code(text: str) -> str | None:
    """A page is named by it, so it holds nothing that a file system could read otherwise."""
    return None if _CODE.fullmatch(text) else "编码以大写字母或者数字开头，由大写字母、数字和短横组成，至多40个字符"


def _share(tenths: int) -> str | None:
    return None if 0 < tenths <= 1000 else "抽查比例大于0，不超过100%"


def _told(labels: Mapping[str, str]) -> tuple[Column, ...]:
    """Columns of text that are all shown to the public, by field."""
    return tuple(Column(field=field, label=label, public=True) for field, label in labels.items())


_MATTER_CODE: Final = Column(field="matter", label="事项编码", kind="code", public=True, about="执法事项清单中的编码。")
_NAME: Final = Column(field="name", label="事项名称", public=True)
_BASIS: Final = Column(field="basis", label="依据", kind="list", public=True, about="法律、法规、规章的名称和条款。")


def _of_a_matter(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """Each line is of a matter on the list, in days in which that is in force, and names it as the list does."""
    listed: dict[Cell, list[Line]] = {}
    for matter in context.lines(MATTERS.name):
        listed.setdefault(matter.body["code"], []).append(matter)
    for numbered in lines:
        fault = _unlisted(numbered.line, listed.get(numbered.line.body["matter"], ()))
        if fault:
            yield LineFault(numbered.row, *fault, numbered.where)


def _unlisted(line: Line, matters: Sequence[Line]) -> tuple[str, str, str] | None:
    """Heading, value and rule of what does not fit the lines of its matter."""
    in_force = [matter for matter in matters if matter.valid.meets(line.valid)]
    code, name = str(line.body["matter"]), line.body["name"]
    if not in_force:
        return _MATTER_CODE.label, code, "执法事项清单中没有这一编码的事项，或者其有效期与本行不相交"
    if name not in {matter.body["name"] for matter in in_force}:
        listed = "、".join(sorted({str(matter.body["name"]) for matter in in_force}))
        return _NAME.label, str(name), f"与执法事项清单不一致，编码 {code} 的事项名称是“{listed}”"
    return None


MATTERS: Final[Book[Matter]] = Book(
    name="matter",
    label="行政执法事项清单",
    columns=(
        Column(field="code", label="编码", kind="code", rule=_code, public=True),
        _NAME,
        Column(field="act", label="执法类别", kind="choice", choices=ACTS, public=True),
        *_told({"subject": "执法主体", "staff": "执法人员", "duty": "职责", "authority": "权限"}),
        _BASIS,
        *_told({"procedure": "程序", "deadline": "办理期限", "supervision": "监督方式", "remedy": "救济渠道"}),
        Column(field="published_on", label="公布日期", kind="date", required=False, public=True),
    ),
    key=("code",),
    overlap=("code",),
    read=_matter,
    article="国办发〔2018〕118号（据二手资料）；自治区三项制度实施方案二（一）2",
    requirements=("S0-08", "S2-03", "S3-03", "S4-18"),
)

SPOT_CHECKS: Final[Book[Line]] = Book(
    name="spot_check",
    label="随机抽查事项清单",
    columns=(
        _MATTER_CODE,
        _NAME,
        _BASIS,
        *_told({"subject": "抽查主体", "object": "抽查对象"}),
        Column(field="ratio", label="抽查比例（%）", kind="tenths", rule=_share, public=True),
        *_told({"frequency": "抽查频次", "manner": "抽查方式", "content": "抽查内容"}),
    ),
    key=("matter",),
    overlap=("matter",),
    read=_as_written,
    faults=_of_a_matter,
    article="自治区三项制度实施方案二（一）3；郑公积金〔2019〕29号三（一）1",
    requirements=("S0-09", "S2-04"),
)

GUIDES: Final[Book[Line]] = Book(
    name="guide",
    label="行政执法服务指南",
    columns=(
        _MATTER_CODE,
        _NAME,
        _BASIS,
        *_told({"accepted_by": "受理机构", "approved_by": "审批机构"}),
        Column(field="materials", label="申请材料", kind="list", public=True),
        *_told({"process": "办理流程", "deadline": "办理时限", "supervision": "监督方式", "liability": "责任追究"}),
        *_told({"remedy": "救济渠道", "hours": "办公时间", "address": "办公地址", "phone": "办公电话"}),
    ),
    key=("matter",),
    overlap=("matter",),
    read=_as_written,
    faults=_of_a_matter,
    article="自治区三项制度实施方案二（一）5",
    requirements=("S0-11", "S2-05", "S3-04"),
)
"""The thirteen items that a guide has are its columns but for the code of the matter."""


def _of_somebody(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """The sign of a window names somebody who is on the register."""
    known = {officer.body.get("staff_number") for officer in context.lines("officer")}
    for row, line, where in lines:
        number = line.body["staff_number"]
        if number not in known:
            yield LineFault(row, "工号", str(number), "名录中没有这一工号的人员", where)


POSTS: Final[Book[Line]] = Book(
    name="post",
    label="窗口岗位信息公示牌",
    columns=(
        *_told({"unit": "单位", "window": "窗口"}),
        Column(field="staff_number", label="工号", kind="code", public=True, about="公示为该人员的姓名。"),
        *_told({"duty": "岗位职责", "samples": "申请材料示范文本", "progress": "办理进度查询"}),
        *_told({"consultation": "咨询服务", "complaint": "投诉举报"}),
    ),
    key=("unit", "window", "staff_number"),
    overlap=("unit", "window", "staff_number"),
    read=_as_written,
    faults=_of_somebody,
    article="自治区三项制度实施方案二（一）9",
    requirements=("S0-16", "S3-05"),
)

DUTIES: Final[tuple[Book[Any], ...]] = (MATTERS, SPOT_CHECKS, GUIDES, POSTS)
