"""A register as a folder: a CSV file for each book, named as the book, and a file that says what it is an export of."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from zhifa.engine.books.book import Book
from zhifa.engine.quoted import shown
from zhifa.registers.manifest import MANIFEST_FILE, Manifest, manifest_from
from zhifa.sheets import TableUnreadable
from zhifa.sheets.writing import csv_bytes


def write_folder(folder: Path, manifest: Manifest, leaves: Iterable[tuple[Book[Any], Iterable[Sequence[str]]]]) -> None:
    """Write the folder whole or not at all. Raises ``FileExistsError`` where it is there and not empty; ``OSError``."""
    sheets = ((f"{book.name}.csv", csv_bytes(rows)) for book, rows in leaves)
    write_files(folder, chain(sheets, [(MANIFEST_FILE, manifest.text.encode())]))


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write a folder of files by name, whole or not at all. Raises as :func:`write_folder`."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(17, "已经有内容", str(folder))
    workshop = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files:
            (workshop / name).write_bytes(content)
        workshop.chmod(0o755)
        workshop.replace(folder)
    except BaseException:
        shutil.rmtree(workshop, ignore_errors=True)
        raise


def files_of(folder: Path) -> tuple[Manifest, list[Path]]:
    """What a folder says it is, and its sheets.

    Raises ``TableUnreadable`` when it is no export, when a file is missing that it says it holds, and when there is another; ``OSError``.
    """
    name = folder.name
    if not (folder / MANIFEST_FILE).is_file():
        raise TableUnreadable(name, f"目录中没有 {MANIFEST_FILE}，不是名录的导出；要导入几个文件的，逐个写在命令行上")
    manifest = manifest_from((folder / MANIFEST_FILE).read_bytes(), file=f"{name}/{MANIFEST_FILE}")
    expected = {f"{book}.csv" for book in manifest.books}
    there = {path.name for path in folder.iterdir() if not path.name.startswith(".")} - {MANIFEST_FILE}
    if missing := sorted(expected - there):
        told = "要结束一本名录的各行，留着文件，逐行填写有效期至"
        raise TableUnreadable(name, f"缺少 {MANIFEST_FILE} 所载的文件{'、'.join(map(shown, missing))}；{told}")
    if others := sorted(there - expected):
        raise TableUnreadable(
            name, f"有 {MANIFEST_FILE} 没有载明的文件{'、'.join(map(shown, others))}；移走，或者另行导入"
        )
    return manifest, [folder / f"{book}.csv" for book in manifest.books]
