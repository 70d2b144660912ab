"""A register as one workbook: a worksheet for each book, named as people call it, and one that says what it is an export of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from zhifa.engine.books.book import Book
from zhifa.registers.manifest import MANIFEST_SHEET, Manifest
from zhifa.sheets.writing import write_workbook


def write_register(out: Path, manifest: Manifest, leaves: Iterable[tuple[Book[Any], Iterable[Sequence[str]]]]) -> None:
    """Write the whole workbook or none of it: one that stood there stays until the new one is complete. Raises ``OSError``."""
    sheets: dict[str, Iterable[Sequence[str]]] = {MANIFEST_SHEET: manifest.rows}
    sheets |= {book.label: rows for book, rows in leaves}
    with NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as made:
        arrived = Path(made.name)
    try:
        write_workbook(arrived, sheets)
        arrived.chmod(0o644)
        arrived.replace(out)
    except BaseException:
        arrived.unlink(missing_ok=True)
        raise
