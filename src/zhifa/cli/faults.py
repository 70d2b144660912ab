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
    for kind, code, text in _known():
        if isinstance(error, kind):
            return text(error), code
    return None


def in_words(error: Exception) -> str:
    """What went wrong, for a command that goes on all the same; also of an error that nobody foresaw."""
    explained = _explained(error)
    return explained[0] if explained else f"{type(error).__name__}：{error}"


_Fault = tuple[type[Exception], int, Callable[[Any], str]]


def _known() -> tuple[_Fault, ...]:
    """Errors by kind, the narrower before the wider. Read only after something went wrong, because it loads everything."""
    from zhifa.documents.errors import DocumentError, TemplatesFaulty
    from zhifa.documents.signing.errors import KeyUnusable, SealUnusable, SigningError
    from zhifa.engine.bundle import BundleFaulty
    from zhifa.engine.check import DefinitionFault
    from zhifa.engine.errors import (
        CalendarNotPublished,
        CalendarSuperseded,
        CommandRefused,
        FinesMoved,
        KeyReused,
        RegisterChanged,
        WorkflowChanged,
        WorkflowForeign,
        WorkflowsBroken,
        WorkflowUnknown,
    )
    from zhifa.engine.register_file import RegisterFaulty
    from zhifa.history.errors import FaultyRows
    from zhifa.scenario import ScenarioFailed, ScenarioFaulty
    from zhifa.sheets import TableError
    from zhifa.storage import errors as storage
    from zhifa.system_errors import of_database, told

    return (
        (CommandRefused, REFUSED, lambda e: f"不予办理，理由如下：\n{reasons(r.as_dict() for r in e.refusals)}"),
        (FinesMoved, REFUSED, lambda e: f"{e}，什么也没有写入"),
        (KeyReused, REFUSED, str),
        (CalendarNotPublished, REFUSED, lambda e: f"{e}，什么也没有写入"),
        (CalendarSuperseded, REFUSED, lambda e: f"{e}，什么也没有写入；用 zhifa calendar history 查看已导入的文件"),
        (storage.CalendarMoved, REFUSED, lambda _: "另有日历文件同时导入，什么也没有写入；稍后原样重发"),
        (RegisterChanged, REFUSED, lambda e: f"{e}，什么也没有写入"),
        (storage.RegisterMoved, REFUSED, lambda _: "另有人同时变更本机关的名录，什么也没有写入；稍后原样重发"),
        (WorkflowChanged, UNUSABLE, lambda e: f"{e}。这件案件要用立起它的版本办理"),
        (storage.StaleCase, REFUSED, _stale),
        (storage.CustodyMoved, REFUSED, _custody_moved),
        (storage.NumberTaken, REFUSED, _number_taken),
        (WorkflowUnknown, UNUSABLE, lambda e: f"{e}；用 zhifa workflow list 查看全部流程"),
        (WorkflowForeign, UNUSABLE, str),
        (WorkflowsBroken, UNUSABLE, str),
        (BundleFaulty, REFUSED, lambda e: f"记录包不能用：{e}"),
        (RegisterFaulty, UNUSABLE, _register_faulty),
        (FaultyRows, UNUSABLE, _faulty_rows),
        (TableError, UNUSABLE, str),
        (storage.AlreadyImported, REFUSED, _imported_before),
        (ScenarioFaulty, UNUSABLE, lambda e: f"情景文件不能用：{e}"),
        (ScenarioFailed, REFUSED, lambda e: f"情景没有按所写的进行：{e}"),
        (DefinitionFault, REFUSED, str),
        (storage.CaseUnknown, UNUSABLE, lambda e: f"没有案件 {e.case_id}；用 zhifa case list 查看全部案件"),
        (storage.SchemaMissing, UNUSABLE, lambda _: "数据库尚未初始化；先运行 zhifa db init --database 数据库地址"),
        (storage.SchemaOutdated, UNUSABLE, _outdated),
        (storage.AcknowledgedBefore, REFUSED, lambda _: "这条预警此人已经签收过，原来的签收不变；用 zhifa inbox list --all 查看"),
        (storage.MessageUnknown, REFUSED, lambda e: f"消息 {e.message_id} 不在放弃投递之列；用 zhifa watch outbox --dead 查看"),
        (storage.DriverMissing, UNUSABLE, _driver_missing),
        (storage.DatabaseBusy, REFUSED, _busy),
        (storage.StorageFull, REFUSED, _full),
        (storage.FileMissing, REFUSED, lambda e: f"文件库中没有文件 {e.digest}；核对 --files 所指的目录"),
        (storage.FileCorrupt, REFUSED, lambda e: f"文件库中的文件 {e.digest} 内容已变，现在的摘要为 {e.found}；从备份恢复"),
        (storage.StoreForeign, UNUSABLE, _store_foreign),
        (storage.FileTooLarge, UNUSABLE, lambda e: f"文件大于 {e.limit} 字节，没有收存；拆分或者压缩后再交"),
        (storage.LockedRow, REFUSED, lambda e: f"数据库的锁拒绝了这次改动，什么也没有写入：{e}"),
        (storage.StorageError, REFUSED, lambda e: f"数据库出错，什么也没有写入：{of_database(str(e))}"),
        (KeyUnusable, UNUSABLE, lambda e: f"没有签章：{e}"),
        (SealUnusable, UNUSABLE, lambda e: f"没有签章：{e}"),
        (SigningError, REFUSED, lambda e: f"没有签章：{e}"),
        (TemplatesFaulty, UNUSABLE, lambda e: f"文书样式包不能用，有 {len(e.faults)} 处不合要求：\n{e}"),
        (DocumentError, REFUSED, lambda e: f"文书不能制作：{e}"),
        (OSError, UNUSABLE, told),
    )  # fmt: skip


def _stale(error: Any) -> str:
    return (
        f"案件 {error.case_id} 已不是第{error.expected}版（--version {error.expected}）：此后又办理了其他步骤，什么也没有写入\n"
        f"办法：用 zhifa case show {error.case_id} 看清现状；仍要办理的，以现在的版本重发"
    )


def _custody_moved(error: Any) -> str:
    return f"证据“{error.key}”的保管记录刚由他人添写，什么也没有写入；用 zhifa evidence list {error.case_id} 看清后重发"


def _number_taken(error: Any) -> str:
    return f"“{error.series}”{error.year}年的号码一直由他人先行取用，这次没有取到，什么也没有写入；稍后原样重发"


def _busy(error: Any) -> str:
    return f"数据库正由他人写入，等待 {error.waited_ms} 毫秒后放弃，什么也没有写入；稍后用同一 --key 原样重发"


def _full(error: Any) -> str:
    from zhifa.system_errors import of_database, wrong

    why = wrong(error.__cause__) if isinstance(error.__cause__, OSError) else of_database(error.text)
    return f"没有空间可写（{why}），什么也没有写入；腾出空间后原样重发"


def _driver_missing(error: Any) -> str:
    return f"不能使用 PostgreSQL：缺少它的驱动（{error.text}）\n办法：pip install 'zhifa[postgresql]'"


def _outdated(error: Any) -> str:
    return (
        f"数据库的结构停在第 {error.found or '?'} 号迁移，本程序要第 {error.wanted or '?'} 号\n"
        "办法：备份后运行 zhifa db upgrade --database 数据库地址；数据库较新的，改用与之相符的程序"
    )


def _store_foreign(error: Any) -> str:
    if error.found is None:
        return (
            f"文件库 {error.root} 没有写明属于哪个数据库，不能认定是这个数据库的，没有收存，也没有移动\n"
            "办法：核对 --database 和 --files；确属这个数据库的，用 zhifa evidence claim --reason 事由 写明"
        )
    return (
        f"文件库 {error.root} 属于另一个数据库（标识 {error.found}），不是这个数据库的（标识 {error.wanted}），什么也没有读写\n"
        "办法：核对 --database 和 --files（或者环境变量 ZHIFA_DATABASE、ZHIFA_FILES）；一个文件库只归一个数据库使用。"
        f"确属错归的，用 zhifa evidence claim --from {error.found} --reason 事由 收回"
    )


def _register_faulty(error: Any) -> str:
    listed = "\n".join(f"　　{fault.text}" for fault in error.faults)
    return f"人员名录没有导入，有 {len(error.faults)} 处不合要求：\n{listed}\n办法：按所列逐处改正后重新导入"


def _faulty_rows(error: Any) -> str:
    listed = "\n".join(f"　　{fault.text}" for fault in error.faults)
    more = f"\n　　……另有 {error.count - len(error.faults)} 处" if error.count > len(error.faults) else ""
    return (
        f"{error.file} 没有导入，有 {error.count} 处不合要求：\n{listed}{more}\n"
        "办法：按所列逐处改正后重新导入；或者加 --skip-faulty，只导入其余各行，跳过的行号记录在案"
    )


def _imported_before(error: Any) -> str:
    return (
        f"{error.file} 以前导入过（SHA-256 {error.digest}），什么也没有写入；用 zhifa past --imports 查看历次导入\n"
        "办法：内容确有不同的，改好文件后再导入"
    )
