"""Forms of service: what each way of service must prove (处罚法 61; 民诉法 87-95)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.engine.expiry import Expiry
from zhifa.workflows.forms.base import ADDRESS, Day, Digest, Form, Label, Moment, Stated, Text
from zhifa.workflows.forms.start import TwoOfficers
from zhifa.workflows.forms.values import Evidence, Person


class DirectProof(Form):
    """直接送达: the receipt signed by the party, or by one who may receive for it (民诉法 88)."""

    method: Literal["direct"]
    recipient: Person
    receipt_signed: Literal[True]


class OnSpotProof(Form):
    """当场交付 after pronouncing (处罚法 61(1))."""

    method: Literal["on_spot"]
    recipient: Person
    receipt_signed: Literal[True]


class LeftProof(Form):
    """留置送达: witnesses called in, or left with photograph and video (民诉法 89)."""

    method: Literal["left"]
    refused_by: Person
    refusal_reason: Label
    refused_on: Day | None = None
    """Day of the refusal; absent: that of the service."""
    witnesses: tuple[Label, ...] = ()
    recordings: tuple[Digest, ...] = ()

    @model_validator(mode="after")
    def _witness_or_recording(self) -> LeftProof:
        if not (self.witnesses or self.recordings):
            raise ValueError("留置送达应有见证人，或者拍照、录像记录")
        return self


class PostProof(Form):
    """邮寄送达: the day on the return receipt counts (民诉法 91)."""

    method: Literal["post"]
    tracking_number: Label
    received_on: Day
    recipient: Person


class ElectronicProof(Form):
    """电子送达: only with signed consent; the day it reaches the named system counts (处罚法 61(2), 民诉法 90)."""

    method: Literal["electronic"]
    address: Annotated[Label, ADDRESS]
    arrived_at: Moment


class AnnouncementProof(Form):
    """公告送达: thirty days after the announcement (民诉法 95)."""

    method: Literal["announcement"]
    announced_on: Day


class UnstatedProof(Form):
    """A replay whose source does not say how the paper was served."""

    method: Literal["unstated"]
    detail: Stated[Label]


ServiceProof = Annotated[
    DirectProof | OnSpotProof | LeftProof | PostProof | ElectronicProof | AnnouncementProof | UnstatedProof,
    Field(discriminator="method"),
]


class Service(Form):
    """送达 (D37). The day of service is the day the command says it occurred."""

    place: Annotated[Stated[Label], ADDRESS]
    officers: TwoOfficers
    proof: ServiceProof
    remark: Label | None = None


class DeemedService(Expiry):
    """公告期满视为送达 (民诉法 95): the period of the announcement ran out; recorded by the system."""


class FailedService(Form):
    """An attempt that failed (D37), kept because 公告 needs it."""

    method: Literal["direct", "post", "electronic"]
    place: Annotated[Label, ADDRESS]
    officers: TwoOfficers
    reason: Text


class Announcement(Form):
    """送达公告 (D39; 民诉法 95)."""

    ground: Literal["whereabouts_unknown", "other_means_failed"]
    explanation: Text
    """What was tried; goes to the file (卷内记明原因和经过)."""
    whereabouts_proof: Evidence | None = None
    """What proves that the party's whereabouts are unknown."""
    channels: Annotated[tuple[Label, ...], Field(min_length=1)]
    collect_at: Label
    """Where the paper can be fetched."""


class Dispatch(Form):
    """交付送达: service of the decision begins (处罚法 61: within seven working days)."""

    method: Literal["direct", "on_spot", "left", "post", "electronic", "announcement", "unstated"]
    officers: TwoOfficers
