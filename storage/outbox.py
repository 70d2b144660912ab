"""The outbox as rows: claimed for a while, noted as sent, put off or given up.

What became of a message is noted only while it waits: of two couriers that both carried it, the later one's failure changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    Update,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import MessageUnknown
from zhifa.storage.records import OutboxCount, OutboxRecord
from zhifa.storage.tables import metadata

PAGE = 1000
"""Messages on a page, if nobody says otherwise."""
BEGINNING = ("", "")
"""The place before the oldest message."""


class OutboxStatements(NamedTuple):
    """SQL text by what it does."""

    due: str
    claim: str
    sent: str
    put_off: str
    dead: str
    wake: str
    hasten: str
    listed: str
    count_listed: str
    named: str
    counts: str


class OutboxRows:
    """The outbox in one transaction."""

    def __init__(self, channel: Channel, sql: OutboxStatements) -> None:
        self._channel = channel
        self._sql = sql

    def anything_due(self, over: str, now: str) -> bool:
        """Whether a message that nobody has claimed is due on this channel now."""
        return bool(self._channel.rows(Query(self._sql.due, (over, now, now)))[0])

    def claim(self, over: str, now: str, until: str) -> OutboxRecord | None:
        """Claim the message that is due first on this channel until then; None when nothing is due.

        One that another courier is claiming in this moment is passed over, never waited for.
        """
        found = self._channel.rows(Query(self._sql.claim, (until, over, now, now)))[0]
        return OutboxRecord._make(found[0]) if found else None

    def sent(self, message_id: str, at: str) -> None:
        """Note that it was taken. Repeating it changes nothing."""
        self._channel.run(self._sql.sent, (at, message_id))

    def put_off(self, message_id: str, error: str, again: str) -> None:
        """Note why it was not taken and when it is tried again."""
        self._channel.run(self._sql.put_off, (error, again, message_id))

    def dead(self, message_id: str, error: str) -> None:
        """Note why it is given up."""
        self._channel.run(self._sql.dead, (error, message_id))

    def wake(self, message_id: str, now: str) -> None:
        """Put a dead message back to those that wait, due now and as if never tried. Raises `MessageUnknown` when no dead one has this id."""
        self._channel.change(Change(self._sql.wake, ((now, message_id),), partial(MessageUnknown, message_id)))

    def hasten(self, now: str, beyond: str) -> None:
        """Have the messages that were put off until beyond then be due now: a clock that ran ahead put them there."""
        self._channel.run(self._sql.hasten, (now, beyond))

    def listed(self, status: str, *, after: tuple[str, str] = BEGINNING, page: int = PAGE) -> tuple[OutboxRecord, ...]:
        """A page of the messages of this status from beyond the (time, id) ``after``, the oldest first."""
        found = self._channel.rows(Query(self._sql.listed, (status, *after, page)))[0]
        return tuple(map(OutboxRecord._make, found))

    def count_listed(self, status: str, *, after: tuple[str, str]) -> int:
        """How many messages of this status there are beyond."""
        counted: int = self._channel.rows(Query(self._sql.count_listed, (status, *after)))[0][0][0]
        return counted

    def named(self, status: str, beginning: str) -> tuple[str, ...]:
        """The ids of messages of this status that begin so, two at most."""
        found = self._channel.rows(Query(self._sql.named, (status, len(beginning), beginning)))[0]
        return tuple(row[0] for row in found)

    def counts(self) -> tuple[OutboxCount, ...]:
        """How many messages of each channel wait or are dead, and since when the oldest."""
        return tuple(map(OutboxCount._make, self._channel.rows(Query(self._sql.counts, ()))[0]))


def outbox_statements(sql: Callable[[ClauseElement], str]) -> OutboxStatements:
    """The statements, compiled by ``sql`` for one database."""
    rows = metadata.tables["zf_outbox"]
    return OutboxStatements(
        due=sql(_due(rows)),
        claim=sql(_claim(rows)),
        sent=sql(_note(rows, "sent", "sent_at")),
        put_off=sql(_note(rows, "waiting", "last_error", "next_try_at")),
        dead=sql(_note(rows, "dead", "last_error")),
        wake=sql(_wake(rows)),
        hasten=sql(_hasten(rows)),
        listed=sql(_listed(rows)),
        count_listed=sql(select(func.count()).select_from(rows).where(*_beyond(rows))),
        named=sql(_named(rows)),
        counts=sql(_counts(rows)),
    )


def _due(rows: Table) -> Select[Any]:
    free = or_(rows.c.leased_until.is_(None), rows.c.leased_until <= bindparam("now_"))
    mine = rows.c.channel == bindparam("channel_")
    due = select(rows.c.id).where(
        rows.c.status == literal_column("'waiting'"), mine, rows.c.next_try_at <= bindparam("now"), free
    )
    return due.order_by(rows.c.next_try_at, rows.c.id).limit(literal_column("1")).offset(literal_column("0"))


def _claim(rows: Table) -> Update:
    # On SQLite the write transaction alone keeps others away, and FOR UPDATE is not compiled at all.
    first = _due(rows).with_for_update(skip_locked=True).scalar_subquery()
    return update(rows).values(leased_until=bindparam("until")).where(rows.c.id == first).returning(*rows.c)


def _note(rows: Table, status: str, *columns: str) -> Update:
    return (
        update(rows)
        .ordered_values(
            (rows.c.status, literal_column(f"'{status}'")),
            (rows.c.tries, rows.c.tries + literal_column("1")),
            (rows.c.leased_until, literal_column("NULL")),
            *((rows.c[name], bindparam(f"{name}_")) for name in columns),
        )
        .where(rows.c.id == bindparam("message"), rows.c.status == literal_column("'waiting'"))
    )


def _wake(rows: Table) -> Update:
    return (
        update(rows)
        .ordered_values(
            (rows.c.status, literal_column("'waiting'")),
            (rows.c.tries, literal_column("0")),
            (rows.c.next_try_at, bindparam("now")),
        )
        .where(rows.c.id == bindparam("message"), rows.c.status == literal_column("'dead'"))
    )


def _hasten(rows: Table) -> Update:
    waits = rows.c.status == literal_column("'waiting'")
    return update(rows).values(next_try_at=bindparam("now")).where(waits, rows.c.next_try_at > bindparam("beyond"))


def _listed(rows: Table) -> Select[Any]:
    page = select(rows).where(*_beyond(rows)).order_by(rows.c.created_at, rows.c.id)
    return page.limit(bindparam("page", type_=Integer)).offset(literal_column("0"))


def _beyond(rows: Table) -> tuple[ColumnElement[bool], ...]:
    place = tuple_(rows.c.created_at, rows.c.id) > tuple_(bindparam("at"), bindparam("id_"))
    return rows.c.status == bindparam("status_"), place


def _named(rows: Table) -> Select[Any]:
    begins = func.substr(rows.c.id, literal_column("1"), bindparam("length", type_=Integer))
    found = select(rows.c.id).where(rows.c.status == bindparam("status_"), begins == bindparam("beginning"))
    return found.order_by(rows.c.id).limit(literal_column("2")).offset(literal_column("0"))


def _counts(rows: Table) -> Select[Any, Any, int, Any]:
    unsent = rows.c.status != literal_column("'sent'")
    group = (rows.c.channel, rows.c.status)
    counted = select(*group, func.count(), func.min(rows.c.created_at)).where(unsent)
    return counted.group_by(*group).order_by(*group)
