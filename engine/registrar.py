"""Keeps the agencies' registers at hand: read once, and again when an import has moved them."""

from __future__ import annotations

from datetime import date

from zhifa.engine.register import Register
from zhifa.engine.register_file import merged, require_pads_apart, rows_of
from zhifa.engine.register_rows import register_of
from zhifa.storage.database import Database
from zhifa.storage.records import RegisterRows
from zhifa.storage.store import Store


class Registrar:
    """The registers of one database. Safe to share between threads: a register is a value, replaced whole."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[str, Register] = {}

    def import_file(self, text: str, *, today: date) -> Register:
        """Put a register file in the place of the agency's register.

        Whoever is no longer in the file stays on the register with his or her last day set to the day before ``today``: old records go on
        naming them. Terms whose ladder of warnings it changes are looked at by the next sweep. Raises ``RegisterFaulty`` naming every faulty
        row.
        """
        rows = rows_of(text)
        with self._database.write() as store:
            old = store.register(rows.agency.id)
            new = merged(old, rows, today=today) if old else rows
            require_pads_apart(new)
            store.replace_register(new)
            store.watch.look_anew(new.agency.id, _laddered_anew(old, new))
        with self._database.read() as store:
            return self._read(store, rows.agency.id)

    def at(self, agency_id: str, version: int) -> Register:
        """The agency's register at this version; read again only when it has moved."""
        kept = self._kept.get(agency_id)
        if kept is not None and kept.version == version:
            return kept
        with self._database.read() as store:
            return self._read(store, agency_id)

    def of(self, agency_id: str) -> Register:
        """The agency's register as it now stands. Raises ``LookupError`` when the agency has none."""
        with self._database.read() as store:
            return self._read(store, agency_id)

    def all(self) -> tuple[Register, ...]:
        """The registers of all agencies, as they now stand."""
        with self._database.read() as store:
            versions = [(agency.id, agency.register_version) for agency in store.agencies()]
        return tuple(self.at(agency_id, version) for agency_id, version in versions)

    def of_officer(self, officer_id: str) -> Register | None:
        """The register that the officer is on: the actor brings the agency."""
        return next((register for register in self.all() if officer_id in register.officers), None)

    def _read(self, store: Store, agency_id: str) -> Register:
        rows = store.register(agency_id)
        if rows is None:
            raise LookupError(f"agency_id={agency_id}: no such agency; import its register first")
        self._kept[agency_id] = register_of(rows)
        return self._kept[agency_id]


def _laddered_anew(old: RegisterRows | None, new: RegisterRows) -> tuple[str, ...]:
    """Codes of the terms that warn otherwise by the new rows."""
    if old is None:
        return ()
    before, now = register_of(old).agency.policy, register_of(new).agency.policy
    return tuple(code for code in sorted({*before.ladders, *now.ladders}) if before.ladder(code) != now.ladder(code))
