"""The room of events: what happened to cases, told to programs outside (事件推送).

An event is a row of the transaction that it tells of, so there is one for each or none. It names the case and where it stands, never a person, a
party or what was found. Whoever is told reads the rest over the API, as far as he may.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from zhifa.engine.clock import Clock
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.storage.database import Database
from zhifa.storage.errors import DatabaseBusy
from zhifa.storage.events import CASE_OPENED, ENTERED, PAPER_ISSUED, TERM_WARNED, DeliveryCount, Unplaced
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
CLAIMED_FOR: Final = timedelta(minutes=5)
"""How long a delivery is one courier's alone; longer than any try may take."""
_ERROR: Final = 500
"""Characters of an error that are kept."""
_PREFIX: Final = "whsec_"
_KEY: Final = 32
"""Bytes of the key of a receiver."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A receiver outside."""

    id: str
    agency_id: str
    url: str
    types: tuple[str, ...]
    """Empty: all."""
    note: str
    active: bool
    created_at: datetime
    created_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One event on its way to one receiver."""

    id: str
    subscription_id: str
    event_id: str
    case_id: str
    place: int
    status: str
    """``waiting``, ``sent`` or ``dead``."""
    tries: int
    next_try_at: datetime
    last_error: str | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An event that a courier has claimed."""

    delivery: Delivery
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Where a courier goes: an active subscription with the key its deliveries are signed with."""

    id: str
    agency_id: str
    url: str
    secret: str


@dataclass(frozen=True, kw_only=True)
class EventRoom:
    """The events of one database. Safe to share between threads and processes."""

    database: Database
    clock: Clock
    identities: Identities

    # --- the feed ----------------------------------------------------------------------------------------------------

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
            found = tuple(map(_event, store.events.page(agency_id, after, min(limit, PAGE))))
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

    # --- subscriptions -----------------------------------------------------------------------------------------------

    def subscribe(
        self, agency_id: str, *, url: str, types: Iterable[str] = (), note: str = "", created_by: str
    ) -> tuple[Subscription, str]:
        """A receiver more, told of what is placed from now on, and its secret (``whsec_…``), which is shown only here.

        Raises ValueError for a type that there is not. Whether the address may be asked, :mod:`zhifa.couriers.receivers` says.
        """
        secret = f"{_PREFIX}{base64.b64encode(secrets.token_bytes(_KEY)).decode()}"
        row = SubscriptionRecord(
            id=self.identities.new_id(), agency_id=agency_id, url=url, types=_types(types), secret=secret, note=note, status="active",
            created_at=instant_text(self.clock.now()), created_by=created_by,
        )  # fmt: skip
        self.place()  # what happened before is not told
        with self.database.write() as store:
            store.events.subscribe(row)
        return _subscription(row), secret

    def subscriptions(self, agency_id: str) -> tuple[Subscription, ...]:
        """Those of an agency, the oldest first."""
        with self.database.read_once() as store:
            return tuple(map(_subscription, store.events.subscriptions(agency_id)))

    def subscription(self, agency_id: str, subscription_id: str) -> Subscription:
        """One of an agency. Raises ``SubscriptionUnknown``."""
        with self.database.read_once() as store:
            return _subscription(store.events.subscription(agency_id, subscription_id))

    def change(
        self, agency_id: str, subscription_id: str, *, url: str | None = None, types: Iterable[str] | None = None, note: str | None = None,
        active: bool | None = None,
    ) -> Subscription:  # fmt: skip
        """Change what is named; one that is paused is told nothing of what happens meanwhile. Raises ``SubscriptionUnknown``, ValueError."""
        told = {
            "url": url,
            "types": None if types is None else _types(types),
            "note": note,
            "status": None if active is None else "active" if active else "paused",
        }
        self.place()
        with self.database.write() as store:
            row = store.events.subscription(agency_id, subscription_id)
            row = row._replace(**{name: value for name, value in told.items() if value is not None})
            store.events.change(row)
        return _subscription(row)

    def unsubscribe(self, agency_id: str, subscription_id: str) -> None:
        """Take a receiver away with all that is on its way. Raises ``SubscriptionUnknown``."""
        with self.database.write() as store:
            store.events.unsubscribe(agency_id, subscription_id)

    def deliveries(
        self, agency_id: str, subscription_id: str, status: str, *, after: int = 0, limit: int = PAGE
    ) -> tuple[Delivery, ...]:
        """The deliveries of one status beyond a place. Raises ``SubscriptionUnknown``."""
        with self.database.read() as store:
            store.events.subscription(agency_id, subscription_id)
            found = store.events.listed(agency_id, subscription_id, status, after=after, most=min(limit, PAGE))
        return tuple(map(_delivery, found))

    def counts(self, agency_id: str) -> tuple[DeliveryCount, ...]:
        """How many deliveries of each receiver wait or were given up."""
        with self.database.read_once() as store:
            return store.events.counts(agency_id)

    def redeliver(self, agency_id: str, subscription_id: str, delivery_id: str) -> None:
        """Have an event that was sent or given up carried once more. Raises ``DeliveryUnknown``."""
        with self.database.write() as store:
            store.events.wake(agency_id, subscription_id, delivery_id, instant_text(self.clock.now()))

    # --- couriers ----------------------------------------------------------------------------------------------------

    def receivers(self) -> tuple[Receiver, ...]:
        """Whoever is to be told, of all agencies."""
        with self.database.read_once() as store:
            active = store.events.active()
        return tuple(Receiver(id=row.id, agency_id=row.agency_id, url=row.url, secret=row.secret) for row in active)

    def claim(self, subscription_id: str, now: datetime) -> Parcel | None:
        """The event that is due first, for :data:`CLAIMED_FOR` nobody else's; of a case never one while an earlier one waits."""
        at, until = instant_text(now), instant_text(now + CLAIMED_FOR)
        with self.database.read_once() as store:
            if not store.events.anything_due(subscription_id, at):
                return None
        with self.database.write() as store:
            claimed = store.events.claim(subscription_id, at, until)
        return Parcel(delivery=_delivery(claimed[0]), event=_event(claimed[1])) if claimed else None

    def sent(self, delivery_id: str, at: datetime) -> None:
        """Note that the receiver took it."""
        with self.database.write() as store:
            store.events.sent(delivery_id, instant_text(at))

    def put_off(self, delivery_id: str, error: str, again: datetime) -> None:
        """Note why it was not taken, and when to try again."""
        with self.database.write() as store:
            store.events.put_off(delivery_id, error[:_ERROR], instant_text(again))

    def dead(self, delivery_id: str, error: str) -> None:
        """Note why it is given up; the later events of its case go on."""
        with self.database.write() as store:
            store.events.dead(delivery_id, error[:_ERROR])

    # --- parts -------------------------------------------------------------------------------------------------------

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


def _types(told: Iterable[str]) -> str:
    types = sorted(set(told))
    unknown = [name for name in types if name not in TYPES]
    if unknown:
        raise ValueError(f"没有这种事件：{'、'.join(unknown)}；只有 {'、'.join(TYPES)}")
    return json.dumps(types)


def _event(row: EventRecord) -> Event:
    return Event(
        id=row.id, agency_id=row.agency_id, case_id=row.case_id, type=row.type, version=row.version, data=json.loads(row.data),
        recorded_at=stored_instant(row.recorded_at), place=row.place or 0,
    )  # fmt: skip


def _subscription(row: SubscriptionRecord) -> Subscription:
    return Subscription(
        id=row.id, agency_id=row.agency_id, url=row.url, types=tuple(json.loads(row.types)), note=row.note, active=row.status == "active",
        created_at=stored_instant(row.created_at), created_by=row.created_by,
    )  # fmt: skip


def _delivery(row: DeliveryRecord) -> Delivery:
    return Delivery(
        id=row.id, subscription_id=row.subscription_id, event_id=row.event_id, case_id=row.case_id, place=row.place, status=row.status,
        tries=row.tries, next_try_at=stored_instant(row.next_try_at), last_error=row.last_error,
        sent_at=stored_instant(row.sent_at) if row.sent_at else None,
    )  # fmt: skip
