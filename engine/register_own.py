"""Two persons (双人): unless an agency did away with it, nobody who keeps its register changes what its register says of himself or herself (convention)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from zhifa.engine.books.apart import fault
from zhifa.engine.books.book import Line, LineFault, Numbered
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.books.cells import text
from zhifa.engine.people import Officer
from zhifa.engine.register_change import Change, Lines

_NAMED_BY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "officer": ("staff_number",),
        "certificate": ("staff_number",),
        "qualification": ("staff_number",),
        "assignment": ("staff_number",),
        "deputy": ("principal", "deputy"),
    }
)
"""Fields that name people, of the books that say what somebody may do."""
_OF_A_CERTIFICATE: Final = frozenset({"certificate_check", "suspension"})
"""Books that name a certificate, and so whoever holds it."""
_RULE: Final = "名录管理员不得变更关于本人的内容，由另一名名录管理员变更（双人，机关选项 register_two_persons）"


def named(line: Line) -> frozenset[str]:
    """Staff numbers of those of whom the line says what they may do; empty for lines of other books."""
    return frozenset(text(line, field) for field in _NAMED_BY.get(line.book, ()))


def own_faults(moved: Change, rows: Mapping[int, Numbered], by: Officer, before: Lines) -> Iterator[LineFault]:
    """A fault for each line about ``by`` that comes, changes or ends. ``rows``: by the identity of a new line, where it was read."""
    mine = {text(line, "number") for line in before.get("certificate", ()) if by.staff_number in named(line)}
    for one in moved:
        if any(_about(line, by, mine) for line in (one.old, one.new) if line is not None):
            where = rows.get(id(one.new)) or Numbered(0, one.line, "文件中没有、因而结束的一行")
            yield fault(where, book_named(one.line.book).label, one.line.key, _RULE)


def _about(line: Line, by: Officer, certificates: set[str]) -> bool:
    return by.staff_number in named(line) or (line.book in _OF_A_CERTIFICATE and text(line, "number") in certificates)
