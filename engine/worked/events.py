"""Events that move a term, look at it, or begin another."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from pydantic import AliasChoices, Field, model_validator

from zhifa.engine.fields import Text
from zhifa.engine.units import Unit
from zhifa.engine.worked.moments import Moment
from zhifa.engine.worked.parts import Expecting, Lasting, Told, Units, named

__all__ = ["APPROVAL", "Checkpoint", "DeliverTerm", "Extend", "Following", "Suspend", "Then"]

APPROVAL: Final = re.compile("批准|负责人|集体讨论")


class Suspend(Told, Expecting):
    """Days, both included, that do not count. What is expected holds for the term with the events up to this one."""

    type: Literal["suspend"]
    first: date = Field(validation_alias=AliasChoices("from", "start", "start_date"))
    last: date = Field(validation_alias=AliasChoices("to", "until", "end", "end_date"))
    days: int | None = named("days_inclusive", "days")
    """How long the time is expected to be, both days included, in the unit of the term; what is deducted of it the end of the term tells."""
    written_notice: bool | Text | None = named("written_notice", "notified", "notice")
    """Where it is false, nothing is deducted (许可法 45, 强制法 25)."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Suspend:
        if self.last < self.first:
            raise ValueError(f"to={self.last}：停止计算的末日不得早于首日 {self.first}")
        return self


class Extend(Told, Expecting):
    """Units added to the nominal end. What is expected holds for the term with the events up to this one."""

    type: Literal["extend"]
    by: Units | Text | None = None
    """How many units, or by whom where `days` says how many."""
    days: Units | None = named("days", "term", "length")
    unit: Unit | None = None
    approved_by: Text | None = named("approver", "approved_by")
    on: date | None = named("on", "approved_on", "at", "date")
    cap: Units | None = named("cap", "max")
    """The most that all extensions so far may come to."""
    written_notice: Literal[True] | Text | None = named("written_notice", "notified", "notice")

    @model_validator(mode="after")
    def _granted(self) -> Extend:
        if isinstance(self.by, int) is (self.days is not None):
            raise ValueError("by（未填，或者写了两次）：延长多少写在 by 或者 days 中，只写一次")
        return self

    @property
    def units(self) -> int:
        """By how much."""
        return self.by if isinstance(self.by, int) else self.days or 0

    @property
    def approver(self) -> str | None:
        """By whom, in the words of the event; a reason that tells it will do."""
        if self.approved_by or isinstance(self.by, str):
            return self.approved_by or str(self.by)
        return next((words for words in (self.reason, self.note) if words and APPROVAL.search(words)), None)


class Checkpoint(Told, Expecting):
    """How the term stands, on a day where one is named, with the events written before this one.

    With `term` and `unit` it is about a part of the term: that length from the same start.
    """

    type: Literal["checkpoint"]
    term: Units | None = None
    unit: Unit | None = None
    on: date | None = named("on", "at", "date", "day")
    remaining: int | None = named("remaining", "expected_remaining", "remaining_days")
    """Units of a term in days or working days still to count after the day; days for a term in months or years."""
    overdue: bool | int | None = named("overdue", "expected_overdue", "overdue_days")
    """Whether, or by how many days, the term is overdue."""
    state: Literal["running", "suspended", "overdue"] | None = named("state", "expected_state", "status")

    @model_validator(mode="after")
    def _on_a_day(self) -> Checkpoint:
        asked = (self.remaining, self.overdue, self.state)
        if self.on is None and any(one is not None for one in asked):
            raise ValueError("on（未填）：要核对某一天的状态，先写明是哪一天")
        if (self.term is None) is not (self.unit is None) or self.unit is Unit.FIXED_DATE:
            raise ValueError(f"unit={self.unit}：term 和 unit 一起写，或者都不写；固定日期没有一段")
        return self


class Following(Told, Expecting, Lasting):
    """Another term, with its own beginning."""

    start: Moment | None = named("start_date", "from", "start", "on", "at", "served_on")
    start_event: Text | None = None


class Then(Following):
    """A term that begins at the end of the one before it, of the one named `after`, or on the day it names."""

    type: Literal["then"]
    after: Text | None = None
    """Name of an earlier term, or `main` for that of the example itself."""


class DeliverTerm(Following):
    """The term to deliver or that a service starts: from the day it names, or with the main one."""

    type: Literal["deliver_term"]
