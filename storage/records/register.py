"""The records of the register beside its journal: the agency, its officers, their pads and addresses."""

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
    register_version: int
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
    valid_from: str
    valid_to: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterRows:
    """What stands in rows beside the journal of one agency's register, by id."""

    agency: AgencyRecord
    officers: tuple[OfficerRecord, ...] = ()
    pads: tuple[PadRecord, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
