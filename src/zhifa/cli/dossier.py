"""``zhifa case dossier``: the papers of a case bound in volumes, with what lies beside them and what they lack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, Case, DatabaseUrl, FilesFolder
from zhifa.cli.cores import on_every_core
from zhifa.cli.dossier_folder import Content, refuse_foreign, write_folder
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.inputs import case_id
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say

if TYPE_CHECKING:
    from zhifa.engine.dossier import Dossier
    from zhifa.engine.office import Office
    from zhifa.storage.records import PaperRecord

Out = Annotated[Path, typer.Option("--out", metavar="目录", help="卷宗存入此目录；其中只能有同一案件先前的卷宗")]
WithEvidence = Annotated[
    bool, typer.Option("--with-evidence", help="连同证据文件一并写出（要写 --files）；不写则只列出编号和校验值")
]


def dossier(
    *, case: Case, out: Out, database: DatabaseUrl, files: FilesFolder = None, with_evidence: WithEvidence = False,
    json: AsJson = False,
) -> None:  # fmt: skip
    """把一件案件的文书编成卷宗：正卷、副卷各一个带书签的 PDF/A，有封面、目录、备考表；单份文件另存。缺文书的照编，逐项列明，退出码为 1；证据文件、签章文件缺失或者有改动的也是（要写 --files）。"""
    if files is not None and not files.is_dir():
        raise Unusable(f"--files 所指的目录 {files} 不存在；核对路径")
    if with_evidence and files is None:
        raise Unusable("--with-evidence 要和 --files 目录 一起用")
    with open_office(database, files) as office:
        told = make_dossier(office, case_id(office, case), out, with_evidence=with_evidence)
    if json:
        emit({"dossier": {**told, "folder": str(out)}})
    else:
        say(*summary(told), f"已存入 {out}")
    if not told["complete"]:
        raise typer.Exit(REFUSED)


def make_dossier(office: Office, case: str, out: Path, *, with_evidence: bool = False) -> dict[str, Any]:
    """Write the dossier of a case into its folder and answer what is told of it."""
    refuse_foreign(out, case)
    found = office.dossier(case)
    made = office.bind(found, over=_on_every_core)
    beside = dict(_evidence(office, found)) if with_evidence else {}
    write_folder(out, case, {**made.files, **beside}, made.told)
    return dict(made.told)


def _on_every_core(work: Callable[[PaperRecord], bytes], papers: Sequence[PaperRecord], /) -> list[bytes]:
    with on_every_core(work, papers, label="制作卷宗") as each:
        return list(each)


def _evidence(office: Office, found: Dossier) -> Iterator[tuple[str, Content]]:
    """The files of evidence that are whole in the store, by their path in the folder: ``证据/001-证1.jpg``."""
    from zhifa.engine.volumes import in_a_path

    for number, item in enumerate(found.evidence, start=1):
        if item.digest and item.intact:
            suffix = in_a_path(Path(item.name or "").suffix)
            yield (
                f"证据/{number:03}-{in_a_path(item.key)}{'.' if suffix else ''}{suffix}",
                partial(office.evidence.open, item.digest),
            )


def summary(told: dict[str, Any]) -> Iterator[str]:
    """What is told of a dossier, line by line."""
    yield f"案卷题名　{told['title']}"
    for volume in told["volumes"]:
        yield f"{volume['volume']}　　　{volume['pieces']} 件 {volume['pages']} 页　{volume['file']}"
    if told["evidence"]:
        yield f"证据　　　{len(told['evidence'])} 项，不排入卷内，列在正卷目录之后"
    if told["complete"]:
        yield "齐全　　　按案件的结果核对，应有的文书均在卷内"
    if told["unread"]:
        yield f"未核对　　{told['unread']}"
    for lack in told["lacking"]:
        yield f"缺　　　　{lack['text'].removeprefix('缺')}"
