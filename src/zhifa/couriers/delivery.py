"""Delivering the outbox: a message is claimed for a while, carried outside any transaction, and then noted as taken or to be tried again.

Any number of couriers may work at once; the claim lets one have a message. Whoever is lost between carrying and noting leaves a claim that ends
by itself, and the message is carried again under the same id: at least once, and never silently lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from zhifa.couriers.backoff import next_try
from zhifa.couriers.notifier import ChannelDown, Message, NoAddress, Notifier, Undelivered
from zhifa.engine.office import Office
from zhifa.engine.outbox import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a round did."""

    sent: int = 0
    put_off: int = 0
    """Not taken; to be tried again."""
    dead: int = 0
    """Given up; ``zhifa watch outbox --dead`` lists them."""

    def __add__(self, other: Delivered) -> Delivered:
        return Delivered(sent=self.sent + other.sent, put_off=self.put_off + other.put_off, dead=self.dead + other.dead)


class Courier:
    """Carries what waits in the outbox of an office, over the channels it has notifiers for; the rest stays."""

    def __init__(self, office: Office, notifiers: Iterable[Notifier], *, chance: Callable[[], float]) -> None:
        self._office = office
        self._notifiers = tuple(notifiers)
        self._chance = chance

    def round(self, now: Callable[[], datetime]) -> Delivered:
        """Carry everything that is due. A channel that is down is left after one message: the others would only wait for it too."""
        return sum((self._over(notifier, now) for notifier in self._notifiers), Delivered())

    def _over(self, notifier: Notifier, now: Callable[[], datetime]) -> Delivered:
        done = Delivered()
        while (outgoing := self._office.outbox.claim(notifier.channel, now())) is not None:
            try:
                notifier.deliver(self._message(outgoing))
            except Exception as error:  # whatever is wrong with one message, the others are carried
                done += self._failed(outgoing, error, now())
                if isinstance(error, ChannelDown):
                    break
            else:
                self._office.outbox.sent(outgoing.id, now())
                done += Delivered(sent=1)
        return done

    def _failed(self, outgoing: Outgoing, error: Exception, at: datetime) -> Delivered:
        told = str(error) if isinstance(error, Undelivered) else f"{type(error).__name__}：{error}"
        again = next_try(failures=outgoing.tries + 1, failed_at=at, chance=self._chance())
        if again is None or isinstance(error, NoAddress):
            self._office.outbox.dead(outgoing.id, told)
            return Delivered(dead=1)
        self._office.outbox.put_off(outgoing.id, told, again)
        return Delivered(put_off=1)

    def _message(self, outgoing: Outgoing) -> Message:
        register = self._office.agency_register(outgoing.agency_id)
        officer = register.officers[outgoing.officer_id]
        return Message(
            id=outgoing.id,
            agency_id=outgoing.agency_id,
            agency=register.agency.name,
            officer_id=officer.id,
            officer=officer.name,
            address=officer.email,
            created_at=outgoing.created_at,
            digest=outgoing.payload,
        )
