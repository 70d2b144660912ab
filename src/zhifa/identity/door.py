"""Signing in, step by step: the password, then the second factor where the account has one; or the word of an OIDC provider."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from zhifa.engine.instants import stored_instant
from zhifa.identity.accounts import folded
from zhifa.identity.attempts import Counted
from zhifa.identity.errors import SignInRefused
from zhifa.identity.journal import entry, oneself
from zhifa.identity.keeper import Keeper
from zhifa.identity.known import admission
from zhifa.identity.sessions import MEANS, Begun, Means
from zhifa.storage.errors import AccountMoved
from zhifa.storage.records import AccountRecord
from zhifa.storage.store import Store

_WRONG: Final = "登录名或者密码不对"
_CODE_WRONG: Final = "动态口令不对，或者已经用过；等手机显示下一个再填，也可以填恢复码"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """From where somebody signs in."""

    address: str
    agent: str = ""
    device: str = ""
    """What the browser keeps to be known again (:mod:`zhifa.identity.devices`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Lets people in. Safe to share between threads and processes.

    For a name that nobody bears the same is reckoned, counted and said as for a wrong password. Why a closed or locked account is not let in is
    told to none but who gave its password. Who was let in by what another changed at the same moment, such as the password, is not.
    """

    keeper: Keeper

    def password(self, login_name: str, password: str, caller: Caller) -> Begun:
        """Begin a session, or half of one for an account with a second factor. Raises ``SignInRefused``, ``Crowded``."""
        name, keeper = folded(login_name), self.keeper
        device = keeper.devices.number(caller.device, name)
        counted = keeper.attempts.signing_in(name, caller.address, device=device)
        with keeper.office.accounts.read_once() as store:
            row = store.accounts.named(name)
        if not keeper.passwords.verify(row.password if row else None, password) or row is None:
            keeper.attempts.failed(counted)
            raise SignInRefused("wrong", _WRONG)
        self._require_admitted(row)
        if row.password_until and keeper.office.accounts.now() >= stored_instant(row.password_until):
            raise SignInRefused("one_time_over", "一次性密码已经过期；请管理员重设密码")
        half = row.totp is not None
        if half or not row.password or not keeper.passwords.outdated(row.password):
            return self._begun(row, "password", caller, counted=counted, half=half)
        anew = row._replace(password=keeper.passwords.hash(password))
        return self._begun(anew, "password", caller, counted=counted, changed=True)

    def second(self, half: str, code: str, caller: Caller) -> Begun:
        """Raise half a session to a whole one, under a new secret. Raises ``SignInRefused``, ``Crowded``."""
        keeper = self.keeper
        found = keeper.sessions.half(half)
        if found is None:
            raise SignInRefused("half_over", "离输入密码已经太久，请重新登录")
        counted = keeper.attempts.giving_code(found[1].login_name)
        self._require_admitted(found[1])
        passed = keeper.factor.passed(found[1], code)
        if passed is None:
            raise SignInRefused("code_wrong", _CODE_WRONG)
        return self._begun(*passed, caller, counted=counted, changed=True, instead_of=found[0].id)

    def vouched(self, account_id: str, caller: Caller) -> Begun:
        """Begin a session for one whom an OIDC provider vouches for; a second factor is the provider's business. Raises ``SignInRefused``."""
        return self._begun(self._row(account_id), "oidc", caller)

    def again(self, account_id: str, means: Means, caller: Caller) -> Begun:
        """A new session for who changed the password just now, whose others have ended. Raises ``SignInRefused``."""
        row = self._row(account_id)
        with self._held(row) as store:
            return self.keeper.sessions.begin(store, row, means=means, address=caller.address, agent=caller.agent)

    def _row(self, account_id: str) -> AccountRecord:
        with self.keeper.office.accounts.read_once() as store:
            row = store.accounts.account(account_id)
        if row is None:
            raise SignInRefused("no_account", "没有与此身份对应的账号")
        self._require_admitted(row)
        return row

    def _begun(
        self, row: AccountRecord, means: Means, caller: Caller,
        *, counted: Counted | None = None, half: bool = False, changed: bool = False, instead_of: str | None = None,
    ) -> Begun:  # fmt: skip
        """Write the session, and what signing in changed of the account: of two with the same code, one is let in."""
        keeper, room = self.keeper, self.keeper.office.accounts
        with self._held(row) as store:
            if changed:
                store.accounts.change(row)
            if counted:
                keeper.attempts.forget(store, counted)
            if instead_of:
                store.accounts.end(row.id, instead_of)
            begun = keeper.sessions.begin(
                store, row, means=means, address=caller.address, agent=caller.agent, half=half
            )
            if half:
                return begun
            told = {"means": MEANS[means], "address": begun.session.address, "session": begun.session.id}
            store.accounts.note(entry(room, row, "signed_in", oneself(row), at=room.now(), told=told))
            if means == "recovery":
                store.accounts.note(entry(room, row, "recovery_used", oneself(row), at=room.now()))
        return replace(begun, device=keeper.devices.with_name(caller.device, row.login_name)) if counted else begun

    @contextmanager
    def _held(self, row: AccountRecord) -> Iterator[Store]:
        """A transaction in which the account stands as it was looked at: a session never begins by what was changed in between."""
        try:
            with self.keeper.office.accounts.write() as store:
                store.accounts.hold(row)
                yield store
        except AccountMoved as error:
            raise SignInRefused("account_moved", "账号刚才有变动，没有登录；请再登录一次") from error

    def _require_admitted(self, row: AccountRecord) -> None:
        why = admission(self.keeper.office, row).refused
        if why:
            raise SignInRefused("not_admitted", why)
