"""The room of subscriptions: programs outside that are told of the events of an agency, and how far the telling has come (事件推送)."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zhifa.engine.clock import Clock
from zhifa.engine.events import PAGE, TYPES, Event, EventRoom, event_of
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.storage.database import Database
from zhifa.storage.events import DeliveryCount
from zhifa.storage.records import DeliveryRecord, SubscriptionRecord

MOST: Final = 20
"""Subscriptions of an agency at most, those that are paused among them."""
CLAIMED_FOR: Final = timedelta(minutes=5)
"""How long a delivery is one courier's alone; longer than any try may take."""
_ERROR: Final = 500
"""Characters of an error that are kept."""
_PREFIX: Final = "whsec_"
_KEY: Final = 32
"""Bytes of the key of a receiver."""


class SubscriptionsFull(Exception):
    """The agency has :data:`MOST` subscriptions already."""


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
class SubscriptionRoom:
    """The subscriptions of one database, and what is on its way to them. Safe to share between threads and processes."""

    database: Database
    events: EventRoom
    clock: Clock
    identities: Identities

    def subscribe(
        self, agency_id: str, *, url: str, types: Iterable[str] = (), note: str = "", created_by: str
    ) -> tuple[Subscription, str]:
        """A receiver more, told of what is placed from now on, and its secret (``whsec_…``), which is shown only here.

        Raises ValueError for a type that there is not, :class:`SubscriptionsFull`. Whether the address may be asked,
        :mod:`zhifa.couriers.receivers` says.
        """
        secret = f"{_PREFIX}{base64.b64encode(secrets.token_bytes(_KEY)).decode()}"
        row = SubscriptionRecord(
            id=self.identities.new_id(), agency_id=agency_id, url=url, types=_types(types), secret=secret, note=note, status="active",
            created_at=instant_text(self.clock.now()), created_by=created_by,
        )  # fmt: skip
        self.events.place()  # what happened before is not told
        with self.database.write() as store:
            store.events.hold()
            if len(store.events.subscriptions(agency_id)) >= MOST:
                raise SubscriptionsFull(agency_id)
            store.events.subscribe(row)
        return _subscription(row), secret

    def of(self, agency_id: str) -> tuple[Subscription, ...]:
        """Those of an agency, the oldest first."""
        with self.database.read_once() as store:
            return tuple(map(_subscription, store.events.subscriptions(agency_id)))

    def one(self, agency_id: str, subscription_id: str) -> Subscription:
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
        self.events.place()
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
        return Parcel(delivery=_delivery(claimed[0]), event=event_of(claimed[1])) if claimed else None

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


def _types(told: Iterable[str]) -> str:
    types = sorted(set(told))
    unknown = [name for name in types if name not in TYPES]
    if unknown:
        raise ValueError(f"没有这种事件：{'、'.join(unknown)}；只有 {'、'.join(TYPES)}")
    return json.dumps(types)


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
