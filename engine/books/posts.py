"""The books of posts: who holds which role, who stands in for whom, and which numbered papers an officer was handed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from zhifa.engine.books.acts import ACTS
from zhifa.engine.books.book import Book, Column, Line, Numbered
from zhifa.engine.books.cells import number, text, texts
from zhifa.engine.books.people_faults import assignment_faults, deputy_faults, pad_faults
from zhifa.engine.books.roles import ROLE
from zhifa.engine.books.shared import STAFF, between, officer_of, unit_fault
from zhifa.engine.people import Assignment, Deputy, Pad

SERIES: Final = MappingProxyType({"当罚": "当罚"})
"""The one series of papers with numbers printed beforehand (处罚法 52)."""


def _assignment(line: Line) -> Assignment:
    scope: Any = text(line, "scope") or None
    return Assignment(
        officer_id=officer_of(line),
        role=text(line, "role"),
        unit=text(line, "unit"),
        valid=line.valid,
        acts=frozenset(texts(line, "acts")),
        scope=scope,
    )


ASSIGNMENT: Final = Book(
    name="assignment",
    label="岗位任职",
    columns=(
        STAFF,
        ROLE,
        Column(field="unit", label="任职机构", rule=unit_fault),
        Column(
            field="acts", label="执法类别", kind="choices", choices=ACTS, required=False, about="不填写的，不限类别。"
        ),
        Column(
            field="scope",
            label="办案范围",
            kind="choice",
            required=False,
            choices=MappingProxyType({"unit": "本机构", "agency": "全机关"}),
            about="不填写的，按全机关处理。",
        ),
    ),
    key=("staff_number", "role", "unit", "valid_from"),
    overlap=("staff_number", "role", "unit"),
    read=_assignment,
    faults=assignment_faults,
    article="行政处罚法第四十二条、第五十七条、第五十八条",
    requirements=("S0-37", "S2-23"),
)


def _deputy(line: Line) -> Deputy:
    return Deputy(
        principal_id=officer_of(line, "principal"),
        deputy_id=officer_of(line, "deputy"),
        role=text(line, "role"),
        reason=text(line, "reason"),
        valid=line.valid,
        document=text(line, "document"),
    )


DEPUTY: Final = Book(
    name="deputy",
    label="代行职权",
    columns=(
        Column(field="principal", label="被代行人工号", kind="code"),
        Column(field="deputy", label="代行人工号", kind="code"),
        ROLE,
        Column(field="reason", label="事由"),
        Column(field="document", label="文号", required=False),
    ),
    key=("principal", "deputy", "role", "valid_from"),
    overlap=("principal", "deputy", "role"),
    read=_deputy,
    faults=deputy_faults,
    article="本引擎的约定",
)


def _pad(line: Line) -> Pad:
    return Pad(
        officer_id=officer_of(line),
        series=text(line, "series"),
        year=number(line, "year"),
        first=number(line, "first"),
        last=number(line, "last"),
        valid=line.valid,
    )


PAD: Final = Book(
    name="pad",
    label="编号文书",
    columns=(
        STAFF,
        Column(field="series", label="代字", kind="choice", choices=SERIES),
        Column(field="year", label="年度", kind="count", rule=between(1000, 9999)),
        Column(field="first", label="起号", kind="count", rule=between(1, 9_999_999)),
        Column(field="last", label="止号", kind="count", rule=between(1, 9_999_999)),
    ),
    key=("series", "year", "first"),
    read=_pad,
    faults=pad_faults,
    article="行政处罚法第五十二条",
)

POSTS: Final[tuple[Book[Any], ...]] = (ASSIGNMENT, DEPUTY, PAD)


def in_roles(book: Book[Any], roles: Mapping[str, str]) -> Book[Any]:
    """The book with these roles among the choices of its column of roles, so that its cells are told by their labels; others as they are."""
    if ROLE not in book.columns:
        return book
    at_hand = replace(ROLE, choices=roles)
    return replace(book, columns=tuple(at_hand if column is ROLE else column for column in book.columns))


def by_name(lines: Mapping[str, Sequence[Numbered]], roles: Mapping[str, str]) -> Mapping[str, Sequence[Numbered]]:
    """The lines with the names of these roles, where a sheet tells them by their labels; what is neither stays as it is."""
    names = {label: name for name, label in roles.items()}
    of_roles = {book.name: book for book in POSTS if ROLE in book.columns}
    return {
        name: [_by_name(of_roles[name], one, names) for one in of_book] if name in of_roles else of_book
        for name, of_book in lines.items()
    }


def _by_name(book: Book[Any], numbered: Numbered, names: Mapping[str, str]) -> Numbered:
    line = numbered.line
    name = names.get(text(line, ROLE.field))
    if name is None:
        return numbered
    named = book.line(line.valid, {**line.body, ROLE.field: name})
    return numbered._replace(line=replace(named, agency_id=line.agency_id))
