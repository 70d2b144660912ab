"""The outbox of an office: digests that the sweep wrote for people outside, and how far each has come.

Nothing is sent here: :mod:`zhifa.couriers` carries what it claims.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from zhifa.engine.instants import instant_text, stored_instant
from zhifa.storage.database import Database
from zhifa.storage.outbox import BEGINNING, PAGE
from zhifa.storage.records import OutboxRecord

CLAIMED_FOR: Final = timedelta(minutes=5)
"""How long a message is one courier's alone; longer than any try may take. One that was lost with its courier is then anybody's again."""

_ERROR: Final = 500
"""Characters of an error that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A digest on its way to one officer over one channel."""

    id: str
    agency_id: str
    officer_id: str
    channel: str
    status: str
    """``waiting``, ``sent`` or ``dead``."""
    created_at: datetime
    tries: int
    """How often it was tried and noted; counted anew for one that was put back."""
    next_try_at: datetime
    last_error: str | None
    sent_at: datetime | None
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """How many messages of a channel are of one status."""

    channel: str
    status: str
    count: int
    oldest: datetime


Place = tuple[str, str]
"""When a message was written, as text, and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxPage:
    """Messages of one status, the oldest first; ``after`` asks for those beyond, ``None``: there are no more."""

    messages: tuple[Outgoing, ...]
    more: int
    """How many there are beyond."""
    after: Place | None


class Outbox:
    """The outgoing messages of one database. Safe to share between threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, channel: str, now: datetime) -> Outgoing | None:
        """The message of this channel that is due first, for :data:`CLAIMED_FOR` nobody else's; None, after one read, when none is due."""
        at, until = instant_text(now), instant_text(now + CLAIMED_FOR)
        with self._database.read_once() as store:
            if not store.outbox.anything_due(channel, at):
                return None
        with self._database.write() as store:
            claimed = store.outbox.claim(channel, at, until)
        return _outgoing(claimed) if claimed else None

    def sent(self, message_id: str, at: datetime) -> None:
        """Note that the receiver took it."""
        with self._database.write() as store:
            store.outbox.sent(message_id, instant_text(at))

    def put_off(self, message_id: str, error: str, again: datetime) -> None:
        """Note why it was not taken, and when to try again."""
        with self._database.write() as store:
            store.outbox.put_off(message_id, error[:_ERROR], instant_text(again))

    def dead(self, message_id: str, error: str) -> None:
        """Note why it is given up; it stays among the dead until :meth:`retry`."""
        with self._database.write() as store:
            store.outbox.dead(message_id, error[:_ERROR])

    def retry(self, message_id: str, now: datetime) -> None:
        """Put a dead message back: due now, and as if never tried. Raises ``MessageUnknown`` when no dead one has this id."""
        with self._database.write() as store:
            store.outbox.wake(message_id, instant_text(now))

    def of(self, status: str) -> tuple[Outgoing, ...]:
        """Up to a thousand messages of this status, the oldest first."""
        return self.page(status).messages

    def page(self, status: str, *, after: Place | None = None, limit: int = PAGE) -> OutboxPage:
        """At most ``limit`` of these messages, from beyond the place ``after``."""
        with self._database.read() as store:
            rows = store.outbox.listed(status, after=after or BEGINNING, page=limit)
            if len(rows) < limit:
                return OutboxPage(messages=tuple(map(_outgoing, rows)), more=0, after=None)
            last = rows[-1].created_at, rows[-1].id
            more = store.outbox.count_listed(status, after=last)
        return OutboxPage(messages=tuple(map(_outgoing, rows)), more=more, after=last if more else None)

    def beginning(self, status: str, text: str) -> tuple[str, ...]:
        """The ids of messages of this status that begin with this text; of several, two."""
        with self._database.read_once() as store:
            return store.outbox.named(status, text)

    def unsent(self) -> tuple[Unsent, ...]:
        """How many messages wait or are dead, by channel."""
        with self._database.read_once() as store:
            counts = store.outbox.counts()
        return tuple(
            Unsent(channel=channel, status=status, count=count, oldest=stored_instant(oldest))
            for channel, status, count, oldest in counts
        )


def _outgoing(row: OutboxRecord) -> Outgoing:
    return Outgoing(
        id=row.id,
        agency_id=row.agency_id,
        officer_id=row.officer_id,
        channel=row.channel,
        status=row.status,
        created_at=stored_instant(row.created_at),
        tries=row.tries,
        next_try_at=stored_instant(row.next_try_at),
        last_error=row.last_error,
        sent_at=stored_instant(row.sent_at) if row.sent_at else None,
        payload=json.loads(row.payload),
    )
