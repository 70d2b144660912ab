"""Staff numbers that lost the zeros before them, because a spreadsheet took them for numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from zhifa.engine.books.book import LineFault, Numbered

_FIELD: Final = "staff_number"
_OFFICERS: Final = "officer"


def lost_zeros(lines: Mapping[str, Sequence[Numbered]]) -> Iterator[LineFault]:
    """A fault for each line whose 工号 is that of another without its zeros: 1 beside 001. Where both are officers, both are meant."""
    whole = {number.lstrip("0"): number for number in _numbers(lines) if number.startswith("0")}
    officers = {one.line.body.get(_FIELD) for one in lines.get(_OFFICERS, ())}
    for of_book in lines.values():
        for row, line, where in of_book:
            number = line.body.get(_FIELD)
            full = whole.get(number) if isinstance(number, str) else None
            if full and not {number, full} <= officers:
                rule = f"与工号{full}只差前面的零，是表格软件把它当作数字了；把这一列设为文本，照原样填写"
                yield LineFault(row, "工号", str(number), rule, where)


def _numbers(lines: Mapping[str, Sequence[Numbered]]) -> Iterator[str]:
    for of_book in lines.values():
        for one in of_book:
            number = one.line.body.get(_FIELD)
            if isinstance(number, str) and number.isascii() and number.isdigit():
                yield number
