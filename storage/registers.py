"""The register of an agency as rows: read as it stands, moved on by one entry of its journal.

What the journal keeps is the register. The agency, its officers and its pads stand once more as rows of their own, because statements and locks
join them; e-mail addresses stand in rows alone, so that they can be erased.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Delete, Select, Table, Update, bindparam, delete, insert, select, update
from sqlalchemy.sql import ClauseElement

from zhifa.storage.advance import RegisterAdvance
from zhifa.storage.channel import Change, Channel, Load, Parameters, Query
from zhifa.storage.errors import RegisterMoved
from zhifa.storage.journal import JournalRows, JournalStatements, journal_statements
from zhifa.storage.records import (
    AgencyRecord,
    ContactRecord,
    OfficerRecord,
    PadRecord,
    RegisterEntryRecord,
    RegisterRows,
    StandingLine,
    StandingRegister,
)
from zhifa.storage.tables import metadata

REGISTER = ("zf_agency", "zf_officer", "zf_pad", "zf_contact")
"""The tables of the register beside its journal, each after those it refers to."""


class RegisterStatements(NamedTuple):
    """SQL text by what it does; `of_agency`, `move` and `load` are keyed by table name."""

    journal: JournalStatements
    of_agency: dict[str, str]
    agencies: str
    begin: str
    claim: str
    move: dict[str, str]
    load: dict[str, Load]
    drop_contact: str


class RegisterStore:
    """The registers in one transaction."""

    def __init__(self, channel: Channel, sql: RegisterStatements) -> None:
        self._channel = channel
        self._sql = sql

    @property
    def journal(self) -> JournalRows:
        """The entries and lines of all versions."""
        return JournalRows(self._channel, self._sql.journal)

    def agencies(self) -> tuple[AgencyRecord, ...]:
        """All agencies, by id."""
        return tuple(map(AgencyRecord._make, self._channel.rows(Query(self._sql.agencies, ()))[0]))

    def agency(self, agency_id: str) -> AgencyRecord | None:
        """One agency."""
        found = self._channel.rows(self._of("zf_agency", agency_id))[0]
        return AgencyRecord._make(found[0]) if found else None

    def standing(self, agency_id: str) -> StandingRegister | None:
        """The register as it stands, or None if there is no such agency."""
        journal = self._sql.journal
        agency, contacts, entries, lines = self._channel.rows(
            self._of("zf_agency", agency_id),
            self._of("zf_contact", agency_id),
            Query(journal.entries, (agency_id,)),
            Query(journal.standing, (agency_id,)),
        )
        if not agency:
            return None
        return StandingRegister(
            version=AgencyRecord._make(agency[0]).register_version,
            entries=tuple(map(RegisterEntryRecord._make, entries)),
            lines=tuple(map(StandingLine._make, lines)),
            contacts=tuple(map(ContactRecord._make, contacts)),
        )

    def rows(self, agency_id: str) -> RegisterRows | None:
        """What stands in rows beside the journal, or None if there is no such agency."""
        agency, officers, pads, contacts = self._channel.rows(*(self._of(table, agency_id) for table in REGISTER))
        if not agency:
            return None
        return RegisterRows(
            agency=AgencyRecord._make(agency[0]),
            officers=tuple(map(OfficerRecord._make, officers)),
            pads=tuple(map(PadRecord._make, pads)),
            contacts=tuple(map(ContactRecord._make, contacts)),
        )

    def advance(self, write: RegisterAdvance) -> None:
        """Move a register on from the version before that of its entry: the claim of the agency first, so that two at once take turns.

        Raises `RegisterMoved` when the register no longer stands at that version.
        """
        self._channel.change(self._claim(write.agency))
        self.journal.append(write.entry, write.gone, write.lines)
        self._load("zf_officer", write.officers)
        self._channel.change(
            Change(self._sql.move["zf_officer"], [(*row[2:], row.id) for row in write.moved_officers]),
            Change(self._sql.move["zf_pad"], [(*row[2:], row.id) for row in write.moved_pads]),
            Change(self._sql.drop_contact, [(contact_id,) for contact_id in write.gone_contacts]),
        )
        self._load("zf_pad", write.pads)
        self._load("zf_contact", write.contacts)

    def _load(self, table: str, rows: Sequence[Parameters]) -> None:
        if rows:
            self._channel.load(self._sql.load[table], rows)

    def _claim(self, agency: AgencyRecord) -> Change:
        lost = partial(RegisterMoved, agency.id)
        if agency.register_version == 1:
            return Change(self._sql.begin, (agency,), lost)
        return Change(self._sql.claim, ((*agency[2:], agency.id, agency.register_version - 1),), lost)

    def _of(self, table: str, agency_id: str) -> Query:
        return Query(self._sql.of_agency[table], (agency_id,))


def register_statements(sql: Callable[[ClauseElement], str], load: Callable[[str, str], Load]) -> RegisterStatements:
    """The statements, compiled by `sql` for one database, with `load` making that of many rows."""
    agency = metadata.tables["zf_agency"]
    loaded = ("zf_officer", "zf_pad", "zf_contact")
    return RegisterStatements(
        journal=journal_statements(sql, load),
        of_agency={name: sql(_of_agency(name)) for name in REGISTER},
        agencies=sql(select(agency).order_by(agency.c.id)),
        begin=sql(insert(agency)),
        claim=sql(_moved(agency).where(agency.c.register_version == bindparam("expected"))),
        move={name: sql(_moved(metadata.tables[name])) for name in ("zf_officer", "zf_pad")},
        load={name: load(name, sql(insert(metadata.tables[name]))) for name in loaded},
        drop_contact=sql(_drop_contact()),
    )


def _of_agency(table: str) -> Select[Any]:
    rows = metadata.tables[table]
    return select(rows).where(rows.c.agency_id == bindparam("agency")).order_by(rows.c.id)


def _moved(rows: Table) -> Update:
    columns = [column for column in rows.c if column.name not in {"id", "agency_id"}]
    values = [(column, bindparam(f"{column.name}_", type_=column.type)) for column in columns]
    return update(rows).ordered_values(*values).where(rows.c.id == bindparam("row"))


def _drop_contact() -> Delete:
    contact = metadata.tables["zf_contact"]
    return delete(contact).where(contact.c.id == bindparam("row"))
