"""``zhifa db``: make and upgrade a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhifa.cli.arguments import DatabaseUrl
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.opening import database_url, missing_file, open_office
from zhifa.cli.output import meter, note, say
from zhifa.engine.quoted import shown

Role = Annotated[
    str | None,
    typer.Option("--app-role", metavar="角色", help="同时建立应用所用的 PostgreSQL 角色，只授予锁所允许的权限"),
]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="有案件所依的流程与本版本不同的，也升级；这些案件升级后只能查阅记录，不能办理")
]


def init(*, database: DatabaseUrl, app_role: Role = None) -> None:
    """建立数据库；已有的升到最新，可以重复运行。"""
    url = database_url(database)
    missing = missing_file(url)
    if missing and not Path(missing).resolve().parent.is_dir():
        raise Unusable(f"--database 的值{shown(database)}不合要求：目录 {Path(missing).parent} 不存在；先建立该目录")
    say(f"数据库已就绪，结构为第 {_migrated(database, app_role)} 号迁移")


def upgrade(*, database: DatabaseUrl, app_role: Role = None, anyway: Anyway = False) -> None:
    """把已有的数据库升到最新；先备份。"""
    missing = missing_file(database_url(database))
    if missing:
        raise Unusable(f"数据库文件 {missing} 不存在；新建用 zhifa db init --database {database}")
    if not anyway:
        _require_fitting(database)
    say(f"数据库已升到第 {_migrated(database, app_role)} 号迁移")


def _require_fitting(database: str) -> None:
    """Leave with `REFUSED`, nothing done, where a case was opened under a shipped procedure as it reads no more (invariant 8)."""
    from zhifa.engine.office import SHIPPED
    from zhifa.storage import migrate
    from zhifa.storage.database import Database

    here = {(workflow.name, workflow.version): workflow.digest for workflow in SHIPPED}
    stored = Database.open(database_url(database))
    try:
        told = migrate.opened(stored)
    finally:
        stored.close()
    shipped = {name for name, _ in here}
    unfit = [one for one in told if one.workflow in shipped and here.get((one.workflow, one.version)) != one.digest]
    for one in unfit:
        note(
            f"{one.cases} 件案件依流程 {one.workflow} 第{one.version}版立起，本版本的该流程与其不同，升级后不能办理这些案件"
        )
    if unfit:
        note("没有升级。办法：用立起这些案件的版本办结，再升级；只需查阅的，加 --anyway")
        raise typer.Exit(REFUSED)


def _migrated(database: str, role: str | None) -> str:
    from zhifa.storage import migrate
    from zhifa.storage.database import Database

    opened = Database.open(database_url(database))
    try:
        found = migrate.current(opened)
        reached = migrate.upgrade(opened)
        if role:
            migrate.grant_application_role(opened, role)
            say(f"角色 {role} 可以使用该数据库，但不能改动表和锁")
    finally:
        opened.close()
    if found is not None:
        _restore_handlers(database)
    return reached


def _restore_handlers(database: str) -> None:
    """Cases assigned before it was kept who handles them get it from their record, so that warnings reach them."""
    with open_office(database) as office, meter(1000, label="核对承办人") as bar:
        done = office.restore_handlers(told=lambda number, of: bar(1000 * number // of))
    if done.cases:
        say(f"补记了 {done.cases} 件案件的承办人，预警从此告知他们")
    for left in done.left:
        note(f"案件 {left.case_id} 的承办人没有补记：{left.reason}；排除原因后再运行一次 zhifa db upgrade")
