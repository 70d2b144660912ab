"""``zhifa ledger verify``: whether what is stored still agrees with the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
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
from zhifa.cli.signing_key import lacking

if TYPE_CHECKING:
    from zhifa.documents.signing.verification import Verification
    from zhifa.engine.ledger import Finding
    from zhifa.engine.number_room import Chain
    from zhifa.engine.office import Office

Cases = Annotated[list[str] | None, typer.Argument(metavar="案件…", help="案件编号；不写则全部")]
All = Annotated[bool, typer.Option("--all", help="核对全部案件，不写案件时即是")]
BundleFile = Annotated[
    Path | None, typer.Option("--bundle", metavar="文件", help="核对一个记录包，不用数据库；见 zhifa case bundle")
]
Signatures = Annotated[
    bool, typer.Option("--signatures", help="同时核对每份签章文件的电子签名；要和 --files 一起用，并装有 zhifa[sign]")
]


def verify(
    *,
    database: MaybeDatabaseUrl = None,
    cases: Cases = None,
    everything: All = False,
    bundle: BundleFile = None,
    files: FilesFolder = None,
    signatures: Signatures = False,
    json: AsJson = False,
) -> None:
    """核对全过程记录：哈希链、填报内容、文书、签章、审核、决定有无改动或者缺失；核对全部案件时，各机关作废、起号的记录一并核对；给出 --files 的，签章的文件一并核对。查出问题时退出码为 1。"""
    if cases and everything:
        raise Unusable("写了案件就不要再写 --all")
    if bundle is not None:
        if cases or everything or signatures:
            raise Unusable("核对记录包（--bundle）时不写案件，也不写 --all、--signatures")
        verify_bundle(bundle, json=json)
        return
    if database is None:
        raise Unusable("命令写法不对：缺少 --database\n写法见：zhifa ledger verify --help")
    checked = _checking(files, signatures=signatures)
    with open_office(database, kept_store(files)) as office:
        chosen = tuple(case_id(office, case) for case in cases) if cases else office.cases()
        with progress(chosen, label="核对记录") as each:
            answers = [checked(office, case) for case in each]
        _say_unread(office, chosen, files)
        chains = None if cases else [_chained(chain) for chain in office.numbers.chains()]
    _answer(answers, json=json, chains=chains)


def verify_case(
    *,
    case: Case,
    database: DatabaseUrl,
    files: FilesFolder = None,
    signatures: Signatures = False,
    json: AsJson = False,
) -> None:
    """核对一件案件的记录；给出 --files 的，签章的文件一并核对。查出问题时退出码为 1。"""
    checked = _checking(files, signatures=signatures)
    with open_office(database, kept_store(files)) as office:
        found = case_id(office, case)
        answer = checked(office, found)
        _say_unread(office, [found], files)
    _answer([answer], json=json)


def _say_unread(office: Office, cases: Iterable[str], files: Path | None) -> None:
    """Say how many signed files nobody looked at, where no store was named."""
    unread = 0 if files else office.seals.count(frozenset(cases))
    if unread:
        note(f"有 {unread} 份签章的文件没有核对：没有写 --files")


def _checking(files: Path | None, *, signatures: bool) -> Callable[[Office, str], dict[str, Any]]:
    """What answers for a case: with ``signatures`` every signed file is put to the optional library as well."""
    if not signatures:
        return partial(_verified, verify=None)
    if files is None:
        raise Unusable("--signatures 要和 --files 一起用：签章的文件在证据文件库中")
    try:
        from zhifa.documents.signing.verification import verify
    except ModuleNotFoundError as error:
        raise lacking(error) from error
    return partial(_verified, verify=verify)


def _verified(office: Office, case: str, *, verify: Callable[[bytes], Verification] | None) -> dict[str, Any]:
    """The findings of one case; of a sound one its length and last hash, to be kept elsewhere: nothing else shows a chain rewritten whole."""
    findings = office.verify(case)
    if verify is not None:
        findings += office.seals.signature_findings(case, verify)
    lines = () if findings else office.history(case)
    return {
        "case": case,
        "entries": len(lines) if lines else None,
        "head": lines[-1].hash if lines else None,
        "findings": [_finding(found) for found in findings],
    }


def _chained(chain: Chain) -> dict[str, Any]:
    """The chain of an agency's voided numbers; it belongs to no case."""
    return {
        "agency": {"id": chain.agency.id, "name": chain.agency.name},
        "entries": chain.rows,
        "head": chain.head.hash if chain.head else None,
        "findings": list(chain.findings),
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {"seq": found.seq, "kind": found.kind, "text": found.text}


def _answer(answers: Iterable[dict[str, Any]], *, json: bool, chains: Sequence[dict[str, Any]] | None = None) -> None:
    """``chains``: those of the agencies, where all was asked for."""
    told, beside = list(answers), chains or ()
    faulty = [answer for answer in told if answer["findings"]]
    broken = [chain for chain in beside if chain["findings"]]
    if json:
        emit({"sound": not (faulty or broken), "cases": told} | ({} if chains is None else {"numbers": list(beside)}))
    else:
        for answer in told:
            say(*_lines(answer))
        for chain in beside:
            say(*_lines_of_chain(chain))
        several = f"，{len(broken)} 个机关的作废、起号记录有问题" if broken else ""
        say(f"核对 {len(told)} 件，{f'{len(faulty)} 件有问题{several}' if faulty or broken else '记录完整，未见改动'}")
    if faulty or broken:
        raise typer.Exit(REFUSED)


def _lines(answer: dict[str, Any]) -> Iterable[str]:
    if not answer["findings"]:
        yield f"{answer['case']}　{answer['entries']} 条，末条哈希 {answer['head']}"
        return
    yield f"{answer['case']}　有 {len(answer['findings'])} 处问题"
    yield from (f"　　{found['text']}（{found['kind']}）" for found in answer["findings"])


def _lines_of_chain(chain: dict[str, Any]) -> Iterable[str]:
    """Nothing of an agency that has voided no number and begun no series later."""
    if chain["findings"]:
        yield f"{chain['agency']['name']}的作废、起号记录有 {len(chain['findings'])} 处问题"
        yield from (f"　　{found}" for found in chain["findings"])
    elif chain["entries"]:
        yield f"{chain['agency']['name']}　作废、起号 {chain['entries']} 条，末条哈希 {chain['head']}"
