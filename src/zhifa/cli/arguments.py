"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DatabaseUrl = Annotated[
    str,
    typer.Option(
        "--database",
        envvar="ZHIFA_DATABASE",
        metavar="地址",
        help="数据库地址：sqlite:///cases.db，或者 postgresql://用户@主机/库名",
    ),
]
MaybeDatabaseUrl = Annotated[
    str | None,
    typer.Option("--database", envvar="ZHIFA_DATABASE", metavar="地址", help="数据库地址；核对记录包时不用写"),
]
FilesFolder = Annotated[
    Path | None,
    typer.Option("--files", envvar="ZHIFA_FILES", metavar="目录", help="证据文件库所在目录；步骤引用证据文件时要给出"),
]
TemplatesFolder = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        envvar="ZHIFA_TEMPLATES",
        metavar="目录",
        help="机关自己的文书样式包所在目录；机关名录的 policy.templates 选定了哪一个，就要给出",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象，各项含义见 docs/cli.md")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, metavar="项数", help="每页至多列出的项数")]
After = Annotated[str | None, typer.Option(metavar="位置", help="从上一页末尾接着列：照抄上一页给出的位置")]
Case = Annotated[str, typer.Argument(metavar="案件", help="案件编号，或者其开头至少四位")]
Actor = Annotated[str, typer.Option("--as", metavar="人员", help="办理人：工号、姓名（不重名）或者编号")]
Behalf = Annotated[
    str | None,
    typer.Option("--for", metavar="人员", help="代何人办理：名录中登记的被代行人；以本人岗位办理的不写"),
]
At = Annotated[str, typer.Option("--at", metavar="时间", help="办理时间，带时区：2026-03-02T09:00:00+08:00")]
Version = Annotated[
    int | None,
    typer.Option(min=0, metavar="版本", help="所见案件的版本；不写则取案件现在的版本，写了就要相符"),
]
Key = Annotated[
    str | None,
    typer.Option(metavar="键", help="幂等键：同一命令重发不会重复办理；不写则新取一个并打印"),
]
