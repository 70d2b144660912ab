"""Forms of legal review: submission, opinion, dispute."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from zhifa.workflows.fitting import HEADS
from zhifa.workflows.forms.base import Day, Form, Identifier, Label, Moment, Text
from zhifa.workflows.forms.values import ReviewItem


def _each_once(items: tuple[ReviewItem, ...]) -> tuple[ReviewItem, ...]:
    wanted = get_args(ReviewItem.model_fields["item"].annotation)
    if sorted(item.item for item in items) != sorted(wanted):
        raise ValueError(f"应对{'、'.join(wanted)}逐项给出一次结论")
    return items


EightItems = Annotated[tuple[ReviewItem, ...], AfterValidator(_each_once)]
"""Every one of the eight items, once."""


class Submission(Form):
    """送审 (D22; 处罚法 58, 118号)."""

    situation: Text
    """What is to be decided and how it came about."""
    materials: Annotated[tuple[Label, ...], Field(min_length=1)]


class Agreement(Form):
    """法制审核意见：同意 (D23)."""

    received_on: Day
    items: EightItems
    opinion: Text

    @model_validator(mode="after")
    def _nothing_failed(self) -> Agreement:
        failed = [item.item for item in self.items if not item.passed]
        if failed:
            raise ValueError(f"意见为同意，但{'、'.join(failed)}未通过")
        return self


class Problems(Form):
    """法制审核意见：存在问题 (D23)."""

    received_on: Day
    items: EightItems
    opinion: Text
    instruction: Literal["补正", "变更", "纠正", "移送"]

    @model_validator(mode="after")
    def _something_failed(self) -> Problems:
        if all(item.passed for item in self.items):
            raise ValueError("意见为存在问题，应指明未通过的项目")
        return self


class Dispute(Form):
    """The handling unit disagrees with the opinion (S2-28); the heads will discuss it."""

    points: Text
    reasons: Text


class Speaker(Form):
    """One attendant of a collective discussion and what he or she said."""

    officer: Annotated[Identifier, HEADS]
    opinion: Text


class Discussion(Form):
    """集体讨论记录 (D31; 处罚法 57(2))."""

    held_at: Moment
    place: Label
    chair: Annotated[Identifier, HEADS]
    speakers: Annotated[tuple[Speaker, ...], Field(min_length=1)]
    observers: tuple[Label, ...] = ()
    report: Text
    conclusion: Literal["adopt", "change"]
    """Whether the draft is adopted as it stands; a change goes back to legal review."""
    conclusion_text: Text
    dissent: Text | None = None

    @model_validator(mode="after")
    def _chair_speaks(self) -> Discussion:
        if self.chair not in {speaker.officer for speaker in self.speakers}:
            raise ValueError("主持人应在发言人之列")
        return self


class DisputeSettled(Discussion):
    """分歧讨论: settles the dispute and sends the file back for a new round; never replaces a passed review."""
