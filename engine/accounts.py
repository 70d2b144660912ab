"""The account room: the rows of accounts, the clock and new ids. :mod:`zhifa.identity` alone goes in, and every rule about them is there."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from zhifa.engine.clock import Clock
from zhifa.engine.identity import Identities
from zhifa.storage.accounts import NEWEST
from zhifa.storage.database import Database
from zhifa.storage.store import Store

__all__ = ["NEWEST", "AccountRoom"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRoom:
    """Transactions for those who keep accounts."""

    database: Database
    clock: Clock
    identities: Identities

    def read(self) -> AbstractContextManager[Store]:
        """One snapshot."""
        return self.database.read()

    def read_once(self) -> AbstractContextManager[Store]:
        """One call."""
        return self.database.read_once()

    def write(self) -> AbstractContextManager[Store]:
        """One commit, or nothing."""
        return self.database.write()

    def now(self) -> datetime:
        """The present instant."""
        return self.clock.now()

    def new_id(self) -> str:
        """A UUID as text."""
        return self.identities.new_id()
