"""``zhifa db``: make and upgrade a database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa.cli.arguments import DatabaseUrl
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.opening import database_url, missing_file, open_office
from zhifa.cli.output import meter, note, say
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.restoring import Unreadable
    from zhifa.storage.migrate import Opened

Role = Annotated[
    str | None,
    typer.Option("--app-role", metavar="角色", help="同时建立应用所用的 PostgreSQL 角色，只授予锁所允许的权限"),
]
Anyway = Annotated[
    bool,
    typer.Option("--anyway", help="有案件所依的流程与本版本不同的，也升级；升级后这些案件只能取出文书、查阅和核验记录"),
]


def init(*, database: DatabaseUrl, app_role: Role = None, anyway: Anyway = False) -> None:
    """建立数据库；已有的升到最新，可以重复运行。"""
    url = database_url(database)
    missing = missing_file(url)
    if missing and not Path(missing).resolve().parent.is_dir():
        raise Unusable(f"--database 的值{shown(database)}不合要求：目录 {Path(missing).parent} 不存在；先建立该目录")
    say(f"数据库已就绪，结构为第 {_migrated(database, app_role, anyway=anyway)} 号迁移")


def upgrade(*, database: DatabaseUrl, app_role: Role = None, anyway: Anyway = False) -> None:
    """把已有的数据库升到最新；先备份。"""
    missing = missing_file(database_url(database))
    if missing:
        raise Unusable(f"数据库文件 {missing} 不存在；新建用 zhifa db init --database {database}")
    say(f"数据库已升到第 {_migrated(database, app_role, anyway=anyway)} 号迁移")


def reindex(*, database: DatabaseUrl) -> None:
    """按案卷重建列表和检索索引，说明有多少件与案卷不符；可以中断、可以重复运行。"""
    missing = missing_file(database_url(database))
    if missing:
        raise Unusable(f"数据库文件 {missing} 不存在；新建用 zhifa db init --database {database}")
    with open_office(database) as office, meter(1000, label="重建索引") as bar:
        done = office.reindex(told=lambda number, of: bar(1000 * number // of))
    say(f"重建了 {done.cases} 件案件的列表行和 {done.indexed} 条记录的检索词；与案卷不符的 {done.differed} 件，已改正")
    _say_left(done.left)


def _migrated(database: str, role: str | None, *, anyway: bool) -> str:
    from zhifa.storage import migrate
    from zhifa.storage.database import Database

    stored = Database.open(database_url(database))
    try:
        found = migrate.current(stored)
        if found not in (None, migrate.head()) and not anyway:
            _require_fitting(migrate.opened(stored))
        reached = migrate.upgrade(stored)
        if role:
            migrate.grant_application_role(stored, role)
            say(f"角色 {role} 可以使用该数据库，但不能改动表和锁")
    finally:
        stored.close()
    if found is not None:
        _restore_handlers(database)
        _restore_docket(database)
    return reached


def _require_fitting(told: Iterable[Opened]) -> None:
    """Leave with `REFUSED`, nothing done, where cases go by a procedure at hand that reads otherwise here (invariant 8)."""
    from zhifa.engine.installed import workflows

    here = {(workflow.name, workflow.version): workflow.digest for workflow in workflows()}
    known = {name for name, _ in here}
    unfit = [one for one in told if one.workflow in known and here.get((one.workflow, one.version)) != one.digest]
    for one in unfit:
        note(f"{one.cases} 件案件依流程 {one.workflow} 第{one.version}版办理，本版本的该流程与其不同")
    if unfit:
        note(
            "没有升级：升级后这些案件不能办理，也不能按流程列示（case show、options、dossier 等）；取出文书、查阅和核验记录照常"
            "（case papers、history、verify）。办法：留着原版本和原数据库办完这些案件；愿意升级的，先备份，再加 --anyway"
        )
        raise typer.Exit(REFUSED)


def _restore_handlers(database: str) -> None:
    """Cases assigned before it was kept who handles them get it from their record, so that warnings reach them."""
    with open_office(database) as office, meter(1000, label="核对承办人") as bar:
        done = office.restore_handlers(told=lambda number, of: bar(1000 * number // of))
    if done.cases:
        say(f"补记了 {done.cases} 件案件的承办人，预警从此告知他们")
    for left in done.left:
        note(f"案件 {left.case_id} 的承办人没有补记：{left.reason}；排除原因后再运行一次 zhifa db upgrade")


def _restore_docket(database: str) -> None:
    """Cases from before there were lists and an index come into both."""
    with open_office(database) as office, meter(1000, label="建立列表和检索索引") as bar:
        done = office.restore_docket(told=lambda number, of: bar(1000 * number // of))
    if done.cases:
        say(f"为 {done.cases} 件案件建立了列表行和检索词")
    _say_left(done.left)


def _say_left(left: Iterable[Unreadable]) -> None:
    for one in left:
        note(f"案件 {one.case_id} 没有列入列表和检索：{one.reason}；排除原因后再运行一次 zhifa db reindex")
