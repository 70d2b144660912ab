"""``zhifa register check``: what is amiss in a register, before a step is refused for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import REFUSED
from zhifa.cli.inputs import register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table
from zhifa.cli.register_arguments import Agency, day_of

On = Annotated[str | None, typer.Option("--on", metavar="日期", help="看哪一天；不写则今天")]
Strict = Annotated[bool, typer.Option("--strict", help="有一处应改正的，退出码为1；只有提示的不算")]

_LEVELS = {"fault": "应改正", "note": "提示"}
_MARKS = {"V": "", "V2": "（据二手资料）", "M": "（未核对原文）", "C": "（约定）"}


def check(
    *, database: DatabaseUrl, on: On = None, strict: Strict = False, agency: Agency = None, json: AsJson = False
) -> None:
    """检查名录：法制审核人员比例、证件年审和到期、培训学时、委托公布、空着的名录等，逐条列明依据。"""
    from zhifa.engine.backdating import backdated_findings
    from zhifa.engine.books.catalogue import book_named
    from zhifa.engine.books.subject_findings import short_name_shared
    from zhifa.engine.recordings import misnamed
    from zhifa.engine.register_findings import findings

    with open_office(database) as office:
        register, at_hand = register_of(office, agency, owned="名录"), office.workflows
        entries, roles = office.books.history(register.agency.id), office.books.roles
        all_here = office.registers()
    day = _day(on)
    found = (
        *findings(register, day, roles),
        *short_name_shared(register, all_here, day),
        *misnamed(register.shelf, day, at_hand),
        *backdated_findings(entries),
    )
    if json:
        told = {"agency": register.agency.id, "version": register.version, "on": day.isoformat()}
        emit(told | {"findings": [one._asdict() for one in found]})
    else:
        rows = (
            (_LEVELS[one.level], book_named(one.book).label, one.text, f"{one.article}{_MARKS[one.mark]}")
            for one in found
        )
        if found:
            show_table(("", "名录", "内容", "依据"), rows)
        faults = sum(one.level == "fault" for one in found)
        say(
            f"{register.agency.name}的名录（第{register.version}版）{day}：应改正的 {faults} 处，提示 {len(found) - faults} 处"
        )
    if strict and any(one.level == "fault" for one in found):
        raise typer.Exit(REFUSED)


def _day(text: str | None) -> date:
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day

    return legal_day(SystemClock().now()) if text is None else day_of(text, field="--on")
