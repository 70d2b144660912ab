"""The lines of an agency's books become its register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from zhifa.engine.books.book import Line
from zhifa.engine.books.law import statutes
from zhifa.engine.books.parts import PARTS
from zhifa.engine.books.people import CONTACT, OFFICER
from zhifa.engine.books.shelf import EMPTY, Shelf
from zhifa.engine.books.subjects import AGENCY, AGENCY_SEAL
from zhifa.engine.register import Agency, Officer, Register
from zhifa.engine.register_change import Lines
from zhifa.engine.register_journal import Entry, moved_at


def owned(lines: Iterable[Line], agency_id: str) -> tuple[Line, ...]:
    """The lines as those of this agency."""
    return tuple(line if line.agency_id == agency_id else _as_of(agency_id, line) for line in lines)


def _as_of(agency_id: str, line: Line) -> Line:
    # What ``replace`` does at a third of its price: a file may hold some hundred thousand.
    return Line(book=line.book, key=line.key, valid=line.valid, body=line.body, agency_id=agency_id)


def register_of(
    lines: Lines, entries: Sequence[Entry] = (), *, version: int = 0, before: Register | None = None
) -> Register:
    """The register that these lines are, in the version that the last of the entries made. Raises ValueError without a line of the agency.

    ``before``: the one that it comes after; books that stand there as they are need not be read again.
    """
    shelf = (before.shelf if before else EMPTY).succeeded(lines)
    return Register(
        agency=_agency(shelf),
        version=version,
        digest=entries[-1].hash if entries else None,
        moved_at=moved_at(entries),
        officers=_officers(shelf),
        statutes=statutes(shelf),
        shelf=shelf,
        **{field: shelf.read(book) for field, book in PARTS.items()},
    )


def _agency(shelf: Shelf) -> Agency:
    found = shelf.lines(AGENCY.name)
    if len(found) != 1:
        raise ValueError(f"a register is one agency's, and this one names {len(found)}")
    return replace(AGENCY.read(found[0]), seals=tuple(map(AGENCY_SEAL.read, shelf.lines(AGENCY_SEAL.name))))


def _officers(shelf: Shelf) -> Mapping[str, Officer]:
    emails = dict(shelf.read(CONTACT))
    told = (replace(one, email=emails[one.id]) if one.id in emails else one for one in shelf.read(OFFICER))
    return {one.id: one for one in told}
