"""Why a table of past decisions is not taken over.

TableError
├── FaultyRows
├── NotDecisions
└── TableUnreadable
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

CHANGED = "读取时文件又被改动；关闭正在编辑它的程序，再交"

_SHOWN = 60


class Fault(NamedTuple):
    """One cell, or a whole row, that cannot be taken: the row as a spreadsheet numbers it, the heading, the value and the rule."""

    row: int
    column: str
    value: str
    rule: str

    @property
    def text(self) -> str:
        """The fault for people, on one line."""
        return f"第{self.row}行“{self.column}”的值{shown(self.value)}不合要求：{self.rule}"


class TableError(Exception):
    """A table cannot be taken over; the message says which file, why, and what to do. Nothing was written."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}：{reason}")
        self.file = file
        self.reason = reason


class TableUnreadable(TableError):
    """A file that is no table, or one that reads as such only in part."""


class NotDecisions(TableError):
    """A table that is none of past decisions: it names the columns such a table must have and this one has not."""

    def __init__(self, file: str, missing: Sequence[str], headings: Sequence[str]) -> None:
        found = "、".join(shown(heading) for heading in headings)
        super().__init__(
            file,
            f"不是处罚决定的表：缺少必需的列{'、'.join(f'“{label}”' for label in missing)}；表头有{found}。"
            "请核对是否交错了表，或者把表头改成双公示模板的列名",
        )
        self.missing = tuple(missing)


class FaultyRows(TableError):
    """A table with rows that cannot be taken. ``faults`` holds each, up to a bound; ``count`` says how many there are."""

    def __init__(self, file: str, faults: Sequence[Fault], count: int) -> None:
        super().__init__(file, f"有 {count} 处不合要求")
        self.faults = tuple(faults)
        self.count = count


def shown(text: str) -> str:
    """A value in quotation marks, short and without characters that a terminal would obey or hide."""
    clean = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[:_SHOWN])
    return f"「{clean}」" if len(text) <= _SHOWN else f"「{clean}…」（共{len(text)}个字符）"
