"""A row of a table as the values of a past decision, with its warnings; or every fault of it at once.

The table was made by others and is not ours to mend: a missing field or a wrong check digit is a warning that stays with the row.
Only what would be lost or misread is a fault: an amount, a day, a shifted row, a cell that holds no value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Final

from zhifa.engine.written import day, fen
from zhifa.history.columns import COLUMNS, CREDIT_CODES, POSITIONS, Column
from zhifa.history.headings import Headings
from zhifa.history.values import EMPTY, ENDLESS, ENDLESS_DAY, masked, sound_credit_code
from zhifa.sheets import Fault, Spoiled

Value = str | int | None
Values = tuple[Value, ...]

_PARTY_KIND, _PENALTY_KINDS, _FINE = (POSITIONS[field] for field in ("party_kind", "penalty_kinds", "fine"))
_identity = itemgetter(*(POSITIONS[field] for field in ("party", "document_number", "authority")))
_BY_PARTY: Final = {
    "法人": ("credit_code", "representative"),
    "自然人": ("person_id_kind", "person_id_number"),
}
"""Fields required of one kind of party alone."""

_KINDS: Final = 256
"""How many kinds of party are remembered."""
_CELLS: Final = 65536
"""How many different texts are remembered of a column that says the same over and over."""


class RowFaulty(Exception):
    """A row that cannot be taken; ``faults`` names every cell."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("；".join(fault.text for fault in faults))
        self.faults = tuple(faults)


class RowReader:
    """Reads the rows under one heading. What can be settled once for the table is settled here, and not row by row."""

    def __init__(self, headings: Headings) -> None:
        self._titles = headings.titles
        self._width = len(headings.titles)
        self._others = [(at, encode_basestring(title)) for at, title in headings.others]
        self._pick = itemgetter(*(headings.fields.get(column.field, self._width) for column in COLUMNS))
        present = [column for column in COLUMNS if column.field in headings.fields]
        self._converted = [(POSITIONS[c.field], _converter(c, headings)) for c in present if c.kind != "text"]
        self._title_of = {POSITIONS[field]: headings.titles[at] for field, at in headings.fields.items()}
        self._required_of = _required_by_party(headings)
        self._codes = [POSITIONS[field] for field in CREDIT_CODES if field in headings.fields]
        self._has_fine = "fine" in headings.fields

    def read(self, number: int, cells: list[str], spoiled: Spoiled = ()) -> Values | None:
        """The values of row ``number`` in the order of the table's columns, None for an empty row. Raises :class:`RowFaulty`."""
        if len(cells) != self._width:
            cells = self._squared(number, cells)
        cells.append("")  # what a column that the table has not is read from
        values: list[Value] = [(text and text.strip()) or None for text in self._pick(cells)]
        other = self._other(cells) if self._others else None
        faults = [Fault(number, self._titles[at], text, rule) for at, text, rule in spoiled]
        warnings: list[str] = []
        for at, convert in self._converted:
            if (text := values[at]) is not None:
                try:
                    values[at], warning = convert(str(text))
                except ValueError as error:
                    faults.append(Fault(number, self._title_of[at], str(text), str(error)))
                else:
                    if warning:
                        warnings.append(warning)
        if not any(_identity(values)):
            if not (faults or other or any(values)):
                return None
            faults.append(Fault(number, "整行", "", "当事人名称、决定书文号、处罚机关都没有填，不知是哪一件决定"))
        if faults:
            raise RowFaulty(faults)
        self._mark(values, warnings)
        return (*values, other, _json(tuple(warnings)) if warnings else None)

    def _squared(self, number: int, cells: list[str]) -> list[str]:
        """Cells beyond the heading may only be empty, as commas at the end of a line leave them."""
        if not any(cells):
            return [""] * self._width
        if len(cells) > self._width and not any(cell.strip() for cell in cells[self._width :]):
            return cells[: self._width]
        rule = f"有{len(cells)}格，表头有{self._width}列；逐格核对，含逗号的内容要加引号"
        raise RowFaulty([Fault(number, "整行", ",".join(cells), rule)])

    def _other(self, cells: Sequence[str]) -> str | None:
        kept = [f"{title}: {encode_basestring(text)}" for at, title in self._others if (text := cells[at].strip())]
        return f"{{{', '.join(kept)}}}" if kept else None

    def _mark(self, values: Sequence[Value], warnings: list[str]) -> None:
        self._required_of(values[_PARTY_KIND]).mark(values, warnings)
        if values[_FINE] is None and self._has_fine and "罚款" in str(values[_PENALTY_KINDS]):
            warnings.append("罚款金额：处罚类别有罚款，没有填金额")
        told = [_code_mark(at, str(code)) for at in self._codes if (code := values[at]) is not None]
        warnings.extend(filter(None, told))


class _Required:
    """Fields that must be filled, looked at in one grasp: most rows have them all."""

    def __init__(self, fields: Sequence[str]) -> None:
        self._warnings = {
            POSITIONS[field]: f"{COLUMNS[POSITIONS[field]].label}：没有填（模板列为必填）" for field in fields
        }
        self._pick = (
            itemgetter(*self._warnings)
            if len(fields) > 1
            else lambda values: tuple(values[at] for at in self._warnings)
        )

    def mark(self, values: Sequence[Value], warnings: list[str]) -> None:
        if None in self._pick(values):
            warnings.extend(warning for at, warning in self._warnings.items() if values[at] is None)


def _required_by_party(headings: Headings) -> Callable[[Value], _Required]:
    """From what a row says the party is to the fields it must fill. A table knows few kinds, so each is settled once."""
    always = tuple(column.field for column in COLUMNS if column.required)

    @lru_cache(maxsize=_KINDS)
    def required_of(party_kind: Value) -> _Required:
        more = (field for kind, fields in _BY_PARTY.items() if kind in str(party_kind) for field in fields)
        return _Required([field for field in (*always, *more) if field in headings.fields])

    return required_of


def _converter(column: Column, headings: Headings) -> Callable[[str], tuple[Value, str | None]]:
    """What turns the text of a cell into its value and a warning, or raises ValueError. It remembers: days and amounts come again and again."""
    unit = headings.unit(column.field) if column.kind == "money" else None
    endless = ENDLESS if column.field == "valid_until" else frozenset()

    @lru_cache(maxsize=_CELLS)
    def convert(text: str) -> tuple[Value, str | None]:
        if text in EMPTY:
            return None, f"{column.label}：写作“{text}”，作没有填"
        if text in endless:
            return ENDLESS_DAY, f"{column.label}：写作“{text}”，按模板惯例记为{ENDLESS_DAY}"
        return (fen(text, unit) if column.kind == "money" else day(text)), None

    return convert


@lru_cache(maxsize=_CELLS)
def _code_mark(at: int, code: str) -> str | None:
    if sound_credit_code(code):
        return None
    told = "有遮盖，没有核对校验位" if masked(code) else "不合校验位规则（GB 32100-2015），照录"
    return f"{COLUMNS[at].label}：{told}"


@lru_cache(maxsize=4096)
def _json(warnings: tuple[str, ...]) -> str:
    return json.dumps(warnings, ensure_ascii=False)
