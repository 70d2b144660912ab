"""The register of an agency: read as a whole, replaced as a whole."""

from __future__ import annotations

from zhifa.storage.channel import Change, Channel, Query
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
from zhifa.storage.statements import REGISTER, Statements


def read_register(channel: Channel, sql: Statements, agency_id: str) -> RegisterRows | None:
    """The register of an agency, or None if there is no such agency."""
    agency, delegations, statutes, officers, certificates, qualifications, assignments, pads, contacts, seals = (
        channel.rows(*(Query(sql.of_agency[table], (agency_id,)) for table in REGISTER))
    )
    if not agency:
        return None
    return RegisterRows(
        agency=AgencyRecord(*agency[0]),
        delegations=tuple(map(DelegationRecord._make, delegations)),
        statutes=tuple(map(StatuteRecord._make, statutes)),
        officers=tuple(map(OfficerRecord._make, officers)),
        certificates=tuple(map(CertificateRecord._make, certificates)),
        qualifications=tuple(map(QualificationRecord._make, qualifications)),
        assignments=tuple(map(AssignmentRecord._make, assignments)),
        pads=tuple(map(PadRecord._make, pads)),
        contacts=tuple(map(ContactRecord._make, contacts)),
        seals=tuple(map(AgencySealRecord._make, seals)),
    )


def replace_register(channel: Channel, sql: Statements, rows: RegisterRows) -> int:
    """Put the register in the place of the agency's old one and answer its new version.

    The agency's row is moved on first: two imports at once take turns on it, and each is counted.
    """
    agency_id = rows.agency.id
    given = (*rows.agency[2:9], *rows.agency[10:])
    if not channel.run(sql.move_agency, (*given, agency_id)):
        channel.change(Change(sql.insert["zf_agency"], (rows.agency._replace(register_version=1),)))
    for table in reversed(REGISTER[1:]):
        channel.run(sql.drop_of_agency[table], (agency_id,))
    channel.change(*(Change(sql.insert[table], of_table) for table, of_table in _by_table(rows).items()))
    version: int = AgencyRecord(*channel.rows(Query(sql.of_agency["zf_agency"], (agency_id,)))[0][0]).register_version
    return version


def _by_table(rows: RegisterRows) -> dict[str, tuple[tuple[str | int | None, ...], ...]]:
    return {
        "zf_delegation": rows.delegations,
        "zf_statute": rows.statutes,
        "zf_officer": rows.officers,
        "zf_certificate": rows.certificates,
        "zf_qualification": rows.qualifications,
        "zf_assignment": rows.assignments,
        "zf_pad": rows.pads,
        "zf_contact": rows.contacts,
        "zf_agency_seal": rows.seals,
    }
