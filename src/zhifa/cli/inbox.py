"""``zhifa inbox``: the warnings that reached an officer, and that he or she took note of them.

There is no way to put a warning off. Taking note stops no term.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import After, AsJson, DatabaseUrl, Limit
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import officer_of_any, place
from zhifa.cli.opening import open_office
from zhifa.cli.output import beyond, emit, local, say, say_beyond, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.inbox import Received
    from zhifa.engine.office import Office

Who = Annotated[str, typer.Argument(metavar="人员", help="工号、姓名（不重名）或者编号")]
All = Annotated[bool, typer.Option("--all", help="连同已经签收的")]
WarningId = Annotated[str, typer.Argument(metavar="预警", help="预警编号，或者其开头至少四位")]
Signer = Annotated[str, typer.Option("--as", metavar="人员", help="签收人：工号、姓名（不重名）或者编号")]
Note = Annotated[str | None, typer.Option(metavar="说明", help="附记，随签收存入，至多300字")]


def list_(
    *, officer: Who, database: DatabaseUrl, all_: All = False, limit: Limit = 1000, after: After = None, json: AsJson = False,
) -> None:  # fmt: skip
    """列出发给一个人的预警，新的在前；不写 --all 则只列没有签收的。"""
    begin = place(after)
    with open_office(database) as office:
        _, found = officer_of_any(office, officer, field="人员")
        page = office.inbox.page(found, acknowledged=all_, after=begin, limit=limit)
    if json:
        emit({"warnings": [_answer(one) for one in page.warnings], **beyond(page.more, page.after)})
        return
    if not page.warnings:
        say("没有预警" if all_ else "没有未签收的预警")
        return
    show_table(("预警", "收到", "内容", "案件", "期限", "签收"), map(_row, page.warnings))
    say_beyond(page.more, page.after)


def ack(*, warning: WarningId, actor: Signer, database: DatabaseUrl, note: Note = None, json: AsJson = False) -> None:
    """签收一条预警，记录在案。签收不停止期限：法定期限超期的，办结以前照常预警，不能推迟。"""
    with open_office(database) as office:
        _, found = officer_of_any(office, actor, field="--as")
        warning_id = _warning_id(office, found, warning)
        noted = office.inbox.acknowledge(warning_id, found, note)
    if json:
        emit(_answer(noted))
        return
    say(f"已签收：{noted.body['text']}")
    if noted.overdue and noted.running:
        say("签收不停止期限；这一期限办结以前照常预警，不能推迟")


def _warning_id(office: Office, officer_id: str, text: str) -> str:
    found = office.inbox.beginning(officer_id, text) if len(text) >= 4 else ()
    if len(found) != 1:
        raise Unusable(
            f"预警编号{shown(text)}不合要求：应为发给此人的一条预警的编号，或其开头至少四位；用 zhifa inbox list 查看"
        )
    return found[0]


def _row(one: Received) -> tuple[str, ...]:
    noted = f"{local(one.acknowledged_at)}　{one.note}".rstrip() if one.acknowledged_at else "未签收"
    return one.warning_id[:8], local(one.received_at), one.body["text"], one.case_id[:8], _state(one), noted


def _state(one: Received) -> str:
    if not one.running:
        return "已了结"
    return "超期" if one.overdue else "进行中"


def _answer(one: Received) -> dict[str, Any]:
    from zhifa.engine.instants import instant_text
    from zhifa.engine.planning import MAIN

    return {
        "id": one.warning_id,
        "case": one.case_id,
        "term": one.label,
        "key": None if one.body["key"] == MAIN else one.body["key"],
        "text": one.body["text"],
        "article": one.body["article"],
        "level": one.level,
        "occurrence": one.occurrence,
        "due": one.due,
        "overdue": one.overdue,
        "running": one.running,
        "received_at": instant_text(one.received_at),
        "acknowledged_at": instant_text(one.acknowledged_at) if one.acknowledged_at else None,
        "note": one.note,
    }
