"""``zhifa register export``: the register as a folder of CSV files or as a workbook, which can be taken in again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table
from zhifa.cli.register_arguments import Agency
from zhifa.cli.register_moves import book_of
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.books.book import Line
    from zhifa.engine.office import Office
    from zhifa.engine.register import Register

Target = Annotated[
    Path, typer.Argument(metavar="目录|文件", help="写到哪里：新的或者空的目录（每种名录一个 CSV），或者 .xlsx 文件")
]
BookNames = Annotated[
    list[str] | None, typer.Option("--book", metavar="名录", help="只导出这一种；可以写几次，不写则全部")
]
Version = Annotated[
    int | None,
    typer.Option(min=1, metavar="版本", help="以前的哪一版；不写则现行的。以前的版本不含电子邮箱，它们不留历史"),
]
Public = Annotated[bool, typer.Option("--public", help="只要公示的列；这样的导出不能再导入")]


def export(
    *, target: Target, database: DatabaseUrl, book: BookNames = None, version: Version = None, public: Public = False,
    agency: Agency = None, json: AsJson = False,
) -> None:  # fmt: skip
    """导出名录：目录中每种名录一个 CSV，或者一个 XLSX，每种一张工作表；原样导回，一行也不变更。"""
    from zhifa.registers.folder import write_folder
    from zhifa.registers.leaves import leaves, public_leaves
    from zhifa.registers.manifest import Manifest
    from zhifa.registers.workbook import write_register

    if not target.absolute().parent.is_dir():
        raise Unusable(f"目录|文件 的值{shown(str(target))}不合要求：它所在的目录不存在；先建好，或者换一处")
    with open_office(database) as office:
        register, roles = _version(office, register_of(office, agency, owned="名录"), version), office.books.roles
    lines = _lines(register, book or [])
    told = [(one, list(rows)) for one, rows in (public_leaves(lines) if public else leaves(lines, roles))]
    if not told:
        raise Unusable("没有要导出的行：所选的名录是空的，或者没有公示的列")
    manifest = Manifest(
        agency_id=register.agency.id,
        agency=register.agency.name,
        version=register.version,
        hash=register.digest or "",
        books=tuple(one.name for one, _ in told),
        public=public,
    )
    (write_register if target.suffix.casefold() == ".xlsx" else write_folder)(target, manifest, told)
    if json:
        counted = [{"book": one.name, "label": one.label, "rows": len(rows) - 1} for one, rows in told]
        emit({"agency": manifest.agency_id, "version": manifest.version, "hash": manifest.hash, "books": counted})
        return
    show_table(("名录", "行"), ((one.label, str(len(rows) - 1)) for one, rows in told))
    say("", f"已导出{manifest.agency}的名录第{manifest.version}版到 {target}")


def _version(office: Office, register: Register, version: int | None) -> Register:
    if version is None or version == register.version:
        return register
    try:
        return office.books.registrar.as_of(register.agency.id, version)
    except LookupError as error:
        raise Unusable(
            f"--version 的值「{version}」不合要求：没有这一版；用 zhifa register history 查看各版"
        ) from error


def _lines(register: Register, books: Sequence[str]) -> dict[str, Sequence[Line]]:
    chosen = {book_of(text, field="--book").name for text in books}
    return {name: lines for name, lines in register.shelf.all.items() if not chosen or name in chosen}
