"""The words a term is made of: what it is counted in, which way it runs, whose it is, what its end brings, how well it is established."""

from enum import StrEnum
from typing import Final

__all__ = ["Consequence", "Direction", "Duty", "Mark", "Unit"]


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
    """How well the length of a term is established; all but VERIFIED are defaults the agency has to confirm, or, by AGENCY, what it set."""

    VERIFIED = "V"
    SECONDARY = "V2"
    MEMORY = "M"
    CONVENTION = "C"
    AGENCY = "A"

    @property
    def label(self) -> str:
        """The mark in Chinese, as an explanation shows it."""
        return _MARK_LABELS[self]


_MARK_LABELS: Final = {
    Mark.VERIFIED: "已核对法律原文",
    Mark.SECONDARY: "默认参数（待机关核定）：仅经第二手来源核对",
    Mark.MEMORY: "默认参数（待机关核定）：未经核对",
    Mark.CONVENTION: "默认参数（待机关核定）：法律未明定，按产品约定",
    Mark.AGENCY: "机关参数：由本机关名录所定",
}


class Duty(StrEnum):
    """Whose period it is."""

    AGENCY = "agency"
    PARTY = "party"
    COURT = "court"
    POLICE = "police"

    @property
    def label(self) -> str:
        """Whose period it is, in Chinese."""
        return _DUTY_LABELS[self]


_DUTY_LABELS: Final = {
    Duty.AGENCY: "行政机关的期限",
    Duty.PARTY: "当事人的期限",
    Duty.COURT: "人民法院的期限",
    Duty.POLICE: "公安机关的期限",
}


class Consequence(StrEnum):
    """What the end of a term brings by law. Only the first leaves everything as it is until somebody acts."""

    OVERDUE_DUTY = "overdue_duty"
    """The duty stands, and is overdue."""
    RIGHT_LAPSES = "right_lapses"
    """What could be asked for until then cannot be asked for any more."""
    MEASURE_LAPSES = "measure_lapses"
    """A measure ends by itself: only where the law, or by pack a rule (规章), says so."""
    DEEMED = "deemed"
    """The law takes something as done: only where it says so."""
    REMINDER = "reminder"
    """A day to act on or from; nothing is overdue and nothing is lost."""

    @property
    def label(self) -> str:
        """The consequence in Chinese, as an explanation shows it."""
        return _CONSEQUENCE_LABELS[self]


_CONSEQUENCE_LABELS: Final = {
    Consequence.OVERDUE_DUTY: "逾期，义务仍须履行",
    Consequence.RIGHT_LAPSES: "权利或者权限消灭",
    Consequence.MEASURE_LAPSES: "措施自动失效",
    Consequence.DEEMED: "法律拟制",
    Consequence.REMINDER: "提示",
}
