"""A number whose printed form was spoilt (作废): who may void it, how that is recorded, and how the records hang together (domain ``void/1``).

Only numbers printed beforehand can be spoilt: those of the pads of 当场处罚决定书 (处罚法 52). Every other number is allotted at the moment its
paper is issued, so none of them is ever left over. A voided number is never used again; the next paper takes the one after it. In the same chain
stands with which number a series began (:mod:`zhifa.engine.number_starts`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.fields import Form, Label
from zhifa.engine.forms import parse
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.refusals import IN_THE_FUTURE, UNKNOWN_ACTOR, Reason, Refusal
from zhifa.engine.register import Officer, Pad, Register

_DOMAIN: Final = "void/1"

_PRINTED: Final = "行政处罚法第五十二条第一款（编有号码的决定书）；本系统规则"

NUMBER_NOT_ON_PAD = Reason(
    code="number_not_on_pad",
    text="{officer}在{day}没有载有{number}的文书本",
    article=_PRINTED,
    remedy="核对号码和日期；只有预先印号、登记在名录中的文书本（pads）才有作废，由持有文书本的人员登记",
)
NUMBER_USED = Reason(
    code="number_used",
    text="{number}已经用去：{use}",
    article=_PRINTED,
    remedy="已经签发的文书有误的，送达后用 rectify_paper 书面补正，不作废号码",
)
NUMBER_NOT_NEXT = Reason(
    code="number_not_next",
    text="{number}之前还有{next}没有用去，号码应当依次使用",
    article=_PRINTED,
    remedy="先登记在前的文书，或者先作废在前的号码",
)

VOIDED_BEFORE_ITS_TURN = Reason(
    code="voided_before_its_turn",
    text="{number}不能在{day}作废：前一号{previous}到{previous_day}才用去（{use}）",
    article=_PRINTED,
    remedy="作废的日期填轮到这一号以后的日期；表格在此以前已经污损的，写在事由里",
)

VOID_REASONS = (NUMBER_NOT_ON_PAD, NUMBER_USED, NUMBER_NOT_NEXT, VOIDED_BEFORE_ITS_TURN)
"""Every reason against voiding a number besides those of the engine."""


def number_text(series: str, year: int, ordinal: int) -> str:
    """A number without the agency's own 代字: ``当罚〔2026〕101号``."""
    return f"{series}〔{year}〕{ordinal}号"


class Why(Form):
    """Why a number is borne by no paper."""

    reason: Label


class Use(NamedTuple):
    """What a number was used for."""

    on: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiding:
    """An officer voids a number of his or her pad."""

    officer: str
    series: str
    year: int
    ordinal: int
    reason: str
    on: date
    """The day on which it is voided; the form may have been spoilt before."""

    @property
    def number(self) -> str:
        return number_text(self.series, self.year, self.ordinal)

    def pad(self, register: Register) -> Pad | None:
        """The pad that the officer held that day and that the number stands on."""
        held = register.pads_of(self.officer, self.series, day=self.on)
        return next((pad for pad in held if pad.year == self.year and pad.first <= self.ordinal <= pad.last), None)


def refusals_before(voiding: Voiding, register: Register, *, now: datetime) -> tuple[Refusal, ...]:
    """What is said against it whatever became of the number: the reason given, the day, the officer, the pad."""
    why = parse(Why, {"reason": voiding.reason})
    said = list(why) if isinstance(why, tuple) else []
    officer = register.officer(voiding.officer, voiding.on)
    if voiding.on > legal_day(now):
        said.append(IN_THE_FUTURE.refuse(occurred_at=voiding.on, recorded_at=legal_day(now)))
    elif officer is None:
        said.append(UNKNOWN_ACTOR.refuse(actor=voiding.officer[:60], day=voiding.on))
    elif voiding.pad(register) is None:
        said.append(NUMBER_NOT_ON_PAD.refuse(officer=officer.name, day=voiding.on, number=voiding.number))
    return tuple(said)


def order_refusals(
    voiding: Voiding, pad: Pad, *, following: int, use: Use | None, previous: Use | None = None
) -> tuple[Refusal, ...]:
    """What is said against it because of where the pad stands: ``following`` is its next place, ``use`` what the number was used for,
    ``previous`` what the one before it on the pad was."""
    nearest = pad.first + following - 1
    if voiding.ordinal < nearest:
        told = use.text if use else "库中没有载明用途；用 zhifa paper numbers 查看"
        return (NUMBER_USED.refuse(number=voiding.number, use=told),)
    if voiding.ordinal > nearest:
        first = number_text(voiding.series, voiding.year, nearest)
        return (NUMBER_NOT_NEXT.refuse(number=voiding.number, next=first),)
    if previous and voiding.on < previous.on:
        before = number_text(voiding.series, voiding.year, voiding.ordinal - 1)
        said = VOIDED_BEFORE_ITS_TURN.refuse(
            number=voiding.number, day=voiding.on, previous=before, previous_day=previous.on, use=previous.text
        )
        return (said,)
    return ()


class VoidRow(NamedTuple):
    """A number that no paper bears, as its row keeps it: a voided one of a pad, or the last of those that were used before this system."""

    agency_id: str
    seq: int
    id: str
    prev_hash: str | None
    hash: str
    series: str
    year: int
    ordinal: int
    counter: str
    place: int
    officer_id: str
    voided_on: str
    body: str
    recorded_at: str

    @property
    def begins(self) -> bool:
        """Whether it says with which number a series began, and voids none."""
        return self.counter == self.series

    @property
    def head(self) -> Head:
        return Head(self.seq, self.hash)


class Head(NamedTuple):
    """The end of an agency's chain: who keeps a copy of it elsewhere can tell a chain that was written anew."""

    seq: int
    hash: str


class Spent(NamedTuple):
    """What a row says of its number: where it was counted, why no paper bears it, and since when."""

    series: str
    year: int
    ordinal: int
    counter: str
    place: int
    reason: str
    on: date


def void_row(
    voiding: Voiding, pad: Pad, officer: Officer, *, agency_id: str, row_id: str, before: VoidRow | None, now: datetime
) -> VoidRow:
    """The row to be written after ``before``, the agency's last."""
    place = voiding.ordinal - pad.first + 1
    spent = Spent(voiding.series, voiding.year, voiding.ordinal, pad.counter, place, voiding.reason, voiding.on)
    return chained(spent, officer, agency_id=agency_id, row_id=row_id, before=before, now=now)


def chained(
    spent: Spent, officer: Officer, *, agency_id: str, row_id: str, before: VoidRow | None, now: datetime
) -> VoidRow:
    """The row of a number after ``before``; its body holds the names as they were."""
    seq, prev = (before.seq + 1, before.hash) if before else (1, None)
    content: dict[str, JSON] = {
        "agency": agency_id,
        "id": row_id,
        "seq": seq,
        "prev": prev,
        "series": spent.series,
        "year": spent.year,
        "ordinal": spent.ordinal,
        "counter": spent.counter,
        "place": spent.place,
        "officer": {"id": officer.id, "name": officer.name, "post": officer.post, "unit": officer.unit},
        "reason": spent.reason,
        "voided_on": spent.on.isoformat(),
        "recorded_at": instant_text(now),
    }
    body = canonical(content)
    return VoidRow(
        agency_id, seq, row_id, prev, _hash(body), spent.series, spent.year, spent.ordinal, spent.counter, spent.place, officer.id,
        spent.on.isoformat(), body, instant_text(now),
    )  # fmt: skip


class Voided(NamedTuple):
    """A voided number, for people."""

    series: str
    year: int
    ordinal: int
    reason: str
    officer: str
    """By name, as it was."""
    voided_on: str
    recorded_at: str
    seq: int
    """Its place in the chain of the agency."""
    hash: str

    @property
    def use(self) -> str:
        """What became of the number, in words."""
        return f"{self.voided_on}作废（{self.reason}；{self.officer}）"

    @property
    def used(self) -> Use:
        return Use(date.fromisoformat(self.voided_on), self.use)

    @property
    def begun(self) -> str:
        """The same of the last number that was used before this system, in words."""
        several = f"1号至{self.ordinal}号" if self.ordinal > 1 else "1号"
        return f"{several}在启用本系统前已经用去（{self.reason}；{self.officer}，{self.voided_on}登记）"


def told(row: VoidRow) -> Voided:
    """What a row says; a body that cannot be read says nothing, and :func:`broken` tells that."""
    body = _parsed(row.body)
    officer = body.get("officer")
    name = officer.get("name") if isinstance(officer, dict) else None
    return Voided(
        row.series,
        row.year,
        row.ordinal,
        str(body.get("reason", "")),
        str(name or ""),
        row.voided_on,
        row.recorded_at,
        *row.head,
    )


def broken(rows: Iterable[VoidRow]) -> Iterator[tuple[VoidRow, str]]:
    """Every row of an agency's chain that was changed, put in or is left standing after one that was taken out, and how it shows."""
    seq, prev = 0, None
    for row in rows:
        if (row.seq, row.prev_hash) != (seq + 1, prev):
            yield row, "没有接在前一作废记录之后"
        if _hash(row.body) != row.hash:
            yield row, "内容与其哈希不符"
        elif not _repeats(row, _parsed(row.body)):
            yield row, "各栏与其正文不符"
        seq, prev = row.seq, row.hash


def _hash(body: str) -> str:
    return digest(_DOMAIN, body)


def _repeats(row: VoidRow, body: dict[str, Any]) -> bool:
    """Columns beside the body only repeat it."""
    columns = {
        "agency": row.agency_id, "id": row.id, "seq": row.seq, "prev": row.prev_hash, "series": row.series, "year": row.year,
        "ordinal": row.ordinal, "counter": row.counter, "place": row.place, "voided_on": row.voided_on, "recorded_at": row.recorded_at,
    }  # fmt: skip
    officer = body.get("officer")
    return all(body.get(name) == value for name, value in columns.items()) and (
        isinstance(officer, dict) and officer.get("id") == row.officer_id
    )


def _parsed(body: str) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
