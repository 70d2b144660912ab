"""The heading of a table: which column tells which field, in what unit, and which columns no field takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zhifa.engine.quoted import shown
from zhifa.history.columns import COLUMNS, KINDS, TableKind
from zhifa.history.errors import NotDecisions
from zhifa.sheets import TableUnreadable
from zhifa.sheets.titles import plain, titles_of

_UNIT: Final = re.compile(r"\((万元|元)\)")
_IN_TEN_THOUSANDS: Final = frozenset({"CF_NR_FK", "CF_NR_WFFF"})
"""Codes whose columns the template keeps in 万元."""

_LABELS: Final = {column.field: column.label for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """A recognised heading. ``fields`` gives the position of the column that tells a field."""

    kind: TableKind
    titles: tuple[str, ...]
    fields: Mapping[str, int]

    @property
    def others(self) -> tuple[tuple[int, str], ...]:
        """Position and title of each column that no field takes."""
        taken = set(self.fields.values())
        return tuple((at, title) for at, title in enumerate(self.titles) if at not in taken)

    @property
    def absent(self) -> tuple[str, ...]:
        """Labels of the required columns that the table has not."""
        return tuple(c.label for c in COLUMNS if c.required and c.field not in self.fields)

    @property
    def mapping(self) -> dict[str, str | None]:
        """From each title to the field it tells, None for a column that is kept as it is."""
        told = {at: field for field, at in self.fields.items()}
        return {title: told.get(at) for at, title in enumerate(self.titles)}

    def unit(self, field: str) -> str | None:
        """The unit that the heading of an amount names, None where it names none."""
        title = plain(self.titles[self.fields[field]])
        found = _UNIT.search(title)
        return found[1] if found else "万元" if title in _IN_TEN_THOUSANDS else None


def recognise(cells: Sequence[str], *, file: str) -> Headings:
    """The heading in the first row. Raises :class:`NotDecisions`, or :class:`TableUnreadable` for a title written twice."""
    titles = titles_of(cells, file=file)
    told = [(kind, _fields(kind, titles)) for kind in KINDS]
    for kind, columns in told:
        fields = [field for _, field in columns]
        if set(kind.must) <= set(fields):
            _refuse_doubles(columns, titles, file)
            return Headings(kind=kind, titles=titles, fields={field: at for at, field in columns})
    nearest, columns = told[0]
    missing = set(nearest.must) - {field for _, field in columns}
    raise NotDecisions(file, [_LABELS[field] for field in nearest.must if field in missing], titles)


def _fields(kind: TableKind, titles: Sequence[str]) -> list[tuple[int, str]]:
    found = ((at, _field(kind, title)) for at, title in enumerate(titles))
    return [(at, field) for at, field in found if field]


def _field(kind: TableKind, title: str) -> str | None:
    """By the whole title, else by what stands before its bracket: “违法事实(概括)”."""
    told = plain(title)
    return kind.names.get(told) or kind.names.get(told.partition("(")[0])


def _refuse_doubles(columns: Sequence[tuple[int, str]], titles: Sequence[str], file: str) -> None:
    first: dict[str, int] = {}
    for at, field in columns:
        if field in first:
            both = f"{shown(titles[first[field]])}和{shown(titles[at])}"
            raise TableUnreadable(file, f"列{both}都是“{_LABELS[field]}”；只留一列，或者改另一列的列名")
        first[field] = at
