"""``zhifa calendar export``: the calendar files that an agency took in, as files that can be taken in again."""

from __future__ import annotations

import json as jsontext
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.calendar import Agency
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table

if TYPE_CHECKING:
    from zhifa.engine.calendar_room import FileTaken
    from zhifa.engine.register import Agency as OfRegister

MANIFEST: Final = "calendars.json"

Folder = Annotated[Path, typer.Argument(metavar="目录", help="写到哪里：新的或者空的目录，每个日历文件一个 JSON")]


def export(*, folder: Folder, database: DatabaseUrl, agency: Agency = None, json: AsJson = False) -> None:
    """导出机关导入过的日历文件，另附清单；按序号逐个导回同一机关的，是同一文件，什么也不变动。"""
    from zhifa.registers.folder import write_files

    with open_office(database) as office:
        owner = register_of(office, agency, owned="日历").agency
        taken = office.calendars.files(owner.id)
    if not taken:
        raise Unusable(f"没有要导出的：{owner.name}没有导入过日历文件")
    manifest = _manifest(owner, taken)
    write_files(folder, _files(manifest, taken))
    if json:
        emit(manifest)
        return
    show_table(("文件", "文号", "公布日期"), map(_row, manifest["files"]))
    say("", f"已导出{owner.name}导入过的 {len(taken)} 个日历文件到 {folder}")


def _files(manifest: dict[str, Any], taken: Sequence[FileTaken]) -> Iterator[tuple[str, bytes]]:
    for one in taken:
        yield _name(one), _text(jsontext.loads(one.file.body))
    yield MANIFEST, _text(manifest)


def _text(told: dict[str, Any]) -> bytes:
    return f"{jsontext.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def _manifest(owner: OfRegister, taken: Sequence[FileTaken]) -> dict[str, Any]:
    """Whose files they are and, in the order in which they rule, what each is."""
    told = ("seq", "kind", "year", "document_number", "published_on", "digest", "imported_at", "imported_by")
    files = [{"file": _name(one), **{name: getattr(one.file, name) for name in told}} for one in taken]
    return {"format": "zhifa.calendars/1", "agency_id": owner.id, "agency": owner.name, "files": files}


def _name(one: FileTaken) -> str:
    return f"{one.file.seq:02}-{one.file.year or one.file.kind}.json"


def _row(told: dict[str, Any]) -> tuple[str, ...]:
    return told["file"], told["document_number"], told["published_on"] or ""
