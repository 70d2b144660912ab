"""Failed sign-ins in a row, and the growing delay that follows: by name, whether anybody bears it or not, and by address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
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


WITH_NAMES: Final = Patience(free=5, first=timedelta(seconds=30), longest=timedelta(minutes=15))
WITH_ADDRESSES: Final = Patience(
    free=60, first=timedelta(seconds=30), longest=timedelta(minutes=15), forgives=timedelta(minutes=1)
)
"""Many people sign in from one address of an office, and some of them mistype all day."""

_FORGOTTEN: Final = timedelta(hours=24)
_RACES: Final = 20
_ANYBODYS: Final = "*"
"""The agency of a counter: nobody knows whose name it was."""


class Attempts:
    """Counts failed sign-ins. Safe to share between threads and processes.

    A try is counted before the password is looked at, so that many at once are no more than one after the other. Names and addresses are kept as
    keyed digests: the table tells nobody who tried, nor what he mistook for his name.
    """

    def __init__(self, room: AccountRoom, hand: Hand) -> None:
        self._room = room
        self._hand = hand

    def claim(self, name: str, address: str) -> None:
        """Count a try under this name. Raises :class:`SignInRefused` while no try is looked at, :class:`Crowded` when too many come at once."""
        with self._room.read() as store:
            _require_past(store.accounts.attempt(self._of_address(address)), self._room.now())
        self._count(self._of_name(name), WITH_NAMES, heed=True)

    def failed(self, address: str) -> None:
        """Count a failure from this address."""
        self._count(self._of_address(address), WITH_ADDRESSES, heed=False)

    def forget(self, store: Store, name: str) -> bool:
        """Within a transaction: the holder of the name signed in, or was unlocked. Says whether any failure stood against it."""
        return bool(store.accounts.forget_attempts(self._of_name(name)))

    def barred_until(self, name: str) -> datetime | None:
        """Until when no try under this name is looked at."""
        with self._room.read_once() as store:
            row = store.accounts.attempt(self._of_name(name))
        return _until(row, self._room.now())

    def _count(self, digest: str, patience: Patience, *, heed: bool) -> None:
        for _ in range(_RACES):
            try:
                with self._room.write() as store:
                    self._count_in(store, digest, patience, heed=heed)
            except AccountMoved:
                continue
            return
        raise Crowded

    def _count_in(self, store: Store, digest: str, patience: Patience, *, heed: bool) -> None:
        now = self._room.now()
        store.accounts.prune_attempts(instant_text(now - _FORGOTTEN))
        row = store.accounts.attempt(digest)
        if heed:
            _require_past(row, now)
        failures = patience.standing(row, now) + 1
        delay = patience.delay(failures)
        until = instant_text(now + delay) if delay else None
        row_id = row.id if row else self._room.new_id()
        counted = LoginAttemptRecord(digest, row_id, _ANYBODYS, failures, instant_text(now), until)
        store.accounts.count_attempt(counted, before=row.failures if row else None)

    def _of_name(self, name: str) -> str:
        return self._hand.digest("attempt/name", name)

    def _of_address(self, address: str) -> str:
        return self._hand.digest("attempt/address", address)


def _until(row: LoginAttemptRecord | None, now: datetime) -> datetime | None:
    until = stored_instant(row.until) if row and row.until else None
    return until if until and now < until else None


def _require_past(row: LoginAttemptRecord | None, now: datetime) -> None:
    until = _until(row, now)
    if until is not None:
        told = until.astimezone(SHANGHAI).strftime("%H:%M:%S")
        raise SignInRefused("locked_out", f"连续登录失败的次数太多，请在{told}（北京时间）以后再试", until)
