"""Forms of further ways to gather evidence: sampling (D12), summons to an interview (D08), extraction of electronic data (D11)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.workflows.forms.base import Digest, Fen, Form, Label, Moment, Text
from zhifa.workflows.forms.investigate import FieldRecord
from zhifa.workflows.forms.start import TwoOfficers
from zhifa.workflows.forms.values import Citation, Evidence, Person


class Sample(Form):
    """One sample as the record lists it."""

    name: Label
    specification: Label
    batch: Label
    quantity: Label
    population: Label
    """抽样基数: of how many it was taken."""
    unit_price: Fen | None = None
    seal: Label
    """How it was sealed."""
    reserve: Label
    """The reserve sample (备份), or why there is none."""


class Sampling(FieldRecord):
    """抽样记录 (D12; 处罚法 56)."""

    sampled_from: Person
    samples: Annotated[tuple[Sample, ...], Field(min_length=1)]
    cost: Label
    """What is paid for the samples, or that nothing is."""
    method: Text
    basis: Annotated[tuple[Citation, ...], Field(min_length=1)]
    """Rule or standard the sampling follows."""
    evidence: tuple[Evidence, ...] = ()


class Summons(Form):
    """询问通知书 (D08; 处罚法 55)."""

    person: Person
    matter: Text
    appear_at: Moment
    place: Label
    bring: tuple[Label, ...] = ()
    """Materials to be brought along."""
    contact: Label
    contact_phone: Label
    officers: TwoOfficers


class DataExtraction(FieldRecord):
    """电子数据提取笔录 (D11; 处罚法 46(1)(4)): what was taken from where, how, and by which checksum it is known again."""

    holder: Person
    object: Text
    medium: Label | None = None
    """Storage medium, with maker and serial number."""
    url: Label | None = None
    """Address on a network, where it was taken from one."""
    method: Text
    tool: Label
    algorithm: Literal["SHA-256"]
    checksum: Digest
    """Of the data extracted, lower-case hexadecimal."""
    witness: Label
    attachments: Annotated[tuple[Label, ...], Field(min_length=1)]
    recording: Label | None = None
    """Number of the audio-visual record of the extraction."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _taken_from_somewhere(self) -> DataExtraction:
        if self.medium is None and self.url is None:
            raise ValueError("应写明存储介质或者网络地址")
        if all(item.kind != "电子数据" for item in self.evidence):
            raise ValueError("提取的内容应登记为“电子数据”证据")
        return self
