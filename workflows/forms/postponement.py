"""Forms of paying later or in parts (延期、分期缴纳; 处罚法 66)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.workflows.forms.base import Day, Fen, Form, Label, Text
from zhifa.workflows.forms.values import Opinion


class PostponementRequested(Form):
    """The party asks to pay later or in parts, with what shows its difficulties."""

    applicant: Label
    wanted: Literal["延期", "分期"]
    grounds: Text
    proofs: Annotated[tuple[Label, ...], Field(min_length=1)]


class Instalment(Form):
    """One date and what is paid by it."""

    due_on: Day
    amount: Annotated[Fen, Field(gt=0)]


class PostponementDecided(Form):
    """延期、分期缴纳罚款审批表 (D40) and 通知书 (D40-2)."""

    result: Literal["延期", "分期", "不予批准"]
    schedule: tuple[Instalment, ...] = ()
    reasons: Text
    unit_opinion: Opinion
    head_opinion: Text

    @model_validator(mode="after")
    def _schedule_fits_result(self) -> PostponementDecided:
        dates = len(self.schedule)
        if (self.result, dates) not in (("延期", 1), ("不予批准", 0)) and not (self.result == "分期" and dates > 1):
            raise ValueError("延期写一个日期，分期写两个以上日期，不予批准的不写")
        if any(later.due_on <= earlier.due_on for earlier, later in pairwise(self.schedule)):
            raise ValueError("各期日期应依次在后")
        return self


def instalments(facts: object) -> Mapping[str, date]:
    """The dates of the schedule under the names by which payments refer to them: 第1期, 第2期 …"""
    assert isinstance(facts, PostponementDecided)
    return {f"第{number}期": part.due_on for number, part in enumerate(facts.schedule, start=1)}
