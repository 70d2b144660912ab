"""The numbers of an agency as rows: how far each series or pad was counted, the papers that bear them, and those that were voided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, and_, bindparam, or_, select
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Channel, Query
from zhifa.storage.records import IssuedNumber, NumberRecord, VoidedNumberRecord
from zhifa.storage.tables import metadata

_FIRST, _LAST = 1000, 9999


class NumberStatements(NamedTuple):
    """SQL text by what it does."""

    counters: str
    issued: str
    borne_by: str
    borne_before: str
    voided: str


class NumberRows:
    """The numbers in one transaction. Where a `year` may be named, without one it is all years."""

    def __init__(self, channel: Channel, sql: NumberStatements) -> None:
        self._channel = channel
        self._sql = sql

    def counters(self, agency_id: str, year: int | None = None) -> tuple[NumberRecord, ...]:
        """How far each series, and each pad that was begun, was counted."""
        return tuple(map(NumberRecord._make, self._rows(self._sql.counters, agency_id, *_span(year))))

    def issued(self, agency_id: str, year: int | None = None) -> tuple[IssuedNumber, ...]:
        """The numbers that papers bear, in their order."""
        return tuple(map(IssuedNumber._make, self._rows(self._sql.issued, agency_id, *_span(year))))

    def borne_by(self, agency_id: str, series: str, year: int, ordinal: int) -> IssuedNumber | None:
        """The paper that bears a number."""
        found = self._rows(self._sql.borne_by, agency_id, series, year, ordinal)
        return IssuedNumber._make(found[0]) if found else None

    def borne_before(self, agency_id: str, year: int | None = None) -> tuple[tuple[Any, ...], ...]:
        """The numbers of papers that a past decision of another day bears too: the columns of `issued`, then its file, row and day."""
        return tuple(self._rows(self._sql.borne_before, agency_id, *_span(year)))

    def voided(self, agency_id: str) -> tuple[VoidedNumberRecord, ...]:
        """The numbers of all years that were voided: the whole chain, in its order."""
        return tuple(map(VoidedNumberRecord._make, self._rows(self._sql.voided, agency_id)))

    def _rows(self, sql: str, *parameters: str | int) -> list[tuple[Any, ...]]:
        return self._channel.rows(Query(sql, parameters))[0]


def _span(year: int | None) -> tuple[int, int]:
    return (_FIRST, _LAST) if year is None else (year, year)


def number_statements(sql: Callable[[ClauseElement], str]) -> NumberStatements:
    """The statements, compiled by `sql` for one database."""
    paper = metadata.tables["zf_paper"].c
    its_number = (paper.series == bindparam("series_"), paper.year == bindparam("of", type_=Integer))
    return NumberStatements(
        counters=sql(_of_years("zf_number").order_by(*_columns("zf_number", "series", "year"))),
        issued=sql(_issued().order_by(*_columns("zf_paper", "series", "year", "ordinal"))),
        borne_by=sql(_borne().where(*its_number, paper.ordinal == bindparam("ordinal_", type_=Integer))),
        borne_before=sql(_borne_before()),
        voided=sql(_voided()),
    )


def _columns(table: str, *names: str) -> tuple[Any, ...]:
    return tuple(metadata.tables[table].c[name] for name in names)


def _of_years(table: str) -> Select[Any]:
    rows = metadata.tables[table]
    return select(rows).where(rows.c.agency_id == bindparam("agency"), *_years(table))


def _years(table: str) -> tuple[Any, Any]:
    year = metadata.tables[table].c.year
    return year >= bindparam("first", type_=Integer), year <= bindparam("last", type_=Integer)


def _borne() -> Select[Any]:
    paper = metadata.tables["zf_paper"].c
    told = ("series", "year", "ordinal", "number", "id", "case_id", "code", "title", "issued_on")
    return select(*(paper[name] for name in told)).where(paper.agency_id == bindparam("agency"))


def _issued() -> Select[Any]:
    return _borne().where(metadata.tables["zf_paper"].c.series.is_not(None), *_years("zf_paper"))


def _borne_before() -> Select[Any]:
    """A past decision of the same day is taken to be the paper's own, told from elsewhere."""
    paper, past, file = (metadata.tables[name] for name in ("zf_paper", "zf_past_decision", "zf_import"))
    same = and_(past.c.agency_id == paper.c.agency_id, past.c.document_number == paper.c.number)
    another = or_(past.c.decided_on.is_(None), past.c.decided_on != paper.c.issued_on)
    return (
        _issued()
        .add_columns(file.c.file, past.c.row_number, past.c.decided_on)
        .join_from(paper, past, same)
        .join_from(past, file, file.c.id == past.c.import_id)
        .where(another)
        .order_by(*_columns("zf_paper", "series", "year", "ordinal"), past.c.id)
    )


def _voided() -> Select[Any]:
    rows = metadata.tables["zf_voided_number"]
    return select(rows).where(rows.c.agency_id == bindparam("agency")).order_by(rows.c.seq)
