"""The inbox as rows: the warnings that reached an officer, and that he or she took note of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, func, insert, literal_column, or_, select
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import AcknowledgedBefore
from zhifa.storage.records import AcknowledgementRecord, ReceivedRecord
from zhifa.storage.tables import metadata

PAGE = 1000
"""Warnings on a page, if nobody says otherwise."""
BEGINNING = ("9999-12-31T23:59:59.999Z", "")
"""The place before the newest warning."""


class InboxStatements(NamedTuple):
    """SQL text by what it does."""

    everything: str
    unanswered: str
    count_everything: str
    count_unanswered: str
    one: str
    named: str
    acknowledge: str


class InboxRows:
    """The inboxes in one transaction."""

    def __init__(self, channel: Channel, sql: InboxStatements) -> None:
        self._channel = channel
        self._sql = sql

    def everything(self, officer_id: str, *, after: tuple[str, str], page: int) -> tuple[ReceivedRecord, ...]:
        """A page of the warnings that reached the officer, from beyond the (time, id) ``after``, the newest first."""
        return self._received(self._sql.everything, officer_id, *_beyond(after), page)

    def unanswered(self, officer_id: str, *, after: tuple[str, str], page: int) -> tuple[ReceivedRecord, ...]:
        """The same without those the officer took note of."""
        return self._received(self._sql.unanswered, officer_id, *_beyond(after), page)

    def count_everything(self, officer_id: str, *, after: tuple[str, str]) -> int:
        """How many warnings that reached the officer there are beyond."""
        return self._counted(self._sql.count_everything, officer_id, after)

    def count_unanswered(self, officer_id: str, *, after: tuple[str, str]) -> int:
        """The same without those the officer took note of."""
        return self._counted(self._sql.count_unanswered, officer_id, after)

    def named(self, officer_id: str, beginning: str) -> tuple[str, ...]:
        """The ids that begin so of warnings that reached the officer, two at most."""
        found = self._channel.rows(Query(self._sql.named, (officer_id, len(beginning), beginning)))[0]
        return tuple(row[0] for row in found)

    def one(self, officer_id: str, warning_id: str) -> ReceivedRecord | None:
        """One warning as it reached the officer."""
        found = self._received(self._sql.one, officer_id, warning_id)
        return found[0] if found else None

    def acknowledge(self, record: AcknowledgementRecord) -> None:
        """Write that the officer took note. Raises `AcknowledgedBefore` when that stands there already."""
        before = partial(AcknowledgedBefore, record.warning_id)
        self._channel.change(Change(self._sql.acknowledge, (record,), before))

    def _counted(self, sql: str, officer_id: str, after: tuple[str, str]) -> int:
        counted: int = self._channel.rows(Query(sql, (officer_id, *_beyond(after))))[0][0][0]
        return counted

    def _received(self, sql: str, *parameters: str | int) -> tuple[ReceivedRecord, ...]:
        return tuple(map(ReceivedRecord._make, self._channel.rows(Query(sql, parameters))[0]))


def inbox_statements(sql: Callable[[ClauseElement], str]) -> InboxStatements:
    """The statements, compiled by ``sql`` for one database."""
    received, counted = _received(), _counted()
    inbox, noted = (metadata.tables[name].c for name in ("zf_inbox", "zf_acknowledgement"))
    page = received.where(*_later_on()).order_by(inbox.created_at.desc(), inbox.warning_id)
    page = page.limit(bindparam("page", type_=Integer)).offset(literal_column("0"))
    return InboxStatements(
        everything=sql(page),
        unanswered=sql(page.where(noted.at.is_(None))),
        count_everything=sql(counted),
        count_unanswered=sql(counted.where(noted.at.is_(None))),
        one=sql(received.where(inbox.warning_id == bindparam("warning"))),
        named=sql(_named()),
        acknowledge=sql(insert(metadata.tables["zf_acknowledgement"])),
    )


def _beyond(after: tuple[str, str]) -> tuple[str, str, str]:
    """The place as the statements bind it."""
    at, warning_id = after
    return at, at, warning_id


def _later_on() -> tuple[ColumnElement[bool], ...]:
    """Older than a time, or of that time with an id beyond; the first condition alone is what the index serves."""
    inbox = metadata.tables["zf_inbox"].c
    return (
        inbox.created_at <= bindparam("at_"),
        or_(inbox.created_at < bindparam("at"), inbox.warning_id > bindparam("id_")),
    )


def _taken() -> ColumnElement[bool]:
    """The note is that of the officer whose inbox it is."""
    inbox, noted = metadata.tables["zf_inbox"].c, metadata.tables["zf_acknowledgement"].c
    return and_(noted.warning_id == inbox.warning_id, noted.officer_id == inbox.officer_id)


def _counted() -> Select[int]:
    inbox, noted = metadata.tables["zf_inbox"], metadata.tables["zf_acknowledgement"]
    counted = select(func.count()).select_from(inbox).outerjoin(noted, _taken())
    return counted.where(inbox.c.officer_id == bindparam("officer"), *_later_on())


def _named() -> Select[Any]:
    inbox = metadata.tables["zf_inbox"].c
    begins = func.substr(inbox.warning_id, literal_column("1"), bindparam("length", type_=Integer))
    found = select(inbox.warning_id).where(inbox.officer_id == bindparam("officer"), begins == bindparam("beginning"))
    return found.order_by(inbox.warning_id).limit(literal_column("2")).offset(literal_column("0"))


def _received() -> Select[Any]:
    inbox, warning, term, noted = (
        metadata.tables[name] for name in ("zf_inbox", "zf_warning", "zf_term", "zf_acknowledgement")
    )
    told = (warning.c.level, warning.c.occurrence, warning.c.due, warning.c.overdue, warning.c.body)
    came = (inbox.c.warning_id, inbox.c.agency_id, inbox.c.case_id, inbox.c.officer_id, inbox.c.created_at)
    noticed = (term.c.label, term.c.status, noted.c.at, noted.c.note)
    page: Select[Any] = select(*(column for group in (came, told, noticed) for column in group))
    return (
        page.join_from(inbox, warning, warning.c.id == inbox.c.warning_id)
        .join(term, term.c.id == warning.c.term_id)
        .outerjoin(noted, _taken())
        .where(inbox.c.officer_id == bindparam("officer"))
    )
