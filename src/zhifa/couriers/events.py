"""Carrying events to those who asked for them: each as a signed CloudEvent, of one case in order, at least once and never silently lost."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from zhifa.couriers.backoff import next_try
from zhifa.couriers.delivery import Delivered
from zhifa.couriers.notifier import ChannelDown, NoAddress, Undelivered
from zhifa.couriers.receivers import Receivers
from zhifa.couriers.webhook import reason, signature, signing_key
from zhifa.engine.events import Parcel, Receiver
from zhifa.engine.office import Office

_GONE: Final = 410
_FORGOTTEN_EVERY: Final = 500
"""Rounds after which old events are taken out of the feed."""


class EventCourier:
    """Carries the events of an office. Any number may work at once: the claim lets one have an event, and of a case only the first that waits."""

    def __init__(self, office: Office, receivers: Receivers, *, chance: Callable[[], float]) -> None:
        self._office = office
        self._receivers = receivers
        self._chance = chance
        self._rounds = 0

    def round(self, now: Callable[[], datetime]) -> Delivered:
        """Carry everything that is due. A receiver that is down is left after one event: the others would only wait for it too."""
        self._office.events.place()
        if self._rounds % _FORGOTTEN_EVERY == 0:
            self._office.events.forget()
        self._rounds += 1
        return sum((self._to(receiver, now) for receiver in self._office.events.receivers()), Delivered())

    def _to(self, receiver: Receiver, now: Callable[[], datetime]) -> Delivered:
        done = Delivered()
        while (parcel := self._office.events.claim(receiver.id, now())) is not None:
            try:
                self._carry(receiver, parcel, now())
            except Exception as error:  # whatever is wrong with one event, those of other cases are carried
                done += self._failed(parcel, error, now())
                if isinstance(error, ChannelDown):
                    break
            else:
                self._office.events.sent(parcel.delivery.id, now())
                done += Delivered(sent=1)
        return done

    def _carry(self, receiver: Receiver, parcel: Parcel, at: datetime) -> None:
        """Return when the receiver answered 2xx. Raises :class:`Undelivered`, :class:`ChannelDown` where it takes no other event now either."""
        body = json.dumps(parcel.event.cloud(), ensure_ascii=False, separators=(",", ":")).encode()
        second = int(at.timestamp())
        headers = {
            "Content-Type": "application/cloudevents+json; charset=utf-8",
            "User-Agent": "zhifa-events/1",
            "webhook-id": parcel.event.id,
            "webhook-timestamp": str(second),
            "webhook-signature": signature(signing_key(receiver.secret), parcel.event.id, second, body),
        }
        place = f"接收方 {urlsplit(receiver.url).netloc}"  # its path may hold a secret
        try:
            status = self._receivers.post(receiver.url, body, headers)
        except (http.client.HTTPException, OSError) as error:
            raise ChannelDown(f"{place} 不通：{reason(error)}") from error
        if status == _GONE:
            self._office.events.change(receiver.agency_id, receiver.id, active=False)
            raise ChannelDown(f"{place} 回答 410：不再接收，已暂停推送")
        if not 200 <= status < 300:
            raise (ChannelDown if status == 429 or status >= 500 else Undelivered)(f"{place} 回答 {status}")

    def _failed(self, parcel: Parcel, error: Exception, at: datetime) -> Delivered:
        told = str(error) if isinstance(error, Undelivered) else f"{type(error).__name__}：{error}"
        delivery = parcel.delivery
        again = next_try(failures=delivery.tries + 1, failed_at=at, chance=self._chance())
        if again is None or isinstance(error, NoAddress):
            self._office.events.dead(delivery.id, told)
            return Delivered(dead=1)
        self._office.events.put_off(delivery.id, told, again)
        return Delivered(put_off=1)
