"""Carrying events to those who asked for them: each as a signed CloudEvent, of one case in order, at least once and never silently lost.

Receivers are told beside each other, each for a while: one that is slow, hangs or has much to be told holds back nobody but itself.
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import SystemRandom
from threading import Event as Flag
from typing import Final
from urllib.parse import urlsplit

from zhifa.couriers.backoff import next_try
from zhifa.couriers.delivery import Delivered
from zhifa.couriers.notifier import ChannelDown, Undelivered
from zhifa.couriers.receivers import Receivers
from zhifa.couriers.webhook import reason, signature, signing_key
from zhifa.engine.clock import Clock, SystemClock
from zhifa.engine.office import Office
from zhifa.engine.subscriptions import Parcel, Receiver

LANES: Final = 4
"""Receivers that are told at the same time."""
TURN: Final = 20.0
"""Seconds after which a receiver that still has something to be told waits for the next round; a try that is under way is finished."""
ROUND: Final = 60.0
"""Seconds after which whoever had no turn yet waits for the next round."""

_GONE: Final = 410
_FORGOTTEN_EVERY: Final = 500
"""Rounds after which old events are taken out of the feed."""
_CHANCE: Final = SystemRandom().random


class EventCourier:
    """Carries the events of an office. Any number may work at once: the claim lets one have an event, and of a case only the first that waits."""

    def __init__(
        self,
        office: Office,
        receivers: Receivers,
        *,
        clock: Clock | None = None,
        chance: Callable[[], float] = _CHANCE,
        turn: float = TURN,
        whole: float = ROUND,
    ) -> None:
        self._office = office
        self._receivers = receivers
        self._clock = clock or SystemClock()
        self._chance = chance
        self._turn = turn
        self._whole = whole
        self._rounds = 0
        self._lagged: dict[str, float] = {}
        """Who was down or used up his turn, and when: he comes after those who take what they are told."""
        self._closed = Flag()

    def close(self) -> None:
        """Begin no other event: a round that is under way ends with those that are being carried."""
        self._closed.set()

    def round(self) -> Delivered:
        """Carry what is due, as far as time goes. A receiver that is down is left after one event: the others would only wait for it too.

        Raises what the database raises, after everybody had his turn.
        """
        self._office.events.place()
        if self._rounds % _FORGOTTEN_EVERY == 0:
            self._office.events.forget()
        self._rounds += 1
        until = time.monotonic() + self._whole
        with ThreadPoolExecutor(LANES, "zhifa-events") as lanes:
            turns = [lanes.submit(self._told, receiver, until) for receiver in self._ordered()]
        return sum((turn.result() for turn in turns), Delivered())

    def _ordered(self) -> list[Receiver]:
        """Those who keep up first, then the one whose last turn is longest ago."""
        receivers = self._office.subscriptions.receivers()
        active = {receiver.id for receiver in receivers}
        self._lagged = {one: at for one, at in self._lagged.items() if one in active}
        return sorted(receivers, key=lambda receiver: self._lagged.get(receiver.id, 0.0))

    def _told(self, receiver: Receiver, until: float) -> Delivered:
        """The turn of one receiver."""
        done, begun = Delivered(), time.monotonic()
        if begun >= until:
            return done
        self._lagged[receiver.id] = begun
        while time.monotonic() - begun < self._turn and not self._closed.is_set():
            parcel = self._office.subscriptions.claim(receiver.id, self._clock.now())
            if parcel is None:
                del self._lagged[receiver.id]
                break
            try:
                self._carry(receiver, parcel)
            except Exception as error:  # whatever is wrong with one event, those of other cases are carried
                done += self._failed(parcel, error)
                if isinstance(error, ChannelDown):
                    break
            else:
                self._office.subscriptions.sent(parcel.delivery.id, self._clock.now())
                done += Delivered(sent=1)
        return done

    def _carry(self, receiver: Receiver, parcel: Parcel) -> None:
        """Return when the receiver answered 2xx. Raises :class:`Undelivered`, :class:`ChannelDown` where it takes no other event now either."""
        body = json.dumps(parcel.event.cloud(), ensure_ascii=False, separators=(",", ":")).encode()
        second = int(self._clock.now().timestamp())
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
            self._office.subscriptions.change(receiver.agency_id, receiver.id, active=False)
            raise ChannelDown(f"{place} 回答 410：不再接收，已暂停推送")
        if not 200 <= status < 300:
            raise (ChannelDown if status == 429 or status >= 500 else Undelivered)(f"{place} 回答 {status}")

    def _failed(self, parcel: Parcel, error: Exception) -> Delivered:
        told = str(error) if isinstance(error, Undelivered) else f"{type(error).__name__}：{error}"
        delivery = parcel.delivery
        again = next_try(failures=delivery.tries + 1, failed_at=self._clock.now(), chance=self._chance())
        if again is None:
            self._office.subscriptions.dead(delivery.id, told)
            return Delivered(dead=1)
        self._office.subscriptions.put_off(delivery.id, told, again)
        return Delivered(put_off=1)
