"""``zhifa calendar import`` and ``history``: files of days that an agency takes in, and what each moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.calendar import Agency, DocumentNumber, File, PublishedOn, read_file
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.inputs import officer, register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, local, meter, note, say, show_table
from zhifa.engine.quoted import keyed

if TYPE_CHECKING:
    from zhifa.engine.calendar_room import FileTaken, Moved, Recounted
    from zhifa.engine.recount import Dates

By = Annotated[
    str | None,
    typer.Option("--as", metavar="人员", help="导入人：工号、姓名（不重名）或者编号；只作试算（--dry-run）时不用写"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只试算，列出会变动的期限，不写入任何东西")]


def import_(
    *, file: File, database: DatabaseUrl, actor: By = None, agency: Agency = None, document_number: DocumentNumber = None,
    published_on: PublishedOn = None, dry_run: DryRun = False, json: AsJson = False,
) -> None:  # fmt: skip
    """导入日历文件，从下一步起照此计算；未了结的期限逐案重算，日期有变的另立一条记录，并列明从哪天改到哪天。"""
    read = read_file(file, document_number, published_on)
    if actor is None and not dry_run:
        raise Unusable("--as 未填：期限变动记入案件记录，要写明导入人；只看会变动什么，加 --dry-run")
    with open_office(database) as office:
        register = register_of(office, agency, owned="日历")
        owner, room = register.agency.id, office.calendars
        with meter(1000, label="重算期限") as bar:
            told = lambda done, of: bar(1000 * done // of)  # noqa: E731 - one line, told by one name to either
            if actor is None or dry_run:
                done = room.preview(owner, read, told=told)
            else:
                done = room.take(owner, read, actor=officer(register, actor, field="--as"), told=told)
    if json:
        emit(_answer(done))
    else:
        _show(done)
    for left in done.left:
        note(f"案件 {left.case_id} 没有重算：{left.reason}；排除原因后再导入一次同一文件")
    if done.left:
        raise typer.Exit(REFUSED)


def history(*, database: DatabaseUrl, agency: Agency = None, json: AsJson = False) -> None:
    """列出机关导入过的日历文件，以及每次重算看了多少案件、改了多少期限。"""
    with open_office(database) as office:
        taken = office.calendars.files(register_of(office, agency, owned="日历").agency.id)
    if json:
        emit({"files": [_file(one) for one in taken]})
        return
    heads = ("序号", "导入时间", "种类", "文号", "公布日期", "看过的案件", "改动的案件", "改动的期限", "重算")
    show_table(heads, map(_row, taken))
    say(f"共 {len(taken)} 个文件")


# --- the answer of an import ------------------------------------------------------------------------------------------


def _show(done: Recounted) -> None:
    for line in _standing(done):
        say(line)
    if done.moved:
        show_table(("案件", "期限", "原定最后一日", "现定最后一日"), map(_moved_row, done.moved))
    would = "会改动" if done.file is None else "改动"
    say(f"看过 {done.looked} 件案件，{would} {done.cases} 件案件的 {len(done.moved)} 项期限")


def _standing(done: Recounted) -> Iterator[str]:
    if done.file is None:
        yield "以前导入过同一文件；以下只是试算" if done.repeated else "只作试算，什么也没有写入"
    elif done.repeated:
        yield f"以前导入过同一文件（第{done.file.seq}号），没有重复写入；核对未了结的期限"
    else:
        yield f"已导入 {done.file.document_number}（第{done.file.seq}号）"
    if done.overruled_by:
        yield f"该文件在册，但其后导入的{done.overruled_by}另有安排，它已不再适用；要重新适用，须另发文件，以新的文号导入"


def _moved_row(moved: Moved) -> tuple[str, ...]:
    row, old, new = moved.move.row, moved.move.old, moved.move.new
    return moved.case_id[:8], keyed(row.label, row.key), _end(old), _end(new)


def _end(dates: Dates) -> str:
    return f"{dates.due}{'（暂定）' if dates.provisional else ''}"


def _answer(done: Recounted) -> dict[str, Any]:
    return {
        "file": done.file._asdict() if done.file else None,
        "repeated": done.repeated,
        "overruled_by": done.overruled_by,
        "looked": done.looked,
        "cases": done.cases,
        "moved": [_told(moved) for moved in done.moved],
        "left": [left._asdict() for left in done.left],
    }


def _told(moved: Moved) -> dict[str, Any]:
    row, old, new = moved.move.row, moved.move.old, moved.move.new
    named = {"case": moved.case_id, "code": row.code, "key": row.key, "label": row.label}
    return named | {"old": old._asdict(), "new": new._asdict()}


# --- what was taken in ------------------------------------------------------------------------------------------------


def _file(one: FileTaken) -> dict[str, Any]:
    run = {name: getattr(one.run, name) for name in ("started_at", "finished_at", "looked", "cases", "moved")}
    return one.file._asdict() | {"run": run}


def _row(one: FileTaken) -> tuple[str, ...]:
    file, run = one.file, one.run
    kind = "本机关的放假、调休" if file.year is None else f"{file.year}年放假安排"
    ended = "完成" if run.finished_at else "未完成，再导入一次同一文件"
    counts = (str(run.looked), str(run.cases), str(run.moved))
    return str(file.seq), local(file.imported_at), kind, file.document_number, file.published_on or "", *counts, ended
