"""A published case file: read strictly, and the only place where something can be called stated."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhifa.engine.canonical import JSON
from zhifa.engine.fields import Label, Text
from zhifa.engine.forms import faults
from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.replay.errors import NotServed, SourceUnreadable
from zhifa.replay.inputs import Silent, Stated, silent
from zhifa.system_errors import wrong
from zhifa.workflows.forms.values import PartyKind

LARGEST = 1_000_000
"""Bytes; the longest published case we know has under 3 000."""

SERVED = "行政处罚"
_UNSERVED = {"n/a": "没有程序记载的行政处罚"}


FIRST_DAY, LAST_DAY = date(2005, 1, 1), date(2998, 12, 31)

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A day for which the working-day calendar answers, with room before it for the steps that led to it."""


class _Kind(BaseModel):
    """What a case file says of its kind, whatever else it holds."""

    act_type: Label
    procedure_code: Label


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Agency(_Part):
    name: Label
    region: Label | None = None


class Party(_Part):
    kind: PartyKind | None = None
    name: Label
    uscc_or_id: Label | None = None
    """As published: whole, masked or wrong."""
    legal_representative: Label | None = None
    address: Label | None = None


class Dates(_Part):
    source: Day | None = None
    filed: Day | None = None
    on_site: Day | None = None
    interviewed: Day | None = None
    sampled: Day | None = None
    report: Day | None = None
    notified: Day | None = None
    statement_deadline: Day | None = None
    hearing: Day | None = None
    review: Day | None = None
    collective_discussion: Day | None = None
    decided: Day | None = None
    served: Day | None = None
    published: Day | None = None
    executed: Day | None = None
    other: dict[Label, Label] = Field(default_factory=dict)
    """Freely labelled; not all of them are ISO dates."""


class PieceOfEvidence(_Part):
    kind: Label
    description: Label


class Discretion(_Part):
    grade: Label
    reasons: tuple[Label, ...]


class DecisionItem(_Part):
    type: Label
    amount_yuan: Annotated[Decimal, Field(ge=0, le=10**13, decimal_places=2)] | None = None
    text: Text

    @model_validator(mode="after")
    def _fine_is_something(self) -> DecisionItem:
        if self.type == "罚款" and self.amount_yuan == 0:
            raise ValueError("罚款数额应大于零；来源没有写明的，不填 amount_yuan")
        return self


class Appeals(_Part):
    review_body: Label | None = None
    court: Label | None = None
    days: dict[Label, int] = Field(default_factory=dict)


class NamedOfficer(_Part):
    name_masked: Label
    cert_no: Label | None = None


class PublishedCase(_Part):
    """One published case, with the keys of the collection. What the source does not say is left out."""

    source_url: Label | None = None
    source_completeness: Literal["full", "part", "media", "table"]
    act_type: Literal["行政处罚"]
    procedure: Label
    procedure_code: Literal["ordinary", "ordinary_hearing", "summary", "unstated"]
    agency: Agency
    case_number: Label | None = None
    document_number: Label | None = None
    party: Party
    co_parties: tuple[Party, ...] = ()
    dates: Dates = Dates()
    facts_summary: Text
    evidence: tuple[PieceOfEvidence, ...] = ()
    statutes_violated: tuple[Label, ...] = ()
    statutes_basis: tuple[Label, ...] = ()
    discretion: Discretion | None = None
    decision_items: tuple[DecisionItem, ...] = ()
    appeals: Appeals | None = None
    payment_days: Annotated[int, Field(ge=0, le=365)] | None = None
    payment_unit: Literal["calendar_day", "working_day"] | None = None
    officers: tuple[NamedOfficer, ...] = ()
    outcome: Literal["annulled"] | None = None
    notes: Text
    """The gatherer's own remarks; never taken for something published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A published case with the file it was read from."""

    name: str
    digest: str
    """SHA-256 of the file's bytes: seeds every id and salt of the replay."""
    case: PublishedCase
    document: dict[str, Any]
    """The file as parsed JSON."""

    def holds(self, path: str) -> bool:
        """Whether the file states something at a dotted path."""
        try:
            self.at(path)
        except LookupError:
            return False
        return True

    def at(self, path: str) -> Any:
        """What the file states at a dotted path; ``LookupError`` when it states nothing there."""
        found: Any = self.document
        rest = path
        while rest:
            if isinstance(found, dict) and rest in found:  # a freely labelled date may hold a dot
                return found[rest]
            step, _, rest = rest.partition(".")
            found = found[int(step)] if isinstance(found, list) else found[step]
        return found

    def stated(self, path: str, value: JSON = None) -> Stated | Silent:
        """The fact at a path, or the note that the source is silent. ``value``: as the form takes it, if not word for word."""
        if not self.holds(path):
            return silent(path)
        return self.drawn(self.at(path) if value is None else value, path)

    def drawn(self, value: JSON, *paths: str) -> Stated:
        """A fact put together of what stands at several paths. Raises ``LookupError`` when one of them does not exist."""
        for path in paths:
            self.at(path)
        return Stated(value=value, paths=paths)


def read(path: Path) -> Source:
    """The published case in a file. Raises :class:`SourceUnreadable`, or :class:`NotServed` for what no workflow serves."""
    content = _content(path)
    document = _parsed(path, content)
    try:
        _require_served(path, _Kind.model_validate_json(content))
        case = PublishedCase.model_validate_json(content)
    except ValidationError as error:
        raise SourceUnreadable(path.name, tuple(fault.text for fault in faults(error, document))) from error
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Source(name=path.name, digest=digest, case=case, document=document)


def _require_served(path: Path, kind: _Kind) -> None:
    if kind.act_type != SERVED:
        raise NotServed(path.name, kind.act_type)
    if kind.procedure_code in _UNSERVED:
        raise NotServed(path.name, _UNSERVED[kind.procedure_code])


def _parsed(path: Path, content: str) -> Any:
    try:
        return read_json(content)
    except JSONFaulty as error:
        raise SourceUnreadable(path.name, (str(error),)) from error


def _content(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise SourceUnreadable(path.name, (f"文件大小超过 {LARGEST} 字节，不是一份公开案例",))
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceUnreadable(path.name, (f"第 {error.start} 字节起不是 UTF-8 文字",)) from error
    except OSError as error:
        raise SourceUnreadable(path.name, (f"无法读取（{wrong(error)}）",)) from error
