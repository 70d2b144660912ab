"""``zhifa case new``, ``do``, ``correct``, ``hand-over``: what changes a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from zhifa.cli.arguments import Actor, AsJson, At, Behalf, Case, DatabaseUrl, FilesFolder, Key, TemplatesFolder, Version
from zhifa.cli.bundle import receive_bundle
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import behalf, moment, named, officer, officer_of_any, parse_json, read_object
from zhifa.cli.opening import open_office
from zhifa.cli.sending import announced, carry_out, seen_version, standing
from zhifa.cli.workflow import find
from zhifa.engine.quoted import shown

OpeningFile = Annotated[
    str, typer.Argument(metavar="文件", help="JSON：workflow、actor、occurred_at、facts，可有 key；- 为标准输入")
]
Procedure = Annotated[
    str | None,
    typer.Option("--workflow", metavar="流程", help="流程的名称，见 zhifa workflow list；文件中没有 workflow 时写"),
]
ReceivedBundle = Annotated[
    Path | None,
    typer.Option(
        "--bundle", metavar="文件", help="移送机关交来的记录包：核对、存入证据文件库，并写入填报内容的 received"
    ),
]
Step = Annotated[str, typer.Argument(metavar="步骤", help="步骤名称，见 zhifa case options")]
FactsFile = Annotated[
    str | None,
    typer.Option(
        "--facts",
        metavar="文件",
        help="填报内容（JSON），- 为标准输入；各项见 zhifa case form；@工号 或 @姓名 代表人员编号",
    ),
]
Seq = Annotated[int, typer.Argument(metavar="记录号", help="要更正的记录序号，见 zhifa case history")]
FactPath = Annotated[str, typer.Argument(metavar="填报项", help="要更正的填报项，如 party.name；或者 occurred_at")]
New = Annotated[str, typer.Option("--new", metavar="新值", help="正确的值（JSON）；文字要加引号：'\"示例市\"'")]
Reason = Annotated[str, typer.Option(metavar="理由", help="更正或者移交的理由")]
Approver = Annotated[str, typer.Option(metavar="人员", help="批准更正的人，不得是办理人本人")]
Old = Annotated[str, typer.Option("--from", metavar="人员", help="移出的承办人")]
Successor = Annotated[str, typer.Option("--to", metavar="人员", help="接办的承办人")]

_OPENING: Final = {"workflow": str, "actor": str, "occurred_at": str, "facts": dict}
_BESIDES: Final = ("key", "for")
"""What may be left out."""


def new(
    *, file: OpeningFile, database: DatabaseUrl, workflow: Procedure = None, bundle: ReceivedBundle = None, files: FilesFolder = None,
    templates: TemplatesFolder = None, json: AsJson = False,
) -> None:  # fmt: skip
    """立起新案件：普通程序登记线索，简易程序登记当场查获。"""
    from zhifa.engine.command import Opening

    if bundle is not None and files is None:
        raise Unusable("--bundle 要和 --files 目录 一起用：记录包存入证据文件库")
    told = _opening(_of_procedure(read_object(file), workflow))
    occurred_at = moment(told["occurred_at"], field="occurred_at")
    key = announced(told.get("key"))
    with open_office(database, files, templates=templates) as office:
        register, actor = officer_of_any(office, told["actor"], field="actor")
        facts = named(told["facts"], register, field="facts")
        if bundle is not None:
            facts = receive_bundle(office, facts, bundle)
        opening = Opening(
            workflow=told["workflow"], actor=actor, occurred_at=occurred_at, key=key, facts=facts,
            on_behalf_of=behalf(register, told.get("for")),
        )  # fmt: skip
        carry_out(office, lambda: office.register(opening), json=json, before=None)


def do(
    *, case: Case, step: Step, actor: Actor, at: At, database: DatabaseUrl, principal: Behalf = None, facts: FactsFile = None,
    version: Version = None, key: Key = None, files: FilesFolder = None, templates: TemplatesFolder = None, json: AsJson = False,
) -> None:  # fmt: skip
    """办理一个步骤；办成，或者列明全部理由不予办理。"""
    from zhifa.engine.command import Command

    submitted = read_object(facts) if facts else {}
    occurred_at = moment(at, field="--at")
    with open_office(database, files, templates=templates) as office:
        found, register = standing(office, case)
        expected = seen_version(found, version, key)
        used = announced(key, expected)
        command = Command(
            case_id=found.id,
            transition=step,
            actor=officer(register, actor, field="--as"),
            occurred_at=occurred_at,
            expected_version=expected,
            key=used,
            facts=named(submitted, register, field="facts"),
            on_behalf_of=behalf(register, principal),
        )
        carry_out(office, lambda: office.perform(command), json=json, before=expected)


def correct(
    *, case: Case, seq: Seq, path: FactPath, value: New, reason: Reason, approver: Approver, actor: Actor, at: At,
    database: DatabaseUrl, principal: Behalf = None, version: Version = None, key: Key = None, json: AsJson = False,
) -> None:  # fmt: skip
    """更正已录的一项：另立一条记录，不改动原记录。"""
    from zhifa.engine.correct import Correction

    occurred_at = moment(at, field="--at")
    right = parse_json(value, field="--new")
    with open_office(database) as office:
        found, register = standing(office, case)
        expected = seen_version(found, version, key)
        used = announced(key, expected)
        correction = Correction(
            case_id=found.id,
            seq=seq,
            path=path,
            new=named(right, register, field="--new"),
            reason=reason,
            actor=officer(register, actor, field="--as"),
            approver=officer(register, approver, field="--approver"),
            occurred_at=occurred_at,
            expected_version=expected,
            key=used,
            on_behalf_of=behalf(register, principal),
        )
        carry_out(office, lambda: office.correct(correction), json=json, before=expected)


def hand_over(
    *, case: Case, old: Old, successor: Successor, reason: Reason, actor: Actor, at: At, database: DatabaseUrl,
    principal: Behalf = None, version: Version = None, key: Key = None, json: AsJson = False,
) -> None:  # fmt: skip
    """更换承办人；原承办人此后也不得审核本案。"""
    from zhifa.engine.handover import HandingOver

    occurred_at = moment(at, field="--at")
    with open_office(database) as office:
        found, register = standing(office, case)
        expected = seen_version(found, version, key)
        used = announced(key, expected)
        change = HandingOver(
            case_id=found.id,
            old=officer(register, old, field="--from"),
            new=officer(register, successor, field="--to"),
            reason=reason,
            actor=officer(register, actor, field="--as"),
            occurred_at=occurred_at,
            expected_version=expected,
            key=used,
            on_behalf_of=behalf(register, principal),
        )
        carry_out(office, lambda: office.hand_over(change), json=json, before=expected)


def _of_procedure(told: dict[str, Any], workflow: str | None) -> dict[str, Any]:
    """The file with the procedure that the command names; the two may not differ."""
    if workflow is None:
        return told
    named, written = find(workflow).name, told.get("workflow")
    if written not in (None, named):
        raise Unusable(f"--workflow 的值{shown(workflow)}与文件中的 workflow{shown(str(written))}不一致；只写一处")
    return {**told, "workflow": named}


def _opening(told: dict[str, Any]) -> dict[str, Any]:
    """The file of a new case with every name known and every value of its kind."""
    for name in told.keys() - _OPENING.keys() - set(_BESIDES):
        raise Unusable(f"没有名为{shown(name)}的项；文件中只能有 {'、'.join((*_OPENING, *_BESIDES))}")
    for name, kind in _OPENING.items():
        if not isinstance(told.get(name), kind):
            rule = "应为 JSON 对象 {…}" if kind is dict else "应为文字"
            raise Unusable(f"{name} 的值{shown(str(told.get(name, '')))}不合要求：必填，{rule}")
    for name in _BESIDES:
        if not isinstance(told.get(name, ""), str):
            raise Unusable(f"{name} 的值{shown(str(told[name]))}不合要求：应为文字")
    return told
