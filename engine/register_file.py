"""A register file (JSON) becomes lines of books; every faulty row is named, and none is imported then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from zhifa.engine.books.book import Book, Line, LineFault, Numbered
from zhifa.engine.books.catalogue import BOOKS, book_named
from zhifa.engine.books.certificates import CERTIFICATE, SUSPENSION
from zhifa.engine.books.law import STATUTE
from zhifa.engine.books.people import CONTACT, OFFICER, QUALIFICATION
from zhifa.engine.books.posts import ASSIGNMENT, PAD
from zhifa.engine.books.reading import LineReader
from zhifa.engine.books.subjects import AGENCY, AGENCY_SEAL, DELEGATION
from zhifa.engine.forms import faults
from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.engine.register import Register
from zhifa.engine.register_forms import AgencyForm, CertificateForm, DatedForm, OfficerForm, RegisterForm
from zhifa.engine.register_ids import identifier
from zhifa.engine.register_lines import owned, register_of

_OFFICERS_OWN: Final[Mapping[str, Book[Any]]] = {
    "certificates": CERTIFICATE,
    "qualifications": QUALIFICATION,
    "assignments": ASSIGNMENT,
    "pads": PAD,
}
"""The lists of an officer, and the book of each."""
_WHOLE: Final[tuple[Book[Any], ...]] = (
    AGENCY, AGENCY_SEAL, DELEGATION, OFFICER, CONTACT, *_OFFICERS_OWN.values(), SUSPENSION, STATUTE,
)  # fmt: skip
"""The books that a register file holds whole, whether it names a line of them or none."""

_Rows = dict[str, list[tuple[str, Mapping[str, Any]]]]
"""By book: where each line stands in the file, and what it states."""


class RegisterFaulty(ValueError):
    """A register that cannot be imported; nothing of it was. ``faults`` names every row, field, value and rule."""

    def __init__(self, faults: Sequence[Refusal | LineFault]) -> None:
        super().__init__("\n".join(fault.text for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, kw_only=True)
class RegisterFile:
    """What a register file says."""

    agency_id: str
    lines: Mapping[str, tuple[Numbered, ...]]
    """By book, as those of its agency."""
    whole: frozenset[str]
    """Books of which these are all lines."""

    @property
    def register(self) -> Register:
        """The register that the file alone makes."""
        return register_of({book: [numbered.line for numbered in lines] for book, lines in self.lines.items()})


def file_of(text: str) -> RegisterFile:
    """What a register file says. Raises :class:`RegisterFaulty` naming every faulty row."""
    form = _read(text)
    owner = identifier("agency", form.agency.name)
    rows = _rows(form)
    for name, lines in form.books.items():
        rows.setdefault(name, []).extend((f"books.{name}", line) for line in lines)
    found: dict[str, tuple[Numbered, ...]] = {}
    faulty: list[LineFault] = []
    for name, of_book in rows.items():
        read = _lines(name, of_book, owner)
        found[name] = tuple(one for one in read if isinstance(one, Numbered))
        faulty += (one for one in read if isinstance(one, LineFault))
    if faulty:
        raise RegisterFaulty(faulty)
    return RegisterFile(
        agency_id=owner, lines=found, whole=frozenset({book.name for book in _WHOLE} | form.books.keys())
    )


def _read(text: str) -> RegisterForm:
    try:
        given = read_json(text)
    except JSONFaulty as error:
        raise RegisterFaulty((FACTS_INVALID.refuse(field="（整份）", value=shown(text), rule=error),)) from error
    try:
        return RegisterForm.model_validate_json(text)
    except ValidationError as error:
        raise RegisterFaulty(tuple(faults(error, given))) from error


def _lines(name: str, rows: Iterable[tuple[str, Mapping[str, Any]]], owner: str) -> list[Numbered | LineFault]:
    """The lines of a book, and the faults of those that cannot be read; a row is counted within the list that it stands in."""
    reader = LineReader(book_named(name))
    found: list[Numbered | LineFault] = []
    before: dict[str, int] = {}
    for where, told in rows:
        row = before[where] = before.get(where, 0) + 1
        read = reader.stated(row, told, where)
        if isinstance(read, Line):
            found.append(Numbered(row, owned((read,), owner)[0], where))
        else:
            found += read
    return found


def _rows(form: RegisterForm) -> _Rows:
    found: _Rows = {book.name: [] for book in BOOKS if book in _WHOLE}
    found[AGENCY.name].append(("agency", _agency(form.agency)))
    found[AGENCY_SEAL.name] += (("agency.seals", _dump(seal)) for seal in form.agency.seals)
    found[DELEGATION.name] += (("delegations", {"direction": "in"} | _dump(one)) for one in form.delegations)
    found[STATUTE.name] += (("statutes", _dump(one)) for one in form.statutes)
    for officer in form.officers:
        for book, row in _of_officer(officer):
            found[book.name].append(row)
    return found


def _agency(agency: AgencyForm) -> Mapping[str, Any]:
    """All choices as they now hold, and which of them the file states."""
    stated = {"stated": sorted(agency.policy.model_fields_set)}
    told = _dump(agency, without={"seals", "policy"})
    return told | {"policy": agency.policy.model_dump(mode="json") | stated}


def _of_officer(officer: OfficerForm) -> Iterator[tuple[Book[Any], tuple[str, Mapping[str, Any]]]]:
    staff = {"staff_number": officer.staff_number}
    told = _dump(officer, without={"email", *_OFFICERS_OWN})
    yield OFFICER, ("officers", told)
    if officer.email:
        days = {name: told[name] for name in ("valid_from", "valid_to") if name in told}
        yield CONTACT, ("officers", staff | {"email": officer.email} | days)
    for field, book in _OFFICERS_OWN.items():
        where = f"officers.{officer.staff_number}.{field}"
        for one in getattr(officer, field):
            yield book, (where, staff | _dump(one, without={"suspended_from", "suspended_to"}))
            if isinstance(one, CertificateForm) and one.suspended_from:
                yield SUSPENSION, (where, _suspension(one))


def _suspension(certificate: CertificateForm) -> Mapping[str, Any]:
    start, end = certificate.suspended_from, certificate.suspended_to
    told = {"number": certificate.number, "valid_from": start.isoformat() if start else None}
    return told | ({"valid_to": end.isoformat()} if end else {})


def _dump(form: DatedForm, *, without: set[str] | None = None) -> dict[str, Any]:
    return form.model_dump(mode="json", exclude=without, exclude_none=True)
