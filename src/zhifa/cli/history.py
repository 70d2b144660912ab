"""``zhifa import`` and ``zhifa past``: tables of past decisions taken over, and looked up again."""

from __future__ import annotations

import json as json_text
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import UNUSABLE, Unusable
from zhifa.cli.inputs import register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, local, meter, note, say, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.history import Intake
    from zhifa.storage.records import ImportRecord, PastDecisionRecord

TableFile = Annotated[Path, typer.Argument(metavar="文件", help="历史决定的表（CSV 或者 XLSX），列名用双公示模板的")]
By = Annotated[str | None, typer.Option(metavar="说明", help="由谁、从哪里交来，记录在案")]
Agency = Annotated[
    str | None, typer.Option(metavar="机关", help="归入哪个机关：名称或者编号；数据库中只有一个机关的可以不写")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")]
SkipFaulty = Annotated[bool, typer.Option("--skip-faulty", help="跳过不合要求的行，导入其余各行；跳过的行号记录在案")]
Party = Annotated[str | None, typer.Option(metavar="名称", help="行政相对人名称，要完全相同")]
Number = Annotated[str | None, typer.Option(metavar="文号", help="行政处罚决定书文号，要完全相同")]
Imports = Annotated[bool, typer.Option("--imports", help="列出历次导入，不列各项决定")]
Limit = Annotated[int, typer.Option(min=1, metavar="项数", help="至多列出的项数")]

_LONGEST_NOTE: Final = 300
_NOT_OURS: Final = "以下是导入的历史决定，不是在本系统办理的案件"


def import_(
    *, file: TableFile, database: DatabaseUrl, by: By = None, agency: Agency = None,
    dry_run: DryRun = False, skip_faulty: SkipFaulty = False, json: AsJson = False,
) -> None:  # fmt: skip
    """导入历史决定的表：逐行检查，记明来源，与在本系统办理的案件分开存放；有一行不合要求就全部不导入，并逐处列明。"""
    from zhifa.history import import_table, read_table

    if by is not None and not (1 <= len(by) <= _LONGEST_NOTE and by.isprintable()):
        raise Unusable(f"--by 的值{shown(by)}不合要求：应为1至{_LONGEST_NOTE}个可见字符")
    with open_office(database) as office:
        owner = register_of(office, agency, owned="导入的决定")
        with meter(_size(file), label="读取表格") as told, read_table(file, told=told) as table:
            done = None
            if table.fault_count and not skip_faulty:
                if not json:
                    table.require_sound()
            elif not dry_run:
                done = import_table(office, owner.agency.id, table, by=by, skip_faulty=skip_faulty)
            answer = _answer(table, done)
    if json:
        emit(answer)
    else:
        for fault in table.faults:
            note(fault.text)
        say(*_lines(answer))
    if table.fault_count and not skip_faulty:
        raise typer.Exit(UNUSABLE)


def past(
    *, database: DatabaseUrl, party: Party = None, number: Number = None, imports: Imports = False, limit: Limit = 50,
    json: AsJson = False,
) -> None:  # fmt: skip
    """查找导入的历史决定，每项注明来自哪次导入、第几行；它们不是在本系统办理的案件。"""
    with open_office(database) as office:
        registers = office.registers()
        brought = {one.id: one for register in registers for one in office.past.imports(register.agency.id)}
        every = (d for r in registers for d in office.past.decisions(r.agency.id, party=party, number=number))
        found = [] if imports else list(islice(every, limit + 1))
    if imports:
        _show_imports(list(brought.values()), json=json)
    else:
        _show_decisions(found[:limit], brought, json=json, more=len(found) > limit)


def _size(file: Path) -> int:
    return file.stat().st_size


# --- the answer of an import ------------------------------------------------------------------------------------------


def _answer(table: Intake, done: ImportRecord | None) -> dict[str, Any]:
    headings = table.headings
    return {
        "import": _import(done) if done else None,
        "table": {
            "file": table.file,
            "digest": table.digest,
            "kind": headings.kind.name,
            "kind_label": headings.kind.label,
            "columns": headings.mapping,
            "absent": list(headings.absent),
            "rows": table.taken,
            "warned": table.warned,
            "faulty_rows": table.skipped,
        },
        "warnings": dict(table.warnings.most_common()),
        "faults": [fault._asdict() for fault in table.faults],
        "fault_count": table.fault_count,
    }


def _import(done: ImportRecord) -> dict[str, Any]:
    return done._asdict() | {"columns": json_text.loads(done.columns), "skipped": json_text.loads(done.skipped)}


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    table, done = answer["table"], answer["import"]
    yield f"{table['file']}：{table['kind_label']}，可以导入 {table['rows']} 行，其中 {table['warned']} 行有提示"
    if table["absent"]:
        yield f"没有的必填列　{'、'.join(table['absent'])}"
    if others := [title for title, field in table["columns"].items() if field is None]:
        yield f"照原样保存的列　{'、'.join(others)}"
    yield from (f"提示　{times} 行　{warning}" for warning, times in answer["warnings"].items())
    if table["faulty_rows"]:
        yield f"跳过 {len(table['faulty_rows'])} 行　第{'、'.join(map(str, table['faulty_rows']))}行"
    if done is None:
        yield "只作检查，什么也没有写入"
        return
    yield f"已导入 {done['taken']} 行（导入编号 {done['id']}），来源记录在案；它们不是在本系统办理的案件"
    yield "查找用 zhifa past --party 名称，或者 --number 文号；历次导入用 zhifa past --imports"


# --- looking up -------------------------------------------------------------------------------------------------------


def _show_imports(imports: list[ImportRecord], *, json: bool) -> None:
    if json:
        emit({"imports": [_import(one) for one in imports]})
        return
    rows = (
        (
            local(one.imported_at),
            one.file,
            str(one.taken),
            str(len(json_text.loads(one.skipped))),
            one.imported_by or "",
            one.id,
        )
        for one in imports
    )
    show_table(("导入时间", "文件", "行数", "跳过", "来源说明", "导入编号"), rows)
    say(f"共 {len(imports)} 次")


def _show_decisions(
    found: list[PastDecisionRecord], imports: dict[str, ImportRecord], *, json: bool, more: bool
) -> None:
    told = [_decision(one, imports[one.import_id]) for one in found]
    if json:
        emit({"past_decisions": told, "more": more})
        return
    show_table(("决定日期", "当事人", "文号", "处罚内容", "处罚机关", "来源"), map(_row, told), title=_NOT_OURS)
    say(f"列出 {len(told)} 项{'，还有更多：用 --limit 放宽，或者用 --party、--number 缩小' if more else ''}")


def _decision(one: PastDecisionRecord, brought: ImportRecord) -> dict[str, Any]:
    return one._asdict() | {
        "file": brought.file,
        "imported_at": brought.imported_at,
        "other": json_text.loads(one.other) if one.other else {},
        "warnings": json_text.loads(one.warnings) if one.warnings else [],
    }


def _row(told: dict[str, Any]) -> tuple[str, ...]:
    fields = ("decided_on", "party", "document_number", "penalty", "authority")
    return (*(told[field] or "" for field in fields), f"{told['file']} 第{told['row_number']}行")
