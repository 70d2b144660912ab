"""Acts of service and the proof of each way of service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from zhifa.documents.facts.values import Act, Evidence, Officer, Opinion, Person, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectProof:
    """直接送达."""

    method: Literal["direct"] = "direct"
    recipient: Person
    receipt_signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSpotProof:
    """当场交付."""

    method: Literal["on_spot"] = "on_spot"
    recipient: Person
    receipt_signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftProof:
    """留置送达."""

    method: Literal["left"] = "left"
    refused_by: Person
    refusal_reason: str
    refused_on: date | None = None
    """Day of the refusal; absent: that of the service."""
    witnesses: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostProof:
    """邮寄送达."""

    method: Literal["post"] = "post"
    tracking_number: str
    received_on: date
    recipient: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicProof:
    """电子送达."""

    method: Literal["electronic"] = "electronic"
    address: str
    arrived_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementProof:
    """公告送达."""

    method: Literal["announcement"] = "announcement"
    announced_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnstatedProof:
    """A replay whose source does not say how the paper was served."""

    method: Literal["unstated"] = "unstated"
    detail: Stated[str]


ServiceProof: TypeAlias = (
    DirectProof | OnSpotProof | LeftProof | PostProof | ElectronicProof | AnnouncementProof | UnstatedProof
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Act):
    """送达 (D37)."""

    place: Stated[str]
    officers: tuple[Officer, ...]
    proof: ServiceProof
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedService(Act):
    """An attempt that failed (D37)."""

    method: str
    place: str
    officers: tuple[Officer, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement(Act):
    """送达公告 (D39)."""

    ground: str
    explanation: str
    whereabouts_proof: Evidence | None = None
    channels: tuple[str, ...]
    collect_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(Act):
    """交付送达."""

    method: str
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip of the pen: what the paper says, and what it should say."""

    where: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectification(Act):
    """书面补正 (D37-2)."""

    paper: str
    slips: tuple[Slip, ...]
    reason: str
    legal_opinion: Opinion
    unit_opinion: Opinion
    head_opinion: str
    contact: str
    contact_phone: str
