"""The books of the agency itself: its name and choices, its seals, and by what it enforces (处罚法 17-24)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any, Final

from zhifa.engine.agency import Agency, AgencySeal, Delegation, Empowerment, Policy, Subject
from zhifa.engine.books.acts import ACTS
from zhifa.engine.books.book import Book, Column, Line
from zhifa.engine.books.cells import day, text, texts
from zhifa.engine.books.shared import label_fault
from zhifa.engine.books.subject_faults import delegation_faults
from zhifa.engine.ladder import Ladder, Level
from zhifa.engine.policy_form import policy_fault, profile_fault

_KINDS: Final = MappingProxyType(
    {"organ": "行政机关", "authorised": "授权组织", "delegated": "受委托组织", "town": "赋权乡镇、街道"}
)
_ANNOUNCED: Final = Column(field="announced_on", label="公布日期", kind="date", required=False, public=True)


def _agency(line: Line) -> Agency:
    return Agency(
        id=line.agency_id,
        name=text(line, "name"),
        short_name=text(line, "short_name"),
        region=text(line, "region"),
        matters=frozenset(texts(line, "matters")),
        valid=line.valid,
        credit_code=text(line, "credit_code") or None,
        policy=policy_of(text(line, "policy")),
        profile=MappingProxyType(json.loads(text(line, "profile") or "{}")),
        kind=text(line, "kind") or "organ",
    )


def policy_of(told: str) -> Policy:
    """The choices of an agency from their JSON; what it leaves out is at its default."""
    given: dict[str, Any] = json.loads(told or "{}")
    stated = frozenset(given.get("stated", ()))  # registers of earlier versions do not tell
    ladders = MappingProxyType({code: _ladder(ladder) for code, ladder in given.get("ladders", {}).items()})
    return Policy(**{**given, "exclusions": tuple(given.get("exclusions", ())), "stated": stated, "ladders": ladders})


def _ladder(told: dict[str, Any]) -> Ladder:
    falling = sorted(told["shares"].items(), key=lambda step: -int(step[0]))
    return Ladder(
        shares=tuple((int(share), _levels(names)) for share, names in falling),
        eve=_levels(told["eve"]),
        days=told["days"],
    )


def _levels(names: Iterable[str]) -> tuple[Level, ...]:
    return tuple(sorted({Level[name.upper()] for name in names}))


AGENCY: Final = Book(
    name="agency",
    label="机关",
    columns=(
        Column(field="name", label="机关名称", rule=label_fault, public=True),
        Column(field="short_name", label="机关代字", rule=label_fault, about="文书编号的开头。"),
        Column(
            field="region", label="管辖区域", rule=label_fault, public=True, about="地名的开头部分，如“示例省示例市”。"
        ),
        Column(
            field="level",
            label="层级",
            kind="choice",
            required=False,
            choices=MappingProxyType({"county": "县级", "city": "市级", "province": "省级", "state": "国家级"}),
        ),
        Column(
            field="kind",
            label="主体种类",
            kind="choice",
            required=False,
            choices=_KINDS,
            about="不填写的，按行政机关处理。",
        ),
        Column(field="credit_code", label="统一社会信用代码", required=False, public=True),
        Column(field="matters", label="职权事项", kind="list", required=False, about="以自己的名义执法的事项。"),
        Column(
            field="profile",
            label="文书用语",
            kind="json",
            required=False,
            rule=profile_fault,
            about="文书上的地址、电话、复议机关、法院等，JSON。",
        ),
        Column(
            field="policy",
            label="机关选项",
            kind="json",
            required=False,
            rule=policy_fault,
            about="法律交由机关规定的事项，JSON。",
        ),
    ),
    key=(),
    read=_agency,
    article="行政处罚法第十七条",
    requirements=("S0-06", "S0-07", "S1-02"),
)


def _seal(line: Line) -> AgencySeal:
    return AgencySeal(name=text(line, "name"), certificate=text(line, "certificate"), valid=line.valid)


AGENCY_SEAL: Final = Book(
    name="agency_seal",
    label="印章备案",
    columns=(
        Column(field="name", label="印章名称"),
        Column(field="certificate", label="印章证书", kind="digest", about="证书的 SHA-256 摘要。"),
    ),
    key=("certificate", "valid_from"),
    overlap=("certificate",),
    read=_seal,
    article="本机关印章管理制度",
)


def _subject(line: Line) -> Subject:
    return Subject(
        name=text(line, "name"),
        kind=text(line, "kind"),
        basis=text(line, "basis"),
        valid=line.valid,
        confirmed_by=text(line, "confirmed_by"),
        confirmed_on=day(line, "confirmed_on"),
        announced_on=day(line, "announced_on"),
        three_fix=text(line, "three_fix"),
    )


SUBJECT: Final = Book(
    name="subject",
    label="执法主体",
    columns=(
        Column(field="name", label="主体名称", public=True),
        Column(field="kind", label="主体种类", kind="choice", choices=_KINDS, public=True),
        Column(field="basis", label="依据", public=True),
        Column(field="three_fix", label="三定规定", required=False, public=True),
        Column(field="confirmed_by", label="确认机关", required=False, public=True),
        Column(field="confirmed_on", label="确认日期", kind="date", required=False, public=True),
        _ANNOUNCED,
    ),
    key=("name",),
    read=_subject,
    article="行政处罚法第十七条至第二十一条",
    requirements=("S1-07",),
)


def _delegation(line: Line) -> Delegation:
    direction: Any = text(line, "direction")
    return Delegation(
        delegator=text(line, "delegator"),
        matters=frozenset(texts(line, "matters")),
        document_number=text(line, "document_number"),
        valid=line.valid,
        direction=direction,
        delegate=text(line, "delegate") or None,
        areas=texts(line, "areas"),
        announced_on=day(line, "announced_on"),
        filed_on=day(line, "filed_on"),
    )


DELEGATION: Final = Book(
    name="delegation",
    label="委托执法",
    columns=(
        Column(
            field="direction",
            label="方向",
            kind="choice",
            choices=MappingProxyType({"in": "受托", "out": "委托"}),
            public=True,
            about="受托：本机关以委托机关的名义执法；委托：本机关委托其他组织。",
        ),
        Column(field="document_number", label="委托书文号", public=True),
        Column(
            field="delegator", label="委托机关", required=False, public=True, about="受托的必填；委托的不填写即本机关。"
        ),
        Column(
            field="delegate", label="受托组织", required=False, public=True, about="委托的必填；受托的不填写即本机关。"
        ),
        Column(field="acts", label="执法类别", kind="choices", choices=ACTS, required=False, public=True),
        Column(field="matters", label="委托事项", kind="list", public=True),
        Column(field="areas", label="区域", kind="list", required=False, public=True, about="不填写的，不限区域。"),
        _ANNOUNCED,
        Column(field="filed_with", label="备案机关", required=False),
        Column(field="filed_on", label="备案日期", kind="date", required=False),
        Column(
            field="agreement", label="委托书文件", kind="digest", required=False, about="委托书文件的 SHA-256 摘要。"
        ),
        Column(
            field="public_affairs",
            label="依法成立并管理公共事务",
            kind="flag",
            required=False,
            about="行政处罚法第二十一条第一项；委托的必填。",
        ),
        Column(
            field="qualified_staff",
            label="有取得执法资格的人员",
            kind="flag",
            required=False,
            about="行政处罚法第二十一条第二项；委托的必填。",
        ),
        Column(
            field="technical",
            label="技术检查鉴定条件",
            kind="choice",
            required=False,
            choices=MappingProxyType({"has": "具备", "not_needed": "不需要", "lacks": "不具备"}),
            about="行政处罚法第二十一条第三项；委托的必填。",
        ),
    ),
    key=("direction", "document_number"),
    read=_delegation,
    faults=delegation_faults,
    article="行政处罚法第二十条、第二十一条",
    requirements=("S1-01",),
)


def _empowerment(line: Line) -> Empowerment:
    return Empowerment(
        matter=text(line, "matter"),
        town=text(line, "town"),
        document_number=text(line, "document_number"),
        valid=line.valid,
        guided_by=text(line, "guided_by"),
        announced_on=day(line, "announced_on"),
    )


EMPOWERMENT: Final = Book(
    name="empowerment",
    label="赋权事项",
    columns=(
        Column(field="matter", label="赋权事项", public=True),
        Column(field="town", label="乡镇、街道", public=True),
        Column(field="document_number", label="省级决定文号", public=True),
        Column(field="guided_by", label="指导机关", public=True),
        _ANNOUNCED,
    ),
    key=("matter", "town"),
    read=_empowerment,
    article="行政处罚法第二十四条",
    requirements=("S4-17",),
)

SUBJECTS: Final[tuple[Book[Any], ...]] = (AGENCY, AGENCY_SEAL, SUBJECT, DELEGATION, EMPOWERMENT)
