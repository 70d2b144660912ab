"""Sessions: kept by the server, known to the browser by a number that nobody guesses, of which only a digest is stored."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Literal

from zhifa.engine.accounts import AccountRoom
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.identity.errors import AccountUnknown
from zhifa.identity.journal import entry, oneself
from zhifa.storage.errors import DatabaseBusy, StorageFull
from zhifa.storage.records import AccountRecord, SessionRecord
from zhifa.storage.store import Store

Means = Literal["password", "totp", "recovery", "oidc"]
"""By what somebody was recognised last."""

MEANS: Final = {"password": "密码", "totp": "密码和动态口令", "recovery": "密码和恢复码", "oidc": "统一认证"}

_HALF: Final = timedelta(minutes=10)
"""How long one who gave the password may take to give the second factor."""
_SEEN_EVERY: Final = timedelta(minutes=1)
"""How often it is written down that a session is used."""
_AGENT: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody signed in, at one browser."""

    id: str
    account_id: str
    means: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
    """At the latest; one that is not used ends sooner."""
    address: str
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A session that was just begun; nobody is told its secret again."""

    secret: str
    session: Session
    half: bool
    """The second factor is still to come; until then nobody is recognised by it."""
    device: str = ""
    """What the browser keeps from now on to be known again (:mod:`zhifa.identity.devices`); empty: what it has."""


class Sessions:
    """Begins, finds and ends sessions. Safe to share between threads and processes."""

    def __init__(self, room: AccountRoom, *, idle: timedelta, whole: timedelta) -> None:
        """``idle``: how long a session lasts unused; ``whole``: how long at all."""
        self._room = room
        self._idle = idle
        self._whole = whole

    def begin(
        self, store: Store, account: AccountRecord, *, means: Means, address: str, agent: str, half: bool = False
    ) -> Begun:
        """Begin a session within a transaction, always under a new secret: one that was there before is never raised to more."""
        now, secret = self._room.now(), secrets.token_urlsafe(32)
        row = SessionRecord(
            digest_of(secret), self._room.new_id(), account.agency_id, account.id, "half" if half else "whole", means,
            instant_text(now), instant_text(now), instant_text(now + (_HALF if half else self._whole)), _told(address), _told(agent),
        )  # fmt: skip
        store.accounts.begin(row)
        return Begun(secret=secret, session=_session(row), half=half)

    def of(self, secret: str) -> tuple[Session, AccountRecord] | None:
        """The whole session of this secret and its account, if it has not ended; its use is noted, once a minute."""
        found = self._found(secret, "whole")
        if found is None:
            return None
        now = self._room.now()
        if now - stored_instant(found[0].seen_at) >= _SEEN_EVERY:
            with suppress(DatabaseBusy, StorageFull), self._room.write() as store:  # whoever reads is not kept from it
                store.accounts.see(found[0].digest, instant_text(now))
        return _session(found[0]), found[1]

    def half(self, secret: str) -> tuple[Session, AccountRecord] | None:
        """The session of one who gave the password and not yet the second factor."""
        found = self._found(secret, "half")
        return (_session(found[0]), found[1]) if found else None

    def listed(self, account_id: str) -> tuple[Session, ...]:
        """Where an account is signed in now, the last used first."""
        now = self._room.now()
        with self._room.read_once() as store:
            rows = store.accounts.sessions(account_id)
        return tuple(_session(row) for row in rows if row.stage == "whole" and self._runs(row, now))

    def end(self, account_id: str, session_id: str) -> bool:
        """Sign out at one browser; says whether anybody was signed in there."""
        with self._room.write() as store:
            return bool(store.accounts.end(account_id, session_id))

    def end_others(self, account_id: str, *, but: str) -> int:
        """Sign out everywhere else, and say how often that was. Raises :class:`AccountUnknown`."""
        with self._room.write() as store:
            account = store.accounts.account(account_id)
            if account is None:
                raise AccountUnknown
            ended = store.accounts.end_all(account_id, but=but)
            if ended:
                told = {"sessions": ended}
                store.accounts.note(
                    entry(self._room, account, "sessions_ended", oneself(account), at=self._room.now(), told=told)
                )
        return ended

    def _found(self, secret: str, stage: str) -> tuple[SessionRecord, AccountRecord] | None:
        if not secret or len(secret) > 100:
            return None
        with self._room.read_once() as store:
            found = store.accounts.session(digest_of(secret))
        if found is None or found[0].stage != stage or not self._runs(found[0], self._room.now()):
            return None
        return found

    def _runs(self, row: SessionRecord, now: datetime) -> bool:
        return now < stored_instant(row.ends_at) and now - stored_instant(row.seen_at) < self._idle


def digest_of(secret: str) -> str:
    """What is stored of a secret of 256 bits: nobody finds the one by the other, so no key is needed."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _told(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text[:_AGENT])


def _session(row: SessionRecord) -> Session:
    return Session(
        id=row.id, account_id=row.account_id, means=row.means, created_at=stored_instant(row.created_at),
        seen_at=stored_instant(row.seen_at), ends_at=stored_instant(row.ends_at), address=row.address, agent=row.agent,
    )  # fmt: skip
