"""Failed tries in a row, and the growing delay that follows: for a name at one place, for a name wherever, and for an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from zhifa.engine.accounts import AccountRoom
from zhifa.engine.instants import SHANGHAI, instant_text, stored_instant
from zhifa.identity.errors import Crowded, SignInRefused
from zhifa.identity.hand import Hand
from zhifa.storage.errors import AccountMoved
from zhifa.storage.records import LoginAttemptRecord
from zhifa.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How many tries are free, how long the first delay is, and how long the longest; each is twice the one before."""

    free: int
    first: timedelta
    longest: timedelta
    forgives: timedelta | None = None
    """After each such time without a failure one less is counted; ``None``: they stand until somebody signs in, or for a day."""

    def delay(self, failures: int) -> timedelta | None:
        """How long no further try is looked at after so many failures."""
        beyond = failures - self.free
        return min(self.first * 2 ** min(beyond, 20), self.longest) if beyond >= 0 else None

    def standing(self, row: LoginAttemptRecord | None, now: datetime) -> int:
        """How many failures still stand against somebody."""
        if row is None:
            return 0
        forgiven = (now - stored_instant(row.last_at)) // self.forgives if self.forgives else 0
        return max(0, row.failures - max(0, forgiven))


AT_ONE_PLACE: Final = Patience(free=5, first=timedelta(seconds=30), longest=timedelta(minutes=15))
"""With one name at one device or address, with the codes of one account, and with its password where it is asked for again."""
WHEREVER: Final = Patience(
    free=50, first=timedelta(seconds=10), longest=timedelta(minutes=2), forgives=timedelta(minutes=10)
)
"""With one name from whatever addresses: it slows down a guesser with many of them, and bars the holder at a new device for two minutes at most."""
FROM_ONE_ADDRESS: Final = Patience(
    free=60, first=timedelta(minutes=1), longest=timedelta(minutes=1), forgives=timedelta(minutes=1)
)
"""With whatever names: many people sign in from one address of an office, and some of them mistype all day."""

_FORGOTTEN: Final = timedelta(hours=24)
_RACES: Final = 20
_ANYBODYS: Final = "*"
"""The agency of a counter: nobody knows whose name it was."""
_HALF: Final = 32
"""Digits of a key that tell the name; as many after them tell the place."""
_SUBNET: Final = 64
"""Bits of an IPv6 address that tell whose it is; the others anybody changes at will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A try that was counted before it was looked at."""

    keys: tuple[str, ...]
    address: str = ""
    """The counter of the address it came from, which a failure counts against; empty for a device that is known."""


class Attempts:
    """Counts failed tries. Safe to share between threads and processes.

    A try is counted before the password is looked at, so that many at once are no more than one after the other. Names and places are kept as
    keyed digests, half a key each: the table tells nobody who tried, nor what he mistook for his name. Whoever has signed in at a device before is
    counted there alone, so that others' failures keep nobody from his own desk.
    """

    def __init__(self, room: AccountRoom, hand: Hand) -> None:
        self._room = room
        self._hand = hand

    def signing_in(self, name: str, address: str, *, device: str | None) -> Counted:
        """Count a try of a password; ``device``: the number of one where this name signed in before.

        Raises :class:`SignInRefused` while no try is looked at, :class:`Crowded` when too many come at once.
        """
        if device is not None:
            return self._tried({self._key(name, f"device {device}"): AT_ONE_PLACE})
        place = _from(address)
        asked = {self._key(name, "wherever"): WHEREVER, self._key(name, place): AT_ONE_PLACE}
        return self._tried(asked, address=self._anybody + self._place(place))

    def giving_code(self, name: str) -> Counted:
        """Count a try of a second factor, which nobody makes who has not the password. Raises as :meth:`signing_in`."""
        return self._tried({self._key(name, "code"): AT_ONE_PLACE})

    def confirming(self, name: str) -> Counted:
        """Count a try of the password by one who is signed in. Raises as :meth:`signing_in`."""
        return self._tried({self._key(name, "signed in"): AT_ONE_PLACE})

    def failed(self, counted: Counted) -> None:
        """It did fail: count it against the address too."""
        if counted.address:
            self._count({counted.address: FROM_ONE_ADDRESS}, heed=False)

    def forget(self, store: Store, counted: Counted) -> None:
        """Within a transaction: it did not fail, and neither count those before it."""
        for key in counted.keys:
            store.accounts.forget_attempt(key)

    def lift(self, store: Store, name: str) -> bool:
        """Within a transaction: forget all failures with this name, and say whether there were any."""
        return bool(store.accounts.forget_attempts_of(self._name(name)))

    def lift_address(self, address: str) -> bool:
        """Forget all failures from this address, likewise; a failure with a name wherever is not taken back."""
        with self._room.write() as store:
            return bool(store.accounts.forget_attempts_from(self._place(_from(address))))

    def barred_until(self, name: str) -> datetime | None:
        """Until when no try with this name is looked at, at some place or other."""
        with self._room.read_once() as store:
            rows = store.accounts.attempts_of(self._name(name))
        now = self._room.now()
        return max((until for row in rows if (until := _until(row, now))), default=None)

    def _tried(self, asked: Mapping[str, Patience], *, address: str = "") -> Counted:
        with self._room.read() as store:  # those who are barred take no turn at writing
            for key in filter(None, (*asked, address)):
                _require_past(store.accounts.attempt(key), self._room.now())
        self._count(asked, heed=True)
        return Counted(keys=tuple(asked), address=address)

    def _count(self, asked: Mapping[str, Patience], *, heed: bool) -> None:
        for _ in range(_RACES):
            try:
                with self._room.write() as store:
                    store.accounts.prune_attempts(instant_text(self._room.now() - _FORGOTTEN))
                    for key, patience in asked.items():
                        self._count_one(store, key, patience, heed=heed)
            except AccountMoved:
                continue
            return
        raise Crowded

    def _count_one(self, store: Store, key: str, patience: Patience, *, heed: bool) -> None:
        now, row = self._room.now(), store.accounts.attempt(key)
        if heed:
            _require_past(row, now)
        failures = patience.standing(row, now) + 1
        delay = patience.delay(failures)
        until = instant_text(now + delay) if delay else None
        row_id = row.id if row else self._room.new_id()
        counted = LoginAttemptRecord(key, row_id, _ANYBODYS, failures, instant_text(now), until)
        store.accounts.count_attempt(counted, before=row.failures if row else None)

    def _key(self, name: str, place: str) -> str:
        return self._name(name) + self._place(place)

    def _name(self, name: str) -> str:
        return self._hand.digest("attempt/name", name)[:_HALF]

    def _place(self, place: str) -> str:
        return self._hand.digest("attempt/place", place)[:_HALF]

    @property
    def _anybody(self) -> str:
        """In the place of a name: whichever was tried."""
        return self._hand.digest("attempt/anybody", "")[:_HALF]


def network_of(address: str) -> str:
    """Whose address it is, as far as it tells: of IPv6 the subnet; what is no address, as it stands."""
    try:
        told = ip_address(address)
    except ValueError:
        return address
    if isinstance(told, IPv6Address):
        return str(told.ipv4_mapped or ip_network((told, _SUBNET), strict=False))
    return str(told)


def _from(address: str) -> str:
    return f"address {network_of(address)}"


def _until(row: LoginAttemptRecord | None, now: datetime) -> datetime | None:
    until = stored_instant(row.until) if row and row.until else None
    return until if until and now < until else None


def _require_past(row: LoginAttemptRecord | None, now: datetime) -> None:
    until = _until(row, now)
    if until is not None:
        told = until.astimezone(SHANGHAI).strftime("%H:%M:%S")
        raise SignInRefused("locked_out", f"连续填错的次数太多，请在{told}（北京时间）以后再试", until)
