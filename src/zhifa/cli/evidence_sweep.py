"""``zhifa evidence sweep``: the files of the store that no record names, shown, and moved aside when that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl, FilesFolder
from zhifa.cli.evidence import kept
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, local, say

if TYPE_CHECKING:
    from zhifa.storage.files import Orphan

Hours = Annotated[
    int, typer.Option(min=1, max=1_000_000, metavar="小时", help="只移入库早于这些小时的；新近入库的，记录可能还在写入")
]
Yes = Annotated[bool, typer.Option("--yes", help="移走；不写则只列出")]


def sweep(
    *, database: DatabaseUrl, files: FilesFolder = None, hours: Hours = 24, yes: Yes = False, json: AsJson = False
) -> None:
    """列出文件库中没有任何记录所用的文件；写了 --yes 的，移入库中 swept/日期 目录，一个也不删除。"""
    with open_office(database, kept(files)) as office:
        found = office.evidence.orphans(hours=hours)
        moved = office.evidence.set_aside(found) if yes and found else ()
    if json:
        emit({"orphans": [_told(orphan, moved) for orphan in found]})
    else:
        say(*_lines(found, moved, hours=hours, asked=yes))


def _told(orphan: Orphan, moved: Sequence[Orphan]) -> dict[str, Any]:
    return {
        "file": orphan.place,
        "size": orphan.size,
        "came_at": _came(orphan).isoformat(timespec="seconds"),
        "moved": orphan in moved,
    }


def _lines(found: Sequence[Orphan], moved: Sequence[Orphan], *, hours: int, asked: bool) -> Iterator[str]:
    for orphan in found:
        stays = "　入库有变，未移" if asked and orphan not in moved else ""
        yield f"{local(_came(orphan))}　{orphan.size} 字节　{orphan.place}{stays}"
    yield f"没有记录所用、入库超过 {hours} 小时的文件共 {len(found)} 个，{sum(orphan.size for orphan in found)} 字节"
    if asked and found:
        yield f"已移入文件库的 swept 目录 {len(moved)} 个，没有删除；移错的，照原来的路径移回即可"
    elif found:
        yield "没有移动；核对数据库和文件库无误后，加 --yes 移走"


def _came(orphan: Orphan) -> datetime:
    return datetime.fromtimestamp(orphan.came_ns // 10**9, UTC)
