"""Past decisions as rows: an import written whole in one transaction, and read page by page.

They stand in tables of their own. No case, no ledger entry and no number is made of them, and nothing that reads cases reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, insert, literal_column, select
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Load, Query
from zhifa.storage.errors import AlreadyImported, StorageError
from zhifa.storage.records import ImportRecord, PastDecisionRecord
from zhifa.storage.tables import metadata

PAGE = 1000
"""How many past decisions one read answers at most."""

PAST_BY: tuple[tuple[str, ...], ...] = ((), ("party",), ("document_number",), ("party", "document_number"))
"""What past decisions may be asked by, besides their agency."""

PastDecisionRow = tuple[int, tuple[str | int | None, ...]]
"""The number of a row in its table, the heading being row 1, and its columns from `party` on."""


class PastStatements(NamedTuple):
    """SQL text by what it does."""

    imports: str
    decisions: dict[tuple[str, ...], str]
    """A page of past decisions, by the columns that are asked for."""
    keep: str
    load: Load


class PastRows:
    """The past decisions in one transaction."""

    def __init__(self, channel: Channel, sql: PastStatements) -> None:
        self._channel = channel
        self._sql = sql

    def take(self, record: ImportRecord, rows: Iterable[PastDecisionRow]) -> None:
        """Write the import first, so that the same file meets its own key, and then the rows.

        Raises `AlreadyImported`, or `StorageError` when the rows are not as many as the import says.
        """
        before = partial(AlreadyImported, record.file, record.digest)
        self._channel.change(Change(self._sql.keep, (record,), before))
        written = self._channel.load(self._sql.load, _records(record, rows))
        if written != record.taken:
            raise StorageError(f"{record.file}: {written} rows came instead of {record.taken}")

    def imports(self, agency_id: str) -> tuple[ImportRecord, ...]:
        """The imports of an agency, the oldest first."""
        return tuple(map(ImportRecord._make, self._channel.rows(Query(self._sql.imports, (agency_id,)))[0]))

    def decisions(self, agency_id: str, *, after: str = "", **asked: str) -> tuple[PastDecisionRecord, ...]:
        """Up to a thousand past decisions with an id beyond `after`, by id; `asked` names columns of `PAST_BY` and their values.

        Raises KeyError for a column that is not asked by.
        """
        page = Query(self._sql.decisions[tuple(asked)], (agency_id, *asked.values(), after, PAGE))
        return tuple(map(PastDecisionRecord._make, self._channel.rows(page)[0]))


def _records(record: ImportRecord, rows: Iterable[PastDecisionRow]) -> Iterator[tuple[str | int | None, ...]]:
    """Ids are the import's with the row's number at the end: unique, in the order of the table, and cheap to index."""
    agency_id, import_id, stem = record.agency_id, record.id, record.id[:24]
    for number, values in rows:
        yield (f"{stem}{number:012x}", agency_id, import_id, number, *values)


def past_statements(sql: Callable[[ClauseElement], str], load: Callable[[str, str], Load]) -> PastStatements:
    """The statements, compiled by `sql` for one database, with `load` making that of many rows."""
    return PastStatements(
        imports=sql(_imports()),
        decisions={asked: sql(_decisions(asked)) for asked in PAST_BY},
        keep=sql(insert(metadata.tables["zf_import"])),
        load=load("zf_past_decision", sql(insert(metadata.tables["zf_past_decision"]))),
    )


def _imports() -> Select[Any]:
    rows = metadata.tables["zf_import"]
    return select(rows).where(rows.c.agency_id == bindparam("agency")).order_by(rows.c.imported_at, rows.c.id)


def _decisions(asked: tuple[str, ...]) -> Select[Any]:
    rows = metadata.tables["zf_past_decision"]
    told = (rows.c[name] == bindparam(f"{name}_") for name in ("agency_id", *asked))
    page = select(rows).where(*told, rows.c.id > bindparam("after")).order_by(rows.c.id)
    return page.limit(bindparam("page", type_=Integer)).offset(literal_column("0"))
