"""The inbox as rows: the warnings that reached an officer, and that he or she took note of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, and_, bindparam, insert, literal_column, select
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import AcknowledgedBefore
from zhifa.storage.records import AcknowledgementRecord, ReceivedRecord
from zhifa.storage.tables import metadata

PAGE = 1000
"""How many warnings one read answers at most."""


class InboxStatements(NamedTuple):
    """SQL text by what it does."""

    everything: str
    unanswered: str
    one: str
    acknowledge: str


class InboxRows:
    """The inboxes in one transaction."""

    def __init__(self, channel: Channel, sql: InboxStatements) -> None:
        self._channel = channel
        self._sql = sql

    def everything(self, officer_id: str) -> tuple[ReceivedRecord, ...]:
        """Up to a thousand warnings that reached the officer, the newest first."""
        return self._received(self._sql.everything, officer_id, PAGE)

    def unanswered(self, officer_id: str) -> tuple[ReceivedRecord, ...]:
        """The same without those the officer took note of."""
        return self._received(self._sql.unanswered, officer_id, PAGE)

    def one(self, officer_id: str, warning_id: str) -> ReceivedRecord | None:
        """One warning as it reached the officer."""
        found = self._received(self._sql.one, officer_id, warning_id)
        return found[0] if found else None

    def acknowledge(self, record: AcknowledgementRecord) -> None:
        """Write that the officer took note. Raises `AcknowledgedBefore` when that stands there already."""
        before = partial(AcknowledgedBefore, record.warning_id)
        self._channel.change(Change(self._sql.acknowledge, (record,), before))

    def _received(self, sql: str, *parameters: str | int) -> tuple[ReceivedRecord, ...]:
        return tuple(map(ReceivedRecord._make, self._channel.rows(Query(sql, parameters))[0]))


def inbox_statements(sql: Callable[[ClauseElement], str]) -> InboxStatements:
    """The statements, compiled by ``sql`` for one database."""
    received = _received()
    inbox, noted = (metadata.tables[name].c for name in ("zf_inbox", "zf_acknowledgement"))
    page = received.order_by(inbox.created_at.desc(), inbox.warning_id)
    page = page.limit(bindparam("page", type_=Integer)).offset(literal_column("0"))
    return InboxStatements(
        everything=sql(page),
        unanswered=sql(page.where(noted.at.is_(None))),
        one=sql(received.where(inbox.warning_id == bindparam("warning"))),
        acknowledge=sql(insert(metadata.tables["zf_acknowledgement"])),
    )


def _received() -> Select[Any]:
    inbox, warning, term, noted = (
        metadata.tables[name] for name in ("zf_inbox", "zf_warning", "zf_term", "zf_acknowledgement")
    )
    own = and_(noted.c.warning_id == inbox.c.warning_id, noted.c.officer_id == inbox.c.officer_id)
    told = (warning.c.level, warning.c.occurrence, warning.c.due, warning.c.overdue, warning.c.body)
    came = (inbox.c.warning_id, inbox.c.agency_id, inbox.c.case_id, inbox.c.officer_id, inbox.c.created_at)
    noticed = (term.c.label, term.c.status, noted.c.at, noted.c.note)
    page: Select[Any] = select(*(column for group in (came, told, noticed) for column in group))
    return (
        page.join_from(inbox, warning, warning.c.id == inbox.c.warning_id)
        .join(term, term.c.id == warning.c.term_id)
        .outerjoin(noted, own)
        .where(inbox.c.officer_id == bindparam("officer"))
    )
