"""How a command that changes a case is sent: on which version, under which key, and how what was done is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from zhifa.cli.faults import REFUSED
from zhifa.cli.inputs import case_id, new_key
from zhifa.cli.output import emit, note, say, titled

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhifa.engine.casefile import CaseFile
    from zhifa.engine.command import Done
    from zhifa.engine.office import Office
    from zhifa.engine.register import Register


def standing(office: Office, text: str) -> tuple[CaseFile, Register]:
    """The case that begins with ``text``, and the register of its agency."""
    found = office.case(case_id(office, text))
    return found, office.agency_register(found.agency_id)


def seen_version(found: CaseFile, given: int | None, key: str | None) -> int:
    """The version the command is decided on. A key alone cannot tell a repeated command: its version is part of it."""
    if given is not None:
        return given
    if key is not None:
        note(f"未写 --version，取案件现在的第{found.version}版；重发同一命令要写原来的 --version")
    return found.version


def announced(given: str | None, version: int | None = None) -> str:
    """The key, told before the command is sent when nobody has it yet: with it the command can be sent again after a crash."""
    key = new_key(given)
    if given is None:
        again = f"--key {key} --version {version}" if version is not None else f'"key": "{key}"'
        note(f"幂等键 {key}；没有看到结果时原样重发，加上 {again}")
    return key


def carry_out(office: Office, act: Callable[[], Done], *, json: bool, before: int | None) -> None:
    """Do it and tell what was done; with ``json`` a refusal is an answer too."""
    from zhifa.engine.errors import CommandRefused

    try:
        done = act()
    except CommandRefused as refused:
        if not json:
            raise
        emit({"done": None, "refusals": [reason.as_dict() for reason in refused.refusals]})
        raise typer.Exit(REFUSED) from refused
    state = office.case(done.case_id).workflow.state_by_name[done.state]
    if json:
        emit({"done": {**_done(done), "state_label": state.label}, "refusals": []})
        return
    made = [titled(paper.title, paper.number) for paper in office.papers(done.case_id) if paper.seq == done.seq]
    say(
        f"{'此前已办成，没有重复办理' if done.repeated else '已办成'}：第{done.seq}号记录，案件现处“{state.label}”",
        f"案件 {done.case_id}",
        f"版本 {done.version}" + (f"（办理前为第{before}版）" if before is not None and not done.repeated else ""),
        *(f"文书 {paper}" for paper in made),
        *(f"请核对 {seen}" for seen in done.notes),
    )


def _done(done: Done) -> dict[str, Any]:
    return {
        "case": done.case_id,
        "version": done.version,
        "seq": done.seq,
        "state": done.state,
        "repeated": done.repeated,
        "notes": list(done.notes),
    }
