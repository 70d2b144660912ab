"""The inbox of an office: the warnings that reached each officer, and who took note of which (签收).

Taking note stops nothing. The term runs on, and a statutory overdue goes on warning until the duty is done.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhifa.engine.clock import Clock
from zhifa.engine.errors import CommandRefused
from zhifa.engine.fields import Form, Label
from zhifa.engine.forms import parse
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.storage.database import Database
from zhifa.storage.errors import AcknowledgedBefore, WarningUnknown
from zhifa.storage.inbox import BEGINNING, PAGE
from zhifa.storage.records import AcknowledgementRecord, ReceivedRecord


class _Note(Form):
    note: Label | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A warning as it reached one officer."""

    warning_id: str
    case_id: str
    officer_id: str
    received_at: datetime
    level: int
    """1 handler, 2 head of the unit, 3 head of the agency, 4 supervision."""
    occurrence: str
    """Which step of the ladder: ``before-30`` … ``due``, ``overdue-d1`` …"""
    due: str
    overdue: bool
    label: str
    """Of the term."""
    running: bool
    """Whether the term still runs today; one that was met or moved needs no more."""
    body: Mapping[str, Any]
    acknowledged_at: datetime | None
    note: str


Place = tuple[str, str]
"""When a warning came, as text, and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """Warnings of one officer, the newest first; ``after`` asks for those beyond, ``None``: there are no more."""

    warnings: tuple[Received, ...]
    more: int
    """How many there are beyond."""
    after: Place | None


class Inbox:
    """The inboxes of one database. Safe to share between threads and processes."""

    def __init__(self, database: Database, clock: Clock, identities: Identities) -> None:
        self._database = database
        self._clock = clock
        self._identities = identities

    def of(self, officer_id: str, *, acknowledged: bool = False) -> tuple[Received, ...]:
        """Up to a thousand warnings the officer has not taken note of, the newest first; ``acknowledged``: the others too."""
        return self.page(officer_id, acknowledged=acknowledged).warnings

    def page(
        self, officer_id: str, *, acknowledged: bool = False, after: Place | None = None, limit: int = PAGE
    ) -> InboxPage:
        """At most ``limit`` of these warnings, from beyond the place ``after``."""
        beyond = after or BEGINNING
        with self._database.read() as store:
            inbox = store.inbox
            rows = (inbox.everything if acknowledged else inbox.unanswered)(officer_id, after=beyond, page=limit)
            if len(rows) < limit:
                return InboxPage(warnings=tuple(map(_received, rows)), more=0, after=None)
            last = rows[-1].created_at, rows[-1].warning_id
            more = (inbox.count_everything if acknowledged else inbox.count_unanswered)(officer_id, after=last)
        return InboxPage(warnings=tuple(map(_received, rows)), more=more, after=last if more else None)

    def beginning(self, officer_id: str, text: str) -> tuple[str, ...]:
        """The ids that begin with this text of warnings that reached the officer; of several, two."""
        with self._database.read_once() as store:
            return store.inbox.named(officer_id, text)

    def acknowledge(self, warning_id: str, officer_id: str, note: str | None = None) -> Received:
        """Record for good that the officer took note now, and answer the warning so noted.

        Raises ``WarningUnknown`` for one that did not reach this officer; ``AcknowledgedBefore``; :class:`CommandRefused` for a note of more
        than 300 characters or with hidden ones.
        """
        told = _checked(note)
        with self._database.write() as store:
            found = store.inbox.one(officer_id, warning_id)
            if found is None:
                raise WarningUnknown(warning_id)
            if found.acknowledged_at is not None:
                raise AcknowledgedBefore(warning_id)
            at = instant_text(self._clock.now())
            row_id = self._identities.new_id()
            store.inbox.acknowledge(AcknowledgementRecord(row_id, found.agency_id, warning_id, officer_id, at, told))
        return _received(found._replace(acknowledged_at=at, note=told))


def _checked(note: str | None) -> str:
    told = parse(_Note, {"note": note})
    if isinstance(told, tuple):
        raise CommandRefused(told)
    return note or ""


def _received(row: ReceivedRecord) -> Received:
    return Received(
        warning_id=row.warning_id,
        case_id=row.case_id,
        officer_id=row.officer_id,
        received_at=stored_instant(row.created_at),
        level=row.level,
        occurrence=row.occurrence,
        due=row.due,
        overdue=bool(row.overdue),
        label=row.label,
        running=row.status in {"open", "suspended"},
        body=json.loads(row.body),
        acknowledged_at=stored_instant(row.acknowledged_at) if row.acknowledged_at else None,
        note=row.note or "",
    )
