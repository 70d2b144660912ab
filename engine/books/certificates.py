"""The books of certificates: who holds which, whether it passed the check of the year, and when it was withheld (处罚法 42)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

from zhifa.engine.books.acts import ACTS
from zhifa.engine.books.book import Book, Column, Line
from zhifa.engine.books.cells import day, flag, number, text, texts
from zhifa.engine.books.people_faults import named_faults, of_certificate_faults
from zhifa.engine.books.shared import STAFF, between, officer_of
from zhifa.engine.people import Certificate, CertificateCheck, Suspension

_CERTIFICATE: Final = Column(field="number", label="执法证号", about="执法证件名录中的证号。")


def _certificate(line: Line) -> Certificate:
    return Certificate(
        officer_id=officer_of(line),
        number=text(line, "number"),
        acts=frozenset(texts(line, "acts")),
        areas=texts(line, "areas"),
        valid=line.valid,
        kind=text(line, "kind"),
        issuer=text(line, "issuer"),
    )


CERTIFICATE: Final = Book(
    name="certificate",
    label="执法证件",
    columns=(
        STAFF,
        Column(field="number", label="执法证号", public=True),
        Column(
            field="kind",
            label="证件种类",
            kind="choice",
            required=False,
            choices=MappingProxyType({"national": "国家统一证件", "province": "省级证件", "ministry": "部门证件"}),
        ),
        Column(field="issuer", label="发证机关", required=False),
        Column(field="acts", label="执法类别", kind="choices", choices=ACTS, public=True),
        Column(field="areas", label="执法区域", kind="list", public=True),
    ),
    key=("number",),
    read=_certificate,
    faults=named_faults,
    article="行政处罚法第四十二条",
    requirements=("S0-12", "S2-07", "S1-08"),
)


def _check(line: Line) -> CertificateCheck:
    on = day(line, "on")
    return CertificateCheck(
        number=text(line, "number"),
        year=number(line, "year"),
        passed=flag(line, "passed") is True,
        on=on if on else line.valid.start,
        valid=line.valid,
        note=text(line, "note"),
    )


CERTIFICATE_CHECK: Final = Book(
    name="certificate_check",
    label="证件年审",
    columns=(
        _CERTIFICATE,
        Column(field="year", label="年度", kind="count", rule=between(1949, 2200)),
        Column(field="passed", label="通过", kind="flag"),
        Column(field="on", label="年审日期", kind="date", required=False, about="不填写的，按有效期自处理。"),
        Column(field="note", label="备注", required=False),
    ),
    key=("number", "year"),
    read=_check,
    faults=of_certificate_faults,
    article="本机关证件年审制度",
    requirements=("S1-08",),
)


def _suspension(line: Line) -> Suspension:
    return Suspension(
        number=text(line, "number"),
        valid=line.valid,
        reason=text(line, "reason"),
        document=text(line, "document"),
        lifted_on=day(line, "lifted_on"),
    )


SUSPENSION: Final = Book(
    name="suspension",
    label="暂扣证件",
    columns=(
        _CERTIFICATE,
        Column(field="reason", label="事由", required=False),
        Column(field="document", label="文号", required=False),
        Column(field="lifted_on", label="发还日期", kind="date", required=False, about="自这一天起可以持证执法。"),
    ),
    key=("number", "valid_from"),
    overlap=("number",),
    read=_suspension,
    faults=of_certificate_faults,
    article="本机关证件管理制度",
    requirements=("S1-12", "S1-30"),
)

CERTIFICATES: Final[tuple[Book[Any], ...]] = (CERTIFICATE, CERTIFICATE_CHECK, SUSPENSION)
