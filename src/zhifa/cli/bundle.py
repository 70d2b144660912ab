"""``zhifa case bundle`` and ``zhifa ledger verify --bundle``: the record of a case as one file, written here and checked anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhifa.cli.arguments import AsJson, Case, DatabaseUrl
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.files import write_whole
from zhifa.cli.inputs import case_id
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhifa.engine.bundle_check import Checked
    from zhifa.engine.office import Office

Out = Annotated[Path, typer.Option("--out", metavar="文件", help="记录包存为此文件，如 case.zip；已有的同名文件被替换")]
WithoutFacts = Annotated[
    bool, typer.Option("--without-facts", help="不附填报内容和文书（其中有个人信息）；哈希链仍可核对")
]

_LARGEST: Final = 512 * 1024 * 1024


def bundle(
    *, case: Case, out: Out, database: DatabaseUrl, without_facts: WithoutFacts = False, json: AsJson = False
) -> None:
    """把一件案件的全过程记录存为一个记录包，供移交和离线核对；同一案件每次所得逐字节相同。"""
    from zhifa.engine.bundle_check import check_bundle

    with open_office(database) as office:
        content = office.bundle(case_id(office, case), with_facts=not without_facts)
    checked = check_bundle(content)
    write_whole(out, content)
    if json:
        emit({"bundle": {"file": str(out), **_summary(checked)}})
    else:
        say(f"已存入 {out}", *_lines(checked))
    if checked.findings:
        raise typer.Exit(REFUSED)


def verify_bundle(file: Path, *, json: bool) -> None:
    """Check the bundle in a file and tell the first fault first; any fault makes the command fail."""
    checked = read_bundle(file)[1]
    if json:
        case = {
            "case": checked.case_id,
            "entries": None if checked.findings else checked.entries,
            "head": None if checked.findings else checked.head,
            "findings": [{"seq": one.seq, "kind": one.kind, "text": one.text} for one in checked.findings],
        }
        emit({"sound": not checked.findings, "bundle": {"file": str(file), **_summary(checked)}, "cases": [case]})
    else:
        say(f"记录包 {file}", *_lines(checked))
    if checked.findings:
        raise typer.Exit(REFUSED)


def read_bundle(file: Path) -> tuple[bytes, Checked]:
    """The bundle in a file, and what checking it found. Raises ``BundleFaulty`` when it cannot be read as one."""
    from zhifa.engine.bundle_check import check_bundle

    with file.open("rb") as opened:
        content = opened.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise Unusable(f"文件 {shown(str(file))} 大于 {_LARGEST // 1024 // 1024} MB；记录包应远小于此")
    return content, check_bundle(content)


def receive_bundle(office: Office, facts: dict[str, Any], file: Path) -> dict[str, Any]:
    """The facts of a report with the bundle named in them, after it was checked and put into the evidence store."""
    content, checked = read_bundle(file)
    if checked.findings:
        raise Unusable(f"记录包 {shown(str(file))} 核对不符：{checked.findings[0].text}；请移送机关重新提供")
    if "received" in facts:
        raise Unusable("facts.received 与 --bundle 只能写一个：用 --bundle 的，由记录包得出")
    digest = office.evidence.attach(content)
    origin = {"sender": checked.agency, "sender_case": checked.case_id, "digest": digest, "head": checked.head}
    return {**facts, "received": origin}


def _summary(checked: Checked) -> dict[str, Any]:
    return {
        "case": checked.case_id,
        "agency": checked.agency,
        "entries": checked.entries,
        "head": checked.head,
        "facts": checked.facts,
        "digest": checked.digest,
    }


def _lines(checked: Checked) -> Iterator[str]:
    yield f"案件　　　{checked.case_id}（{checked.agency}）"
    yield f"SHA-256　 {checked.digest}"
    yield f"内容　　　{checked.entries} 条记录，{'附填报内容和文书' if checked.facts else '不附填报内容和文书'}"
    if checked.findings:
        yield f"核对　　　有 {len(checked.findings)} 处问题"
        yield from (f"　　{found.text}（{found.kind}）" for found in checked.findings)
    else:
        yield f"核对　　　各部分相符，末条哈希 {checked.head}；与制作机关另行告知的比对"
