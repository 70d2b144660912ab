"""The pages that an agency publishes of itself: every book that has something for the public, and the chart of every procedure (事前公开).

A book shows its public columns and the days in which a line holds; one that gets public columns gets its page. Two are told otherwise:
officers stand with their certificates in one list (S0-12), and each guide is a page of its own with its thirteen items (S0-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, Final

from zhifa.documents.pages.page import Form, Grid, Lines, Page
from zhifa.engine.books.book import Book, Column, Line
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.books.cells import text
from zhifa.engine.books.certificates import CERTIFICATE
from zhifa.engine.books.duties import GUIDES
from zhifa.engine.books.people import OFFICER
from zhifa.engine.flow_pages import flow_pages
from zhifa.engine.page_cells import days, told
from zhifa.engine.page_order import place
from zhifa.engine.register import Register
from zhifa.engine.workflow import Workflow

_LISTS: Final = "名录和清单"
_GUIDES: Final = GUIDES.label
_VALID: Final = "有效期"
_NAME: Final = Column(field="staff_number", label="姓名", public=True)
"""In the place of a staff number: the public is told the name."""


def pages(register: Register, workflows: Iterable[Workflow], day: date) -> tuple[Page, ...]:
    """All pages as of ``day``, in the order of the index; the same register and procedures give the same pages."""
    return (*_of_books(register, day), *_guides(register, day), *flow_pages(workflows, register, day))


def _of_books(register: Register, day: date) -> Iterator[Page]:
    for book in BOOKS:
        if book is OFFICER:
            yield _officers(register, day)
        elif book not in (CERTIFICATE, GUIDES) and any(column.public for column in book.columns):
            yield _listed(book, register, day)


def _listed(book: Book[Any], register: Register, day: date) -> Page:
    """The lines of a book in force on the day, by their public columns, and in the order of these: a hidden key orders nothing."""
    columns = _public(book)
    named = partial(_named, register, day)
    fields = book.order or tuple(column.field for column in columns)
    lines = sorted(_in_force(register, book, day), key=lambda line: place(fields, line))
    rows = tuple((*(named(column, line) for column in columns), (days(line.valid),)) for line in lines)
    heads = (*((_NAME if column.field == _NAME.field else column).label for column in columns), _VALID)
    return _page(book.name, book.label, _without_empty(heads, rows))


def _public(book: Book[Any]) -> tuple[Column, ...]:
    return tuple(column for column in book.columns if column.public)


def _in_force(register: Register, book: Book[Any], day: date) -> list[Line]:
    return [line for line in register.shelf.lines(book.name) if line.valid.holds(day)]


def _named(register: Register, day: date, column: Column, line: Line) -> Lines:
    """The cell as the public reads it."""
    if column.field != _NAME.field:
        return told(column, line.body.get(column.field))
    officers = register.shelf.values_of(OFFICER, column.field, line.body[column.field], day)
    return tuple(officer.name for officer in officers)


def _without_empty(heads: tuple[str, ...], rows: tuple[tuple[Lines, ...], ...]) -> Grid:
    """The table without the columns in which no row has anything."""
    kept = [at for at, _ in enumerate(heads) if not rows or any(row[at] for row in rows)]
    return Grid(heads=tuple(heads[at] for at in kept), rows=tuple(tuple(row[at] for at in kept) for row in rows))


def _page(name: str, title: str, *parts: Grid | Form, group: str = _LISTS) -> Page:
    return Page(name=name, title=title, group=group, parts=parts)


def _officers(register: Register, day: date) -> Page:
    """Who holds a certificate that lets him enforce on the day: what S0-12 and S2-07 ask for, and nothing else of a person."""
    of_person, of_certificate = _public(OFFICER), _public(CERTIFICATE)
    people = {text(line, "staff_number"): line for line in _in_force(register, OFFICER, day)}
    rows = tuple(
        (
            *(told(column, people[number].body.get(column.field)) for column in of_person),
            *(told(column, line.body.get(column.field)) for column in of_certificate),
        )
        for line in sorted(_in_force(register, CERTIFICATE, day), key=lambda line: text(line, "staff_number"))
        if (number := text(line, "staff_number")) in people and register.amiss(CERTIFICATE.read(line), day) is None
    )
    heads = tuple(column.label for column in (*of_person, *of_certificate))
    return _page(OFFICER.name, "行政执法人员清单", Grid(heads=heads, rows=rows))


def _guides(register: Register, day: date) -> Iterator[Page]:
    """A guide with its thirteen items, under the code of its matter."""
    items = [column for column in GUIDES.columns if column.field != "matter"]
    for line in _in_force(register, GUIDES, day):
        rows = tuple((column.label, told(column, line.body.get(column.field))) for column in items)
        code = text(line, "matter")
        title = f"{text(line, 'name')}服务指南（{code}）"
        yield _page(f"guide/{code}", title, Form(rows=rows), group=_GUIDES)
