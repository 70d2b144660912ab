"""``zhifa evidence add``, ``hand``, ``list``, ``verify``: files of evidence, and through whose hands they went."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhifa.cli.arguments import Actor, AsJson, At, Case, DatabaseUrl, FilesFolder
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.inputs import case_id, moment, officer
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, local, progress, say
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zhifa.engine.evidence_items import CustodyLine, EvidenceItem, EvidenceReceived
    from zhifa.engine.office import Office
    from zhifa.engine.register import Register

EvidenceKey = Annotated[str, typer.Argument(metavar="证据", help="证据在本案中的名称，如 证1；填报内容以同一名称引用")]
EvidenceFile = Annotated[Path, typer.Argument(metavar="文件", help="要收存的文件")]
ObtainedAt = Annotated[
    str | None,
    typer.Option(metavar="时间", help="取得证据的时间，带时区；不写则为收存之时"),
]
Name = Annotated[str | None, typer.Option(metavar="文件名", help="原文件名；不写则取所交文件的名称")]
Source = Annotated[str | None, typer.Option("--from", metavar="何人", help="由何人提供")]
MediaType = Annotated[str | None, typer.Option(metavar="类型", help="文件类型，照所说的登记，如 image/jpeg")]
ChecksumText = Annotated[
    str | None,
    typer.Option("--checksum", metavar="算法:值", help="提取时记载的校验值，如 sha256:…；SHA-256 与收存时算得的核对"),
]
Note = Annotated[str | None, typer.Option(metavar="说明", help="附记，随保管记录存入")]
EventName = Annotated[
    str,
    typer.Argument(metavar="事项", help="viewed 查阅原件、moved 移交保管、lent 借出、returned 归还、sealed 封存"),
]
To = Annotated[str | None, typer.Option("--to", metavar="何人", help="交给何人；查阅、移交、借出时必填")]
Cases = Annotated[list[str] | None, typer.Argument(metavar="案件…", help="案件编号；不写则全部")]
All = Annotated[bool, typer.Option("--all", help="核对全部案件，不写案件时即是")]

_ALGORITHMS: Final = {"sha256": "SHA-256", "sha512": "SHA-512", "sm3": "SM3", "sha1": "SHA-1", "md5": "MD5"}


def add(
    *, case: Case, key: EvidenceKey, file: EvidenceFile, actor: Actor, database: DatabaseUrl, files: FilesFolder = None,
    obtained_at: ObtainedAt = None, name: Name = None, source: Source = None, media_type: MediaType = None,
    checksum: ChecksumText = None, note: Note = None, json: AsJson = False,
) -> None:  # fmt: skip
    """收存一个证据文件：边读边算摘要，落盘后登记保管记录；迟于期限的标明，不拒收。"""
    obtained = moment(obtained_at, field="--obtained-at") if obtained_at else None
    told = _checksum(checksum)
    with open_office(database, _folder(files)) as office, file.open("rb") as content:
        found, register = _case(office, case)
        by = officer(register, actor, field="--as")
        _carry_out(
            lambda: office.evidence.receive(
                found, key, content, name=name or file.name, actor=by, obtained_at=obtained,
                source=source, media_type=media_type, checksum=told, note=note,
            ),
            "received", _received, json=json,
        )  # fmt: skip


def hand(
    *, case: Case, key: EvidenceKey, event: EventName, actor: Actor, at: At, database: DatabaseUrl,
    to: To = None, note: Note = None, json: AsJson = False,
) -> None:  # fmt: skip
    """登记证据经手：查阅、移交、借出、归还、封存。"""
    occurred_at = moment(at, field="--at")
    with open_office(database) as office:
        found, register = _case(office, case)
        by = officer(register, actor, field="--as")
        _carry_out(
            lambda: office.evidence.hand(found, key, event, actor=by, occurred_at=occurred_at, to=to, note=note),
            "line", lambda line: [_line(line)], json=json,
        )  # fmt: skip


def list_(*, case: Case, database: DatabaseUrl, files: FilesFolder = None, json: AsJson = False) -> None:
    """列出案件的证据、保管经过，以及文件库中的文件是否完好。"""
    with open_office(database, kept(files) if files else None) as office:
        found = case_id(office, case)
        items = office.evidence.of(found)
    if json:
        emit({"case": found, "evidence": [asdict(item) for item in items]})
    else:
        say(*(line for item in items for line in _lines(item)), f"共 {len(items)} 项证据")


def verify(
    *,
    database: DatabaseUrl,
    cases: Cases = None,
    everything: All = False,
    files: FilesFolder = None,
    json: AsJson = False,
) -> None:
    """核对证据：逐个重算文件摘要，核对保管记录、填报内容与文件登记；查出问题时退出码为 1。"""
    if cases and everything:
        raise Unusable("写了案件就不要再写 --all")
    with open_office(database, kept(files)) as office:
        chosen = tuple(case_id(office, case) for case in cases) if cases else office.cases()
        with progress(chosen, label="核对证据") as each:
            answers = [_verified(office, case) for case in each]
    faulty = [answer for answer in answers if answer["findings"]]
    if json:
        emit({"sound": not faulty, "cases": answers})
    else:
        say(*(line for answer in faulty for line in _faults(answer)))
        say(f"核对 {len(answers)} 件，{f'{len(faulty)} 件有问题' if faulty else '证据完好，未见改动'}")
    if faulty:
        raise typer.Exit(REFUSED)


def _folder(files: Path | None) -> Path:
    if files is None:
        raise Unusable("没有写 --files：要写明证据文件库所在目录，或者设环境变量 ZHIFA_FILES")
    return files


def kept(files: Path | None) -> Path:
    """The folder of a store that is there already: reading makes none."""
    folder = _folder(files)
    if not folder.is_dir():
        raise Unusable(f"--files 所指的目录 {folder} 不存在；核对路径")
    return folder


def _case(office: Office, text: str) -> tuple[str, Register]:
    found = case_id(office, text)
    return found, office.agency_register(office.case(found).agency_id)


def _checksum(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    algorithm, colon, value = text.partition(":")
    known = _ALGORITHMS.get(algorithm.lower().replace("-", ""))
    if known is None or not colon:
        rule = f"应写作 算法:值，算法为 {'、'.join(_ALGORITHMS)} 之一"
        raise Unusable(f"--checksum 的值{shown(text)}不合要求：{rule}")
    return {"algorithm": known, "value": value.strip().lower()}


def _carry_out(act: Callable[[], Any], what: str, told: Callable[[Any], Iterable[str]], *, json: bool) -> None:
    """Do it and tell what was done; with ``json`` a refusal is an answer too."""
    from zhifa.engine.errors import CommandRefused

    try:
        done = act()
    except CommandRefused as refused:
        if not json:
            raise
        emit({what: None, "refusals": [reason.as_dict() for reason in refused.refusals]})
        raise typer.Exit(REFUSED) from refused
    if json:
        emit({what: asdict(done), "refusals": []})
    else:
        say(*told(done))


def _received(done: EvidenceReceived) -> Iterator[str]:
    yield f"{'此前已收存同一文件，没有重复登记' if done.repeated else '已收存'}：证据“{done.key}”，{done.size} 字节"
    yield f"SHA-256 {done.digest}"
    if done.late:
        yield "迟交：收存时已超过本机关规定的工作日数，已在保管记录中标明"


def _line(line: CustodyLine) -> str:
    given = f"，由{line.source}" if line.source else ""
    given += f"，交{line.to}" if line.to else ""
    return (
        f"{local(line.occurred_at)}　{line.label}{given}，登记人{line.actor}{f'（{line.note}）' if line.note else ''}"
    )


_STATE: Final = {True: "完好", False: "缺失或者已变", None: "未核对"}


def _lines(item: EvidenceItem) -> Iterator[str]:
    late = "，迟交" if item.late else ""
    yield f"{item.key}　{item.kind or '未填报'}　{item.description or ''}".rstrip()
    if item.digest:
        yield f"　　文件 {item.name or ''} {item.digest}（{_STATE[item.intact]}{late}）"
    yield from (f"　　{_line(line)}" for line in item.custody)


def _verified(office: Office, case: str) -> dict[str, Any]:
    findings = office.evidence.verify(case)
    return {"case": case, "findings": [{"seq": f.seq, "kind": f.kind, "text": f.text} for f in findings]}


def _faults(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['case']}　有 {len(answer['findings'])} 处问题"
    yield from (f"　　{found['text']}（{found['kind']}）" for found in answer["findings"])
