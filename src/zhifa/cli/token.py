"""``zhifa token``: what programs are recognised by. A token made here only reads; one to act with, its officer makes on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.accounts import LoginName, account, keeping
from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import Unusable
from zhifa.cli.output import emit, local, note, say, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from datetime import datetime

    from zhifa.identity.grants import Grant
    from zhifa.identity.keeper import Keeper
    from zhifa.identity.tokens import Token

Label = Annotated[str, typer.Option("--label", metavar="名称", help="给哪个系统用，今后凭它辨认")]
Grants = Annotated[
    list[str], typer.Option("--grant", metavar="权限", help="可以重复：cases:read、registers:read、events:manage")
]
Days = Annotated[int, typer.Option("--days", min=1, max=366, metavar="天数", help="有效天数")]
TokenId = Annotated[str, typer.Argument(metavar="令牌", help="令牌编号，或者其开头至少四位；见 zhifa token list")]


def make(
    *, login_name: LoginName, label: Label, grant: Grants, database: DatabaseUrl, days: Days = 90, json: AsJson = False
) -> None:
    """发放令牌，以这个账号的名义查阅；只打印这一次。可以办理案件的令牌由本人登录后在“我的账号”发放。"""
    from zhifa.identity.accounts import CONSOLE

    grants = [_grant(text) for text in grant]
    with keeping(database) as keeper:
        one = account(keeper, login_name)
        issued = keeper.tokens.make(one.id, label=label, grants=grants, days=days, by=CONSOLE)
        now = keeper.office.accounts.now()
    if json:
        emit({**_answer(issued.token, now), "token": issued.text})
        return
    say(issued.text)
    note(f"令牌只显示这一次，有效至 {local(issued.token.expires_at)}；写在请求头里：Authorization: Bearer 令牌")


def list_(*, login_name: LoginName, database: DatabaseUrl, json: AsJson = False) -> None:
    """列出一个账号的令牌：名称、权限、有效至何时、最近哪天用过。"""
    with keeping(database) as keeper:
        found = keeper.tokens.listed(account(keeper, login_name).id)
        now = keeper.office.accounts.now()
    if json:
        emit({"tokens": [_answer(one, now) for one in found]})
        return
    if not found:
        say("没有令牌")
        return
    show_table(
        ("令牌", "名称", "权限", "有效至", "最近使用", "状态"),
        ((one.id[:8], one.label, " ".join(sorted(one.grants)), local(one.expires_at), one.used_on or "", _standing(one, now)) for one in found),
    )  # fmt: skip


def revoke(*, login_name: LoginName, token: TokenId, database: DatabaseUrl) -> None:
    """作废令牌，立即生效。"""
    from zhifa.identity.accounts import CONSOLE

    with keeping(database) as keeper:
        one = account(keeper, login_name)
        keeper.tokens.revoke(one.id, _named(keeper, one.id, token), by=CONSOLE)
    say("已作废")


def _grant(text: str) -> Grant:
    from zhifa.identity.grants import OWN_ONLY, Grant

    known = [one for one in Grant if one not in OWN_ONLY]
    if text not in frozenset(Grant):
        raise Unusable(f"--grant 的值{shown(text)}不合要求：应为 {'、'.join(known)} 之一")
    return Grant(text)


def _named(keeper: Keeper, account_id: str, beginning: str) -> str:
    every = keeper.tokens.listed(account_id)
    found = [one.id for one in every if len(beginning) >= 4 and one.id.startswith(beginning)]
    if len(found) != 1:
        raise Unusable(
            f"令牌编号{shown(beginning)}不合要求：应为这个账号的一个令牌的编号，或其开头至少四位；用 zhifa token list 查看"
        )
    return found[0]


def _standing(one: Token, now: datetime) -> str:
    if one.revoked_at:
        return "已作废"
    return "有效" if one.counts(now) else "已过期"


def _answer(one: Token, now: datetime) -> dict[str, Any]:
    from zhifa.engine.instants import instant_text

    return {
        "id": one.id,
        "label": one.label,
        "grants": sorted(one.grants),
        "created_at": instant_text(one.created_at),
        "expires_at": instant_text(one.expires_at),
        "revoked_at": instant_text(one.revoked_at) if one.revoked_at else None,
        "used_on": one.used_on,
        "counts": one.counts(now),
    }
