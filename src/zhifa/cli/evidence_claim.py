"""``zhifa evidence claim``: say to which database a file store belongs, or take it back from another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl, FilesFolder
from zhifa.cli.evidence import kept
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say

if TYPE_CHECKING:
    from zhifa.engine.evidence import Claimed

Why = Annotated[
    str, typer.Option(metavar="事由", help="为何归这个数据库，例如 升级前的文件库；记在库中 owners 文件，至多300字")
]
Owner = Annotated[
    str | None,
    typer.Option("--from", metavar="标识", help="文件库现在所属数据库的标识；没有写明属于哪个数据库的，不写"),
]


def claim(
    *, reason: Why, database: DatabaseUrl, files: FilesFolder = None, owner: Owner = None, json: AsJson = False
) -> None:
    """写明文件库归这个数据库；已归另一数据库的，用 --from 写出其标识才收回。不移动任何文件。"""
    folder = kept(files)
    with open_office(database) as office:
        claimed = office.evidence.claim(folder, reason=reason, owner=owner)
    if json:
        emit(claimed._asdict())
    else:
        say(*_lines(claimed))


def _lines(claimed: Claimed) -> Iterator[str]:
    if not claimed.changed:
        yield f"文件库本来就属于这个数据库（标识 {claimed.database}），没有改动"
    elif claimed.owner:
        yield f"文件库已由数据库 {claimed.owner} 改归这个数据库（标识 {claimed.database}）"
    else:
        yield f"文件库已写明属于这个数据库（标识 {claimed.database}）"
    yield f"库中有 {claimed.files} 个文件，这个数据库有记录的 {claimed.known} 个"
