"""A file of past decisions, whichever it is: its digest, and its rows as they come."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from zhifa.history.csv_table import csv_rows
from zhifa.history.errors import CHANGED, TableUnreadable
from zhifa.history.rows import Spoiled

_ZIP: Final = b"PK\x03\x04"
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"  # of .xls, and of every workbook locked with a password


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An open table. What a file is, is told by its first bytes and not by its name."""

    name: str
    size: int
    """Bytes."""
    digest: str
    """SHA-256 of the file."""
    file: BinaryIO

    def rows(self) -> Generator[tuple[list[str], Spoiled], None, None]:
        """The rows, the heading first. Raises ``TableUnreadable``."""
        self.file.seek(0)
        first = self.file.read(4)
        if first == _OLD_WORKBOOK:
            raise TableUnreadable(self.name, "是旧式 XLS 或者加了密码的工作簿；另存为不加密码的 XLSX 或者 CSV，再交")
        if first == _ZIP:
            from zhifa.history.xlsx_table import xlsx_rows  # openpyxl takes longer to load than most tables to read

            yield from xlsx_rows(self.file, name=self.name)
        else:
            yield from csv_rows(self.file, name=self.name)

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
