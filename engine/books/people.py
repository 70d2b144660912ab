"""The books of people: officers, what they have learned and are qualified for, and those who work beside them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

from zhifa.engine.books.book import Book, Column, Line
from zhifa.engine.books.cells import day, flag, number, text, texts
from zhifa.engine.books.people_faults import auxiliary_faults, named_faults, officer_faults
from zhifa.engine.books.shared import STAFF, between, label_fault, officer_of, unit_fault
from zhifa.engine.fields import email_address
from zhifa.engine.people import Auxiliary, Counsel, Officer, Qualification, Training


def _officer(line: Line) -> Officer:
    return Officer(
        id=officer_of(line),
        staff_number=text(line, "staff_number"),
        name=text(line, "name"),
        unit=text(line, "unit"),
        post=text(line, "post"),
        valid=line.valid,
        home=text(line, "home") or None,
        established=flag(line, "established") is not False,
    )


OFFICER: Final = Book(
    name="officer",
    label="执法人员",
    columns=(
        STAFF,
        Column(field="name", label="姓名", rule=label_fault, public=True),
        Column(
            field="unit",
            label="内设机构",
            public=True,
            rule=unit_fault,
            about="上级机构与下级机构以“/”分隔，如“支队/一科”。",
        ),
        Column(field="post", label="职务", rule=label_fault, public=True),
        Column(field="established", label="在编", kind="flag", required=False, about="不填写的，按在编处理。"),
        Column(
            field="home", label="来自机关", required=False, about="跨机关法制审核协作人员的所在机关；本机关人员不填写。"
        ),
    ),
    key=("staff_number",),
    read=_officer,
    faults=officer_faults,
    article="行政处罚法第四十二条",
    requirements=("S0-12", "S2-07", "S1-09", "S4-26"),
)


def _unmailable(told: str) -> str | None:
    try:
        email_address(told)
    except ValueError as error:
        return str(error)
    return None


def _email(line: Line) -> tuple[str, str]:
    return officer_of(line), text(line, "email")


CONTACT: Final = Book(
    name="contact",
    label="电子邮箱",
    columns=(STAFF, Column(field="email", label="电子邮箱", rule=_unmailable)),
    key=("staff_number",),
    read=_email,
    faults=named_faults,
    article="本引擎的约定",
    journalled=False,
)


def _training(line: Line) -> Training:
    subject: Any = text(line, "subject")
    return Training(
        officer_id=officer_of(line),
        year=number(line, "year"),
        course=text(line, "course"),
        subject=subject,
        tenths=number(line, "hours"),
        passed=flag(line, "passed") is True,
        valid=line.valid,
    )


TRAINING: Final = Book(
    name="training",
    label="培训学时",
    columns=(
        STAFF,
        Column(field="year", label="年度", kind="count", rule=between(1949, 2200)),
        Column(field="course", label="课程"),
        Column(
            field="subject",
            label="类别",
            kind="choice",
            choices=MappingProxyType({"public_law": "公共法律知识", "business": "业务知识", "skill": "执法技能"}),
        ),
        Column(field="hours", label="学时", kind="tenths"),
        Column(field="passed", label="考核合格", kind="flag"),
    ),
    key=("staff_number", "year", "course"),
    read=_training,
    faults=named_faults,
    article="本机关培训考核制度",
    requirements=("S1-11", "S1-12", "S4-01"),
)


def _qualification(line: Line) -> Qualification:
    kind: Any = text(line, "kind")
    return Qualification(officer_id=officer_of(line), kind=kind, number=text(line, "number"), valid=line.valid)


QUALIFICATION: Final = Book(
    name="qualification",
    label="法制审核资格",
    columns=(
        STAFF,
        Column(
            field="kind",
            label="资格种类",
            kind="choice",
            choices=MappingProxyType({"legal_professional": "法律职业资格", "earlier_service": "此前已从事法制审核"}),
        ),
        Column(field="number", label="证书或者备案编号"),
    ),
    key=("staff_number", "kind", "number"),
    read=_qualification,
    faults=named_faults,
    article="行政处罚法第五十八条第二款",
    requirements=("S0-37", "S0-38"),
)


def _auxiliary(line: Line) -> Auxiliary:
    return Auxiliary(
        number=text(line, "number"),
        name=text(line, "name"),
        unit=text(line, "unit"),
        tasks=texts(line, "tasks"),
        valid=line.valid,
        contract=text(line, "contract"),
        assessed_on=day(line, "assessed_on"),
    )


AUXILIARY: Final = Book(
    name="auxiliary",
    label="辅助人员",
    columns=(
        Column(field="number", label="编号", kind="code", about="不得与执法人员的工号相同。"),
        Column(field="name", label="姓名"),
        Column(field="unit", label="内设机构"),
        Column(field="tasks", label="辅助事项", kind="list"),
        Column(field="contract", label="聘用合同", required=False),
        Column(field="assessed_on", label="考核日期", kind="date", required=False),
    ),
    key=("number",),
    read=_auxiliary,
    faults=auxiliary_faults,
    article="行政处罚法第四十二条第一款；行政强制法第十七条第三款",
    requirements=("S1-10", "S1-04"),
)


def _counsel(line: Line) -> Counsel:
    kind: Any = text(line, "kind")
    return Counsel(
        number=text(line, "number"),
        name=text(line, "name"),
        kind=kind,
        valid=line.valid,
        firm=text(line, "firm"),
        licence=text(line, "licence"),
    )


COUNSEL: Final = Book(
    name="counsel",
    label="法律顾问、公职律师",
    columns=(
        Column(field="number", label="编号", kind="code"),
        Column(field="name", label="姓名"),
        Column(
            field="kind",
            label="种类",
            kind="choice",
            choices=MappingProxyType({"counsel": "法律顾问", "public_lawyer": "公职律师"}),
        ),
        Column(field="firm", label="所在单位", required=False),
        Column(field="licence", label="执业证号", required=False),
    ),
    key=("number",),
    read=_counsel,
    article="本机关法制审核制度",
    requirements=("S0-40", "S2-23"),
)


PEOPLE: Final[tuple[Book[Any], ...]] = (OFFICER, CONTACT, QUALIFICATION, TRAINING, AUXILIARY, COUNSEL)
