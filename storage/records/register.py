"""The records of the register: the agency, its people and their papers, the law it cites; and one agency's register as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class AgencyRecord(NamedTuple):
    id: str
    agency_id: str
    name: str
    short_name: str
    region: str
    credit_code: str
    policy: str
    profile: str
    matters: str
    register_version: int
    valid_from: str
    valid_to: str | None


class DelegationRecord(NamedTuple):
    id: str
    agency_id: str
    delegator: str
    matters: str
    document_number: str
    valid_from: str
    valid_to: str | None


class OfficerRecord(NamedTuple):
    id: str
    agency_id: str
    staff_number: str
    name: str
    unit: str
    post: str
    valid_from: str
    valid_to: str | None


class CertificateRecord(NamedTuple):
    id: str
    agency_id: str
    officer_id: str
    number: str
    acts: str
    areas: str
    valid_from: str
    valid_to: str | None
    suspended_from: str | None
    suspended_to: str | None


class QualificationRecord(NamedTuple):
    id: str
    agency_id: str
    officer_id: str
    kind: str
    number: str
    valid_from: str
    valid_to: str | None


class AssignmentRecord(NamedTuple):
    id: str
    agency_id: str
    officer_id: str
    role: str
    unit: str
    valid_from: str
    valid_to: str | None


class PadRecord(NamedTuple):
    id: str
    agency_id: str
    officer_id: str
    series: str
    year: int
    first: int
    last: int
    valid_from: str
    valid_to: str | None


class ContactRecord(NamedTuple):
    id: str
    agency_id: str
    officer_id: str
    email: str


class AgencySealRecord(NamedTuple):
    id: str
    agency_id: str
    name: str
    certificate: str
    valid_from: str
    valid_to: str | None


class StatuteRecord(NamedTuple):
    id: str
    agency_id: str
    title: str
    articles: str | None
    valid_from: str
    valid_to: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterRows:
    """The register of one agency. Writing does not look at `agency.register_version`; reading gives the stored one."""

    agency: AgencyRecord
    delegations: tuple[DelegationRecord, ...] = ()
    officers: tuple[OfficerRecord, ...] = ()
    certificates: tuple[CertificateRecord, ...] = ()
    qualifications: tuple[QualificationRecord, ...] = ()
    assignments: tuple[AssignmentRecord, ...] = ()
    statutes: tuple[StatuteRecord, ...] = ()
    pads: tuple[PadRecord, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    seals: tuple[AgencySealRecord, ...] = ()
