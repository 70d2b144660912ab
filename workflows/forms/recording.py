"""Forms of recordings in sound and picture: what was recorded, where words are enough, and what is lost (处罚法 47; 国办发〔2018〕118号)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.workflows.forms.base import Digest, Form, Label, Moment, Text

Entry = Annotated[int, Field(ge=0)]
"""Number of the entry of a step."""


class RecordingFiled(Form):
    """音像记录归档: one file of the evidence store, and the steps that it records."""

    acts: Annotated[tuple[Entry, ...], Field(min_length=1)]
    digest: Digest
    """Of the file in the evidence store."""
    description: Label
    medium: Literal["video", "audio", "photo", "monitoring"]
    device: Label
    """Number of the device, as the agency's register has it."""
    started_at: Moment
    ended_at: Moment
    """As the recording itself tells; nobody watches it here."""
    recorded_by: Label
    """Who worked the camera: an officer by the id, or an auxiliary (辅助人员) by the number, who helps and signs nothing by it."""
    gap_reason: Text | None = None
    """Why it was interrupted; told to whoever asks, and no excuse where the whole is to be recorded."""

    @model_validator(mode="after")
    def _time_runs_forward(self) -> RecordingFiled:
        if self.ended_at < self.started_at:
            raise ValueError("结束时间不得早于开始时间")
        if self.medium != "photo" and self.ended_at == self.started_at:
            raise ValueError("结束时间应晚于开始时间，照相的除外")
        return self


class WaiverAsked(Form):
    """申请不作音像记录: words alone record this step wholly and effectively, or what should have recorded the whole of it is lost."""

    act: Entry
    reason: Text


class WaiverAnswered(Form):
    """Whether it need not be recorded in sound and picture."""

    act: Entry
    granted: bool
    opinion: Text


class GapExcused(Form):
    """音像缺失处理: whether the case goes on though a step that was to be recorded as a whole was not."""

    act: Entry
    granted: bool
    opinion: Text
