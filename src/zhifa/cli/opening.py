"""The office at the database a command names; one that does not exist is said to be missing, not made."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from zhifa.cli.faults import Unusable
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from sqlalchemy import URL

    from zhifa.documents.packs import Templates
    from zhifa.engine.office import Office


def open_office(database: str, files: Path | None = None, *, templates: Path | None = None) -> Office:
    """The office of an existing database, with the packs of templates in a folder, or in that of ``ZHIFA_TEMPLATES``; close it after use."""
    from zhifa.engine.installed import workflows
    from zhifa.engine.office import Office

    url = database_url(database)
    missing = missing_file(url)
    if missing:
        raise Unusable(f"数据库文件 {missing} 不存在；先运行 zhifa db init --database {database}")
    return Office.open(url, files=files, workflows=workflows(), templates=packs_in(templates))


def packs_in(folder: Path | None) -> Templates:
    """The packs of the package and those of a folder, or else of the folder that the environment names."""
    from zhifa.documents.packs import SHIPPED

    given = folder or os.environ.get("ZHIFA_TEMPLATES")
    return SHIPPED.with_packs(Path(given)) if given else SHIPPED


def database_url(text: str) -> URL:
    """The address of a database, by form."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    rule = "应为 sqlite:///文件路径，或者 postgresql://用户@主机/库名"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise Unusable(f"--database 的值{shown(text)}不合要求：{rule}") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise Unusable(f"--database 的值{shown(text)}不合要求：{rule}；不支持 {url.get_backend_name()}")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise Unusable(f"--database 的值{shown(text)}不合要求：命令行要用文件，例如 sqlite:///cases.db")
    return url


def shown_url(text: str) -> str:
    """The address of a database without its password, as it may be shown and written down."""
    return database_url(text).render_as_string(hide_password=True)


def missing_file(url: URL) -> str | None:
    """The SQLite file that a database address names and that does not exist."""
    if url.get_backend_name() != "sqlite" or url.database is None or Path(url.database).is_file():
        return None
    return url.database
