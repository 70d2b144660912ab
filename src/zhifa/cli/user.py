"""``zhifa user``: who may sign in to the desk. The first account of a database is made here, because on the desk only accounts make accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.accounts import Agency, LoginName, SecretFile, account, answer, keeping, site_secret
from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import officer, register_of
from zhifa.cli.output import emit, local, note, say, show_table

if TYPE_CHECKING:
    from zhifa.engine.register import Register
    from zhifa.identity.accounts import Account
    from zhifa.identity.keeper import Keeper

OfficerOption = Annotated[
    str | None,
    typer.Option("--officer", metavar="人员", help="名录中的人员：工号、姓名（不重名）或者编号；不办案件的不写"),
]
NewOfficer = Annotated[
    str | None,
    typer.Option("--officer", metavar="人员", help="名录中的人员：工号、姓名（不重名）或者编号；不写则不再连任何人"),
]
Name = Annotated[str | None, typer.Option("--name", metavar="姓名", help="页面上显示的姓名；连了人员的不用写")]
Administers = Annotated[bool, typer.Option("--administers", help="可以管理账号；与查阅、办理案件无关")]
BarredName = Annotated[str | None, typer.Argument(metavar="登录名", help="账号的登录名，不分大小写")]
Address = Annotated[
    str | None, typer.Option("--address", metavar="地址", help="来访者的 IP 地址；IPv6 按所在的 /64 网段计")
]
Rows = Annotated[int, typer.Option("--limit", min=1, max=10_000, metavar="项数", help="至多列出的项数")]


def add(
    *, login_name: LoginName, database: DatabaseUrl, officer_: OfficerOption = None, name: Name = None, administers: Administers = False,
    agency: Agency = None, json: AsJson = False,
) -> None:  # fmt: skip
    """建立账号，打印一次性密码：7日内有效，本人第一次登录时改掉。第一个账号只能这样建立。"""
    from zhifa.identity.accounts import CONSOLE

    with keeping(database) as keeper:
        register = register_of(keeper.office, agency, owned="账号")
        officer_id = officer(register, officer_, field="--officer") if officer_ else None
        made = keeper.make(
            register.agency.id, login_name, by=CONSOLE, name=name, officer_id=officer_id, administers=administers
        )
    if json:
        emit({**answer(made.account), "password": made.password})
        return
    say(f"已建立账号 {made.account.login_name}（{made.account.name}）", f"一次性密码：{made.password}")
    note("密码只显示这一次，当面告诉本人；7日内有效，第一次登录就要改掉")


def list_(*, database: DatabaseUrl, agency: Agency = None, limit: Rows = 1000, json: AsJson = False) -> None:
    """列出账号：登录名、所连的人员、状态、能否管理账号。"""
    with keeping(database) as keeper:
        register = register_of(keeper.office, agency, owned="账号")
        found = keeper.of_agency(register.agency.id, limit=limit)
    if json:
        emit({"accounts": [answer(one) for one in found]})
        return
    if not found:
        say("没有账号；用 zhifa user add 建立第一个")
        return
    heads = ("登录名", "姓名", "人员", "状态", "动态口令", "账号管理")
    show_table(heads, (_row(one, register) for one in found))


def passwd(*, login_name: LoginName, database: DatabaseUrl, json: AsJson = False) -> None:
    """重设密码，打印一次性密码；这个账号的登录一并结束，令牌一并作废。忘记密码或者疑已泄露时用。"""
    from zhifa.identity.accounts import CONSOLE

    with keeping(database) as keeper:
        one = account(keeper, login_name)
        password = keeper.reset_password(one.id, by=CONSOLE)
    if json:
        emit({"login_name": one.login_name, "password": password})
        return
    say(f"一次性密码：{password}")
    note("密码只显示这一次，当面告诉本人；7日内有效，第一次登录就要改掉")


def close(*, login_name: LoginName, database: DatabaseUrl) -> None:
    """停用账号：登录一并结束，令牌一并作废；登录名不再给别人。"""
    _change(database, login_name, lambda keeper: keeper.close, "已停用")


def reopen(*, login_name: LoginName, database: DatabaseUrl) -> None:
    """恢复停用的账号；作废的令牌不恢复。"""
    _change(database, login_name, lambda keeper: keeper.reopen, "已恢复")


def unlock(*, login_name: LoginName, database: DatabaseUrl) -> None:
    """解除管理员的锁定；连续登录失败的，用 zhifa user unbar。"""
    _change(database, login_name, lambda keeper: keeper.unlock, "已解除锁定")


def unbar(
    *, login_name: BarredName = None, database: DatabaseUrl, address: Address = None, secret_file: SecretFile = None
) -> None:
    """忘掉用一个登录名的、或者从一个地址来的连续登录失败，不用等到提示的时间就可以再登录。"""
    from zhifa.identity.accounts import CONSOLE

    if (login_name is None) == (address is None):
        raise Unusable("要写明登录名，或者用 --address 写明地址，只写其中一个")
    with keeping(database, secret=site_secret(database, secret_file)) as keeper:
        if login_name:
            lifted = keeper.unbar(account(keeper, login_name).id, by=CONSOLE)
        else:
            lifted = keeper.attempts.lift_address(address or "")
    say("登录失败已经忘掉，可以再登录" if lifted else "没有登录失败的记录")


def grant(*, login_name: LoginName, database: DatabaseUrl) -> None:
    """授予账号管理：可以在网页上建立、停用账号，重设密码。"""
    _change(database, login_name, lambda keeper: keeper.grant, "已授予账号管理")


def withdraw(*, login_name: LoginName, database: DatabaseUrl) -> None:
    """收回账号管理。"""
    _change(database, login_name, lambda keeper: keeper.withdraw, "已收回账号管理")


def drop_totp(*, login_name: LoginName, database: DatabaseUrl) -> None:
    """取消动态口令，今后只凭密码登录：手机和恢复码都丢失时用；登录一并结束。"""
    _change(database, login_name, lambda keeper: keeper.factor.drop, "已取消动态口令")


def connect(*, login_name: LoginName, database: DatabaseUrl, officer_: NewOfficer = None) -> None:
    """把账号连到名录中的另一个人；登录一并结束，令牌一并作废。"""
    from zhifa.identity.accounts import CONSOLE

    with keeping(database) as keeper:
        one = account(keeper, login_name)
        register = keeper.office.agency_register(one.agency_id)
        officer_id = officer(register, officer_, field="--officer") if officer_ else None
        keeper.connect(one.id, officer_id, by=CONSOLE)
    say(f"账号 {one.login_name} 已更改所连人员")


def log(
    *, database: DatabaseUrl, login_name: Annotated[str | None, typer.Argument(metavar="登录名", help="只列这个账号的；不写则全部")] = None,
    agency: Agency = None, limit: Rows = 100, json: AsJson = False,
) -> None:  # fmt: skip
    """列出账号日志，新的在前：账号、密码、令牌的每次变动和每次登录，谁在何时办的。"""
    from zhifa.engine.instants import instant_text

    with keeping(database) as keeper:
        one = account(keeper, login_name) if login_name else None
        owner = one.agency_id if one else register_of(keeper.office, agency, owned="账号").agency.id
        found = keeper.journal(owner, account_id=one.id if one else "", limit=limit)
        names = {known.id: known.login_name for known in keeper.of_agency(owner, limit=10_000)}
    if json:
        told = [{"at": instant_text(e.at), "login_name": names[e.account_id], "kind": e.kind, "by": e.by_name, **_told(e.told)} for e in found]  # fmt: skip
        emit({"entries": told})
        return
    if not found:
        say("没有记录")
        return
    show_table(
        ("时间", "账号", "事项", "办理人"), ((local(e.at), names[e.account_id], e.label, e.by_name) for e in found)
    )


def _told(told: Any) -> dict[str, Any]:
    return {"told": dict(told)}


def _change(database: str, login_name: str, what: Callable[[Keeper], Callable[..., None]], done: str) -> None:
    from zhifa.identity.accounts import CONSOLE

    with keeping(database) as keeper:
        one = account(keeper, login_name)
        what(keeper)(one.id, by=CONSOLE)
    say(f"账号 {one.login_name} {done}")


def _row(one: Account, register: Register) -> tuple[str, ...]:
    from zhifa.identity.accounts import STANDINGS

    found = register.officers.get(one.officer_id or "")
    return (
        one.login_name, one.name, f"{found.staff_number} {found.name}" if found else "", STANDINGS[one.standing],
        "已启用" if one.second_factor else "", "可以" if one.administers else "",
    )  # fmt: skip
