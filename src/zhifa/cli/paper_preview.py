"""``zhifa paper preview``: the papers that a step would issue, before it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa.cli.arguments import Actor, AsJson, At, Behalf, Case, DatabaseUrl, FilesFolder, TemplatesFolder
from zhifa.cli.case_acts import FactsFile, Step
from zhifa.cli.faults import REFUSED, reasons
from zhifa.cli.inputs import behalf, case_id, moment, named, new_key, officer, read_object
from zhifa.cli.marked_papers import Marked, write_marked
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say

if TYPE_CHECKING:
    from zhifa.engine.preview import Preview

Out = Annotated[Path, typer.Option(metavar="目录", help="预览写入的目录")]
Pdf = Annotated[bool, typer.Option("--pdf", help="同时存为 PDF/A")]


def preview(
    *, case: Case, step: Step, actor: Actor, at: At, database: DatabaseUrl, out: Out, principal: Behalf = None, facts: FactsFile = None,
    pdf: Pdf = False, files: FilesFolder = None, templates: TemplatesFolder = None, json: AsJson = False,
) -> None:  # fmt: skip
    """预览一个步骤将要制作的文书：每页标明预览，不编文号，不写入任何记录；不能办理的，列明全部理由。"""
    from zhifa.engine.command import Command
    from zhifa.engine.errors import CommandRefused

    submitted = read_object(facts) if facts else {}
    occurred_at = moment(at, field="--at")
    with open_office(database, files, templates=templates) as office:
        found = office.case(case_id(office, case))
        register = office.agency_register(found.agency_id)
        command = Command(
            case_id=found.id,
            transition=step,
            actor=officer(register, actor, field="--as"),
            occurred_at=occurred_at,
            expected_version=found.version,
            key=new_key(None),
            facts=named(submitted, register, field="facts"),
            on_behalf_of=behalf(register, principal),
        )
        try:
            previewed = office.preview(command)
        except CommandRefused as refused:
            if not json:
                raise
            emit({"papers": [], "refusals": [reason.as_dict() for reason in refused.refusals], "notes": []})
            raise typer.Exit(REFUSED) from refused
    written = write_marked(_marked(previewed), out, ["html", *(["pdf"] if pdf else [])], label="写出预览")
    _tell(previewed, written, out, json=json)
    if previewed.refusals:
        raise typer.Exit(REFUSED)


def _marked(previewed: Preview) -> list[Marked]:
    return [
        Marked(name=f"预览{number}-{paper.code}", rendering=paper, issued_on=previewed.issued_on)
        for number, paper in enumerate(previewed.papers, 1)
    ]


def _tell(previewed: Preview, written: Sequence[tuple[Marked, list[Path]]], out: Path, *, json: bool) -> None:
    refusals = [reason.as_dict() for reason in previewed.refusals]
    if json:
        papers = [paper.told | {"files": [str(path) for path in paths]} for paper, paths in written]
        emit({"papers": papers, "refusals": refusals, "notes": list(previewed.notes)})
        return
    if not written:
        say("这一步骤不制作文书")
        return
    say(*(f"{paper.rendering.title}　{paths[0]}" for paper, paths in written))
    say(*(f"请核对 {seen}" for seen in previewed.notes))
    if refusals:
        say("以上文书还不能制作：", reasons(refusals))
    say(f"预览 {len(written)} 份，已存入 {out}；没有编文号，没有写入记录")
