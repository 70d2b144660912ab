"""Who handles the cases: of those that go on, and where no row says so yet; and in which an officer had a hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, insert, literal_column, or_, select
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import StaleCase
from zhifa.storage.records import AssigneeRecord
from zhifa.storage.tables import metadata


class Acted(NamedTuple):
    """An entry by which somebody may have had a hand in a case."""

    case_id: str
    occurred_at: str
    told: str
    """Its body and its facts, which hold the ids of those who had."""


class AssigneeStatements(NamedTuple):
    """SQL text by what it does."""

    missing: str
    open_cases: str
    acted_since: str
    hold: str
    keep: str


class AssigneeRows:
    """Who handles the cases, in one transaction. The steps that change it write it themselves, see `Store.advance`."""

    def __init__(self, channel: Channel, sql: AssigneeStatements) -> None:
        self._channel = channel
        self._sql = sql

    def missing(self) -> tuple[str, ...]:
        """Ids of the cases that go on, or of which a term runs, and that nobody handles by their rows."""
        return tuple(case_id for (case_id,) in self._channel.rows(Query(self._sql.missing, ()))[0])

    def open_cases(self, agency_id: str) -> tuple[tuple[str, str], ...]:
        """The agency's cases that go on, each with one who handles it, by their ids."""
        return tuple(self._channel.rows(Query(self._sql.open_cases, (agency_id,)))[0])

    def acted_since(self, agency_id: str, since: str, *, named: str = "") -> Iterator[Acted]:
        """The entries of the agency from an instant on, the oldest first; where one officer is ``named``, those alone that name him or her.

        All entries of the agency from then on are read.
        """
        like = f"%{named}%"
        rows = self._channel.rows(Query(self._sql.acted_since, (agency_id, since, like, like)))[0]
        return (Acted(case_id, at, f"{body}\n{facts or ''}") for case_id, at, body, facts in rows)

    def keep(self, case_id: str, version: int, assigned: tuple[AssigneeRecord, ...]) -> None:
        """Write who handles a case. Raises `StaleCase` when it no longer stands at this version."""
        if not self._channel.rows(Query(self._sql.hold, (case_id, version)))[0]:
            raise StaleCase(case_id, version)
        self._channel.change(Change(self._sql.keep, assigned, partial(StaleCase, case_id, version)))


def assignee_statements(sql: Callable[[ClauseElement], str]) -> AssigneeStatements:
    """The statements, compiled by `sql` for one database."""
    return AssigneeStatements(
        missing=sql(_missing()),
        open_cases=sql(_open_cases()),
        acted_since=sql(_acted_since()),
        hold=sql(_hold()),
        keep=sql(insert(metadata.tables["zf_assignee"])),
    )


def _missing() -> Select[Any]:
    case, term, assignee = (metadata.tables[name].c for name in ("zf_case", "zf_term", "zf_assignee"))
    running = term.status.in_((literal_column("'open'"), literal_column("'suspended'")))
    goes_on = or_(case.ended_at.is_(None), case.id.in_(select(term.case_id).where(running)))
    handled = select(assignee.id).where(assignee.case_id == case.id).exists()
    return select(case.id).where(goes_on, ~handled).order_by(case.id)


def _open_cases() -> Select[Any, Any]:
    case, assignee = (metadata.tables[name].c for name in ("zf_case", "zf_assignee"))
    goes_on = select(case.id).where(case.agency_id == bindparam("agency"), case.ended_at.is_(None))
    found = select(assignee.case_id, assignee.officer_id).where(assignee.case_id.in_(goes_on))
    return found.order_by(assignee.case_id, assignee.officer_id)


def _acted_since() -> Select[Any, Any, Any, Any]:
    entry, facts = metadata.tables["zf_entry"], metadata.tables["zf_facts"]
    its = and_(facts.c.case_id == entry.c.case_id, facts.c.seq == entry.c.seq)
    found = select(entry.c.case_id, entry.c.occurred_at, entry.c.body, facts.c.body.label("facts"))
    since = entry.c.agency_id == bindparam("agency"), entry.c.occurred_at >= bindparam("since")
    named = or_(entry.c.body.like(bindparam("named")), facts.c.body.like(bindparam("told")))
    every = found.outerjoin_from(entry, facts, its).where(*since, named)
    return every.order_by(entry.c.occurred_at, entry.c.case_id, entry.c.seq)


def _hold() -> Select[Any]:
    case = metadata.tables["zf_case"].c
    return select(case.id).where(case.id == bindparam("case"), case.version == bindparam("version_")).with_for_update()
