"""The words a term is made of: what it is counted in, which way it runs, whose it is, how well it is established."""

from enum import StrEnum
from typing import Final

__all__ = ["Direction", "Duty", "Mark", "Unit"]


class Unit(StrEnum):
    """What a term is counted in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"
    FIXED_DATE = "fixed_date"

    @property
    def label(self) -> str:
        """The unit in Chinese."""
        return _UNIT_LABELS[self]


_UNIT_LABELS: Final = {
    Unit.WORKING_DAY: "个工作日",
    Unit.CALENDAR_DAY: "日（自然日）",
    Unit.HOUR: "小时",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.FIXED_DATE: "固定日期",
}


class Direction(StrEnum):
    """Whether a term runs on from an event or must lie wholly before it (“…日前”)."""

    FORWARD = "forward"
    BACKWARD = "backward"


class Mark(StrEnum):
    """How well the length of a term is established; all but VERIFIED are defaults the agency has to confirm."""

    VERIFIED = "V"
    SECONDARY = "V2"
    MEMORY = "M"
    CONVENTION = "C"

    @property
    def label(self) -> str:
        """The mark in Chinese, as an explanation shows it."""
        return _MARK_LABELS[self]


_MARK_LABELS: Final = {
    Mark.VERIFIED: "已核对法律原文",
    Mark.SECONDARY: "默认参数（待机关核定）：仅经第二手来源核对",
    Mark.MEMORY: "默认参数（待机关核定）：未经核对",
    Mark.CONVENTION: "默认参数（待机关核定）：法律未明定，按产品约定",
}


class Duty(StrEnum):
    """Whose period it is."""

    AGENCY = "agency"
    PARTY = "party"

    @property
    def label(self) -> str:
        """Whose period it is, in Chinese."""
        return "行政机关的期限" if self is Duty.AGENCY else "当事人的期限"
