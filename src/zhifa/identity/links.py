"""Links: whom an OIDC provider vouches for, and whose account that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zhifa.engine.accounts import AccountRoom
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.identity.errors import AccountUnknown, KeepingRefused
from zhifa.identity.journal import By, account_for, entry, keeper_of, oneself
from zhifa.storage.records import AccountRecord, IdentityLinkRecord
from zhifa.storage.store import Store

BY_PROVIDER: Final = "统一认证"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The identity at a provider that signs in to an account."""

    id: str
    issuer: str
    subject: str
    created_at: datetime


class Links:
    """Makes, finds and drops links. Safe to share between threads and processes."""

    def __init__(self, room: AccountRoom) -> None:
        self._room = room

    def account_id(self, issuer: str, subject: str) -> str | None:
        """The account to which this identity signs in."""
        with self._room.read_once() as store:
            found = store.accounts.link(issuer, subject)
        return found.account_id if found else None

    def of(self, account_id: str) -> tuple[Link, ...]:
        """The identities that sign in to an account."""
        with self._room.read_once() as store:
            return tuple(map(_link, store.accounts.links(account_id)))

    def connect(self, account_id: str, issuer: str, subject: str) -> None:
        """The holder, signed in, connects an identity of his own. Raises :class:`KeepingRefused` for one that is connected already."""
        with self._room.write() as store:
            row = _existing(store, account_id)
            self._require_free(store, row, issuer, subject)
            self._make(store, row, issuer, subject, oneself(row))

    def connect_named(self, account_id: str, issuer: str, subject: str) -> None:
        """The provider names the holder, and whoever runs the site trusts it to. Raises as :meth:`connect`."""
        with self._room.write() as store:
            row = _existing(store, account_id)
            self._require_free(store, row, issuer, subject)
            self._make(store, row, issuer, subject, By(id=None, name=BY_PROVIDER, agency_id=row.agency_id))

    def drop(self, account_id: str, link_id: str, *, by: str) -> None:
        """Disconnect an identity, and sign out whom it signed in: by the holder or a keeper. Raises :class:`KeepingRefused`, :class:`AccountUnknown`."""
        with self._room.write() as store:
            row = _existing(store, account_id)
            who = oneself(row) if by == row.id else keeper_of(store, by)
            row = account_for(store, account_id, who)
            found = next((one for one in store.accounts.links(row.id) if one.id == link_id), None)
            if found is None:
                raise KeepingRefused("link_unknown", "这个账号没有连接这个身份")
            store.accounts.drop_link(row.id, found.id)
            for session in store.accounts.sessions(row.id):
                if session.means == "oidc":
                    store.accounts.end(row.id, session.id)
            told = {"issuer": found.issuer, "subject": found.subject}
            store.accounts.note(entry(self._room, row, "unlinked", who, at=self._room.now(), told=told))

    def _require_free(self, store: Store, row: AccountRecord, issuer: str, subject: str) -> None:
        if store.accounts.link(issuer, subject):
            raise KeepingRefused("link_taken", "这个统一认证身份已经连接了一个账号")
        if any(one.issuer == issuer for one in store.accounts.links(row.id)):
            text = "这个账号已经连接了另一个统一认证身份；确要换的，先在“我的账号”解除原来的"
            raise KeepingRefused("link_other", text)

    def _make(self, store: Store, row: AccountRecord, issuer: str, subject: str, who: By) -> None:
        now = self._room.now()
        made = IdentityLinkRecord(
            issuer, subject, self._room.new_id(), row.agency_id, row.id, instant_text(now), who.id
        )  # fmt: skip
        store.accounts.make_link(made)
        told = {"issuer": issuer, "subject": subject}
        store.accounts.note(entry(self._room, row, "linked", who, at=now, told=told))


def _existing(store: Store, account_id: str) -> AccountRecord:
    row = store.accounts.account(account_id)
    if row is None:
        raise AccountUnknown
    return row


def _link(row: IdentityLinkRecord) -> Link:
    return Link(id=row.id, issuer=row.issuer, subject=row.subject, created_at=stored_instant(row.created_at))
