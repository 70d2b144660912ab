"""Past decisions as rows: an import written whole in one transaction, and read page by page.

They stand in tables of their own. No case, no ledger entry and no number is made of them, and nothing that reads cases reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import AlreadyImported, StorageError
from zhifa.storage.records import ImportRecord, PastDecisionRecord
from zhifa.storage.statements import Statements

PAGE = 1000
"""How many past decisions one read answers at most."""

PastDecisionRow = tuple[int, tuple[str | int | None, ...]]
"""The number of a row in its table, the heading being row 1, and its columns from `party` on."""


def take_past(channel: Channel, sql: Statements, record: ImportRecord, rows: Iterable[PastDecisionRow]) -> None:
    """Write the import first, so that the same file meets its own key, and then the rows.

    Raises `AlreadyImported`, or `StorageError` when the rows are not as many as the import says.
    """
    channel.change(Change(sql.insert["zf_import"], (record,), partial(AlreadyImported, record.file, record.digest)))
    written = channel.load(sql.load_past, _records(record, rows))
    if written != record.taken:
        raise StorageError(f"{record.file}: {written} rows came instead of {record.taken}")


def read_past(
    channel: Channel, sql: Statements, agency_id: str, after: str, asked: Mapping[str, str]
) -> tuple[PastDecisionRecord, ...]:
    """A page of the agency's past decisions beyond the id `after`. Raises KeyError for a column that is not asked by."""
    found = channel.rows(Query(sql.past[tuple(asked)], (agency_id, *asked.values(), after, PAGE)))[0]
    return tuple(map(PastDecisionRecord._make, found))


def _records(record: ImportRecord, rows: Iterable[PastDecisionRow]) -> Iterator[tuple[str | int | None, ...]]:
    """Ids are the import's with the row's number at the end: unique, in the order of the table, and cheap to index."""
    agency_id, import_id, stem = record.agency_id, record.id, record.id[:24]
    for number, values in rows:
        yield (f"{stem}{number:012x}", agency_id, import_id, number, *values)
