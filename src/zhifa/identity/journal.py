"""Who changes an account, whether he may, and the entry that says so; all within the transaction of the change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhifa.engine.accounts import AccountRoom
from zhifa.engine.instants import instant_text
from zhifa.identity.accounts import CONSOLE, CONSOLE_LABEL
from zhifa.identity.errors import AccountUnknown, KeepingRefused
from zhifa.storage.records import AccountEntryRecord, AccountRecord
from zhifa.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Whoever makes a change, as the journal names him."""

    id: str | None
    name: str
    agency_id: str | None
    """``None``: of every agency, from the command line."""

    @property
    def stored(self) -> str:
        """As rows name him."""
        return self.id or CONSOLE


_CONSOLE = By(id=None, name=CONSOLE_LABEL, agency_id=None)


def keeper_of(store: Store, by: str) -> By:
    """Who keeps accounts: one whose account is open and administers, or the command line. Raises :class:`KeepingRefused`."""
    if by == CONSOLE:
        return _CONSOLE
    row = store.accounts.account(by)
    if row is None or row.closed_at or row.locked_at or not row.administers:
        raise KeepingRefused("not_administrator", "只有管理账号的人才能办这件事；请管理员授予，或者由管理员办理")
    return By(id=row.id, name=row.name, agency_id=row.agency_id)


def oneself(row: AccountRecord) -> By:
    """The holder of the account."""
    return By(id=row.id, name=row.name, agency_id=row.agency_id)


def require_within(by: By, agency_id: str) -> None:
    """Raise :class:`AccountUnknown` where the agency is not that of who asks."""
    if by.agency_id is not None and by.agency_id != agency_id:
        raise AccountUnknown


def account_for(store: Store, account_id: str, by: By) -> AccountRecord:
    """The row that is to be changed. Raises :class:`AccountUnknown`, also for an account of another agency."""
    row = store.accounts.account(account_id)
    if row is None:
        raise AccountUnknown
    require_within(by, row.agency_id)
    return row


def entry(
    room: AccountRoom, account: AccountRecord, kind: str, by: By, *, at: datetime, told: dict[str, Any] | None = None
) -> AccountEntryRecord:
    """The entry of one change; ``told`` holds no secret."""
    text = json.dumps(told or {}, ensure_ascii=False, sort_keys=True)
    return AccountEntryRecord(
        room.new_id(), account.agency_id, account.id, kind, instant_text(at), by.id, by.name, text
    )
