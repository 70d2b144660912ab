"""The records of past decisions taken over from tables."""

from __future__ import annotations

from typing import NamedTuple


class ImportRecord(NamedTuple):
    id: str
    agency_id: str
    file: str
    digest: str
    kind: str
    columns: str
    columns_digest: str
    taken: int
    warned: int
    skipped: str
    imported_by: str | None
    imported_at: str


class PastDecisionRecord(NamedTuple):
    """A decision told by an imported table. It is no case: neither lists nor counts of cases know it."""

    id: str
    agency_id: str
    import_id: str
    row_number: int
    party: str | None
    party_kind: str | None
    credit_code: str | None
    registration_number: str | None
    organisation_code: str | None
    tax_number: str | None
    institution_number: str | None
    social_number: str | None
    representative: str | None
    representative_id_kind: str | None
    representative_id_number: str | None
    person_id_kind: str | None
    person_id_number: str | None
    document_number: str | None
    violation_kind: str | None
    violation: str | None
    basis: str | None
    penalty_kinds: str | None
    penalty: str | None
    fine: int | None
    confiscated: int | None
    licence: str | None
    decided_on: str | None
    valid_until: str | None
    public_until: str | None
    authority: str | None
    authority_credit_code: str | None
    source: str | None
    source_credit_code: str | None
    remark: str | None
    other: str | None
    warnings: str | None
