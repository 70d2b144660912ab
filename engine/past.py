"""Past decisions taken over from tables: kept beside the cases, never among them.

A past decision was made elsewhere or before. It has no case, no record chain and no review here; lists of cases, options, replays and counts
of what was handled here do not know it. Each row names the import it came with and its row in the table.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhifa.engine.clock import Clock
from zhifa.engine.errors import NotThere
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text
from zhifa.storage.database import Database
from zhifa.storage.errors import AlreadyImported
from zhifa.storage.past import PAGE, PastDecisionRow
from zhifa.storage.records import ImportRecord, PastDecisionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTable:
    """Where past decisions come from, and how they were read."""

    file: str
    digest: str
    """SHA-256 of the file's bytes."""
    kind: str
    columns: Mapping[str, str | None]
    """From each heading to the column it was read into, None where it was kept as it is."""
    taken: int
    """Rows that come."""
    warned: int
    """Rows among them with a warning."""
    skipped: tuple[int, ...] = ()
    """Numbers of the rows that were left out as faulty."""
    by: str | None = None


class PastDecisions:
    """Imports of one database. Safe to share between threads."""

    def __init__(self, database: Database, clock: Clock, identities: Identities) -> None:
        self._database = database
        self._clock = clock
        self._identities = identities

    def take(self, agency_id: str, table: PastTable, rows: Iterable[PastDecisionRow]) -> ImportRecord:
        """Keep the decisions of a table, all of them or none, each with its import and its row.

        :func:`zhifa.history.import_table` reads and checks a file and calls this. Raises ``AlreadyImported`` for a file the agency took over
        before; ``NotThere`` for an agency without a register; the errors of storage. After any of them nothing was written.
        """
        record = self._record(agency_id, table)
        with self._database.read() as store:
            if store.registers.agency(agency_id) is None:
                raise NotThere(f"agency_id={agency_id}: no such agency; import its register first")
            if any(known.digest == table.digest for known in store.past.imports(agency_id)):
                raise AlreadyImported(table.file, table.digest)
        with self._database.write() as store:
            store.past.take(record, rows)
        return record

    def imports(self, agency_id: str) -> tuple[ImportRecord, ...]:
        """The tables the agency took over, the oldest first."""
        with self._database.read_once() as store:
            return store.past.imports(agency_id)

    def decisions(
        self, agency_id: str, *, party: str | None = None, number: str | None = None
    ) -> Iterator[PastDecisionRecord]:
        """The past decisions the agency took over, rows of one table together and in its order.

        ``party`` and ``number`` ask for that very name of the party and that very number of the decision. They are read page by page, and no
        transaction stays open between two pages.
        """
        asked = {"party": party, "document_number": number}
        given = {column: value for column, value in asked.items() if value is not None}
        after, page = "", PAGE
        while page == PAGE:
            with self._database.read_once() as store:
                found = store.past.decisions(agency_id, after=after, **given)
            yield from found
            page = len(found)
            after = found[-1].id if found else after

    def _record(self, agency_id: str, table: PastTable) -> ImportRecord:
        columns = json.dumps(dict(table.columns), ensure_ascii=False)
        return ImportRecord(
            id=self._identities.new_id(),
            agency_id=agency_id,
            file=table.file,
            digest=table.digest,
            kind=table.kind,
            columns=columns,
            columns_digest=hashlib.sha256(columns.encode()).hexdigest(),
            taken=table.taken,
            warned=table.warned,
            skipped=json.dumps(table.skipped),
            imported_by=table.by,
            imported_at=instant_text(self._clock.now()),
        )
