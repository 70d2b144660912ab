"""What a book of the register is: its columns, what identifies a line of it, and what a line must keep to.

Every register of an agency (执法人员名录, 执法事项清单, 裁量基准 …) is a book of flat lines, so that a sheet holds it without nesting and one
journal keeps the history of all. A line holds for its days; who asks names a day.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Generic, Literal, NamedTuple, TypeVar

from zhifa.engine.canonical import canonical, digest
from zhifa.engine.period import Period

Cell = str | int | bool | None | Sequence[str]
"""What a column holds: text, a whole number (fen, permille, tenths of an hour), a flag, nothing, or texts in their order; a day is its
ISO text."""

Kind = Literal["text", "code", "list", "date", "fen", "count", "tenths", "choice", "choices", "digest", "flag", "json"]
"""How a sheet writes a column: ``code`` as text in half-width characters without blanks, ``fen`` as 元 with at most two decimals,
``tenths`` with at most one decimal, ``flag`` as 是 or 否, ``list`` and ``choices`` parted by ；, ``choice`` by its label, ``json`` as
canonical JSON."""

V = TypeVar("V")

_ESCAPED: Final = str.maketrans({"\\": "\\\\", "|": "\\|"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a book."""

    field: str
    """Name in a line's body."""
    label: str
    """Heading in a sheet."""
    kind: Kind = "text"
    required: bool = True
    choices: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """Of ``choice`` and ``choices``: what a body holds, and its label."""
    others: bool = False
    """Of ``choice``: a cell may hold another text besides; whether it may stand, the faults of the book say."""
    public: bool = False
    """Shown on the pages that the agency publishes."""
    about: str = ""
    """One Chinese sentence of help."""
    unsaid: str = ""
    """What an empty cell means, as published pages tell it; nothing where it means nothing."""
    rule: Callable[[Any], str | None] | None = None
    """Of a present value: what it breaks, in Chinese, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a book: a value, never changed. Dates of validity stand beside the body."""

    book: str
    key: str
    """What identifies it within the book (:meth:`Book.key_of`)."""
    valid: Period
    body: Mapping[str, Cell]
    agency_id: str = dataclasses.field(default="", compare=False)
    """Of the agency in whose register it stands: ids of officers are made of it. Empty in a line of a file; no part of its digest."""

    # Neither is kept at hand: of some hundred thousand lines they would take more room than the lines.
    @property
    def text(self) -> str:
        """The canonical text of the body; empty cells are left out."""
        return canonical({name: cell for name, cell in self.body.items() if cell is not None})

    @property
    def digest(self) -> str:
        """SHA-256 of all that it says, its days included, in lines of which only the last, the key, can hold a line break."""
        end = self.valid.end or ""
        return digest("register-line/1", f"{self.book}\n{self.valid.start}\n{end}\n{self.text}\n{self.key}")


class Numbered(NamedTuple):
    """A line and where it was read."""

    row: int
    """Row of the sheet or file, counted from 1; 0 for a line that stands in none."""
    line: Line
    where: str = ""
    """Name of the file or worksheet, when there is more than one."""


class LineFault(NamedTuple):
    """What is wrong with one cell or line."""

    row: int
    """Of the sheet or file, counted from 1; 0 where the line stands in none."""
    column: str
    """Heading of the column; empty when the whole line is meant."""
    value: str
    rule: str
    where: str = ""

    @property
    def text(self) -> str:
        place = f"{self.where}第{self.row}行" if self.row else self.where
        named = f"“{self.column}”" if self.column else ""
        told = f"的值「{self.value}」" if self.value else ""
        return f"{place}{named}{told}：{self.rule}"


@dataclass(frozen=True, kw_only=True)
class Context:
    """What the checks of a book may look at besides its own lines."""

    standing: Mapping[str, Sequence[Line]]
    """The lines of every book, this one included, as they would stand after the change."""
    today: date
    before: Mapping[str, Sequence[Line]] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """The lines as they stand now."""
    roles: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """What the roles of the procedures at hand are called, by name; those of zhifa go without saying."""

    def lines(self, book: str) -> Sequence[Line]:
        return self.standing.get(book, ())


def _no_faults(_lines: Sequence[Numbered], _context: Context) -> Iterator[LineFault]:
    return iter(())


@dataclass(frozen=True, kw_only=True)
class Book(Generic[V]):
    """A register of one kind of thing."""

    name: str
    label: str
    columns: tuple[Column, ...]
    """Without the two of validity, which every book has: ``valid_from`` 有效期自 (required) and ``valid_to`` 有效期至."""
    key: tuple[str, ...]
    """Fields that identify a line; ``valid_from`` may be one of them."""
    read: Callable[[Line], V]
    """The value that guards and pages ask; a line that passed the checks is always readable."""
    overlap: tuple[str, ...] = ()
    """Fields within whose same values no two lines share a day; empty: lines may overlap."""
    faults: Callable[[Sequence[Numbered], Context], Iterator[LineFault]] = _no_faults
    """What is wrong with the lines of a change beyond single cells and overlap."""
    together: bool = False
    """Whether the lines make a whole, so that one that a sheet no longer names is asked for what it leaves behind."""
    article: str = ""
    """The article that demands the register, or the mark of a convention."""
    requirements: tuple[str, ...] = ()
    """Rows of the requirements that it answers (S0-12)."""
    order: tuple[str, ...] = ()
    """Public fields by which a page lists the lines, where it is not by the public columns as they come."""
    journalled: bool = True
    """Whether its lines are kept for ever; e-mail addresses are not, so that they can be erased."""

    def line(self, valid: Period, body: Mapping[str, Cell]) -> Line:
        """A line of this book with its key."""
        return Line(book=self.name, key=self.key_of(valid, body), valid=valid, body=body)

    def key_of(self, valid: Period, body: Mapping[str, Cell]) -> str:
        """The key fields, parted by |; a | within a field is escaped, so that two lines never share a key by accident."""
        told = (valid.start.isoformat() if name == "valid_from" else _key_text(body.get(name)) for name in self.key)
        return "|".join(told)

    @cached_property
    def by_field(self) -> Mapping[str, Column]:
        return {column.field: column for column in self.columns}


def _key_text(cell: Cell) -> str:
    if cell is None:
        return ""
    told = cell if isinstance(cell, str) else "；".join(cell) if isinstance(cell, list | tuple) else str(cell)
    return told.translate(_ESCAPED) if "\\" in told or "|" in told else told


def in_key_order(lines: Iterable[Line]) -> list[Line]:
    """The lines as digests, exports and pages order them; of those that stand no two have one key."""
    return sorted(lines, key=attrgetter("key"))
