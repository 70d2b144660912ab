"""Arguments and options that the commands of the register share."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import typer

from zhifa.cli.faults import Unusable
from zhifa.engine.quoted import shown

Agency = Annotated[
    str | None, typer.Option(metavar="机关", help="哪个机关的名录：名称或者编号；数据库中只有一个机关的可以不写")
]
By = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="人员", help="由谁变更：工号、姓名（不重名）或者编号；有了名录管理员以后要写，且只能是他们"
    ),
]
Document = Annotated[str | None, typer.Option("--document", metavar="文号", help="变更所依据的文件，记录在案")]
Retroactive = Annotated[
    bool,
    typer.Option(
        "--retroactive",
        help="追溯：过去的日子里还用于案件的行，也改得那时不再有效；这些案件记入名录日志，要逐案核对；要写 --reason",
    ),
]

_LONGEST_NOTE: Final = 300


def require_note(text: str | None, *, field: str) -> None:
    """Raise :class:`Unusable` for words that cannot stand in the journal."""
    if text is not None and not (1 <= len(text.strip()) <= _LONGEST_NOTE and text.isprintable()):
        raise Unusable(f"{field} 的值{shown(text)}不合要求：应为1至{_LONGEST_NOTE}个可见字符")


def day_of(text: str, *, field: str) -> date:
    """The day that an option names."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unusable(f"{field} 的值{shown(text)}不合要求：应为日期 YYYY-MM-DD") from error
