"""Accounts as commands name them, and the keeper who looks after them from the machine itself."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.faults import Unusable
from zhifa.cli.opening import open_office
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.identity.accounts import Account
    from zhifa.identity.keeper import Keeper

LoginName = Annotated[str, typer.Argument(metavar="登录名", help="账号的登录名，不分大小写")]
Agency = Annotated[str | None, typer.Option(metavar="机关", help="机关名称或者编号；数据库中只有一个机关的不用写")]


SecretFile = Annotated[
    Path | None,
    typer.Option(
        "--secret-file", envvar="ZHIFA_SECRET_FILE", metavar="文件",
        help="zhifa serve 的密钥文件，登录失败的次数按它记录；不写则为 SQLite 数据库旁边的 zhifa.secret",
    ),
]  # fmt: skip


@contextmanager
def keeping(database: str, *, secret: bytes | None = None) -> Iterator[Keeper]:
    """The keeper of the accounts of a database.

    Without the secret of the site he finds no failed sign-ins again, and reads no second factor; all else is done without it.
    """
    try:
        from zhifa.identity.hand import Hand
        from zhifa.identity.keeper import Keeper
        from zhifa.identity.passwords import Passwords
    except ImportError as error:
        raise Unusable(f"账号要用的程序库没有安装（{error.name}）\n办法：pip install 'zhifa[web]'") from error
    with open_office(database) as office:
        yield Keeper(office, Passwords(), Hand(secret or secrets.token_bytes(32)))


def site_secret(database: str, file: Path | None) -> bytes:
    """The secret of the site that serves a database; none is made here."""
    from zhifa.cli.serve import secret_beside
    from zhifa.web.secret_file import SecretUnusable, secret_in

    found = file or secret_beside(database)
    if not found.is_file():
        raise Unusable(f"没有密钥文件 {found}；用 --secret-file 写明 zhifa serve 用的是哪一个")
    try:
        return secret_in(found)[0]
    except SecretUnusable as error:
        raise Unusable(str(error)) from error


def account(keeper: Keeper, login_name: str) -> Account:
    """The account of this login name."""
    found = keeper.named(login_name)
    if found is None:
        raise Unusable(f"没有登录名为{shown(login_name)}的账号；用 zhifa user list 查看")
    return found


def answer(one: Account) -> dict[str, Any]:
    """An account as JSON shows it."""
    from zhifa.engine.instants import instant_text

    return {
        "id": one.id,
        "agency": one.agency_id,
        "login_name": one.login_name,
        "name": one.name,
        "officer": one.officer_id,
        "administers": one.administers,
        "standing": one.standing,
        "must_change": one.must_change,
        "second_factor": one.second_factor,
        "created_at": instant_text(one.created_at),
    }
