"""What must be recorded in sound and picture, and with what: 音像记录事项清单 and 音像设备 (处罚法 41, 47; 国办发〔2018〕118号)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from zhifa.engine.books.book import Book, Column, Context, Line, LineFault, Numbered
from zhifa.engine.books.cells import day, number, text, texts
from zhifa.engine.books.finding import Finding
from zhifa.engine.register import Register

EVERY: Final = "*"
"""In the place of a procedure's name: whatever the procedure."""


class Level(StrEnum):
    """How much of a step is to be recorded, the strictest first."""

    FULL = "full"
    """From its beginning to its end without a hole: where liberty, life, health or major property is directly concerned."""
    KEY = "key"
    """Some of it, since it easily leads to dispute; not where words record it wholly and that was approved."""
    OPTIONAL = "optional"
    """As the officers see fit."""

    @property
    def label(self) -> str:
        return LEVELS[self]


class Effect(StrEnum):
    """What follows where a recording is lacking."""

    BLOCKS = "blocks"
    MARKS = "marks"


class Until(StrEnum):
    """Before which step a recording must be on file, in the order of a case."""

    CONCLUDE = "conclude"
    SUBMIT_REVIEW = "submit_review"
    DECIDE = "decide"
    CLOSE = "close"

    @property
    def label(self) -> str:
        return UNTIL[self]

    @property
    def due_by(self) -> frozenset[Until]:
        """What must be on file before this step: what is asked before it, or before an earlier one."""
        order = list(Until)
        return frozenset(order[: order.index(self) + 1])


LEVELS: Final = MappingProxyType({"full": "全程音像", "key": "关键环节音像", "optional": "可以音像"})
EFFECTS: Final = MappingProxyType({"blocks": "不得进入下一环节", "marks": "只作提示"})
UNTIL: Final = MappingProxyType(
    {"conclude": "调查终结前", "submit_review": "送法制审核前", "decide": "作出决定前", "close": "结案前"}
)
MEDIA: Final = MappingProxyType({"video": "录像", "audio": "录音", "photo": "照相", "monitoring": "视频监控"})
KINDS: Final = MappingProxyType(
    {
        "body_camera": "执法记录仪",
        "camera": "照相、摄像器材",
        "audio_recorder": "录音器材",
        "room": "场所固定设备",
        "storage": "音像存储设备",
        "monitor": "电子技术监控设备",
    }
)
MONITOR: Final = "monitor"
"""The kind of device that 处罚法 41 speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What the agency's list asks of one step."""

    workflow: str
    """Name of a procedure, or :data:`EVERY`."""
    step: str
    matter: str
    """What is recorded, as the list names it."""
    level: Level
    until: Until
    effect: Effect
    media: frozenset[str] = frozenset()
    """Kinds of recording that count; empty: any."""
    upload_hours: int | None = None
    """Hours after its end within which a recording comes in; ``None``: as the agency's evidence does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device by which is recorded or monitored."""

    number: str
    kind: str
    unit: str
    place: str = ""
    legal_review_on: date | None = None
    technical_review_on: date | None = None
    announced_on: date | None = None

    @property
    def unfit(self) -> tuple[str, ...]:
        """What 处罚法 41(1) asks of a monitoring device and the register does not tell, in Chinese; nothing of other devices."""
        asked = {
            "设置地点": self.place,
            "法制审核日期": self.legal_review_on,
            "技术审核日期": self.technical_review_on,
            "公布日期": self.announced_on,
        }
        return tuple(name for name, told in asked.items() if not told) if self.kind == MONITOR else ()


def _procedure(text: str) -> str | None:
    return (
        None
        if text == EVERY or text.isidentifier()
        else "应为程序或者步骤的英文名称，见 zhifa workflow list；全部程序写 *"
    )


def _step(name: str) -> str | None:
    return None if name.isidentifier() else "应为步骤的英文名称，见 zhifa workflow list"


def _hours(hours: int) -> str | None:
    return None if hours > 0 else "应大于零"


def _demand(line: Line) -> Demand:
    return Demand(
        workflow=text(line, "workflow"),
        step=text(line, "step"),
        matter=text(line, "matter"),
        level=Level(text(line, "level")),
        until=Until(text(line, "until")),
        effect=Effect(text(line, "effect")),
        media=frozenset(texts(line, "media")),
        upload_hours=number(line, "upload_hours") if "upload_hours" in line.body else None,
    )


def _device(line: Line) -> Device:
    return Device(
        number=text(line, "number"),
        kind=text(line, "kind"),
        unit=text(line, "unit"),
        place=text(line, "place"),
        legal_review_on=day(line, "legal_review_on"),
        technical_review_on=day(line, "technical_review_on"),
        announced_on=day(line, "announced_on"),
    )


AV_MATRIX: Final[Book[Demand]] = Book(
    name="av_matrix",
    label="音像记录事项清单",
    columns=(
        Column(field="workflow", label="程序", rule=_procedure, about="程序的英文名称；* 为全部程序。"),
        Column(field="step", label="步骤", rule=_step, about="步骤的英文名称，见 zhifa workflow list。"),
        Column(field="matter", label="记录事项", public=True),
        Column(field="level", label="记录要求", kind="choice", choices=LEVELS, public=True),
        Column(field="media", label="记录方式", kind="choices", choices=MEDIA, required=False, public=True),
        Column(field="starts_at", label="起点", required=False, public=True),
        Column(field="ends_at", label="终点", required=False, public=True),
        Column(field="until", label="最迟归档", kind="choice", choices=UNTIL),
        Column(field="effect", label="未归档的后果", kind="choice", choices=EFFECTS),
        Column(
            field="upload_hours", label="上传时限（小时）", kind="count", required=False, rule=_hours,
            about="自录制结束起；不填的，按本机关证据收存的期限。",
        ),
        Column(field="retention", label="保存期限", required=False, public=True),
    ),
    key=("workflow", "step", "valid_from"),
    overlap=("workflow", "step"),
    read=_demand,
    article="行政处罚法第四十七条；国办发〔2018〕118号（据二手资料）；自治区三项制度实施方案二（二）3",
    requirements=("S0-26", "S0-27", "S0-29", "S2-19", "S3-11", "S3-12"),
)  # fmt: skip


def _of_somebody(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """Whoever holds a device is on the register, as an officer or an auxiliary."""
    known = {line.body.get("staff_number") for line in context.lines("officer")}
    known |= {line.body.get("number") for line in context.lines("auxiliary")}
    for row, line, where in lines:
        holder = line.body.get("holder")
        if holder is not None and holder not in known:
            yield LineFault(row, "使用人", str(holder), "名录中没有这一工号的执法人员或者辅助人员", where)


DEVICES: Final[Book[Device]] = Book(
    name="device",
    label="音像记录和监控设备",
    columns=(
        Column(field="number", label="设备编号", kind="code", public=True),
        Column(field="kind", label="设备种类", kind="choice", choices=KINDS, public=True),
        Column(field="unit", label="配备单位"),
        Column(field="holder", label="使用人", kind="code", required=False, about="工号，辅助人员的编号也可以。"),
        Column(field="place", label="设置地点", required=False, public=True),
        Column(field="legal_review_on", label="法制审核日期", kind="date", required=False, public=True),
        Column(field="technical_review_on", label="技术审核日期", kind="date", required=False, public=True),
        Column(field="announced_on", label="公布日期", kind="date", required=False, public=True),
    ),
    key=("number", "valid_from"),
    overlap=("number",),
    read=_device,
    faults=_of_somebody,
    article="行政处罚法第四十一条第一款；自治区三项制度实施方案二（二）4、5",
    requirements=("S0-30", "S0-31", "S3-20"),
)


def devices_unfit(register: Register, on: date) -> Iterator[Finding]:
    """Monitoring devices of which the register does not tell all that 处罚法 41(1) asks before they are used."""
    for device in register.shelf.values(DEVICES, on):
        if device.unfit:
            told = f"电子技术监控设备“{device.number}”没有登记{'、'.join(device.unfit)}"
            yield Finding(book=DEVICES.name, text=told, article="行政处罚法第四十一条第一款", level="fault")


RECORDING: Final[tuple[Book[Any], ...]] = (AV_MATRIX, DEVICES)
