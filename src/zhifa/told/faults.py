"""What went wrong, in Chinese: every error of engine and storage that somebody foresaw.

The command line and the web tell the same; what each advises besides, with its own commands and pages, each says itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One error as people are told of it."""

    code: str
    """Stable; a program goes by it."""
    text: str
    remedy: str = ""
    """What to do, whatever one works with; empty where the text says so or each door has its own way."""
    inward: bool = False
    """It names things of the machine, such as paths and statements: for who runs the system, and for nobody on the web."""

    @property
    def whole(self) -> str:
        """Text and remedy in one."""
        return f"{self.text}；{self.remedy}" if self.remedy else self.text


_Text = Callable[[Any], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """How errors of one kind are told."""

    kind: type[Exception]
    code: str
    text: _Text
    remedy: str = ""
    inward: bool = False


def telling(error: Exception) -> Telling | None:
    """What is told of it; ``None`` of an error that nobody foresaw."""
    for fault in _known():
        if isinstance(error, fault.kind):
            return Telling(code=fault.code, text=fault.text(error), remedy=fault.remedy, inward=fault.inward)
    return None


def _fault(kind: type[Exception], code: str, text: _Text = str, remedy: str = "", *, inward: bool = False) -> _Fault:
    return _Fault(kind=kind, code=code, text=text, remedy=remedy, inward=inward)


def _known() -> tuple[_Fault, ...]:
    """Errors by kind, the narrower before the wider. Read only after something went wrong, because it loads everything."""
    return (*_of_office(), *_of_files_given(), *_of_storage(), *_of_papers(), *_of_the_system())


def _of_office() -> tuple[_Fault, ...]:
    from zhifa.engine import errors as office
    from zhifa.engine.bundle import BundleFaulty
    from zhifa.engine.check import DefinitionFault
    from zhifa.engine.jottings import JottingTooLarge

    return (
        _fault(office.CommandRefused, "refused", lambda e: f"不予办理：{e}"),
        _fault(office.FinesMoved, "fines_moved", _nothing_written),
        _fault(office.KeyReused, "key_reused"),
        _fault(office.CalendarNotPublished, "calendar_not_published", _nothing_written),
        _fault(office.CalendarSuperseded, "calendar_superseded", _nothing_written),
        _fault(office.RegisterChanged, "register_changed", _nothing_written),
        _fault(office.WorkflowChanged, "workflow_changed", lambda e: f"{e}。这件案件要用立起它的版本办理"),
        _fault(office.WorkflowUnknown, "workflow_unknown"),
        _fault(office.WorkflowForeign, "workflow_foreign"),
        _fault(office.WorkflowsBroken, "workflows_broken", inward=True),
        _fault(BundleFaulty, "bundle_faulty", lambda e: f"记录包不能用：{e}"),
        _fault(JottingTooLarge, "jotting_too_large"),
        _fault(DefinitionFault, "definition_fault", inward=True),
    )


def _of_files_given() -> tuple[_Fault, ...]:
    from zhifa.engine.register_file import RegisterFaulty
    from zhifa.history.errors import FaultyRows
    from zhifa.sheets import TableError

    return (
        _fault(RegisterFaulty, "register_faulty", _register_faulty),
        _fault(FaultyRows, "rows_faulty", _faulty_rows),
        _fault(TableError, "table_faulty"),
    )


def _of_storage() -> tuple[_Fault, ...]:
    from zhifa.storage import errors as storage

    again = "稍后原样重发"
    return (
        _fault(storage.CalendarMoved, "calendar_moved", lambda _: "另有日历文件同时导入，什么也没有写入", again),
        _fault(storage.RegisterMoved, "register_moved", lambda _: "另有人同时变更本机关的名录，什么也没有写入", again),
        _fault(storage.StaleCase, "stale_case", _stale, "看清现状；仍要办理的，以现在的版本重新提交"),
        _fault(storage.CustodyMoved, "custody_moved", _custody_moved, "看清现状后重新提交"),
        _fault(storage.NumberTaken, "number_taken", _number_taken, again),
        _fault(storage.AccountMoved, "account_moved", lambda _: "账号刚由他人改动，或者登录名、人员已被占用，什么也没有写入", "重新查看后再改"),
        _fault(storage.AlreadyImported, "imported_before", _imported_before),
        _fault(storage.CaseUnknown, "case_unknown", lambda e: f"没有案件 {e.case_id}"),
        _fault(storage.SchemaMissing, "schema_missing", lambda _: "数据库尚未初始化", inward=True),
        _fault(storage.SchemaOutdated, "schema_outdated", _outdated, inward=True),
        _fault(storage.AcknowledgedBefore, "acknowledged_before", lambda _: "这条预警此人已经签收过，原来的签收不变"),
        _fault(storage.MessageUnknown, "message_unknown", lambda e: f"消息 {e.message_id} 不在放弃投递之列"),
        _fault(storage.DeliveryUnknown, "delivery_unknown", lambda _: "没有这次投递"),
        _fault(storage.SubscriptionUnknown, "subscription_unknown", lambda _: "本机关没有这个订阅"),
        _fault(storage.UploadMoved, "upload_moved", lambda _: "这次上传刚有新的进展，或者已经结束，什么也没有写入", "重新查看后再续传"),
        _fault(storage.WarningUnknown, "warning_unknown", lambda _: "没有发给此人的这条预警"),
        _fault(storage.DriverMissing, "driver_missing", _driver_missing, inward=True),
        _fault(storage.DatabaseBusy, "busy", _busy, again),
        _fault(storage.StorageFull, "full", _full, "腾出空间后原样重发", inward=True),
        _fault(storage.FileMissing, "file_missing", lambda e: f"文件库中没有文件 {e.digest}"),
        _fault(storage.FileCorrupt, "file_corrupt", _corrupt, "从备份恢复"),
        _fault(storage.StoreForeign, "store_foreign", _store_foreign, inward=True),
        _fault(storage.FileTooLarge, "file_too_large", lambda e: f"文件大于 {e.limit} 字节，没有收存", "拆分或者压缩后再交"),
        _fault(storage.LockedRow, "locked_row", lambda e: f"数据库的锁拒绝了这次改动，什么也没有写入：{e}", inward=True),
        _fault(storage.StorageError, "storage_error", _of_database, inward=True),
    )  # fmt: skip


def _of_papers() -> tuple[_Fault, ...]:
    from zhifa.documents.errors import DocumentError, TemplatesFaulty
    from zhifa.documents.signing.errors import KeyUnusable, SealUnusable, SigningError

    return (
        _fault(KeyUnusable, "key_unusable", lambda e: f"没有签章：{e}"),
        _fault(SealUnusable, "seal_unusable", lambda e: f"没有签章：{e}"),
        _fault(SigningError, "not_sealed", lambda e: f"没有签章：{e}"),
        _fault(TemplatesFaulty, "templates_faulty", lambda e: f"文书样式包不能用，有 {len(e.faults)} 处不合要求：\n{e}"),
        _fault(DocumentError, "paper_impossible", lambda e: f"文书不能制作：{e}"),
    )  # fmt: skip


def _of_the_system() -> tuple[_Fault, ...]:
    from zhifa.system_errors import told

    return (_fault(OSError, "system_error", told, inward=True),)


def _nothing_written(error: Any) -> str:
    return f"{error}，什么也没有写入"


def _stale(error: Any) -> str:
    return f"案件 {error.case_id} 已不是第{error.expected}版：此后又办理了其他步骤，什么也没有写入"


def _custody_moved(error: Any) -> str:
    return f"证据“{error.key}”的保管记录刚由他人添写，什么也没有写入"


def _number_taken(error: Any) -> str:
    return f"“{error.series}”{error.year}年的号码一直由他人先行取用，这次没有取到，什么也没有写入"


def _busy(error: Any) -> str:
    return f"数据库正由他人写入，等待 {error.waited_ms} 毫秒后放弃，什么也没有写入"


def _full(error: Any) -> str:
    from zhifa.system_errors import of_database, wrong

    why = wrong(error.__cause__) if isinstance(error.__cause__, OSError) else of_database(error.text)
    return f"没有空间可写（{why}），什么也没有写入"


def _of_database(error: Any) -> str:
    from zhifa.system_errors import of_database

    return f"数据库出错，什么也没有写入：{of_database(str(error))}"


def _corrupt(error: Any) -> str:
    return f"文件库中的文件 {error.digest} 内容已变，现在的摘要为 {error.found}"


def _driver_missing(error: Any) -> str:
    return f"不能使用 PostgreSQL：缺少它的驱动（{error.text}）"


def _outdated(error: Any) -> str:
    return f"数据库的结构停在第 {error.found or '?'} 号迁移，本程序要第 {error.wanted or '?'} 号"


def _store_foreign(error: Any) -> str:
    if error.found is None:
        return f"文件库 {error.root} 没有写明属于哪个数据库，不能认定是这个数据库的，没有收存，也没有移动"
    return f"文件库 {error.root} 属于另一个数据库（标识 {error.found}），不是这个数据库的（标识 {error.wanted}），什么也没有读写"


def _register_faulty(error: Any) -> str:
    listed = "\n".join(f"　　{fault.text}" for fault in error.faults)
    return f"人员名录没有导入，有 {len(error.faults)} 处不合要求：\n{listed}\n办法：按所列逐处改正后重新导入"


def _faulty_rows(error: Any) -> str:
    listed = "\n".join(f"　　{fault.text}" for fault in error.faults)
    more = f"\n　　……另有 {error.count - len(error.faults)} 处" if error.count > len(error.faults) else ""
    return f"{error.file} 没有导入，有 {error.count} 处不合要求：\n{listed}{more}"


def _imported_before(error: Any) -> str:
    return f"{error.file} 以前导入过（SHA-256 {error.digest}），什么也没有写入"
