"""The room of events: what happened to cases, in a feed that programs outside read (事件).

An event is a row of the transaction that it tells of, so there is one for each or none. It names the case and where it stands, never a person, a
party or what was found. Whoever is told reads the rest over the API, as far as he may. Who is told of them unasked, :mod:`zhifa.engine.subscriptions`
keeps.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from zhifa.engine.clock import Clock
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.storage.database import Database
from zhifa.storage.errors import DatabaseBusy
from zhifa.storage.events import CASE_OPENED, ENTERED, PAPER_ISSUED, TERM_WARNED, Unplaced
from zhifa.storage.records import DeliveryRecord, EventRecord, SubscriptionRecord
from zhifa.storage.store import Store

TYPES: Final[Mapping[str, str]] = {
    CASE_OPENED: "案件登记",
    ENTERED["transition"]: "办理步骤",
    ENTERED["correction"]: "更正",
    ENTERED["hand_over"]: "移交承办",
    ENTERED["migration"]: "转用程序新版",
    ENTERED["calendar"]: "日历变更，期限重算",
    PAPER_ISSUED: "文书制发",
    ENTERED["seal"]: "文书签章",
    TERM_WARNED: "期限预警",
}
"""Every type of event, with its name in Chinese."""

KEPT: Final = timedelta(days=90)
"""How long an event stays in the feed. The record of the case keeps everything for ever."""
PAGE: Final = 200
"""Events on a page at most."""


class FeedForgotten(LookupError):
    """What was asked for has left the feed: whoever reads it has missed events, and reads the cases anew."""

    def __init__(self, after: int, first: int) -> None:
        super().__init__(f"after={after}: the feed begins at {first}")
        self.after = after
        self.first = first


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a case."""

    id: str
    agency_id: str
    case_id: str
    type: str
    version: int | None
    """The case's, after it; ``None`` for what leaves the version as it was."""
    data: Mapping[str, Any]
    recorded_at: datetime
    place: int
    """Where it stands in the feed of its agency: 1, 2, 3 …, without a gap."""

    def cloud(self) -> dict[str, Any]:
        """The event as CloudEvents 1.0 in JSON (structured mode), the same whenever it is asked for."""
        return {
            "specversion": "1.0",
            "id": self.id,
            "source": f"/zhifa/agencies/{self.agency_id}",
            "type": self.type,
            "subject": self.case_id,
            "time": instant_text(self.recorded_at),
            "datacontenttype": "application/json",
            "sequence": f"{self.place:012d}",
            "partitionkey": self.case_id,
            "data": {"case": self.case_id, "version": self.version, **self.data, "link": f"cases/{self.case_id}"},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """Events in order; ``after`` asks for those beyond, whether there are any yet or not."""

    events: tuple[Event, ...]
    after: int


@dataclass(frozen=True, kw_only=True)
class EventRoom:
    """The events of one database. Safe to share between threads and processes."""

    database: Database
    clock: Clock

    def page(self, agency_id: str, *, after: int = 0, limit: int = PAGE) -> EventPage:
        """The events of an agency beyond a place. Raises :class:`FeedForgotten`.

        What was committed before the call is among them; while the database is too busy to give places, what has one.
        """
        with suppress(DatabaseBusy):
            self.place()
        with self.database.read() as store:
            reach = store.events.reach(agency_id)
            if reach.first > 1 and after + 1 < reach.first:
                raise FeedForgotten(after, reach.first)
            found = tuple(map(event_of, store.events.page(agency_id, after, min(limit, PAGE))))
        return EventPage(events=found, after=found[-1].place if found else min(after, reach.last))

    def place(self) -> int:
        """Give a place to every event that has none, and write to whom it goes; how many. Any number of processes may do so at once."""
        done = 0
        while self._anything_unplaced():
            with self.database.write() as store:
                unplaced = store.events.unplaced()
                self._place(store, unplaced)
            done += len(unplaced)
        return done

    def forget(self) -> int:
        """Take the events out of the feed that are older than :data:`KEPT` and wait for nobody; how many."""
        with self.database.write() as store:
            return store.events.forget(instant_text(self.clock.now() - KEPT))

    def _anything_unplaced(self) -> bool:
        with self.database.read_once() as store:
            return store.events.anything_unplaced()

    def _place(self, store: Store, unplaced: tuple[Unplaced, ...]) -> None:
        last = {agency: store.events.reach(agency).last for agency in {one.agency_id for one in unplaced}}
        receivers, at = store.events.active(), instant_text(self.clock.now())
        places: list[tuple[int, str]] = []
        deliveries: list[DeliveryRecord] = []
        for one in unplaced:
            last[one.agency_id] += 1
            places.append((last[one.agency_id], one.id))
            deliveries += _to(receivers, one, last[one.agency_id], at)
        store.events.place(places, deliveries)


def _to(receivers: Iterable[SubscriptionRecord], event: Unplaced, place: int, at: str) -> Iterator[DeliveryRecord]:
    for receiver in receivers:
        types = json.loads(receiver.types)
        if receiver.agency_id == event.agency_id and (not types or event.type in types):
            yield DeliveryRecord(
                id=str(uuid5(NAMESPACE_URL, f"zhifa:delivery:{receiver.id}:{event.id}")), agency_id=event.agency_id,
                subscription_id=receiver.id, event_id=event.id, case_id=event.case_id, place=place, status="waiting", tries=0, next_try_at=at,
                leased_until=None, last_error=None, sent_at=None,
            )  # fmt: skip


def event_of(row: EventRecord) -> Event:
    """An event of its row, which has a place."""
    return Event(
        id=row.id, agency_id=row.agency_id, case_id=row.case_id, type=row.type, version=row.version, data=json.loads(row.data),
        recorded_at=stored_instant(row.recorded_at), place=row.place or 0,
    )  # fmt: skip
