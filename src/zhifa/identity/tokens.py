"""API tokens: what programs are recognised by. Shown once, kept as a digest, for some grants and some days."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zhifa.engine.accounts import AccountRoom
from zhifa.engine.instants import instant_text, legal_day, stored_instant
from zhifa.identity.accounts import display_name_of
from zhifa.identity.errors import AccountUnknown, KeepingRefused
from zhifa.identity.grants import OWN_ONLY, Grant, grants_of, grants_text
from zhifa.identity.journal import By, account_for, entry, keeper_of, oneself
from zhifa.identity.sessions import digest_of
from zhifa.storage.errors import DatabaseBusy, StorageFull
from zhifa.storage.records import AccountRecord, TokenRecord
from zhifa.storage.store import Store

PREFIX: Final = "zhifa_"
"""By which scanners of secrets, and people, see what it is."""
LONGEST_DAYS: Final = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token, without what it is recognised by."""

    id: str
    account_id: str
    officer_id: str | None
    label: str
    grants: frozenset[Grant]
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None
    used_on: str | None
    """The day on which it was last used."""

    def counts(self, now: datetime) -> bool:
        """Whether anybody is recognised by it."""
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A new token; nobody is told its text again."""

    text: str
    token: Token


class Tokens:
    """Issues, finds and revokes tokens. Safe to share between threads and processes."""

    def __init__(self, room: AccountRoom) -> None:
        self._room = room

    def make(self, account_id: str, *, label: str, grants: Iterable[Grant], days: int, by: str) -> Issued:
        """Issue a token of an account: by its holder, or by a keeper, who gives none to act in another's name.

        Raises :class:`KeepingRefused` naming what does not do, :class:`AccountUnknown`.
        """
        named, asked = display_name_of(label), frozenset(grants)
        if not asked:
            raise KeepingRefused("grants_missing", "填报项“权限”未填：令牌至少要有一项权限")
        if not 1 <= days <= LONGEST_DAYS:
            raise KeepingRefused("days_unfit", f"填报项“有效天数”的值「{days}」不合要求：应为1至{LONGEST_DAYS}")
        text, now = PREFIX + secrets.token_urlsafe(32), self._room.now()
        with self._room.write() as store:
            row, who = _holder(store, account_id, by)
            _require_usable(row, asked, own=by == row.id)
            made = TokenRecord(
                self._room.new_id(), row.agency_id, digest_of(text), row.id, row.officer_id, named, grants_text(asked), instant_text(now),
                who.stored, instant_text(now + timedelta(days=days)), None, None,
            )  # fmt: skip
            store.accounts.make_token(made)
            told = {"token": made.id, "label": named, "grants": made.grants, "expires_at": made.expires_at}
            store.accounts.note(entry(self._room, row, "token_made", who, at=now, told=told))
        return Issued(text=text, token=_token(made))

    def listed(self, account_id: str) -> tuple[Token, ...]:
        """The tokens of an account, the newest first, with those that ended."""
        with self._room.read_once() as store:
            return tuple(map(_token, store.accounts.tokens(account_id)))

    def revoke(self, account_id: str, token_id: str, *, by: str) -> None:
        """End a token of an account: by its holder or a keeper. Raises :class:`KeepingRefused`, :class:`AccountUnknown`."""
        with self._room.write() as store:
            row, who = _holder(store, account_id, by)
            found = next((one for one in store.accounts.tokens(row.id) if one.id == token_id), None)
            if found is None:
                raise KeepingRefused("token_unknown", "这个账号没有这个令牌")
            now = self._room.now()
            if store.accounts.revoke(found.id, instant_text(now)):
                told = {"token": found.id, "label": found.label}
                store.accounts.note(entry(self._room, row, "token_revoked", who, at=now, told=told))

    def of(self, text: str) -> tuple[Token, AccountRecord] | None:
        """The token of this text and its account, if it counts; the day of its use is noted."""
        if not text.startswith(PREFIX) or len(text) > 100:
            return None
        with self._room.read_once() as store:
            found = store.accounts.token(digest_of(text))
        if found is None:
            return None
        token, now = _token(found[0]), self._room.now()
        if not token.counts(now) or token.officer_id != found[1].officer_id:
            return None
        day = legal_day(now).isoformat()
        if token.used_on != day:
            with suppress(DatabaseBusy, StorageFull), self._room.write() as store:  # whoever reads is not kept from it
                store.accounts.use_token(token.id, day)
        return token, found[1]


def _holder(store: Store, account_id: str, by: str) -> tuple[AccountRecord, By]:
    row = store.accounts.account(account_id)
    if row is None:
        raise AccountUnknown
    who = oneself(row) if by == row.id else keeper_of(store, by)
    return account_for(store, account_id, who), who


def _require_usable(row: AccountRecord, grants: frozenset[Grant], *, own: bool) -> None:
    if row.closed_at or row.locked_at:
        raise KeepingRefused("account_ended", "账号已停用或者锁定，不能发放令牌")
    others = "、".join(one.label for one in Grant if one in grants & OWN_ONLY)
    if others and not own:
        text = f"不能替别人发放可以{others}的令牌：以其名义办理的责任由其本人承担；由本人登录后在“我的账号”发放"
        raise KeepingRefused("token_acts", text)
    if others and row.officer_id is None:
        raise KeepingRefused("no_officer", f"账号没有连接名录中的人员，令牌不能用来{others}")


def _token(row: TokenRecord) -> Token:
    return Token(
        id=row.id, account_id=row.account_id, officer_id=row.officer_id, label=row.label, grants=grants_of(row.grants),
        created_at=stored_instant(row.created_at), created_by=row.created_by, expires_at=stored_instant(row.expires_at),
        revoked_at=stored_instant(row.revoked_at) if row.revoked_at else None, used_on=row.used_on,
    )  # fmt: skip
