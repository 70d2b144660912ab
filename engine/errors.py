"""What the office raises: its own errors, and those of storage, which whoever stands above the engine takes from here.

    OfficeError
    ├── CalendarNotPublished
    ├── CalendarSuperseded
    ├── CommandRefused
    ├── FinesMoved
    ├── KeyReused
    ├── RegisterChanged
    ├── WorkflowChanged
    ├── WorkflowForeign
    ├── WorkflowUnknown
    └── WorkflowsBroken

After any of them the database is as it was, but for the refused attempt that is kept on record. ``NotThere`` is a ``LookupError`` of its own.
"""

from __future__ import annotations

from datetime import date

from zhifa.engine.calendar import YearSchedule
from zhifa.engine.not_there import NotThere
from zhifa.engine.refusals import Refusal
from zhifa.storage.errors import (
    AcknowledgedBefore,
    CaseUnknown,
    DeliveryUnknown,
    StaleCase,
    StorageError,
    StorageFull,
    SubscriptionUnknown,
    WarningUnknown,
)

__all__ = [
    "AcknowledgedBefore", "CalendarNotPublished", "CalendarSuperseded", "CaseUnknown", "CommandRefused", "DeliveryUnknown", "FinesMoved", "KeyReused", "NotThere", "OfficeError",
    "RegisterChanged", "StaleCase", "StorageError", "StorageFull", "SubscriptionUnknown", "WarningUnknown", "WorkflowChanged", "WorkflowForeign",
    "WorkflowUnknown", "WorkflowsBroken",
]  # fmt: skip


class OfficeError(Exception):
    """The office does not carry a command out."""


class CalendarNotPublished(OfficeError):
    """A notice bears a day of publication that has not come. Nothing was changed."""

    def __init__(self, file: YearSchedule, *, today: date) -> None:
        told = f"填报项“published_on”的值 「{file.published_on}」 不合要求：{file.document_number}的公布日期晚于今日{today}，尚未公布的通知不能导入"
        super().__init__(told)
        self.file = file
        self.today = today


class CalendarSuperseded(OfficeError):
    """The agency has taken in a later notice of the same year. Nothing was changed."""

    def __init__(self, file: YearSchedule, *, later: str, published_on: date) -> None:
        super().__init__(
            f"{file.year}年的放假安排已有更晚公布的{later}（{published_on}公布），{file.document_number}（{file.published_on}公布）不能取代它"
        )
        self.file = file
        self.later = later
        self.published_on = published_on


class CommandRefused(OfficeError):
    """A command is refused; ``refusals`` holds every reason. Nothing was changed."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("；".join(f"{r.text}（{r.article}）" for r in refusals))
        self.refusals = refusals


class FinesMoved(OfficeError):
    """Other cases fined the party, or its fines fell, while this one was being decided. Nothing was changed; the office decides again."""

    def __init__(self, case_id: str) -> None:
        super().__init__(f"案件 {case_id} 办理时，当事人在其他案件中的罚款有变动；请重新办理")
        self.case_id = case_id


class KeyReused(OfficeError):
    """An idempotency key came back with another command. Nothing was changed."""

    def __init__(self, key: str) -> None:
        super().__init__(f"幂等键 {key} 已用于另一条命令；请换一个键，或者原样重发原命令")
        self.key = key


class RegisterChanged(OfficeError):
    """A register moved between the preview of a change and the change itself, so that another would be made than was shown. Nothing was changed."""

    def __init__(self, agency_id: str) -> None:
        super().__init__("名录在预览之后已经变更，要做的变更与预览的不同；重新预览")
        self.agency_id = agency_id


class WorkflowUnknown(OfficeError):
    """A case names a procedure, or a version of one, that this office was not given."""

    def __init__(self, name: str, version: int | None = None) -> None:
        super().__init__(f"没有流程 {name}" + (f" 第{version}版" if version else ""))
        self.name = name
        self.version = version


class WorkflowForeign(OfficeError):
    """What is asked for is made of the acts of a penalty procedure, and the case is of another. Nothing was changed."""

    def __init__(self, case_id: str, label: str, what: str) -> None:
        super().__init__(f"案件 {case_id} 办的是{label}，没有{what}：本系统的{what}只针对行政处罚案件")
        self.case_id = case_id


class WorkflowChanged(OfficeError):
    """The procedure of a case was declared anew under the same version: other guards, edges or forms than the case goes by."""

    def __init__(self, name: str, version: int) -> None:
        super().__init__(f"流程 {name} 第{version}版的定义与案件立起时不同；改动流程应当另立版本")
        self.name = name
        self.version = version


class WorkflowsBroken(OfficeError):
    """A procedure that is installed beside zhifa cannot be used. Nothing was opened."""

    def __init__(self, name: str, value: str, why: str) -> None:
        super().__init__(f"已安装的流程 {name}（{value}）不能使用：{why}；改正或者卸载后再运行")
        self.name = name
        self.value = value
