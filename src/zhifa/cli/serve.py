"""``zhifa serve``: the desk and the HTTP API in a browser's reach."""

from __future__ import annotations

import importlib.util
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlsplit

import typer

from zhifa.cli.arguments import FilesFolder, TemplatesFolder
from zhifa.cli.demo_site import FOLDER, DemoSite, say_moment, tell_accounts
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import read_text
from zhifa.cli.opening import database_url, missing_file
from zhifa.cli.output import note
from zhifa.cli.watch import settings_of
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    import socket

    from zhifa.web.serving import Serving

_EVERYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104 - asked about, not listened at
_LOCAL: Final = ("127.0.0.1", "localhost", "::1")

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="ZHIFA_DATABASE",
        metavar="地址",
        help="数据库地址：sqlite:///cases.db，或者 postgresql://用户@主机/库名；--demo 用自己的数据库，不用写",
    ),
]
Host = Annotated[str, typer.Option(metavar="地址", help="监听的地址；其他机器要直接访问的写 0.0.0.0")]
Port = Annotated[int, typer.Option(min=1, max=65_535, metavar="端口", help="监听的端口")]
PublicUrl = Annotated[
    str | None,
    typer.Option(
        "--public-url",
        envvar="ZHIFA_PUBLIC_URL",
        metavar="网址",
        help="大家在浏览器中输入的网址，例如 https://zhifa.example.gov.cn；不写则为 http://监听的地址:端口",
    ),
]
Config = Annotated[
    str | None, typer.Option("--config", metavar="文件", help="设置文件（TOML），写法见 docs/serving.md")
]
SecretFile = Annotated[
    Path | None,
    typer.Option(
        "--secret-file",
        envvar="ZHIFA_SECRET_FILE",
        metavar="文件",
        help="密钥文件，没有则新造一个（只有本用户可读）；不写则为 SQLite 数据库旁边的 zhifa.secret",
    ),
]
Workers = Annotated[int, typer.Option(min=1, max=64, metavar="个数", help="几个进程同时服务；SQLite 一般用 1")]
Trusted = Annotated[
    str,
    typer.Option(
        "--forwarded-allow-ips",
        metavar="地址",
        help="反向代理的地址（逗号分隔），只信它写明的来访者和 https；空则谁也不信",
    ),
]
Watch = Annotated[bool, typer.Option("--watch", help="同时巡查期限；已另外运行 zhifa watch run 的不写")]
WatchSettings = Annotated[
    str | None,
    typer.Option("--watch-settings", metavar="文件", help="巡查的设置文件（TOML），同 zhifa watch run 的 --settings"),
]

Demo = Annotated[
    bool,
    typer.Option("--demo", help="演示：现成的虚构案件处于各个阶段，每个岗位都有账号；没有演示数据库就建立一个"),
]
Data = Annotated[Path | None, typer.Option("--data", metavar="目录", help=f"演示数据库所在目录；不写则为 {FOLDER}")]
Renew = Annotated[bool, typer.Option("--renew", help="演示账号全部换成新密码，显示一次")]
Examples = Annotated[Path, typer.Option(metavar="目录", help="例案所在目录，即源码目录下的 examples；只用于 --demo")]


def serve(
    *, database: Database = None, files: FilesFolder = None, templates: TemplatesFolder = None, host: Host = "127.0.0.1", port: Port = 8080,
    public_url: PublicUrl = None, config: Config = None, secret_file: SecretFile = None, workers: Workers = 1,
    forwarded_allow_ips: Trusted = "127.0.0.1", watch: Watch = False, watch_settings: WatchSettings = None,
    demo: Demo = False, data: Data = None, renew: Renew = False, examples: Examples = Path("examples"),
) -> None:  # fmt: skip
    """在浏览器中办案：启动工作台和 HTTP 接口，一直运行，Ctrl-C 结束；--demo 看现成的演示。"""
    _require_extra()
    if not demo and (data or renew):
        raise Unusable("--data、--renew 只与 --demo 同用")
    staged = DemoSite(folder=data or FOLDER, examples=examples) if demo else None
    address = staged.database if staged else _existing(database)
    given = _settings(config)
    given["public_url"] = _public_url(public_url or given.get("public_url"), host, port)
    secret = secret_file or (staged.secret if staged else secret_beside(address))
    watching = settings_of(watch_settings) if watch or watch_settings or demo else None
    from zhifa.web.serving import Serving
    from zhifa.web.serving import serve as serve_site
    from zhifa.web.settings import Settings

    with _bound(host, port, workers) as listening:
        made = staged.prepare() if staged else False
        settings = Settings(**given, secret=_secret(secret), demo=demo)
        serving = Serving(
            database=address, files=staged.files if staged else files, templates=templates, settings=settings
        )
        if staged:
            serving = _staged(serving, staged, made=made, renew=renew)
        _require_ready(serving)
        _say_where(serving, workers=workers, watching=watching is not None)
        serve_site(serving, listening, workers=workers, trusted=forwarded_allow_ips.strip(), watching=watching)


def _staged(serving: Serving, staged: DemoSite, *, made: bool, renew: bool) -> Serving:
    """The same under the clock of the demonstration, after its accounts were told."""
    with serving.office() as office:
        clock = staged.clock(office)
    serving = replace(serving, clock=clock)
    with serving.office() as office:
        tell_accounts(serving.keeper(office), made=made, renew=renew)
    if made:
        staged.seal()
    sys.stdout.flush()
    note(f"演示数据库在 {staged.folder}；删去这个目录，下次启动会重新建立")
    say_moment(clock)
    return serving


def _existing(database: str | None) -> str:
    """The address of the database, which is there."""
    if database is None:
        raise Unusable("没有写数据库：用 --database 或者环境变量 ZHIFA_DATABASE 写明；要看演示，用 zhifa serve --demo")
    missing = missing_file(database_url(database))
    if missing:
        raise Unusable(f"数据库文件 {missing} 不存在；先运行 zhifa db init --database {database}")
    return database


def _bound(host: str, port: int, workers: int) -> socket.socket:
    from zhifa.system_errors import wrong
    from zhifa.web.listening import bound

    try:
        return bound(host, port, workers=workers)
    except OSError as error:
        raise Unusable(f"不能在 {host}:{port} 监听：{wrong(error)}；换一个 --port，或者先停掉占用它的程序") from error


def _require_extra() -> None:
    lacking = [name for name in ("fastapi", "uvicorn", "argon2") if importlib.util.find_spec(name) is None]
    if lacking:
        raise Unusable(f"没有安装网页部分（缺少 {'、'.join(lacking)}）\n办法：pip install 'zhifa[web]'")


def _settings(config: str | None) -> dict[str, Any]:
    from zhifa.settings_tables import SettingsFaulty
    from zhifa.web.settings_file import read_site_settings

    if config is None:
        return {}
    try:
        return read_site_settings(read_text(config), environment=os.environ)
    except SettingsFaulty as error:
        listed = "\n".join(f"　　{fault}" for fault in error.faults)
        raise Unusable(
            f"设置文件 {shown(config)} 不能用：\n{listed}\n办法：逐处改正；写法见 docs/serving.md"
        ) from error


def _public_url(told: str | None, host: str, port: int) -> str:
    from zhifa.web.settings_file import public_url

    if told is None:
        if host in _EVERYWHERE:
            raise Unusable(
                f"--host {host} 让其他机器也能访问，要用 --public-url 写明大家输入的网址，例如 http://10.0.0.5:{port}"
            )
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"
    try:
        return public_url(told)
    except ValueError as error:
        raise Unusable(f"--public-url 的值{shown(told)}不合要求：{error}") from error


def secret_beside(database: str) -> Path:
    """Where the secret of a site lies unless told: beside an SQLite database."""
    url = database_url(database)
    if url.get_backend_name() != "sqlite" or url.database is None:
        raise Unusable("用 PostgreSQL 时要用 --secret-file 写明密钥文件放在哪里，例如 --secret-file /etc/zhifa/secret")
    return Path(url.database).parent / "zhifa.secret"


def _secret(file: Path) -> bytes:
    from zhifa.web.secret_file import SecretUnusable, secret_in

    try:
        secret, made = secret_in(file)
    except SecretUnusable as error:
        raise Unusable(str(error)) from error
    if made:
        note(f"新造了密钥文件 {file}：登录和两步验证都靠它，与数据库一起备份，不要给别人")
    return secret


def _require_ready(serving: Serving) -> None:
    """What stands in the way is told before anything listens: a schema that is not there, a procedure that cannot be loaded."""
    with serving.office() as office:
        accounts = serving.keeper(office).count()
    if not accounts:
        note(
            "还没有账号，谁也不能登录；先为管理员建一个：zhifa user add 001 --officer 001 --administers --database 数据库地址"
        )


def _say_where(serving: Serving, *, workers: int, watching: bool) -> None:
    url = serving.settings.public_url
    plain = urlsplit(url)
    if plain.scheme == "http" and plain.hostname not in _LOCAL:
        note("网址以 http:// 开头：密码和案件在网络上不加密地传送，只应在可信的内网中这样用；办法见 docs/serving.md")
    note(f"工作台：{url}/desk　接口：{url}/api/v1/openapi.json　进程 {workers} 个；Ctrl-C 结束")
    if not watching:
        note("没有带 --watch：期限由另外运行的 zhifa watch run 巡查")
