"""Why a table is not taken.

TableError
└── TableUnreadable
"""

from __future__ import annotations

from typing import Final, NamedTuple

from zhifa.engine.quoted import shown

CHANGED: Final = "读取时文件又被改动；关闭正在编辑它的程序，再交"


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
