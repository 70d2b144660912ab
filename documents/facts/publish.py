"""Acts of performance, publication, closing and archiving."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa.documents.facts.values import Act, Officer, Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Act):
    """Payment of the fine and of confiscated gains; ``amount`` in fen."""

    amount: int
    receipt_number: str
    payer: str
    instalment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceConfirmed(Act):
    """Performance of items that are not money."""

    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationReview(Act):
    """公示审核 (D59)."""

    collector: Officer
    shown: tuple[str, ...]
    redactions: tuple[str, ...]
    withheld_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Act):
    """公示 on the agency's portal."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Act):
    """结案 (D49)."""

    ground: str
    performance: str
    officers: tuple[Officer, ...]
    unit_opinion: Opinion
    head_opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archiving(Act):
    """归档 (D50)."""

    fonds: str
    archive_number: str
    retention: str
    pages: int
    archivist: Officer
    checker: Officer
    remarks: str
