"""Rows of the outbox and couriers of a test's own."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from case_desk import Desk
from digests import warned
from zhifa.couriers.delivery import Courier, Delivered
from zhifa.couriers.notifier import Message
from zhifa.engine.instants import instant_text
from zhifa.storage.records import OutboxRecord


def written(desk: Desk, number: int = 1, **changes: Any) -> OutboxRecord:
    """A digest to the handler, as a sweep would write it now."""
    (register,) = desk.office.registers()
    at = instant_text(desk.clock.now())
    row: dict[str, Any] = {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "agency_id": register.agency.id,
        "officer_id": desk.ids["承办人甲"],
        "channel": "webhook",
        "sweep_id": f"sweep {number}",
        "payload": json.dumps({"more": 0, "warnings": [warned()]}, ensure_ascii=False),
        "created_at": at,
        "status": "waiting",
        "tries": 0,
        "next_try_at": at,
        "leased_until": None,
        "last_error": None,
        "sent_at": None,
    }
    record = OutboxRecord(**(row | changes))
    with desk.office._database.write() as store:
        store._channel.change(store._insert("zf_outbox", (record,)))
    return record


class Carrier:
    """A notifier that keeps what it carried; ``faults`` are raised in the place of the next deliveries, by the id of the message or in turn."""

    channel = "webhook"

    def __init__(self, *faults: Exception, **by_id: Exception) -> None:
        self.carried: list[Message] = []
        self.faults = list(faults)
        self.by_id = by_id

    def deliver(self, message: Message) -> None:
        if self.faults:
            raise self.faults.pop(0)
        if message.id in self.by_id:
            raise self.by_id[message.id]
        self.carried.append(message)


def carry(desk: Desk, *notifiers: Any, at: datetime | None = None) -> Delivered:
    """One round of a courier, by the clock of the desk, without spread."""
    if at is not None:
        desk.clock.set(at)
    return Courier(desk.office, notifiers, chance=lambda: 0.0).round(desk.clock.now)


def row(desk: Desk, message_id: str) -> OutboxRecord:
    """A row as it stands."""
    with desk.office._database.read() as store:
        found = [one for status in ("waiting", "sent", "dead") for one in store.outbox.listed(status)]
    return next(one for one in found if one.id == message_id)
