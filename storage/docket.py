"""The docket: one line a case, kept beside it by every step, by which lists and counts are read without a look at the cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Integer as Int
from sqlalchemy import Select, and_, bindparam, literal_column, or_, select
from sqlalchemy.sql import ClauseElement

from zhifa.storage import docket_sql
from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.docket_asked import Place, Scope, Task, Wanted
from zhifa.storage.docket_sql import Sql
from zhifa.storage.records import DocketRecord, TermRecord
from zhifa.storage.tables import metadata

__all__ = ["DocketRows", "DocketStatements", "Grouped", "Listed", "OfUnit", "docket_statements", "put"]

_WIDTH: Final = len(DocketRecord._fields)
_JOINED: Final = {"sqlite": "group_concat({})", "postgresql": "string_agg({}, ',')"}
_BESIDE: Final = (
    "(SELECT {officers} FROM zf_assignee a WHERE a.case_id = k.id),"
    " (SELECT {tracks} FROM zf_track t WHERE t.case_id = k.id AND t.closed_on IS NULL)"
)


class Listed(NamedTuple):
    """A line of the docket, with who handles the case, and the names of its open tracks."""

    row: DocketRecord
    handlers: tuple[str, ...]
    tracks: frozenset[str]


class Grouped(NamedTuple):
    """How many cases are alike in all that statistics group by."""

    workflow: str
    act: str
    phase: str
    month: str
    ended: int
    waits: int
    overdue: int
    cases: int


class OfUnit(NamedTuple):
    """How many cases a unit has."""

    unit: str
    ended: int
    overdue: int
    cases: int


class DocketStatements(NamedTuple):
    """SQL text by what it does; lists are put together when they are asked for."""

    put: str
    hold: str
    row: str
    behind: str
    beside: str
    """Two columns: who handles the case `k`, and its open tracks, ids and names between commas."""
    dialect: str


class DocketRows:
    """The docket in one transaction."""

    def __init__(self, channel: Channel, sql: DocketStatements) -> None:
        self._channel = channel
        self._sql = sql

    # --- writing -----------------------------------------------------------------------------------------------------

    def keep(self, row: DocketRecord) -> bool:
        """Write the line of a case in the place of the one it has, and whether it was: not when the case no longer stands at this version."""
        if not self._channel.rows(Query(self._sql.hold, (row.id, row.version)))[0]:
            return False
        self._channel.change(put(self._sql, row))
        return True

    def row(self, case_id: str) -> DocketRecord | None:
        """The line of a case as it stands."""
        found = self._channel.rows(Query(self._sql.row, (case_id,)))[0]
        return DocketRecord(*found[0]) if found else None

    def behind(self, *, after: str, page: int) -> tuple[str, ...]:
        """Ids of cases beyond `after` that have no line, or one of another version, in order."""
        return tuple(case_id for (case_id,) in self._channel.rows(Query(self._sql.behind, (after, page)))[0])

    # --- lists -------------------------------------------------------------------------------------------------------

    def page(
        self, scope: Scope, asked: Wanted, *, after: Place | None, size: int, driven: bool = False
    ) -> tuple[Listed, ...]:
        """The first cases of the scope that are asked for, in order, from beyond a place. `driven`: the scope holds few, and is begun with."""
        condition = docket_sql.every((docket_sql.scoped(scope, driven=driven), docket_sql.wanted(asked)))
        gathered = driven or asked.few or asked.handler is not None
        return self._listed(docket_sql.page(condition, asked.order, after, size, gathered=gathered), asked.order)

    def tasks(
        self, tasks: Sequence[Task], scope: Scope, asked: Wanted, *, after: Place | None, size: int
    ) -> tuple[Listed, ...]:
        """The same of the cases in which one of these tasks waits."""
        if not tasks:
            return ()
        condition = docket_sql.wanted(asked)
        return self._listed(docket_sql.tasks(tasks, scope, condition, asked.order, after, size), asked.order)

    def of(self, scope: Scope, case_ids: Iterable[str]) -> dict[str, Listed]:
        """The lines of these cases, as far as they lie in the scope, by id."""
        ids = tuple(dict.fromkeys(case_ids))
        if not ids:
            return {}
        condition = docket_sql.every((docket_sql.among("k.id", ids), docket_sql.scoped(scope)))
        found = self._listed(docket_sql.page(condition, "due", None, len(ids)), "due")
        return {one.row.id: one for one in found}

    def lines(self, case_ids: Iterable[str]) -> dict[str, Listed]:
        """The lines of these cases by id, whoever asks."""
        ids = tuple(dict.fromkeys(case_ids))
        if not ids:
            return {}
        found = self._listed(docket_sql.page(docket_sql.among("k.id", ids), "due", None, len(ids)), "due")
        return {one.row.id: one for one in found}

    def numbers(self, agency_id: str, case_ids: Iterable[str]) -> dict[str, str | None]:
        """The numbers of the agency's cases by id."""
        ids = tuple(dict.fromkeys(case_ids))
        if not ids:
            return {}
        asked = docket_sql.every((Sql("k.agency_id = ?", (agency_id,)), docket_sql.among("k.id", ids)))
        return dict(self._rows(asked.within("SELECT k.id, k.case_number FROM zf_docket k WHERE ", "")))

    def open_terms(self, case_ids: Iterable[str]) -> tuple[TermRecord, ...]:
        """The open terms of these cases, the next due first."""
        ids = tuple(dict.fromkeys(case_ids))
        if not ids:
            return ()
        head = f"SELECT {', '.join(f't.{name}' for name in TermRecord._fields)} FROM zf_term t WHERE "  # noqa: S608  # our own text
        told = docket_sql.among("t.case_id", ids).within(head, " AND t.status = 'open' ORDER BY t.due, t.code, t.id")
        return tuple(map(TermRecord._make, self._rows(told)))

    # --- counts ------------------------------------------------------------------------------------------------------

    def counts(
        self, scope: Scope, asked: Sequence[Wanted], tasks: Sequence[Task], *, bound: int
    ) -> tuple[list[int], int]:
        """How many cases of the scope each question finds, and in how many a task waits; each counted no further than `bound`."""
        scoped = docket_sql.scoped(scope)
        keys = [docket_sql.some(docket_sql.every((scoped, docket_sql.wanted(one))), bound) for one in asked]
        waiting = [docket_sql.some_tasks(tasks, scope, bound)] if tasks else []
        found = self._channel.rows(*(self._query(docket_sql.counted(one)) for one in (*keys, *waiting)))
        numbers = [rows[0][0] for rows in found]
        return numbers[: len(asked)], numbers[len(asked)] if tasks else 0

    def hands(self, officers: Sequence[str], *, bound: int) -> int:
        """How often these officers handle a case, counted no further than `bound`."""
        if not officers:
            return 0
        theirs = docket_sql.among("a.officer_id", officers).within("SELECT 1 FROM zf_assignee a WHERE ", " LIMIT ?")
        return int(self._rows(docket_sql.counted(Sql(theirs.text, (*theirs.values, bound))))[0][0])

    def officers(self, agency_id: str) -> tuple[str, ...]:
        """Ids of all officers whom the register of an agency ever had."""
        asked = Sql("SELECT o.id FROM zf_officer o WHERE o.agency_id = ?", (agency_id,))
        return tuple(officer for (officer,) in self._rows(asked))

    def groups(self, scope: Scope) -> tuple[Grouped, ...]:
        """All cases of the scope, counted by all that statistics group by; replays apart."""
        overdue = Sql("CASE WHEN k.due < ? THEN 1 ELSE 0 END", (scope.day,))
        columns = Sql.joined(
            (Sql("k.workflow, k.act, k.phase, substr(k.opened_on, 1, 7), k.ended, k.waits"), overdue), ", "
        )
        found = columns.within("SELECT ", ", count(*) FROM zf_docket k WHERE k.replay = 0 AND ")
        told = Sql.joined(
            (found, docket_sql.scoped(scope, driven=True).within("", " GROUP BY 1, 2, 3, 4, 5, 6, 7")), ""
        )
        return tuple(map(Grouped._make, self._rows(told)))

    def units(self, scope: Scope) -> tuple[OfUnit, ...]:
        """All cases of the scope, counted by the units whose they are; replays apart."""
        return tuple(map(OfUnit._make, self._rows(docket_sql.by_unit(scope))))

    # --- parts -------------------------------------------------------------------------------------------------------

    def _listed(self, keys: Sql, order: str) -> tuple[Listed, ...]:
        if not keys:
            return ()
        columns = ", ".join(f"k.{name}" for name in DocketRecord._fields)
        head = f"SELECT {columns}, {self._sql.beside} FROM ("  # noqa: S608  # our own text
        way = docket_sql.way(order)
        told = keys.within(head, f") AS f JOIN zf_docket k ON k.id = f.id ORDER BY f.place {way}, f.id {way}")
        return tuple(_line(row) for row in self._rows(told))

    def _rows(self, sql: Sql) -> list[tuple[Any, ...]]:
        return self._channel.rows(self._query(sql))[0]

    def _query(self, sql: Sql) -> Query:
        return Query(docket_sql.spoken(sql, self._sql.dialect), sql.values)


def put(sql: DocketStatements, row: DocketRecord) -> Change:
    """Writes the line of a case in the place of the one it has."""
    return Change(sql.put, (row,))


def _line(row: tuple[Any, ...]) -> Listed:
    officers, tracks = (told.split(",") if told else () for told in row[_WIDTH:])
    return Listed(DocketRecord(*row[:_WIDTH]), tuple(sorted(officers)), frozenset(tracks))


def docket_statements(sql: Callable[[ClauseElement], str], dialect: str) -> DocketStatements:
    """The statements, made text by `sql` for one database."""
    joined = _JOINED[dialect]
    return DocketStatements(
        put=_put(sql, dialect),
        hold=sql(_hold()),
        row=sql(select(metadata.tables["zf_docket"]).where(metadata.tables["zf_docket"].c.id == bindparam("case"))),
        behind=sql(_behind()),
        beside=_BESIDE.format(officers=joined.format("a.officer_id"), tracks=joined.format("t.track")),
        dialect=dialect,
    )


def _put(sql: Callable[[ClauseElement], str], dialect: str) -> str:
    from sqlalchemy.dialects import postgresql, sqlite

    rows = metadata.tables["zf_docket"]
    made = (sqlite if dialect == "sqlite" else postgresql).insert(rows)
    kept = {"id", "agency_id", "replay", "opened_by"}
    moved = {name: made.excluded[name] for name in DocketRecord._fields if name not in kept}
    return sql(made.on_conflict_do_update(index_elements=[rows.c.id], set_=moved))


def _hold() -> Select[Any]:
    case = metadata.tables["zf_case"].c
    return select(case.id).where(case.id == bindparam("case"), case.version == bindparam("version_")).with_for_update()


def _behind() -> Select[Any]:
    case, row = metadata.tables["zf_case"].c, metadata.tables["zf_docket"].c
    joined = metadata.tables["zf_case"].outerjoin(metadata.tables["zf_docket"], row.id == case.id)
    stale = or_(row.id.is_(None), row.version != case.version)
    page = select(case.id).select_from(joined).where(and_(case.id > bindparam("after"), stale)).order_by(case.id)
    return page.limit(bindparam("page", type_=Int)).offset(literal_column("0"))
