"""``zhifa register rights``: what an officer may act by on a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.inputs import officer_of_any
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table
from zhifa.cli.term_inputs import day as date_of

if TYPE_CHECKING:
    from zhifa.engine.register import Register
    from zhifa.engine.standing import Right

Who = Annotated[str, typer.Argument(metavar="人员", help="工号、姓名（不重名）或者编号")]
On = Annotated[str | None, typer.Option("--on", metavar="日期", help="哪一天的岗位和代行；不写即今天")]

_SCOPES = {"unit": "本机构", "agency": "全机关"}


def rights(*, person: Who, database: DatabaseUrl, on: On = None, json: AsJson = False) -> None:
    """查看某人凭哪些岗位、代何人办理哪些类别、哪些机构的案件。"""
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day
    from zhifa.engine.standing import rights as rights_of

    with open_office(database) as office:
        register, who = officer_of_any(office, person, field="人员")
        roles = office.books.roles
    day = date_of(on, field="--on") if on else legal_day(SystemClock().now())
    found = rights_of(register, who, day)
    keeps = any(_keeps_register(one) for one in found)
    if json:
        told = [_told(register, one, roles) for one in found]
        emit({"officer": who, "on": day.isoformat(), "rights": told, "administrator": keeps})
        return
    heads = ("岗位", "执法类别", "办案范围", "任职机构", "有效期至", "代何人")
    show_table(heads, (_row(register, one, roles) for one in found), title=f"{register.officers[who].name}　{day}")
    if keeps:
        say("任名录管理员，不得办理执法案件")
    elif not found:
        say("没有岗位，也不代行他人职权：不能办理任何步骤")


def _row(register: Register, one: Right, roles: Mapping[str, str]) -> tuple[str, ...]:
    told = _told(register, one, roles)
    acts, scope = "、".join(told["acts"]) or "全部", _SCOPES.get(told["scope"] or "", "全机关（未写明）")
    return (told["label"], acts, scope, told["unit"], told["valid_to"] or "长期", told["for"] or "")


def _told(register: Register, one: Right, roles: Mapping[str, str]) -> dict[str, Any]:
    from zhifa.engine.books.acts import ACTS

    post, deputy = one
    ends = [valid.end for valid in (post.valid, deputy.valid if deputy else None) if valid and valid.end]
    return {
        "role": post.role,
        "label": roles.get(post.role, post.role),
        "acts": [ACTS.get(act, act) for act in sorted(post.acts)],
        "scope": post.scope,
        "unit": post.unit,
        "valid_to": min(ends).isoformat() if ends else None,
        "for": register.officers[deputy.principal_id].name if deputy else None,
    }


def _keeps_register(one: Right) -> bool:
    from zhifa.engine.vocabulary import REGISTRAR

    return one.post.role == REGISTRAR.name and one.deputy is None
