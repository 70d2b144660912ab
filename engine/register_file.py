"""A register file (JSON) becomes rows; every faulty row is named, and none is imported then."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5

from pydantic import ValidationError

from zhifa.engine.forms import faults
from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.engine.register_forms import (
    AgencyForm,
    AssignmentForm,
    CertificateForm,
    DatedForm,
    DelegationForm,
    OfficerForm,
    PadForm,
    PolicyForm,
    QualificationForm,
    RegisterForm,
    SealForm,
    StatuteForm,
)
from zhifa.storage.records import (
    AgencyRecord,
    AgencySealRecord,
    AssignmentRecord,
    CertificateRecord,
    ContactRecord,
    DelegationRecord,
    OfficerRecord,
    PadRecord,
    QualificationRecord,
    RegisterRows,
    StatuteRecord,
)


class RegisterFaulty(ValueError):
    """A register file that cannot be imported; nothing of it was. ``faults`` names every row, field, value and rule."""

    def __init__(self, faults: tuple[Refusal, ...]) -> None:
        super().__init__("\n".join(fault.text for fault in faults))
        self.faults = faults


def rows_of(text: str) -> RegisterRows:
    """The rows of a register file. Raises :class:`RegisterFaulty` naming every faulty row."""
    file = _read(text)
    agency_id = identifier("agency", file.agency.name)
    return RegisterRows(
        agency=_agency_row(file.agency, agency_id),
        delegations=tuple(_delegation_row(d, agency_id) for d in file.delegations),
        officers=tuple(_officer_row(o, agency_id) for o in file.officers),
        certificates=tuple(_certificate_row(c, o, agency_id) for o in file.officers for c in o.certificates),
        qualifications=tuple(_qualification_row(q, o, agency_id) for o in file.officers for q in o.qualifications),
        assignments=tuple(_assignment_row(a, o, agency_id) for o in file.officers for a in o.assignments),
        statutes=tuple(_statute_row(s, agency_id) for s in file.statutes),
        pads=tuple(_pad_row(p, o, agency_id) for o in file.officers for p in o.pads),
        contacts=tuple(_contact_row(o, o.email, agency_id) for o in file.officers if o.email),
        seals=tuple(_seal_row(s, agency_id) for s in file.agency.seals),
    )


def _read(text: str) -> RegisterForm:
    try:
        given = read_json(text)
    except JSONFaulty as error:
        raise RegisterFaulty((FACTS_INVALID.refuse(field="（整份）", value=shown(text), rule=error),)) from error
    try:
        return RegisterForm.model_validate_json(text)
    except ValidationError as error:
        raise RegisterFaulty(tuple(faults(error, given))) from error


def identifier(kind: str, *keys: str) -> str:
    """The same id for the same agency, officer or certificate at every import, so that old records keep naming them."""
    return str(uuid5(NAMESPACE_URL, "/".join(("zhifa", kind, *keys))))


def officer_id(agency: str, staff_number: str) -> str:
    """Id of the officer with this staff number in the agency of this name."""
    return identifier("officer", identifier("agency", agency), staff_number)


def _span(row: DatedForm) -> tuple[str, str | None]:
    return row.valid_from.isoformat(), row.valid_to.isoformat() if row.valid_to else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _agency_row(agency: AgencyForm, agency_id: str) -> AgencyRecord:
    return AgencyRecord(
        agency_id,
        agency_id,
        agency.name,
        agency.short_name,
        agency.region,
        agency.credit_code or "",
        _policy_text(agency.policy),
        _json(dict(agency.profile)),
        _json(agency.matters),
        0,
        *_span(agency),
    )


def _policy_text(policy: PolicyForm) -> str:
    """All choices as they now hold, and which of them the file states."""
    return _json(policy.model_dump(mode="json") | {"stated": sorted(policy.model_fields_set)})


def _delegation_row(row: DelegationForm, agency_id: str) -> DelegationRecord:
    row_id = identifier("delegation", agency_id, row.document_number)
    return DelegationRecord(row_id, agency_id, row.delegator, _json(row.matters), row.document_number, *_span(row))


def _of(officer: OfficerForm, agency_id: str) -> str:
    return identifier("officer", agency_id, officer.staff_number)


def _officer_row(row: OfficerForm, agency_id: str) -> OfficerRecord:
    return OfficerRecord(_of(row, agency_id), agency_id, row.staff_number, row.name, row.unit, row.post, *_span(row))


def _certificate_row(row: CertificateForm, officer: OfficerForm, agency_id: str) -> CertificateRecord:
    return CertificateRecord(
        identifier("certificate", agency_id, row.number),
        agency_id,
        _of(officer, agency_id),
        row.number,
        _json(row.acts),
        _json(row.areas),
        *_span(row),
        row.suspended_from.isoformat() if row.suspended_from else None,
        row.suspended_to.isoformat() if row.suspended_to else None,
    )


def _qualification_row(row: QualificationForm, officer: OfficerForm, agency_id: str) -> QualificationRecord:
    row_id = identifier("qualification", agency_id, officer.staff_number, row.kind, row.number)
    return QualificationRecord(row_id, agency_id, _of(officer, agency_id), row.kind, row.number, *_span(row))


def _assignment_row(row: AssignmentForm, officer: OfficerForm, agency_id: str) -> AssignmentRecord:
    row_id = identifier("assignment", agency_id, officer.staff_number, row.role, row.unit, row.valid_from.isoformat())
    return AssignmentRecord(row_id, agency_id, _of(officer, agency_id), row.role, row.unit, *_span(row))


def _pad_row(row: PadForm, officer: OfficerForm, agency_id: str) -> PadRecord:
    row_id = identifier("pad", agency_id, row.series, str(row.year), str(row.first))
    return PadRecord(row_id, agency_id, _of(officer, agency_id), row.series, row.year, row.first, row.last, *_span(row))


def _contact_row(officer: OfficerForm, email: str, agency_id: str) -> ContactRecord:
    row_id = identifier("contact", agency_id, officer.staff_number)
    return ContactRecord(row_id, agency_id, _of(officer, agency_id), email)


def _seal_row(row: SealForm, agency_id: str) -> AgencySealRecord:
    row_id = identifier("seal", agency_id, row.certificate, row.valid_from.isoformat())
    return AgencySealRecord(row_id, agency_id, row.name, row.certificate, *_span(row))


def _statute_row(row: StatuteForm, agency_id: str) -> StatuteRecord:
    row_id = identifier("statute", agency_id, row.title, row.valid_from.isoformat())
    return StatuteRecord(row_id, agency_id, row.title, _json(row.articles) if row.articles else None, *_span(row))


def merged(old: RegisterRows, new: RegisterRows, *, today: date) -> RegisterRows:
    """The new rows, and of the old ones those whose officer is no longer there, ended on the day before ``today``; so are pads that are gone.

    A seal that is gone ends on ``today`` itself: what it sealed in the morning stays sealed. To end one at once, the file gives its last day.
    """
    present = {officer.id for officer in new.officers}
    last = (today - timedelta(days=1)).isoformat()
    gone = {officer.id for officer in old.officers} - present
    return replace(
        new,
        officers=new.officers + tuple(_ended(o, last) for o in old.officers if o.id in gone),
        certificates=new.certificates + tuple(_ended(c, last) for c in old.certificates if c.officer_id in gone),
        qualifications=new.qualifications + tuple(_ended(q, last) for q in old.qualifications if q.officer_id in gone),
        assignments=new.assignments + tuple(_ended(a, last) for a in old.assignments if a.officer_id in gone),
        pads=new.pads + tuple(_ended(p, last) for p in old.pads if p.id not in {pad.id for pad in new.pads}),
        seals=new.seals
        + tuple(_ended(s, today.isoformat()) for s in old.seals if s.id not in {seal.id for seal in new.seals}),
    )


E = TypeVar("E", OfficerRecord, CertificateRecord, QualificationRecord, AssignmentRecord, PadRecord, AgencySealRecord)


def _ended(row: E, last: str) -> E:
    """The row, valid no longer than ``last``; one that would begin after it keeps a single day."""
    end = max(last, row.valid_from)
    return row if row.valid_to is not None and row.valid_to <= end else row._replace(valid_to=end)


def require_pads_apart(rows: RegisterRows) -> None:
    """Raise :class:`RegisterFaulty` naming pads that share a number, those handed out earlier included: a number is used once."""
    staff = {officer.id: officer.staff_number for officer in rows.officers}
    pads = sorted(rows.pads, key=lambda pad: (pad.series, pad.year, pad.first))
    shared = tuple(
        FACTS_INVALID.refuse(
            field=f"officers.{staff[later.officer_id]}.pads",
            value=_numbers(later),
            rule=f"与工号{staff[earlier.officer_id]}的{_numbers(earlier)}重号；一个号码只能发一次",
        )
        for earlier, later in pairwise(pads)
        if (earlier.series, earlier.year) == (later.series, later.year) and later.first <= earlier.last
    )
    if shared:
        raise RegisterFaulty(shared)


def _numbers(pad: PadRecord) -> str:
    return f"{pad.series}〔{pad.year}〕{pad.first}号至{pad.last}号"
