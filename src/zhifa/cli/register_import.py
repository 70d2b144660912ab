"""``zhifa register import``: files that change an agency's register, previewed or taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import REFUSED, UNUSABLE, Unusable
from zhifa.cli.inputs import officer
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, meter, note, say, show_table
from zhifa.cli.register_arguments import Agency, By, Document, Retroactive, require_note
from zhifa.cli.register_files import Given, given_by
from zhifa.cli.register_moves import book_of, done_by, show_counts, show_moves, told_moves
from zhifa.cli.register_unseen import require_looked_at

if TYPE_CHECKING:
    from zhifa.engine.books.book import LineFault
    from zhifa.engine.office import Office
    from zhifa.engine.refusals import Refusal
    from zhifa.engine.register import Register
    from zhifa.engine.register_change import Change
    from zhifa.engine.register_journal import Backdated
    from zhifa.engine.register_proposal import Proposal
    from zhifa.engine.register_room import Taken

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="文件…",
        help="名录：CSV、XLSX（每张工作表一种名录）、导出的目录，或者整份的 JSON（- 为标准输入）；写法见 docs/registers.md",
    ),
]
BookName = Annotated[str | None, typer.Option("--book", metavar="名录", help="CSV 是哪一种名录；不写则看文件名和列名")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="事由", help="为什么变更，记录在案")]
KeepOthers = Annotated[
    bool, typer.Option("--keep-others", help="只增改文件中有的各行；不写则文件是该名录的全部，文件中没有的行到昨天结束")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只预览：列出会新增、变更、结束的行和受影响的案件，不写入")]
Expect = Annotated[
    str | None, typer.Option("--expect", metavar="摘要", help="预览给出的摘要：现在要做的变更与预览的不同，就不写入")
]


def import_(
    *, files: Files, database: DatabaseUrl, book: BookName = None, actor: By = None, agency: Agency = None,
    document: Document = None, reason: Reason = None, keep_others: KeepOthers = False, dry_run: DryRun = False,
    expect: Expect = None, retroactive: Retroactive = False, json: AsJson = False,
) -> None:  # fmt: skip
    """导入名录：一种、几种或者整份；有一处不合要求就全部不导入，并逐处列明。文件中没有的行结束，不删除；与现行的相同就不写入。"""
    from zhifa.engine.register_file import RegisterFaulty
    from zhifa.registers.intake import SheetsFaulty

    require_note(document, field="--document")
    require_note(reason, field="--reason")
    if retroactive and reason is None:
        raise Unusable("--retroactive 要和 --reason 一起写：为什么追溯，记录在案")
    with answering(json=json), open_office(database) as office:
        told, roles = {"kind": "file", "document": document, "reason": reason}, office.books.roles
        try:
            given = given_by(office, files, book=book, agency=agency, keep_others=keep_others, told=told)
            require_looked_at(given.unseen, looked_at=dry_run or expect is not None)
            found = _preview(office, given, actor=actor) if dry_run else None
            taken = None if dry_run else _take(office, given, actor=actor, expect=expect, retroactive=retroactive)
            _note_shared(office, taken.register if taken else found.after if found else None)
        except SheetsFaulty as error:
            raise refusal(error.faults, error.count, json=json) from error
        except RegisterFaulty as error:
            raise refusal(error.faults, len(error.faults), json=json) from error
    if found and found.faults:
        raise refusal(found.faults, len(found.faults), json=json)
    if json:
        emit(_answer(given, found, taken))
    else:
        _show(given, found, taken, roles)


# --- checking and taking ----------------------------------------------------------------------------------------------


def refusal(faults: Sequence[LineFault | Refusal], count: int, *, json: bool, doing: str = "导入") -> Exception:
    """How the command ends when lines are faulty, all of them named."""
    if json:
        emit({"taken": None, "fault_count": count, "faults": list(map(_told, faults))})
        return typer.Exit(UNUSABLE)
    listed = "\n".join(f"　　{fault.text}" for fault in faults)
    more = f"\n　　……另有 {count - len(faults)} 处" if count > len(faults) else ""
    return Unusable(f"名录没有{doing}，有 {count} 处不合要求：\n{listed}{more}\n办法：按所列逐处改正后重新{doing}")


@contextmanager
def answering(*, json: bool) -> Iterator[None]:
    """With ``json`` a refusal is an answer too."""
    from zhifa.engine.errors import CommandRefused

    try:
        yield
    except CommandRefused as refused:
        if not json:
            raise
        emit({"taken": None, "refusals": [reason.as_dict() for reason in refused.refusals]})
        raise typer.Exit(REFUSED) from refused


def _note_shared(office: Office, register: Register | None) -> None:
    """Say beside the answer that another agency's document numbers begin alike; nothing forbids to bring such a register in."""
    from zhifa.engine.books.subject_findings import short_name_shared
    from zhifa.engine.instants import legal_day

    if register is not None:
        shared = short_name_shared(register, office.registers(), legal_day(office.books.clock.now()))
        for one in shared:
            note(f"应改正：{one.text}")


def _told(fault: LineFault | Refusal) -> dict[str, Any]:
    """A fault for programs: of a sheet by row and column, of JSON as a refusal of facts."""
    return fault._asdict() if isinstance(fault, tuple) else fault.as_dict()


def _by(given: Given, actor: str | None) -> str | None:
    """Id of the officer who makes the change, if one is named."""
    if actor and given.register is None:
        raise Unusable("--as 不用写：机关还没有名录，第一次导入不记导入人")
    return officer(given.register, actor, field="--as") if actor and given.register else None


def _preview(office: Office, given: Given, *, actor: str | None) -> Proposal:
    return office.books.preview(given.agency_id, given.lines, whole=given.whole, actor=_by(given, actor))


def _take(office: Office, given: Given, *, actor: str | None, expect: str | None, retroactive: bool) -> Taken:
    by = _by(given, actor)
    with meter(1000, label="写入名录") as bar:
        return office.books.take(
            given.agency_id, given.lines, whole=given.whole, source=given.source, actor=by, expect=expect, retroactive=retroactive,
            told=lambda done, total: bar(1000 * done // max(total, 1)),
        )  # fmt: skip


# --- the answer -------------------------------------------------------------------------------------------------------


def _answer(given: Given, found: Proposal | None, taken: Taken | None) -> dict[str, Any]:
    from zhifa.registers.moves import counts

    moved = _moved(found, taken)
    return {
        "agency": given.agency_id,
        "version": given.register.version if given.register else 0,
        "expect": found.expect if found else None,
        "books": counts(moved, given.rows),
        "absent": given.absent,
        "effects": [effect._asdict() for effect in found.effects] if found else [],
        "used": [asdict(one) for one in found.used] if found else [],
        "changed": told_moves(moved),
        "fault_count": 0,
        "faults": [],
        "taken": _taken(taken) if taken else None,
    }


def _moved(found: Proposal | None, taken: Taken | None) -> Change:
    """What would move, or did."""
    shown = found or taken
    assert shown is not None
    return shown.change


def _taken(taken: Taken) -> dict[str, Any]:
    return {"version": taken.register.version, "hash": taken.register.digest, "written": taken.entry is not None}


def _show(given: Given, found: Proposal | None, taken: Taken | None, roles: Mapping[str, str]) -> None:
    from zhifa.registers.moves import counts

    for name, labels in given.absent.items():
        lines = "各行" if name in given.whole else "名录中已有的各行照旧保留，新增的各行"
        note(f"“{book_of(name, field='名录').label}”没有列{'、'.join(labels)}，{lines}按没有填写处理")
    show_counts(counts(_moved(found, taken), given.rows))
    say("")
    if taken:
        say(done_by(taken))
        return
    if found and found.change:
        show_moves(found.change, roles)
        say("")
    if found and found.effects:
        say("受影响的未结案件：")
        show_table(("案件", "承办人", "变动"), ((one.case_id[:8], one.name, one.lost) for one in found.effects))
        say("")
    if found and found.used:
        say("过去的日子里还用于案件、照此导入那时不再有效的行：")
        show_table(("名录", "行", "日子", "案件"), map(_used, found.used))
        say("")
    say(*_foreseen(found))


def _used(one: Backdated) -> tuple[str, ...]:
    from zhifa.engine.backdating import told_cases

    return book_of(one.book, field="名录").label, one.name, one.days, told_cases(one.cases)


def _foreseen(found: Proposal | None) -> Iterator[str]:
    if not found or not found.change:
        yield "与现行名录相同，没有要变更的"
        return
    yield "只作预览，什么也没有写入"
    used = "；追溯要加 --retroactive，以 --reason 写明事由，并逐案核对" if found.used else ""
    yield f"照此导入：去掉 --dry-run；要与这次预览完全一致，加 --expect {found.expect}{used}"
