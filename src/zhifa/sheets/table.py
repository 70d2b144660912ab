"""A file of rows, whichever it is: its digest, its sheets, and its rows as they come."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from zhifa.engine.quoted import shown
from zhifa.sheets.csv_table import csv_rows
from zhifa.sheets.errors import CHANGED, TableUnreadable
from zhifa.sheets.sheet import Row, Sheet

_ZIP: Final = b"PK\x03\x04"
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"  # of .xls, and of every workbook locked with a password


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An open file. What it is, is told by its first bytes and not by its name."""

    name: str
    size: int
    """Bytes."""
    digest: str
    """SHA-256 of the file."""
    file: BinaryIO

    def sheets(self) -> list[Sheet]:
        """The sheets with anything in them; of a CSV file the one it is. Raises ``TableUnreadable``."""
        self.file.seek(0)
        first = self.file.read(4)
        if first == _OLD_WORKBOOK:
            raise TableUnreadable(self.name, "是旧式 XLS 或者加了密码的工作簿；另存为不加密码的 XLSX 或者 CSV，再交")
        if first == _ZIP:
            from zhifa.sheets.xlsx_table import xlsx_sheets  # what a CSV file needs not

            return xlsx_sheets(self.file, name=self.name)
        return [Sheet(title=Path(self.name).stem, rows=lambda: csv_rows(self.file, name=self.name))]

    def rows(self) -> Generator[Row, None, None]:
        """The rows of the only sheet that holds anything, the heading first: to take the first of several would lose the others without a
        word. Raises ``TableUnreadable``."""
        filled = self.sheets()
        if len(filled) != 1:
            titles = "、".join(shown(sheet.title) for sheet in filled) or "都是空的"
            reason = f"应只有一张工作表有内容，现在有{len(filled)}张（{titles}）；每张表另存为一个文件"
            raise TableUnreadable(self.name, reason)
        yield from filled[0].rows()

    def require_unchanged(self) -> None:
        """Raise ``TableUnreadable`` when the file is no longer what its digest says: it was written to while it was read."""
        if _digest(self.file) != self.digest:
            raise TableUnreadable(self.name, CHANGED)


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """The table in a file. Raises ``OSError`` when it cannot be read."""
    with path.open("rb") as file:
        digest = _digest(file)
        yield Table(name=path.name, size=file.tell(), digest=digest, file=file)


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # a binary file, by another name
    file.seek(0, 2)
    return digest
