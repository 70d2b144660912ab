"""From what went wrong to one clear message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import typer

from zhifa.cli.chinese import usage

REFUSED: Final = 1
UNUSABLE: Final = 2

_INTERRUPTED: Final = 130
_NUMERALS: Final = "一二三四五六七八九"


class Unusable(Exception):
    """Input that cannot be used; the message names field, value, rule and what to do."""


def run(app: typer.Typer) -> int:
    """Run the command line of this process; whatever is the user's to mend is told on the error stream, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # the streams of a process are text files
    try:
        answer = typer.main.get_command(app).main(prog_name="zhifa", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the reader left; nothing more is written, not even at exit
        return REFUSED
    except KeyboardInterrupt:
        return _told("已中断", _INTERRUPTED)
    except Exception as error:  # what nobody foresaw goes on up, with its traceback
        explained = _explained(error)
        if explained is None:
            raise
        return _told(*explained)
    return answer if isinstance(answer, int) else 0


def reasons(refusals: Iterable[Mapping[str, Any]]) -> str:
    """Every reason of a refusal, as JSON shows it, with its article and what to do about it, numbered."""
    return "\n".join(
        f"{_numeral(number)}、{r['text']}\n　　依据：{r['article']}\n　　办法：{r['remedy']}（{r['code']}）"
        for number, r in enumerate(refusals, start=1)
    )


def _numeral(number: int) -> str:
    return _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)


def _told(message: str, code: int) -> int:
    if message:
        print(message, file=sys.stderr)  # noqa: T201 - the error stream of the command line
    return code


def _explained(error: Exception) -> tuple[str, int] | None:
    """What is told of it, and the exit code; ``None`` of an error that nobody foresaw."""
    if isinstance(error, Unusable):
        return str(error), UNUSABLE
    if hasattr(error, "format_message"):  # of typer, whose classes have moved from release to release
        return usage(error), UNUSABLE
    return _of_here(error) or _of_everywhere(error)


def in_words(error: Exception) -> str:
    """What went wrong, for a command that goes on all the same; also of an error that nobody foresaw."""
    explained = _explained(error)
    return explained[0] if explained else f"{type(error).__name__}：{error}"


def _of_here(error: Exception) -> tuple[str, int] | None:
    """What only the command line tells, or tells in its own way."""
    from zhifa.engine.errors import CommandRefused
    from zhifa.identity.errors import IdentityError
    from zhifa.scenario import ScenarioFailed, ScenarioFaulty
    from zhifa.storage.errors import StaleCase

    match error:
        case CommandRefused():
            return f"不予办理，理由如下：\n{reasons(r.as_dict() for r in error.refusals)}", REFUSED
        case ScenarioFaulty():
            return f"情景文件不能用：{error}", UNUSABLE
        case ScenarioFailed():
            return f"情景没有按所写的进行：{error}", REFUSED
        case StaleCase():
            return _stale(error), REFUSED
        case IdentityError():
            return str(error), REFUSED
    return None


def _of_everywhere(error: Exception) -> tuple[str, int] | None:
    """What every door tells alike (:mod:`zhifa.told.faults`), with the commands that help here."""
    from zhifa.told.faults import telling

    told = telling(error)
    if told is None:
        return None
    advice = next((advice for kind, advice in _advised() if isinstance(error, kind)), None)
    text = told.whole if advice is None else f"{told.text}{advice(error)}"
    return text, UNUSABLE if told.code in _UNUSABLE else REFUSED


_UNUSABLE: Final = frozenset(
    {
        "workflow_changed", "workflow_unknown", "workflow_foreign", "workflows_broken", "register_faulty", "rows_faulty", "table_faulty",
        "case_unknown", "schema_missing", "schema_outdated", "driver_missing", "store_foreign", "file_too_large", "key_unusable",
        "seal_unusable", "templates_faulty", "system_error",
    }
)  # fmt: skip
"""Codes of what was given wrongly, rather than refused."""

_Advice = tuple[type[Exception], Callable[[Any], str]]


def _advised() -> tuple[_Advice, ...]:
    """By kind of error, which commands and options help; what is not here is told with the advice that holds everywhere."""
    from zhifa.engine.errors import CalendarSuperseded, WorkflowUnknown
    from zhifa.history.errors import FaultyRows
    from zhifa.storage import errors as storage

    return (
        (CalendarSuperseded, lambda _: "；用 zhifa calendar history 查看已导入的文件"),
        (storage.CustodyMoved, lambda e: f"；用 zhifa evidence list {e.case_id} 看清后重发"),
        (WorkflowUnknown, lambda _: "；用 zhifa workflow list 查看全部流程"),
        (FaultyRows, lambda _: "\n办法：按所列逐处改正后重新导入；或者加 --skip-faulty，只导入其余各行，跳过的行号记录在案"),
        (storage.AlreadyImported, lambda _: "；用 zhifa past --imports 查看历次导入\n办法：内容确有不同的，改好文件后再导入"),
        (storage.CaseUnknown, lambda _: "；用 zhifa case list 查看全部案件"),
        (storage.SchemaMissing, lambda _: "；先运行 zhifa db init --database 数据库地址"),
        (storage.SchemaOutdated, lambda _: "\n办法：备份后运行 zhifa db upgrade --database 数据库地址；数据库较新的，改用与之相符的程序"),
        (storage.AcknowledgedBefore, lambda _: "；用 zhifa inbox list --all 查看"),
        (storage.MessageUnknown, lambda _: "；用 zhifa watch outbox --dead 查看"),
        (storage.DriverMissing, lambda _: "\n办法：pip install 'zhifa[postgresql]'"),
        (storage.DatabaseBusy, lambda _: "；稍后用同一 --key 原样重发"),
        (storage.FileMissing, lambda _: "；核对 --files 所指的目录"),
        (storage.StoreForeign, _store_of_another),
    )  # fmt: skip


def _stale(error: Any) -> str:
    return (
        f"案件 {error.case_id} 已不是第{error.expected}版（--version {error.expected}）：此后又办理了其他步骤，什么也没有写入\n"
        f"办法：用 zhifa case show {error.case_id} 看清现状；仍要办理的，以现在的版本重发"
    )


def _store_of_another(error: Any) -> str:
    if error.found is None:
        return "\n办法：核对 --database 和 --files；确属这个数据库的，用 zhifa evidence claim --reason 事由 写明"
    return (
        "\n办法：核对 --database 和 --files（或者环境变量 ZHIFA_DATABASE、ZHIFA_FILES）；一个文件库只归一个数据库使用。"
        f"确属错归的，用 zhifa evidence claim --from {error.found} --reason 事由 收回"
    )
