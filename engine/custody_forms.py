"""What is asked when evidence comes in or changes hands: who brings or hands over what, and the form of it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, model_validator

from zhifa.engine.canonical import JSON
from zhifa.engine.command import require_name
from zhifa.engine.custody import TO_SOMEBODY
from zhifa.engine.fields import Day, Form, Label, Text
from zhifa.engine.file_names import file_name
from zhifa.engine.instants import instant_text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("应为一行，不得换行")
    return text


OneLine = Annotated[Label, AfterValidator(_one_line)]
FileName = Annotated[OneLine, AfterValidator(file_name)]

_HEXADECIMAL: Final = frozenset("0123456789abcdef")
_LENGTHS: Final = {"SHA-256": 64, "SHA-512": 128, "SM3": 64, "SHA-1": 40, "MD5": 32}


class Checksum(Form):
    """The integrity value of digital evidence as noted at its extraction (电子数据提取笔录). SHA-256 is compared, others are kept as told."""

    algorithm: Literal["SHA-256", "SHA-512", "SM3", "SHA-1", "MD5"]
    value: OneLine
    """Lower-case hexadecimal."""
    computed_on: Day | None = None
    by: OneLine | None = None
    """Who computed it, where the record says so."""

    @model_validator(mode="after")
    def _of_its_length(self) -> Checksum:
        length = _LENGTHS[self.algorithm]
        if len(self.value) != length or not set(self.value) <= _HEXADECIMAL:
            raise ValueError(f"{self.algorithm} 校验值应为{length}位小写十六进制，所填为「{self.value[:140]}」")
        return self


class ReceiptForm(Form):
    """What is entered with a file."""

    key: OneLine
    name: FileName
    source: OneLine | None = None
    media_type: OneLine | None = None
    checksum: Checksum | None = None
    note: Text | None = None


class HandingForm(Form):
    """What is entered with every later event."""

    key: OneLine
    event: Literal["viewed", "moved", "lent", "returned", "sealed"]
    to: OneLine | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _names_whom(self) -> HandingForm:
        if (self.event in TO_SOMEBODY) != (self.to is not None):
            raise ValueError("查阅、移交、借出应写明交给何人（to）；归还、封存不写")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A file that comes into the store under a key of the case.

    ``ValueError`` for a time without its UTC offset and for an actor that is no name. Text is kept in NFC, as facts are: a key is the same key.
    """

    case_id: str
    key: str
    name: str
    """The file's name as it came in."""
    actor: str
    obtained_at: datetime
    """When the evidence was obtained, which is not when it came into the store."""
    source: str | None = None
    media_type: str | None = None
    """As told; nobody looks into the file."""
    checksum: Mapping[str, JSON] | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        require_name(self.actor, field="actor")
        instant_text(self.obtained_at, field="obtained_at")
        _normalise(self, "key", "name", "source", "media_type", "note")

    @property
    def noted(self) -> Checksum | None:
        """The checksum, once the form has accepted it."""
        return None if self.checksum is None else Checksum.model_validate_json(json.dumps(dict(self.checksum)))

    def content(self) -> dict[str, JSON]:
        """What the form checks."""
        checksum = None if self.checksum is None else dict(self.checksum)
        optional = {"source": self.source, "media_type": self.media_type, "checksum": checksum, "note": self.note}
        return {
            "key": self.key,
            "name": self.name,
            **{name: value for name, value in optional.items() if value is not None},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """A later event in the custody of a piece of evidence. ``ValueError`` and NFC as of a :class:`Receipt`."""

    case_id: str
    key: str
    event: str
    actor: str
    occurred_at: datetime
    to: str | None = None
    """Who views, keeps or borrows it."""
    note: str | None = None

    def __post_init__(self) -> None:
        require_name(self.actor, field="actor")
        instant_text(self.occurred_at, field="occurred_at")
        _normalise(self, "key", "to", "note")

    def content(self) -> dict[str, JSON]:
        """What the form checks."""
        optional = {"to": self.to, "note": self.note}
        return {
            "key": self.key,
            "event": self.event,
            **{name: value for name, value in optional.items() if value is not None},
        }


def _normalise(request: object, *names: str) -> None:
    for name in names:
        text = getattr(request, name)
        object.__setattr__(request, name, text and unicodedata.normalize("NFC", text))
