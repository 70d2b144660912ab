"""Lists that an officer narrowed down and kept under a name (常用筛选); nobody else's business, and no entry of any case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zhifa.engine.clock import Clock
from zhifa.engine.errors import CommandRefused
from zhifa.engine.fields import Form, Label
from zhifa.engine.forms import parse
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text
from zhifa.engine.refusals import FACTS_INVALID
from zhifa.storage.database import Database
from zhifa.storage.records import SavedFilterRecord

MOST: Final = 30
"""Filters that one officer may keep."""
_LONGEST_NAME: Final = 30


class _Named(Form):
    name: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter:
    """A list as somebody narrowed it down."""

    name: str
    asked: str
    """As it stands in an address, without the question mark."""


@dataclass(frozen=True, kw_only=True)
class SavedFilters:
    """The saved filters of one database. Safe to share between threads and processes."""

    database: Database
    clock: Clock
    identities: Identities

    def of(self, officer_id: str) -> tuple[SavedFilter, ...]:
        """The officer's, by name."""
        with self.database.read_once() as store:
            rows = store.saved_filters.of_officer(officer_id)
        return tuple(SavedFilter(name=row.name, asked=row.asked) for row in rows)

    def keep(self, officer_id: str, agency_id: str, *, name: str, asked: str) -> None:
        """Keep a filter under a name, in the place of what was kept under it. Raises :class:`CommandRefused` for a name that is none, and beyond
        :data:`MOST`."""
        parsed = parse(_Named, {"name": name})
        if isinstance(parsed, tuple):
            raise CommandRefused(parsed)
        if len(name) > _LONGEST_NAME:
            raise _refused(name, f"应为至多{_LONGEST_NAME}个字的名称")
        row = SavedFilterRecord(
            self.identities.new_id(), agency_id, officer_id, name, asked, instant_text(self.clock.now())
        )
        with self.database.write() as store:
            others = [one for one in store.saved_filters.of_officer(officer_id) if one.name != name]
            if len(others) >= MOST:
                raise _refused(name, f"已存有{MOST}个常用筛选，先删去不用的")
            store.saved_filters.keep(row)

    def drop(self, officer_id: str, name: str) -> None:
        """Forget a filter; nothing where there is none of this name."""
        with self.database.write() as store:
            store.saved_filters.drop(officer_id, name)


def _refused(name: str, rule: str) -> CommandRefused:
    return CommandRefused((FACTS_INVALID.refuse(field="名称", value=f"「{name[:60]}」", rule=rule),))
