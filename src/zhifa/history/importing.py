"""From a table that was read to the office that keeps it."""

from __future__ import annotations

from zhifa.engine.office import Office
from zhifa.engine.past import PastTable
from zhifa.history.intake import Intake
from zhifa.sheets import TableUnreadable
from zhifa.storage.records import ImportRecord


def import_table(
    office: Office, agency_id: str, table: Intake, *, by: str | None = None, skip_faulty: bool = False
) -> ImportRecord:
    """Put the rows of a table beside the agency's cases, all or none, and answer the import on record.

    ``by``: who handed the table over, in free words. Raises :class:`FaultyRows` unless the faulty rows are to be left out; their numbers are
    then on record. Raises ``AlreadyImported`` for a file with the same bytes, and as :meth:`PastDecisions.take` does.
    """
    if not skip_faulty:
        table.require_sound()
    if not table.taken:
        raise TableUnreadable(table.file, "没有一行可以导入")
    past = PastTable(
        file=table.file,
        digest=table.digest,
        kind=table.headings.kind.name,
        columns=table.headings.mapping,
        taken=table.taken,
        warned=table.warned,
        skipped=tuple(table.skipped),
        by=by,
    )
    return office.past.take(agency_id, past, table.rows())
