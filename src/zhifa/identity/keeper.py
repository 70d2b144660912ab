"""The keeper of accounts: makes and closes them, says what they may, connects them to officers. Every change is told in the journal."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.office import Office
from zhifa.engine.people import Officer
from zhifa.identity.accounts import Account, AccountEntry, account_of, display_name_of, entry_of, folded, login_name_of
from zhifa.identity.attempts import Attempts
from zhifa.identity.devices import Devices
from zhifa.identity.errors import AccountUnknown, KeepingRefused
from zhifa.identity.hand import Hand
from zhifa.identity.journal import By, account_for, entry, keeper_of, require_within
from zhifa.identity.known import Known, known_by_session, known_by_token
from zhifa.identity.links import Links
from zhifa.identity.own_passwords import OwnPasswords
from zhifa.identity.passwords import Passwords, one_time_password, require_fit
from zhifa.identity.sessions import Sessions
from zhifa.identity.tokens import Tokens
from zhifa.identity.totp import SecondFactor
from zhifa.storage.accounts import NEWEST, PAGE
from zhifa.storage.records import AccountRecord
from zhifa.storage.store import Store

ONE_TIME_FOR: Final = timedelta(days=7)
"""How long a password set by somebody else may be used for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new account, and the password by which its holder signs in for the first time."""

    account: Account
    password: str


class Keeper:
    """Accounts of one office. Safe to share between threads and processes.

    ``by`` is the id of the account of who makes a change, or :data:`~zhifa.identity.accounts.CONSOLE`. Who keeps accounts does so within his own
    agency; others' are not told apart from none (:class:`AccountUnknown`). What is not to be done raises :class:`KeepingRefused`, a change that
    another made at the same moment ``AccountMoved``; then nothing was changed.
    """

    def __init__(
        self, office: Office, passwords: Passwords, hand: Hand,
        *, idle: timedelta = timedelta(hours=2), whole: timedelta = timedelta(hours=12),
    ) -> None:  # fmt: skip
        self.office: Final = office
        self.passwords: Final = passwords
        self.hand: Final = hand
        room = office.accounts
        self.sessions: Final = Sessions(room, idle=idle, whole=whole)
        self.tokens: Final = Tokens(room)
        self.factor: Final = SecondFactor(room, hand)
        self.attempts: Final = Attempts(room, hand)
        self.devices: Final = Devices(hand=hand)
        self.own_passwords: Final = OwnPasswords(room=room, passwords=passwords, attempts=self.attempts)
        self.links: Final = Links(room)
        self._room = room

    # --- who asks ----------------------------------------------------------------------------------------------------

    def by_session(self, secret: str) -> Known | None:
        """Who is signed in under this secret; ``None``: nobody, or nobody any more."""
        found = self.sessions.of(secret)
        return known_by_session(self.office, found) if found else None

    def by_token(self, text: str) -> Known | None:
        """For whom the program with this token asks."""
        found = self.tokens.of(text)
        return known_by_token(self.office, found) if found else None

    # --- reading -----------------------------------------------------------------------------------------------------

    def account(self, account_id: str) -> Account:
        """Raises :class:`AccountUnknown`."""
        with self._room.read_once() as store:
            row = store.accounts.account(account_id)
        if row is None:
            raise AccountUnknown
        return account_of(row)

    def named(self, login_name: str) -> Account | None:
        """The account of this login name."""
        with self._room.read_once() as store:
            row = store.accounts.named(folded(login_name))
        return account_of(row) if row else None

    def of_staff_number(self, staff_number: str, agencies: Collection[str]) -> Account | None:
        """The account of the officer who bears this staff number today in one of the agencies.

        Where several bear it, it names nobody, whether they have accounts or not.
        """
        today = legal_day(self._room.now())
        bearers = [
            officer
            for register in self.office.registers()
            for officer in register.officers.values()
            if register.agency.id in agencies and officer.staff_number == staff_number and officer.valid.holds(today)
        ]
        if len(bearers) != 1:
            return None
        with self._room.read_once() as store:
            row = store.accounts.of_officer(bearers[0].id)
        return account_of(row) if row else None

    def of_agency(self, agency_id: str, *, after: str = "", limit: int = PAGE) -> tuple[Account, ...]:
        """The accounts of an agency beyond the login name ``after``, by login name."""
        with self._room.read_once() as store:
            return tuple(map(account_of, store.accounts.of_agency(agency_id, after=after, page=limit)))

    def count(self) -> int:
        """How many accounts there are in all; with none, the first is made on the command line."""
        with self._room.read_once() as store:
            return store.accounts.count()

    def journal(
        self, agency_id: str, *, account_id: str = "", before: tuple[str, str] = NEWEST, limit: int = PAGE
    ) -> tuple[AccountEntry, ...]:
        """The changes of accounts of an agency, or of one of them, beyond the (time, id) ``before``, the newest first."""
        with self._room.read_once() as store:
            rows = store.accounts.entries(agency_id, account_id=account_id, before=before, page=limit)
        return tuple(map(entry_of, rows))

    # --- making and ending -------------------------------------------------------------------------------------------

    def make(
        self, agency_id: str, login_name: str, *, by: str, name: str | None = None, officer_id: str | None = None,
        administers: bool = False, password: str | None = None, lasting: bool = False,
    ) -> Made:  # fmt: skip
        """Make an account of an agency, of one of its officers or of nobody who handles cases.

        Its password is a one-time one unless given; it is to be changed at first sign-in, but for ``lasting``, which demonstrations ask for.
        ``name``: as pages show it; that of the officer, where not given.
        """
        login, officer = login_name_of(login_name), self._officer(agency_id, officer_id)
        shown = display_name_of(name or (officer.name if officer else login_name))
        if password is not None:
            require_fit(password, login_name=login, name=shown)
        set_to = password or one_time_password()
        hashed, now = self.passwords.hash(set_to), self._room.now()
        with self._room.write() as store:
            who = keeper_of(store, by)
            require_within(who, agency_id)
            self._require_free(store, login, officer_id)
            row = AccountRecord(
                self._room.new_id(), agency_id, login, shown, officer_id, int(administers), hashed,
                None if lasting else instant_text(now + ONE_TIME_FOR), int(not lasting), None, None, "[]", None, None, instant_text(now), who.stored, 1,
            )  # fmt: skip
            store.accounts.make(row)
            told = {"login_name": login, "officer": officer_id, "administers": administers}
            store.accounts.note(entry(self._room, row, "made", who, at=now, told=told))
        return Made(account=account_of(row), password=set_to)

    def close(self, account_id: str, *, by: str) -> None:
        """End an account: signed out everywhere, its tokens revoked. Nobody closes his own."""
        self._change(account_id, by, "closed", self._closed, ends="tokens")

    def reopen(self, account_id: str, *, by: str) -> None:
        """Let a closed account be used again; its tokens stay revoked."""
        self._change(account_id, by, "reopened", self._reopened)

    def lock(self, account_id: str, *, by: str) -> None:
        """Keep an account from being used for a while: signed out everywhere; its tokens count again when it is unlocked."""
        self._change(account_id, by, "locked", self._locked, ends="sessions")

    def unlock(self, account_id: str, *, by: str) -> None:
        """Let it be used again, and forget failed sign-ins under its name."""

        def unlocked(store: Store, row: AccountRecord, _: By) -> AccountRecord:
            if not self.attempts.lift(store, row.login_name) and row.locked_at is None:
                raise KeepingRefused("not_locked", "这个账号没有锁定")
            return row._replace(locked_at=None)

        self._change(account_id, by, "unlocked", unlocked)

    def unbar(self, account_id: str, *, by: str) -> bool:
        """Forget failed sign-ins under its name alone, and say whether there were any."""
        with self._room.write() as store:
            who = keeper_of(store, by)
            row = account_for(store, account_id, who)
            lifted = self.attempts.lift(store, row.login_name)
            if lifted:
                store.accounts.note(entry(self._room, row, "unbarred", who, at=self._room.now()))
        return lifted

    # --- what it may -------------------------------------------------------------------------------------------------

    def connect(self, account_id: str, officer_id: str | None, *, by: str) -> None:
        """Make it the account of an officer of its agency, or of none. Signs it out everywhere and revokes its tokens. Nobody does so with his own."""
        officer = self._officer(self.account(account_id).agency_id, officer_id)

        def connected(store: Store, row: AccountRecord, who: By) -> AccountRecord:
            _require_others(row, who, "更改自己的账号所连的人员")
            if row.officer_id == officer_id:
                raise KeepingRefused("officer_same", "这个账号连的已经是此人")
            if row.closed_at is None:
                self._require_free(store, None, officer_id)
            return row._replace(officer_id=officer_id, name=officer.name if officer else row.name)

        told = {"officer": officer_id}
        self._change(account_id, by, "officer_changed", connected, ends="tokens", told=told)

    def grant(self, account_id: str, *, by: str) -> None:
        """Let it keep accounts."""

        def granted(_: Store, row: AccountRecord, __: By) -> AccountRecord:
            if row.administers:
                raise KeepingRefused("administers", "这个账号已经可以管理账号")
            return row._replace(administers=1)

        self._change(account_id, by, "granted", granted)

    def withdraw(self, account_id: str, *, by: str) -> None:
        """Let it keep accounts no more. Nobody does so with his own, so that one who may is always left."""

        def withdrawn(_: Store, row: AccountRecord, who: By) -> AccountRecord:
            _require_others(row, who, "收回自己的账号管理")
            if not row.administers:
                raise KeepingRefused("administers_not", "这个账号没有账号管理的权限")
            return row._replace(administers=0)

        self._change(account_id, by, "withdrawn", withdrawn)

    def reset_password(self, account_id: str, *, by: str, lasting: bool = False) -> str:
        """A one-time password, shown this once, in the place of the one before; ``lasting`` as in :meth:`make`.

        Signs it out everywhere and revokes its tokens: whoever had them may be why it is reset.
        """
        password = one_time_password()
        hashed = self.passwords.hash(password)
        until = None if lasting else instant_text(self._room.now() + ONE_TIME_FOR)

        def reset(store: Store, row: AccountRecord, who: By) -> AccountRecord:
            _require_others(row, who, "重设自己的密码；到“修改密码”更改")
            self.attempts.lift(store, row.login_name)
            return row._replace(password=hashed, password_until=until, must_change=int(not lasting))

        self._change(account_id, by, "password_set", reset, ends="tokens")
        return password

    # --- parts -------------------------------------------------------------------------------------------------------

    def _change(
        self, account_id: str, by: str, kind: str, change: Callable[[Store, AccountRecord, By], AccountRecord],
        *, ends: str = "", told: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        now = self._room.now()
        with self._room.write() as store:
            who = keeper_of(store, by)
            row = account_for(store, account_id, who)
            store.accounts.change(change(store, row, who))
            if ends:
                store.accounts.end_all(row.id)
            revoked = store.accounts.revoke_all(row.id, instant_text(now)) if ends == "tokens" else 0
            told = {**(told or {}), **({"tokens": revoked} if revoked else {})}
            store.accounts.note(entry(self._room, row, kind, who, at=now, told=told))

    def _closed(self, _: Store, row: AccountRecord, who: By) -> AccountRecord:
        _require_others(row, who, "停用自己的账号")
        if row.closed_at:
            raise KeepingRefused("closed", "这个账号已经停用")
        return row._replace(closed_at=instant_text(self._room.now()))

    def _reopened(self, store: Store, row: AccountRecord, _: By) -> AccountRecord:
        if not row.closed_at:
            raise KeepingRefused("open", "这个账号没有停用")
        self._require_free(store, None, row.officer_id)
        return row._replace(closed_at=None)

    def _locked(self, _: Store, row: AccountRecord, who: By) -> AccountRecord:
        _require_others(row, who, "锁定自己的账号")
        if row.locked_at or row.closed_at:
            raise KeepingRefused("locked", "这个账号已经锁定或者停用")
        return row._replace(locked_at=instant_text(self._room.now()))

    def _officer(self, agency_id: str, officer_id: str | None) -> Officer | None:
        try:
            register = self.office.agency_register(agency_id)
        except LookupError as error:
            raise KeepingRefused("agency_unknown", "没有这个机关；先导入它的名录") from error
        if officer_id is None:
            return None
        officer = register.officer(officer_id, legal_day(self._room.now()))
        if officer is None:
            raise KeepingRefused("officer_unknown", f"填报项“人员”不合要求：{register.agency.name}的名录中今天没有此人")
        return officer

    @staticmethod
    def _require_free(store: Store, login_name: str | None, officer_id: str | None) -> None:
        if login_name and store.accounts.named(login_name):
            raise KeepingRefused(
                "login_name_taken", f"填报项“登录名”的值「{login_name}」已有账号使用，停用的也不再给别人"
            )
        taken = store.accounts.of_officer(officer_id) if officer_id else None
        if taken:
            raise KeepingRefused("officer_taken", f"此人已有账号「{taken.login_name}」；一人一个账号")


def _require_others(row: AccountRecord, who: By, what: str) -> None:
    if who.id == row.id:
        raise KeepingRefused("own_account", f"不能{what}；由另一个管理员或者在命令行办理")
