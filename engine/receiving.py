"""Evidence that comes in and changes hands: what is asked, and every reason against it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, model_validator

from zhifa.engine.canonical import JSON
from zhifa.engine.command import require_name
from zhifa.engine.custody import LABELS, TO_SOMEBODY, Event, Line, is_lent
from zhifa.engine.fields import Day, Form, Label, Text
from zhifa.engine.file_names import file_name
from zhifa.engine.forms import parse
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day
from zhifa.engine.refusals import ENGINE_RULE, IN_THE_FUTURE, Reason, Refusal
from zhifa.engine.register import Register
from zhifa.engine.standing import outsider

EVIDENCE_KEY_TAKEN = Reason(
    code="evidence_key_taken",
    text="证据“{key}”已收存文件 {kept}，现在所交的是另一文件 {given}",
    article=ENGINE_RULE,
    remedy="另取一个证据名称收存；已收存的文件不能替换",
)
EVIDENCE_DIFFERS = Reason(
    code="evidence_differs",
    text="证据“{key}”填报的文件摘要为{told}，与收存的文件 {kept} 不符",
    article=ENGINE_RULE,
    remedy="用 zhifa evidence list 核对收存的文件，填报其摘要；填报有误的先更正",
)
CHECKSUM_DIFFERS = Reason(
    code="checksum_differs",
    text="证据“{key}”提取时记载的 {algorithm} 校验值 {told} 与收存时算得的 {found} 不符",
    article=ENGINE_RULE,
    remedy="核对是否交错文件；文件无误的，核对提取笔录所记的校验值",
)
OBTAINED_IN_FUTURE = Reason(
    code="obtained_in_future",
    text="证据取得时间 {obtained_at} 晚于收存时间 {received_at}",
    article=ENGINE_RULE,
    remedy="核对取得时间",
)
EVIDENCE_NOT_HELD = Reason(
    code="evidence_not_held",
    text="本案没有收存名为“{key}”的证据",
    article=ENGINE_RULE,
    remedy="先用 zhifa evidence add 收存；用 zhifa evidence list 查看已收存的证据",
)
CUSTODY_ORDER = Reason(
    code="custody_order",
    text="证据“{key}”不能登记“{event}”：{detail}",
    article=ENGINE_RULE,
    remedy="用 zhifa evidence list 核对保管经过，按实际次序登记",
)

CUSTODY_REASONS = (
    EVIDENCE_KEY_TAKEN, EVIDENCE_DIFFERS, CHECKSUM_DIFFERS, OBTAINED_IN_FUTURE, EVIDENCE_NOT_HELD, CUSTODY_ORDER,
)  # fmt: skip
"""Every reason the custody of evidence can give besides those of the engine."""


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


def receipt_refusals(receipt: Receipt, *, register: Register, now: datetime) -> Iterator[Refusal]:
    """Every reason against a file before it is read."""
    if receipt.obtained_at > now:
        yield OBTAINED_IN_FUTURE.refuse(obtained_at=_local(receipt.obtained_at), received_at=_local(now))
    yield from _actor_refusals(receipt.actor, now, register)
    yield from _form_refusals(ReceiptForm, receipt.content())


def content_refusals(receipt: Receipt, found: str, *, kept: str | None, named: str | None) -> Iterator[Refusal]:
    """Every reason against a file whose SHA-256 is ``found``; ``kept`` and ``named`` are what the key has in the store and in the facts."""
    if kept not in (None, found):
        yield EVIDENCE_KEY_TAKEN.refuse(key=receipt.key, kept=kept, given=found)
    if named not in (None, found):
        yield EVIDENCE_DIFFERS.refuse(key=receipt.key, told=f" {named} ", kept=found)
    told = receipt.noted
    if told and told.algorithm == "SHA-256" and told.value != found:
        yield CHECKSUM_DIFFERS.refuse(key=receipt.key, algorithm=told.algorithm, told=told.value, found=found)


def naming_refusals(named: Iterable[tuple[str, str | None]], kept: Mapping[str, str]) -> Iterator[Refusal]:
    """A refusal for all evidence (key and digest) that facts name otherwise than it was received."""
    for key, told in named:
        if key in kept and told != kept[key]:
            yield EVIDENCE_DIFFERS.refuse(key=key, told=f" {told} " if told else "空", kept=kept[key])


def handing_refusals(
    handing: Handing, lines: tuple[Line, ...], *, register: Register, now: datetime
) -> Iterator[Refusal]:
    """Every reason against an event, given the chain of the evidence so far."""
    if handing.occurred_at > now:
        yield IN_THE_FUTURE.refuse(occurred_at=_local(handing.occurred_at), recorded_at=_local(now))
    yield from _actor_refusals(handing.actor, handing.occurred_at, register)
    faults = tuple(_form_refusals(HandingForm, handing.content()))
    yield from faults
    if not faults:
        yield from _order_refusals(handing, lines)


def _order_refusals(handing: Handing, lines: tuple[Line, ...]) -> Iterator[Refusal]:
    if not lines:
        yield EVIDENCE_NOT_HELD.refuse(key=handing.key)
        return
    detail = _out_of_order(handing, lines)
    if detail:
        yield CUSTODY_ORDER.refuse(key=handing.key, event=LABELS[handing.event], detail=detail)


def _out_of_order(handing: Handing, lines: tuple[Line, ...]) -> str | None:
    """Why the event cannot follow on the chain: not before the last line, and what is lent comes back first."""
    last = lines[-1].link
    lent = is_lent(lines)
    if instant_text(handing.occurred_at) < last.occurred_at:
        return f"时间早于前一次登记（{LABELS[last.transition]}）"
    if lent and handing.event != Event.RETURNED:
        return "已借出，尚未归还"
    if not lent and handing.event == Event.RETURNED:
        return "没有借出"
    return None


def _actor_refusals(actor: str, at: datetime, register: Register) -> Iterator[Refusal]:
    stranger = outsider(register, actor, legal_day(at))
    if stranger is not None:
        yield stranger


def _form_refusals(form: type[Form], content: Mapping[str, JSON]) -> tuple[Refusal, ...]:
    parsed = parse(form, content)
    return parsed if isinstance(parsed, tuple) else ()


def _local(at: datetime) -> str:
    return at.astimezone(SHANGHAI).isoformat(sep=" ", timespec="minutes")[:16]
