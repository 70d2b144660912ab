"""The heading of a sheet: which book it is, and which column tells which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from zhifa.engine.books.book import Book, Column
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.books.reading import VALIDITY, columns_of
from zhifa.engine.quoted import shown
from zhifa.sheets import TableUnreadable
from zhifa.sheets.titles import plain, titles_of

_UNITS: Final = ("元", "万元")
_NEAR: Final = 0.5
"""Of two titles of two characters, one the same."""
_NAMED: Final = 20
"""Unknown columns that are named one by one."""
_EVERYWHERE: Final = frozenset(column.field for column in VALIDITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """A recognised heading."""

    book: Book[Any]
    titles: tuple[str, ...]
    """As they are written."""
    fields: tuple[str, ...]
    """What each column tells."""
    units: Mapping[str, str]
    """元 or 万元 of each amount whose heading names it."""

    @property
    def absent(self) -> tuple[str, ...]:
        """Labels of the columns that the sheet has not; none of them is required."""
        return tuple(column.label for column in columns_of(self.book) if column.field not in self.fields)


def titles_for(book: Book[Any]) -> tuple[str, ...]:
    """The heading that an export writes."""
    return tuple(f"{column.label}(元)" if column.kind == "fen" else column.label for column in columns_of(book))


def recognise(cells: Sequence[str], *, file: str, title: str, book: Book[Any] | None = None) -> Headings:
    """The heading in the first row of a sheet: of ``book``, or else of the book that ``title`` names, or else of the one that its columns fit.

    Raises ``TableUnreadable`` naming every column that is missing, written twice or unknown.
    """
    titles = titles_of(cells, file=file)
    book = book or _titled(title) or _fitting(titles, file)
    columns = _titled_columns(book)
    found = [_field(columns, one) for one in titles]
    _require_fit(book, titles, [field for field, _ in found], file)
    return Headings(
        book=book,
        titles=titles,
        fields=tuple(field for field, _ in found if field),
        units={field: unit for field, unit in found if field and unit},
    )


def _titled(title: str) -> Book[Any] | None:
    return next((book for book in BOOKS if plain(title) in (plain(book.name), plain(book.label))), None)


def _titled_columns(book: Book[Any]) -> Mapping[str, Column]:
    return {plain(column.label): column for column in columns_of(book)}


def _field(columns: Mapping[str, Column], title: str) -> tuple[str | None, str]:
    """The field that a title means, and the unit it names: by the whole title, else by what stands before a unit in brackets."""
    told = plain(title)
    if told in columns:
        return columns[told].field, ""
    stem, _, unit = told.removesuffix(")").rpartition("(")
    column = columns.get(stem)
    return (column.field, unit) if column and column.kind == "fen" and unit in _UNITS else (None, "")


def _fields(columns: Mapping[str, Column], titles: Sequence[str]) -> set[str | None]:
    return {_field(columns, title)[0] for title in titles}


def _required(book: Book[Any]) -> set[str]:
    return {column.field for column in columns_of(book) if column.required}


def _fitting(titles: Sequence[str], file: str) -> Book[Any]:
    """The one book all of whose required columns are there, and nothing else but its columns; failing that, the nearest."""
    told = [(book, _fields(_titled_columns(book), titles)) for book in BOOKS]
    fitting = [book for book, fields in told if None not in fields and _required(book) <= fields]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        named = "、".join(f"{book.name}（{book.label}）" for book in fitting)
        raise TableUnreadable(file, f"表头合于几种名录：{named}；用 --book 写明是哪一种")
    nearest, fields = max(told, key=lambda one: len(one[1] - _EVERYWHERE - {None}))
    if not fields - _EVERYWHERE - {None}:
        heads = "、".join(map(shown, titles)) or "都是空的"
        told_so = f"不是名录：表头（{heads}）中没有名录的列。第一行应为列名；文字按 UTF-8 和 GB18030 都试过"
        raise TableUnreadable(file, told_so)
    return nearest


def _require_fit(book: Book[Any], titles: Sequence[str], fields: Sequence[str | None], file: str) -> None:
    columns = columns_of(book)
    missing = "、".join(f"“{column.label}”" for column in columns if column.required and column.field not in fields)
    twice = "、".join(f"“{column.label}”" for column in columns if fields.count(column.field) > 1)
    strange = [title for title, field in zip(titles, fields, strict=True) if field is None]
    unknown = _unknown(strange, [column.label for column in columns])
    wrong = (("缺少必需的列", missing), ("不认识的列", unknown), ("写了不止一列的", twice))
    if told := "；".join(f"{what}{which}" for what, which in wrong if which):
        raise TableUnreadable(file, f"不合“{book.label}”的表头：{told}。改正列名，或者删去多余的列")


def _unknown(titles: Sequence[str], labels: Sequence[str]) -> str:
    told = "、".join(shown(title) + _meant(title, labels) for title in titles[:_NAMED])
    return told + (f"等{len(titles)}列" if len(titles) > _NAMED else "")


def _meant(title: str, labels: Sequence[str]) -> str:
    near = get_close_matches(title, labels, n=1, cutoff=_NEAR)
    return f"（是否“{near[0]}”）" if near else ""
