"""Acts of sampling (D12), summons (D08) and extraction of electronic data (D11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhifa.documents.facts.investigate import FieldRecord
from zhifa.documents.facts.values import Act, Citation, Evidence, Officer, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample; ``unit_price`` in fen."""

    name: str
    specification: str
    batch: str
    quantity: str
    population: str
    unit_price: int | None = None
    seal: str
    reserve: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling(FieldRecord):
    """抽样记录 (D12)."""

    sampled_from: Person
    samples: tuple[Sample, ...]
    cost: str
    method: str
    basis: tuple[Citation, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summons(Act):
    """询问通知书 (D08)."""

    person: Person
    matter: str
    appear_at: datetime
    place: str
    bring: tuple[str, ...] = ()
    contact: str
    contact_phone: str
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataExtraction(FieldRecord):
    """电子数据提取笔录 (D11)."""

    holder: Person
    object: str
    medium: str | None = None
    url: str | None = None
    method: str
    tool: str
    algorithm: str
    checksum: str
    witness: str
    attachments: tuple[str, ...]
    recording: str | None = None
    evidence: tuple[Evidence, ...]
