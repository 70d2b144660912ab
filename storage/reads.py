"""Who read what of the cases, as rows: appended, and read a case at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Insert, Integer, Select, bindparam, cast, insert, literal_column, select, tuple_
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.records import ReadRecord
from zhifa.storage.tables import metadata

NEWEST: Final = ("9999", "")
"""Before every read, where the newest come first."""


class Told(NamedTuple):
    """That somebody read something, before its case says whose it is."""

    id: str
    officer_id: str
    what: str
    item: str
    at: str
    case_id: str


class ReadStatements(NamedTuple):
    """SQL text by what it does."""

    keep: str
    of: str


class ReadRows:
    """The reads in one transaction."""

    def __init__(self, channel: Channel, sql: ReadStatements) -> None:
        self._channel = channel
        self._sql = sql

    def keep(self, rows: Sequence[Told]) -> None:
        """Append reads; of a case that is not there nothing is kept."""
        self._channel.change(Change(self._sql.keep, tuple(rows)))

    def of(self, case_id: str, *, after: tuple[str, str], page: int) -> tuple[ReadRecord, ...]:
        """Reads of a case from beyond (instant, id), the newest first."""
        found = self._channel.rows(Query(self._sql.of, (case_id, *after, page)))[0]
        return tuple(map(ReadRecord._make, found))


def read_statements(sql: Callable[[ClauseElement], str]) -> ReadStatements:
    """The statements, made text by `sql`."""
    return ReadStatements(keep=sql(_keep()), of=sql(_of()))


def _keep() -> Insert:
    rows, case = metadata.tables["zf_read"], metadata.tables["zf_case"].c
    given = {
        name: cast(bindparam(f"{name}_"), rows.c[name].type) for name in ("id", "officer_id", "what", "item", "at")
    }
    told = select(given["id"], case.agency_id, case.id, given["officer_id"], given["what"], given["item"], given["at"])
    return insert(rows).from_select([column.name for column in rows.c], told.where(case.id == bindparam("case")))


def _of() -> Select[Any]:
    rows = metadata.tables["zf_read"]
    earlier = tuple_(rows.c.at, rows.c.id) < tuple_(bindparam("at_"), bindparam("id_"))
    page = select(rows).where(rows.c.case_id == bindparam("case"), earlier).order_by(rows.c.at.desc(), rows.c.id.desc())
    return page.limit(bindparam("page", type_=Integer)).offset(literal_column("0"))
