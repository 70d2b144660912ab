"""Events as rows: written with what they tell of, placed in the feed of their agency afterwards, and carried to those who asked for them.

An event is written without a place, so that commands of different cases never wait for each other. Places are given later, by one process at a
time and without a gap, to what is committed by then: whoever reads the feed by place misses nothing, and the events of a case keep their order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from zhifa.storage.advance import Advance
from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import DeliveryUnknown, SubscriptionUnknown
from zhifa.storage.event_statements import EventStatements
from zhifa.storage.records import (
    CaseRecord,
    DeliveryRecord,
    EventRecord,
    PaperRecord,
    SubscriptionRecord,
    WarningRecord,
)

PLACED_AT_ONCE: Final = 500
"""Events that get their place in one transaction."""

PAPER_ISSUED: Final = "zhifa.paper.issued"
TERM_WARNED: Final = "zhifa.term.warned"
CASE_OPENED: Final = "zhifa.case.opened"
ENTERED: Final = {
    "transition": "zhifa.case.advanced",
    "correction": "zhifa.case.corrected",
    "hand_over": "zhifa.case.handed_over",
    "migration": "zhifa.case.migrated",
    "calendar": "zhifa.case.recounted",
    "seal": "zhifa.paper.sealed",
}
"""What an entry of each kind is told as, but for the first of a case."""
_ENTERED_OTHERWISE: Final = "zhifa.case.entered"


def events_of(write: Advance) -> tuple[EventRecord, ...]:
    """The events of one command: its entry, and each paper it issued. Ids follow from those of the rows, so that the same input gives the same."""
    claim, entry = write.claim, write.entry
    version = claim.version if isinstance(claim, CaseRecord) else claim.expected + 1
    data: dict[str, str | int | bool] = {
        "seq": entry.seq,
        "step": entry.transition,
        "state": claim.state,
        "phase": claim.phase,
        "ended": claim.ended_at is not None,
    }
    if isinstance(claim, CaseRecord):
        data |= {"workflow": claim.workflow, "replay": bool(claim.replay)}
    kind = ENTERED.get(entry.kind, _ENTERED_OTHERWISE) if entry.seq else CASE_OPENED

    def event(of: str, told: str, more: dict[str, str | int | bool]) -> EventRecord:
        return EventRecord(_id(of), entry.agency_id, entry.case_id, told, version, _json(more), entry.recorded_at, None)

    return (event(entry.id, kind, data), *(event(paper.id, PAPER_ISSUED, _issued(paper)) for paper in write.papers))


def events_of_warnings(warnings: Iterable[WarningRecord]) -> Iterator[EventRecord]:
    """An event for each warning that fired."""
    for one in warnings:
        data = {
            "warning": one.id,
            "term": one.term_id,
            "due": one.due,
            "level": one.level,
            "overdue": bool(one.overdue),
        }
        yield EventRecord(_id(one.id), one.agency_id, one.case_id, TERM_WARNED, None, _json(data), one.fired_at, None)


class Unplaced(NamedTuple):
    """An event that has no place yet."""

    id: str
    agency_id: str
    case_id: str
    type: str
    recorded_at: str


class DeliveryCount(NamedTuple):
    """How many deliveries of a subscription are of one status."""

    subscription_id: str
    status: str
    counted: int
    oldest: str


class Reach(NamedTuple):
    """The first and the last place of an agency's feed that is kept; both 0 while it is empty."""

    first: int
    last: int


class EventRows:
    """Events, subscriptions and deliveries in one transaction."""

    def __init__(self, channel: Channel, sql: EventStatements) -> None:
        self._channel = channel
        self._sql = sql

    # ── the feed ────────────────────────────────────────────────────────────────────────────────────────────────────

    def anything_unplaced(self) -> bool:
        """Whether an event waits for its place."""
        return bool(self._rows(self._sql.waits))

    def hold(self) -> None:
        """Make others who give places or enter subscriptions wait until the transaction ends."""
        if self._sql.hold is not None:
            self._rows(self._sql.hold)  # a statement of its own: what follows must see what the one before committed

    def unplaced(self) -> tuple[Unplaced, ...]:
        """Up to so many events that have no place, in the order in which they get it; nobody else gives any until the transaction ends."""
        self.hold()
        return tuple(map(Unplaced._make, self._rows(self._sql.unplaced, PLACED_AT_ONCE)))

    def reach(self, agency_id: str) -> Reach:
        """From where to where the feed of an agency goes."""
        return Reach._make(self._rows(self._sql.reach, agency_id)[0])

    def place(self, places: Iterable[tuple[int, str]], deliveries: Iterable[DeliveryRecord]) -> None:
        """Give events (place, id) their places, and write to whom they are to be carried."""
        self._channel.change(Change(self._sql.place, tuple(places)), Change(self._sql.deliver, tuple(deliveries)))

    def page(self, agency_id: str, after: int, most: int) -> tuple[EventRecord, ...]:
        """The events beyond a place, in order."""
        return tuple(map(EventRecord._make, self._rows(self._sql.page, agency_id, after, most)))

    # ── subscriptions ───────────────────────────────────────────────────────────────────────────────────────────────

    def subscribe(self, subscription: SubscriptionRecord) -> None:
        """Write one more."""
        self._channel.change(Change(self._sql.subscribe, (subscription,)))

    def subscriptions(self, agency_id: str) -> tuple[SubscriptionRecord, ...]:
        """Those of an agency, the oldest first."""
        return tuple(map(SubscriptionRecord._make, self._rows(self._sql.subscriptions, agency_id)))

    def active(self) -> tuple[SubscriptionRecord, ...]:
        """Those of all agencies that are to be told."""
        return tuple(map(SubscriptionRecord._make, self._rows(self._sql.all_active)))

    def subscription(self, agency_id: str, subscription_id: str) -> SubscriptionRecord:
        """One of an agency. Raises `SubscriptionUnknown`."""
        found = self._rows(self._sql.subscription, agency_id, subscription_id)
        if not found:
            raise SubscriptionUnknown(subscription_id)
        return SubscriptionRecord._make(found[0])

    def change(self, subscription: SubscriptionRecord) -> None:
        """Write what may be changed of one: where to, what, whether. Raises `SubscriptionUnknown`."""
        told = (subscription.url, subscription.types, subscription.note, subscription.status)
        row = (*told, subscription.agency_id, subscription.id)
        self._channel.change(Change(self._sql.change, (row,), partial(SubscriptionUnknown, subscription.id)))

    def unsubscribe(self, agency_id: str, subscription_id: str) -> None:
        """Take one away with all its deliveries. Raises `SubscriptionUnknown`."""
        self._channel.run(self._sql.forget_deliveries, (agency_id, subscription_id))
        gone = Change(
            self._sql.unsubscribe, ((agency_id, subscription_id),), partial(SubscriptionUnknown, subscription_id)
        )
        self._channel.change(gone)

    # ── deliveries ──────────────────────────────────────────────────────────────────────────────────────────────────

    def anything_due(self, subscription_id: str, now: str) -> bool:
        """Whether a delivery that nobody has claimed is due, with none of its case waiting before it."""
        return bool(self._rows(self._sql.due, subscription_id, now, now))

    def claim(self, subscription_id: str, now: str, until: str) -> tuple[DeliveryRecord, EventRecord] | None:
        """Claim the delivery that stands first and is due; one that another courier is claiming is passed over."""
        found = self._rows(self._sql.claim, until, subscription_id, now, now)
        if not found:
            return None
        delivery = DeliveryRecord._make(found[0])
        return delivery, EventRecord._make(self._rows(self._sql.carried, delivery.event_id)[0])

    def sent(self, delivery_id: str, at: str) -> None:
        """Note that it was taken."""
        self._channel.run(self._sql.sent, (at, delivery_id))

    def put_off(self, delivery_id: str, error: str, again: str) -> None:
        """Note why it was not taken and when it is tried again."""
        self._channel.run(self._sql.put_off, (error, again, delivery_id))

    def dead(self, delivery_id: str, error: str) -> None:
        """Note why it is given up."""
        self._channel.run(self._sql.dead, (error, delivery_id))

    def wake(self, agency_id: str, subscription_id: str, delivery_id: str, now: str) -> None:
        """Have one that was sent or given up carried once more. Raises `DeliveryUnknown`."""
        row = (now, delivery_id, subscription_id, agency_id)
        self._channel.change(Change(self._sql.wake, (row,), partial(DeliveryUnknown, delivery_id)))

    def listed(
        self, agency_id: str, subscription_id: str, status: str, *, after: int, most: int
    ) -> tuple[DeliveryRecord, ...]:
        """The deliveries of one status beyond a place."""
        found = self._rows(self._sql.listed, agency_id, subscription_id, status, after, most)
        return tuple(map(DeliveryRecord._make, found))

    def counts(self, agency_id: str) -> tuple[DeliveryCount, ...]:
        """How many deliveries of each subscription wait or were given up."""
        return tuple(map(DeliveryCount._make, self._rows(self._sql.counts, agency_id)))

    def forget(self, before: str) -> int:
        """Take away the events that were recorded before then and wait for nobody, but the last of each agency; how many."""
        self._channel.run(self._sql.forget_carried, (before,))
        return self._channel.run(self._sql.forget, (before,))

    def _rows(self, sql: str, *parameters: str | int) -> list[tuple[Any, ...]]:
        return self._channel.rows(Query(sql, parameters))[0]


def _id(of: str) -> str:
    """The id of the event that tells of a row."""
    return str(uuid5(UUID(of) if _is_uuid(of) else NAMESPACE_URL, f"zhifa:event:{of}"))


def _is_uuid(told: str) -> bool:
    try:
        UUID(told)
    except ValueError:
        return False
    return True


def _issued(paper: PaperRecord) -> dict[str, str | int | bool]:
    return {
        "paper": paper.id,
        "code": paper.code,
        "digest": paper.digest,
        "external": bool(paper.external),
        "seq": paper.seq,
    }


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
