"""What may lengthen a term: extensions somebody approves, and times that do not count. Both exist only where a provision says so.

A term declares them; what was granted and what happened is checked against the declaration before the term is counted. Errors are ValueErrors
that name field, value and rule, in Chinese: they are answers to what an officer entered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from zhifa.engine.stops import Stop
from zhifa.engine.units import Mark

if TYPE_CHECKING:
    from zhifa.engine.terms import Term

__all__ = ["Exclusion", "Extended", "Extension", "Further", "Noted", "excluded", "extended_by", "refuse_after_end"]

_DAY: Final = timedelta(days=1)


class Further(NamedTuple):
    """A last extension, as long as its approval sets."""

    approver: str
    """In Chinese: 机关负责人集体讨论."""
    superior: bool = False
    """It is of an authority above the agency; otherwise the heads of the agency discuss it together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """That a term may be extended: how far at a time, how often, by whom.

    Raises ValueError for a length or a number of times that is not positive, and for an approver or an article that is blank.
    """

    length: int
    """The most that one extension adds, in the unit of the term."""
    approver: str
    """Who approves, in Chinese: 机关负责人."""
    article: str
    times: int = 1
    further: Further | None = None
    """Who may extend once more when the times are used up, for as long as that approval sets; ``None``: nobody."""
    superior: bool = False
    """The approver is not of the agency: the approval comes as a document with a number of its own."""
    notice: bool = True
    """The party is told in writing."""
    mark: Mark = Mark.VERIFIED

    @property
    def cap(self) -> int:
        """How often it can be extended at all."""
        return self.times + (self.further is not None)

    def __post_init__(self) -> None:
        if self.length < 1 or self.times < 1:
            raise ValueError(f"length={self.length}, times={self.times}: an extension adds at least 1, at least once")
        if not self.approver.strip() or not self.article.strip():
            raise ValueError(
                f"approver={self.approver!r}, article={self.article!r}: an extension says by whom and by what provision"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A time that does not count towards a term."""

    name: str
    label: str
    """In Chinese; alternatives stand between 、."""
    article: str
    notice: bool
    """It is left out only where the party was told of it in writing."""
    mark: Mark = Mark.VERIFIED

    def covers(self, told: str) -> bool:
        """Whether a time called ``told`` is of this kind."""
        return told in (self.name, self.label, *self.label.split("、"))


class Extended(NamedTuple):
    """One extension that was granted."""

    length: int
    approver: str
    """In Chinese, as the extension declares it."""


class Noted(NamedTuple):
    """A time that is not to count, as an officer states it: first and last day, both included."""

    first: date
    last: date
    kind: str
    """In Chinese, or the name of the exclusion."""
    noticed: bool = False
    """Whether the party was told in writing."""


def extended_by(term: Term, granted: Sequence[Extended]) -> int:
    """By how many units these extensions, in order, lengthen the term.

    Raises ValueError for a term without extension, one too many, one too long, and one that nobody approved who may.
    """
    for number, one in enumerate(granted, start=1):
        _check_extension(term, number, one)
    return sum(one.length for one in granted)


def _check_extension(term: Term, number: int, one: Extended) -> None:
    allowed = term.extension
    if allowed is None:
        raise _refused("延长", f"{one.length}{term.unit.label}", f"{term.article}没有规定“{term.label}”可以延长")
    if number > allowed.cap:
        raise _refused("延长", f"第{number}次", f"依{allowed.article}至多延长{allowed.cap}次")
    last = allowed.further if number > allowed.times else None
    if one.length < 1 or (last is None and one.length > allowed.length):
        raise _refused(
            "延长", f"{one.length}{term.unit.label}", f"依{allowed.article}每次延长1至{allowed.length}{term.unit.label}"
        )
    approver = last.approver if last else allowed.approver
    if one.approver != approver:
        raise _refused("批准人", one.approver or "（空）", f"依{allowed.article}第{number}次延长由{approver}批准")


def excluded(term: Term, noted: Iterable[Noted], *, start: date, today: date) -> tuple[Stop, ...]:
    """These times as stops of the term that began on ``start``, in order.

    Raises ValueError for a time that ends before it begins, begins before the term starts or after ``today``, shares a day with another,
    is of a kind the term's provisions do not know, or was not told in writing where it must be.
    """
    in_order = sorted(noted)
    for one in in_order:
        _check_days(one, start, today)
    for earlier, later in pairwise(in_order):
        if later.first <= earlier.last:
            raise _refused("扣除期间", _span(later), f"与{_span(earlier)}重叠，同一日不得扣除两次")
    return tuple(_stops(term, in_order))


def refuse_after_end(stops: Sequence[Stop], ends: Callable[[Sequence[Stop]], date]) -> None:
    """Hold each of these times, in order and told by first and last day, against the end that ``ends`` counts with those before it.

    Raises ValueError for one that begins after that end: the term has run out, and nothing makes it run again.
    """
    for number, stop in enumerate(stops):
        end = ends(stops[:number])
        if stop.start >= end:
            told = f"{stop.start + _DAY}至{stop.end}"
            raise _refused("扣除期间", told, f"期限已于{end}届满，此后没有可以扣除的时间")


def _stops(term: Term, noted: Iterable[Noted]) -> Iterator[Stop]:
    for one in noted:
        kind = next((exclusion for exclusion in term.exclusions if exclusion.covers(one.kind)), None)
        if kind is None:
            raise _refused("扣除事由", one.kind or "（空）", _no_ground(term))
        if kind.notice and not one.noticed:
            raise _refused("书面告知", "没有", f"依{kind.article}，{kind.label}的期间经书面告知当事人才不计入")
        yield Stop(one.first - _DAY, one.last, f"{one.kind}（{kind.article}）")


def _no_ground(term: Term) -> str:
    known = "、".join(exclusion.label for exclusion in term.exclusions)
    return f"{term.article}只扣除{known}" if known else f"{term.article}没有规定“{term.label}”可以扣除时间"


def _check_days(one: Noted, start: date, today: date) -> None:
    if one.last < one.first:
        raise _refused("扣除期间", _span(one), "结束日早于开始日")
    if one.first < start:
        raise _refused("扣除期间", _span(one), f"期限自{start}起算（当日不计入），不得早于此")
    if one.first > today:
        raise _refused("扣除期间", _span(one), f"今日为{today}，尚未开始的期间不得扣除")


def _span(one: Noted) -> str:
    return f"{one.first}至{one.last}"


def _refused(field: str, value: str, rule: str) -> ValueError:
    return ValueError(f"{field}的值「{value}」不合要求：{rule}")
