"""``zhifa ledger verify``: whether what is stored still agrees with the record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, Case, DatabaseUrl, FilesFolder, MaybeDatabaseUrl
from zhifa.cli.bundle import verify_bundle
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.inputs import case_id
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, note, progress, say
from zhifa.cli.signed_files import kept_store

if TYPE_CHECKING:
    from zhifa.engine.ledger import Finding
    from zhifa.engine.office import Office

Cases = Annotated[list[str] | None, typer.Argument(metavar="案件…", help="案件编号；不写则全部")]
All = Annotated[bool, typer.Option("--all", help="核对全部案件，不写案件时即是")]
BundleFile = Annotated[
    Path | None, typer.Option("--bundle", metavar="文件", help="核对一个记录包，不用数据库；见 zhifa case bundle")
]


def verify(
    *,
    database: MaybeDatabaseUrl = None,
    cases: Cases = None,
    everything: All = False,
    bundle: BundleFile = None,
    files: FilesFolder = None,
    json: AsJson = False,
) -> None:
    """核对全过程记录：哈希链、填报内容、文书、签章、审核、决定有无改动或者缺失；给出 --files 的，签章的文件一并核对。查出问题时退出码为 1。"""
    if cases and everything:
        raise Unusable("写了案件就不要再写 --all")
    if bundle is not None:
        if cases or everything:
            raise Unusable("核对记录包（--bundle）时不写案件，也不写 --all")
        verify_bundle(bundle, json=json)
        return
    if database is None:
        raise Unusable("命令写法不对：缺少 --database\n写法见：zhifa ledger verify --help")
    with open_office(database, kept_store(files)) as office:
        chosen = tuple(case_id(office, case) for case in cases) if cases else office.cases()
        with progress(chosen, label="核对记录") as each:
            answers = [_verified(office, case) for case in each]
        _say_unread(office, chosen, files)
    _answer(answers, json=json)


def verify_case(*, case: Case, database: DatabaseUrl, files: FilesFolder = None, json: AsJson = False) -> None:
    """核对一件案件的记录；给出 --files 的，签章的文件一并核对。查出问题时退出码为 1。"""
    with open_office(database, kept_store(files)) as office:
        found = case_id(office, case)
        answer = _verified(office, found)
        _say_unread(office, [found], files)
    _answer([answer], json=json)


def _say_unread(office: Office, cases: Iterable[str], files: Path | None) -> None:
    """Say how many signed files nobody looked at, where no store was named."""
    unread = 0 if files else sum(len(office.seals.of(case)) for case in cases)
    if unread:
        note(f"有 {unread} 份签章的文件没有核对：没有写 --files")


def _verified(office: Office, case: str) -> dict[str, Any]:
    """The findings of one case; of a sound one its length and last hash, to be kept elsewhere: nothing else shows a chain rewritten whole."""
    findings = office.verify(case)
    lines = () if findings else office.history(case)
    return {
        "case": case,
        "entries": len(lines) if lines else None,
        "head": lines[-1].hash if lines else None,
        "findings": [_finding(found) for found in findings],
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {"seq": found.seq, "kind": found.kind, "text": found.text}


def _answer(answers: Iterable[dict[str, Any]], *, json: bool) -> None:
    told = list(answers)
    faulty = [answer for answer in told if answer["findings"]]
    if json:
        emit({"sound": not faulty, "cases": told})
    else:
        for answer in told:
            say(*_lines(answer))
        say(f"核对 {len(told)} 件，{f'{len(faulty)} 件有问题' if faulty else '记录完整，未见改动'}")
    if faulty:
        raise typer.Exit(REFUSED)


def _lines(answer: dict[str, Any]) -> Iterable[str]:
    if not answer["findings"]:
        yield f"{answer['case']}　{answer['entries']} 条，末条哈希 {answer['head']}"
        return
    yield f"{answer['case']}　有 {len(answer['findings'])} 处问题"
    yield from (f"　　{found['text']}（{found['kind']}）" for found in answer["findings"])
