"""What the holder of an account does with its password: change it, and show by it that it is he who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from zhifa.engine.accounts import AccountRoom
from zhifa.engine.instants import instant_text
from zhifa.identity.accounts import account_of
from zhifa.identity.attempts import Attempts, Counted
from zhifa.identity.errors import AccountUnknown, KeepingRefused
from zhifa.identity.journal import entry, oneself
from zhifa.identity.passwords import Passwords, require_fit
from zhifa.identity.sessions import Session
from zhifa.storage.records import AccountRecord

FRESH: Final = timedelta(minutes=10)
"""How long after signing in one who has no password of his own may change by what he is recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPasswords:
    """Changes and asks for passwords. Safe to share between threads and processes."""

    room: AccountRoom
    passwords: Passwords
    attempts: Attempts

    def change(self, account_id: str, *, old: str, new: str, keeps_tokens: bool = False) -> None:
        """The holder's own change; every session of it ends, also the one he asks from: begin another. Its tokens end too, but for ``keeps_tokens``.

        An unfit new password is refused before the old one is looked at, and counts as no failure. Raises :class:`KeepingRefused`, and
        ``SignInRefused`` after too many wrong old ones.
        """
        account = self._row(account_id)
        require_fit(new, login_name=account.login_name, name=account.name)
        if new == old:
            raise KeepingRefused("password_same", "填报项“新密码”不合要求：与现在的密码相同")
        kept, counted = self._proved(account, old)
        hashed, now = self.passwords.hash(new), self.room.now()
        with self.room.write() as store:
            store.accounts.change(kept._replace(password=hashed, password_until=None, must_change=0))
            store.accounts.end_all(kept.id)
            revoked = 0 if keeps_tokens else store.accounts.revoke_all(kept.id, instant_text(now))
            self.attempts.forget(store, counted)
            told = {"tokens": revoked} if revoked else None
            store.accounts.note(entry(self.room, kept, "password_changed", oneself(kept), at=now, told=told))

    def confirm(self, session: Session, password: str) -> None:
        """Raise :class:`KeepingRefused` unless whoever asks is the holder still: by the password; without one of his own, by having signed in just now.

        Raises ``SignInRefused`` after too many wrong ones.
        """
        account = self._row(session.account_id)
        if account_of(account).own_password:
            _, counted = self._proved(account, password)
            with self.room.write() as store:
                self.attempts.forget(store, counted)
        elif self.room.now() - session.created_at >= FRESH:
            text = f"登录已经超过{FRESH // timedelta(minutes=1)}分钟，这件事要刚登录的本人办：退出后重新登录，再来办理"
            raise KeepingRefused("sign_in_anew", text)

    def _proved(self, account: AccountRecord, password: str) -> tuple[AccountRecord, Counted]:
        if not password:
            raise KeepingRefused("password_missing", "填报项“现在的密码”未填")
        counted = self.attempts.confirming(account.login_name)
        row = self._row(account.id)
        if not self.passwords.verify(row.password, password):
            raise KeepingRefused("password_wrong", "填报项“现在的密码”不对")
        return row, counted

    def _row(self, account_id: str) -> AccountRecord:
        with self.room.read_once() as store:
            row = store.accounts.account(account_id)
        if row is None:
            raise AccountUnknown
        return row
