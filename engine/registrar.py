"""Keeps the agencies' registers at hand: read once, and again when a change has moved them."""

from __future__ import annotations

from typing import Final

from zhifa.engine.errors import NotThere
from zhifa.engine.register import Register
from zhifa.engine.register_journal import Entry
from zhifa.engine.register_lines import register_of
from zhifa.engine.register_rows import lines_by_book, lines_of
from zhifa.storage.database import Database
from zhifa.storage.store import Store

_EARLIER: Final = 32
"""Earlier versions that are kept at hand."""


class Registrar:
    """The registers of one database. Safe to share between threads: a register is a value, replaced whole."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[str, Register] = {}
        self._earlier: dict[tuple[str, int], Register] = {}

    def at(self, agency_id: str, version: int) -> Register:
        """The agency's register at this version; read again only when it has moved."""
        kept = self._kept.get(agency_id)
        if kept is not None and kept.version == version:
            return kept
        with self._database.read() as store:
            return self._read(store, agency_id)

    def of(self, agency_id: str) -> Register:
        """The agency's register as it now stands. Raises ``NotThere`` when the agency has none."""
        with self._database.read() as store:
            agency = store.registers.agency(agency_id)
            if agency is not None:
                kept = self._kept.get(agency_id)
                if kept is not None and kept.version == agency.register_version:
                    return kept
            return self._read(store, agency_id)

    def all(self) -> tuple[Register, ...]:
        """The registers of all agencies, as they now stand."""
        with self._database.read() as store:
            versions = [(agency.id, agency.register_version) for agency in store.registers.agencies()]
        return tuple(self.at(agency_id, version) for agency_id, version in versions)

    def of_officer(self, officer_id: str) -> Register | None:
        """The register that the officer is on: the actor brings the agency."""
        return next((register for register in self.all() if officer_id in register.officers), None)

    def as_of(self, agency_id: str, version: int) -> Register:
        """The register as it stood in an earlier version, e-mail addresses apart, which only the present knows.

        Raises ``NotThere`` for a version that the journal does not tell, such as those before it was begun.
        """
        with self._database.read() as store:
            journal = store.registers.journal
            entries = [Entry(*row) for row in journal.entries(agency_id) if row.seq <= version]
            rows = journal.standing_at(agency_id, version)
        if not entries or entries[-1].seq != version:
            raise NotThere(f"agency_id={agency_id}: no version {version} in the journal of its register")
        return register_of(lines_by_book(rows, agency_id), entries, version=version)

    def known(self, agency_id: str, version: int) -> Register:
        """The register by which an entry of this version was made; of one that the journal does not tell, as it stood last before, or at first."""
        kept = self._kept.get(agency_id)
        if kept is not None and kept.version == version:
            return kept
        told = self._earlier.get((agency_id, version)) or self._told(agency_id, version)
        if len(self._earlier) >= _EARLIER:
            self._earlier.clear()
        self._earlier[agency_id, version] = told
        return told

    def entries(self, agency_id: str) -> tuple[Entry, ...]:
        """The entries of the agency's journal, the oldest first."""
        with self._database.read_once() as store:
            return tuple(Entry(*row) for row in store.registers.journal.entries(agency_id))

    def _told(self, agency_id: str, version: int) -> Register:
        versions = [entry.seq for entry in self.entries(agency_id)]
        before = [one for one in versions if one <= version]
        return self.as_of(agency_id, max(before, default=min(versions))) if versions else self.of(agency_id)

    def keep(self, register: Register) -> None:
        """Have at hand what was just written."""
        self._kept[register.agency.id] = register

    def _read(self, store: Store, agency_id: str) -> Register:
        standing = store.registers.standing(agency_id)
        if standing is None:
            raise NotThere(f"agency_id={agency_id}: no such agency; import its register first")
        entries = [Entry(*row) for row in standing.entries]
        register = register_of(lines_of(standing, agency_id), entries, version=standing.version)
        self._kept[agency_id] = register
        return register
