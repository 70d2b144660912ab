"""Lines of the register's books as rows, and back: those of the journal, and the rows of agency, officers, pads and addresses beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from zhifa.engine.books.book import Cell, Line
from zhifa.engine.books.cells import number, text
from zhifa.engine.books.people import CONTACT, OFFICER
from zhifa.engine.books.posts import PAD
from zhifa.engine.books.subjects import AGENCY
from zhifa.engine.period import period_of
from zhifa.engine.register_change import Change, Lines
from zhifa.engine.register_ids import identifier
from zhifa.engine.register_journal import Kept
from zhifa.storage.advance import RegisterAdvance
from zhifa.storage.records import (
    AgencyRecord,
    ContactRecord,
    OfficerRecord,
    PadRecord,
    RegisterEntryRecord,
    RegisterLineRecord,
    RegisterRows,
    StandingLine,
    StandingRegister,
)

_TOGETHER: Final = 1000
_APART: Final = frozenset({CONTACT.name})
"""Books whose lines stand in rows of their own alone."""


def lines_of(standing: StandingRegister, agency_id: str) -> Lines:
    """The lines of a register as it stands, addresses included."""
    found = lines_by_book(standing.lines, agency_id)
    if standing.contacts:
        staff = {identifier("officer", agency_id, line.key): line.key for line in found.get(OFFICER.name, ())}
        known = (row for row in standing.contacts if row.officer_id in staff)
        found[CONTACT.name] = [_contact_line(row, staff[row.officer_id]) for row in known]
    return found


def lines_by_book(rows: Iterable[StandingLine], agency_id: str) -> dict[str, Sequence[Line]]:
    """The lines of these rows, by book."""
    found: dict[str, list[Line]] = {}
    rows = tuple(rows)
    for (book, key, start, end, _), body in zip(rows, _bodies(row.body for row in rows), strict=True):
        line = Line(book=book, key=key, valid=period_of(start, end), body=body, agency_id=agency_id)
        found.setdefault(book, []).append(line)
    return dict(found)


def kept_of(rows: Sequence[RegisterLineRecord]) -> tuple[Kept, ...]:
    """Every line that ever stood, with its versions."""
    bodies = _bodies(row.body for row in rows)
    return tuple(Kept(_line(row, body), row.since, row.until) for row, body in zip(rows, bodies, strict=True))


def _line(row: RegisterLineRecord, body: Mapping[str, Cell]) -> Line:
    valid = period_of(row.valid_from, row.valid_to)
    return Line(book=row.book, key=row.key, valid=valid, body=body, agency_id=row.agency_id)


def _bodies(told: Iterable[str]) -> Iterator[Mapping[str, Cell]]:
    """The bodies parsed, many at once: that is twice as fast as one after the other. Texts that are equal are one: units and posts come again
    and again."""
    left, same = iter(told), dict[Any, Any]().setdefault
    while together := tuple(islice(left, _TOGETHER)):
        for body in json.loads(f"[{','.join(together)}]"):
            yield {field: same(cell, cell) if type(cell) is str else _other(cell, same) for field, cell in body.items()}


def _other(cell: Any, same: Callable[[Any, Any], Cell]) -> Cell:
    """A cell that is no text; a flag is equal to a number, and yet another thing."""
    told: Cell = same(tuple(cell), tuple(cell)) if type(cell) is list else cell
    return told


def _contact_line(row: ContactRecord, staff_number: str) -> Line:
    body = {"staff_number": staff_number, "email": row.email}
    valid = period_of(row.valid_from, row.valid_to)
    return Line(book=CONTACT.name, key=staff_number, valid=valid, body=body, agency_id=row.agency_id)


def advance_of(entry: RegisterEntryRecord, moved: Change, lines: Lines) -> RegisterAdvance:
    """All rows of one change of a register, ``lines`` being those that stand after it."""
    (agency,) = lines[AGENCY.name]
    journalled = [one for one in moved if one.line.book not in _APART]
    officers, pads = moved.books.get(OFFICER.name, ()), moved.books.get(PAD.name, ())
    contacts = moved.books.get(CONTACT.name, ())
    return RegisterAdvance(
        agency=_agency_row(agency, entry.seq),
        entry=entry,
        gone=tuple((one.old.book, one.old.key) for one in journalled if one.old),
        lines=(_standing(one.new) for one in journalled if one.new),
        officers=tuple(_officer_row(one.new) for one in officers if one.new and not one.old),
        moved_officers=tuple(_officer_row(one.new) for one in officers if one.new and one.old),
        pads=tuple(_pad_row(one.new) for one in pads if one.new and not one.old),
        moved_pads=tuple(_pad_row(one.new) for one in pads if one.new and one.old),
        contacts=tuple(_contact_row(one.new) for one in contacts if one.new),
        gone_contacts=tuple(_contact_id(one.old) for one in contacts if one.old),
    )


def rows_of(lines: Lines, version: int) -> RegisterRows:
    """The rows that stand beside the journal when its lines are these."""
    (agency,) = lines[AGENCY.name]
    return RegisterRows(
        agency=_agency_row(agency, version),
        officers=_by_id(map(_officer_row, lines.get(OFFICER.name, ()))),
        pads=_by_id(map(_pad_row, lines.get(PAD.name, ()))),
        contacts=_by_id(map(_contact_row, lines.get(CONTACT.name, ()))),
    )


def _by_id(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))


def _span(line: Line) -> tuple[str, str | None]:
    return line.valid.start.isoformat(), line.valid.end.isoformat() if line.valid.end else None


def _standing(line: Line) -> StandingLine:
    return StandingLine(line.book, line.key, *_span(line), line.text)


def _agency_row(line: Line, version: int) -> AgencyRecord:
    return AgencyRecord(
        line.agency_id,
        line.agency_id,
        text(line, "name"),
        text(line, "short_name"),
        text(line, "region"),
        text(line, "credit_code"),
        version,
        *_span(line),
    )


def _of(line: Line) -> str:
    return identifier("officer", line.agency_id, text(line, "staff_number"))


def _officer_row(line: Line) -> OfficerRecord:
    name, unit, post = (text(line, field) for field in ("name", "unit", "post"))
    return OfficerRecord(_of(line), line.agency_id, line.key, name, unit, post, *_span(line))


def _pad_row(line: Line) -> PadRecord:
    series, (year, first, last) = text(line, "series"), (number(line, field) for field in ("year", "first", "last"))
    row_id = identifier("pad", line.agency_id, series, str(year), str(first))
    return PadRecord(row_id, line.agency_id, _of(line), series, year, first, last, *_span(line))


def _contact_id(line: Line) -> str:
    return identifier("contact", line.agency_id, line.key)


def _contact_row(line: Line) -> ContactRecord:
    return ContactRecord(_contact_id(line), line.agency_id, _of(line), text(line, "email"), *_span(line))
