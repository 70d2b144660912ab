"""Exporting a register: a book as CSV, or all of it as one workbook, which can be taken in again unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from zhifa.engine.books.book import Book, Line
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.quoted import shown
from zhifa.engine.register import Register
from zhifa.registers.leaves import leaves, public_leaves
from zhifa.registers.manifest import Manifest
from zhifa.registers.workbook import write_register
from zhifa.sheets.writing import csv_bytes
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.admin_access import keeping_objection, own_register
from zhifa.web.errors import NotFound
from zhifa.web.files.attachments import attached
from zhifa.web.person import Person

router = APIRouter(prefix="/desk/admin/registers")

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/export.csv")
def sheet(
    site: Here,
    person: Signed,
    book: Annotated[str, Query(max_length=40)],
    public: Annotated[str, Query(max_length=5)] = "",
) -> Response:
    """One book as CSV; what a spreadsheet would run as a formula is guarded by an apostrophe."""
    register = own_register(site, person)
    told = _leaves(site, register, person, public=bool(public), only=book)
    if not told:
        raise NotFound(f"没有名录{shown(book)}，或者其中没有可以导出的内容")
    of_book, rows = told[0]
    return attached(
        csv_bytes(rows), name=f"{of_book.label}-第{register.version}版.csv", media_type="text/csv; charset=utf-8"
    )


@router.get("/export.xlsx")
def workbook(site: Here, person: Signed, public: Annotated[str, Query(max_length=5)] = "") -> Response:
    """The register as one workbook, a worksheet a book; with ``public`` only the columns that are published."""
    register = own_register(site, person)
    told = _leaves(site, register, person, public=bool(public))
    if not told:
        raise NotFound("名录中没有可以导出的内容")
    manifest = Manifest(
        agency_id=register.agency.id, agency=register.agency.name, version=register.version, hash=register.digest or "",
        books=tuple(of_book.name for of_book, _ in told), public=bool(public),
    )  # fmt: skip
    with TemporaryDirectory() as folder:
        out = Path(folder) / "register.xlsx"
        write_register(out, manifest, told)
        content = out.read_bytes()
    name = f"{register.agency.name}名录-第{register.version}版{'-公示' if public else ''}.xlsx"
    return attached(content, name=name, media_type=_WORKBOOK)


def _leaves(
    site: Site, register: Register, person: Person, *, public: bool, only: str = ""
) -> list[tuple[Book[Any], Iterable[Sequence[str]]]]:
    """The rows of every book that this person may take along."""
    lines = _lines(site, register, person, only)
    if public:
        return list(public_leaves(lines))
    return list(leaves(lines, site.office.books.roles))


def _lines(site: Site, register: Register, person: Person, only: str) -> dict[str, Sequence[Line]]:
    keeps = keeping_objection(site, register, person) is None
    names = {one.name for one in BOOKS if (one.journalled or keeps) and only in ("", one.name)}
    return {name: lines for name, lines in register.shelf.all.items() if name in names}
