"""What became of every number of an agency (文号核对): a paper bears it, it was voided with a reason, or it is lacking.

A number is allotted in the transaction that writes its paper, so a lacking one says that a row was taken out of the database by force.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias, TypeVar

from zhifa.engine.register import Register
from zhifa.engine.voids import Head, Use, Voided, VoidRow, broken, number_text, told

_PAD: Final = re.compile(r"(.+)/(\d+)")

Kind = Literal[
    "lacking",
    "not_allotted",
    "used_twice",
    "borne_before",
    "worded_otherwise",
    "pad_unknown",
    "pad_exceeded",
    "void_forged",
    "begun_amiss",
]


class Counted(NamedTuple):
    """How far the store has counted: a series, or a pad of it (``当罚/101``), with its next place."""

    counter: str
    year: int
    next: int


class Issued(NamedTuple):
    """A number with the paper that bears it."""

    series: str
    year: int
    ordinal: int
    number: str
    paper_id: str
    case_id: str
    code: str
    title: str
    issued_on: str

    @property
    def use(self) -> str:
        """What became of the number, in words."""
        return f"{self.issued_on}签发{self.title}（{self.code}，案件{self.case_id}）"

    @property
    def used(self) -> Use:
        return Use(date.fromisoformat(self.issued_on), self.use)


class BorneBefore(NamedTuple):
    """A number that a paper and a past decision, taken over from a table, both bear."""

    paper: Issued
    file: str
    row: int
    decided_on: str | None


class NumberFinding(NamedTuple):
    """Something about the numbers of an agency that cannot have come about by its commands here."""

    kind: Kind
    series: str
    year: int
    ordinal: int
    """The first number it is about."""
    text: str


U = TypeVar("U", Issued, Voided)
Begun: TypeAlias = Mapping[tuple[str, int], Voided]
"""The last number that was used before this system, by series and year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Numbers that are used one after the other: a series of a year, or one pad of it."""

    series: str
    year: int
    first: int
    last: int | None
    """The last number of a pad; None: the series goes on."""
    next: int
    """The number that the next paper takes, when ``last`` is not behind it."""
    holder: str | None = None
    """Who holds the pad, by name."""

    @property
    def rest(self) -> int | None:
        """How many numbers of a pad are not used yet."""
        return None if self.last is None else max(self.last - self.next + 1, 0)

    def number(self, ordinal: int) -> str:
        return number_text(self.series, self.year, ordinal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounted:
    """A stretch with what became of each of its numbers."""

    stretch: Stretch
    issued: tuple[Issued, ...]
    voided: tuple[Voided, ...]
    lacking: tuple[tuple[int, int], ...]
    """From and to."""
    begun: Voided | None = None
    """The last number that was used before this system, as it was recorded when the series began later than with 1."""

    @property
    def used(self) -> frozenset[int]:
        return frozenset((*(paper.ordinal for paper in self.issued), *(void.ordinal for void in self.voided)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReport:
    """All numbers of an agency, or those of one year, by series, year and first number."""

    accounted: tuple[Accounted, ...]
    findings: tuple[NumberFinding, ...]
    head: Head | None = None
    """The end of the chain in which voids and beginnings of all years stand; ``None`` where there are none."""


def number_report(
    register: Register,
    counted: Iterable[Counted],
    issued: Collection[Issued],
    voided: Sequence[VoidRow],
    *,
    year: int | None = None,
    before: Iterable[BorneBefore] = (),
) -> NumberReport:
    """Hold the numbers against each other. ``voided`` is the whole chain of the agency; the others are of the ``year``, if one is named."""
    counted, chain = list(counted), [row for row in voided if year in (None, row.year)]
    voids = [told(row) for row in chain if not row.begins]
    begun = {(row.series, row.year): told(row) for row in sorted(chain, key=lambda row: row.ordinal) if row.begins}
    papers, spoilt = _by_series(issued), _by_series(voids)
    accounted = [
        _account(one, papers.get((one.series, one.year), ()), spoilt.get((one.series, one.year), ()), begun)
        for one in _stretches(register, counted, year, begun)
    ]
    return NumberReport(
        accounted=tuple(accounted),
        findings=(
            *(finding for one in accounted for finding in _of_stretch(one)),
            *_outside(accounted, (*issued, *voids)),
            *map(_borne_before, before),
            *_begun_amiss((row for row in chain if row.begins), begun, counted),
            *(_forged(row, how) for row, how in broken(voided)),
        ),
        head=voided[-1].head if voided else None,
    )


def _stretches(register: Register, counted: Iterable[Counted], year: int | None, begun: Begun) -> list[Stretch]:
    """Of every pad on the register, also one not begun, of every series told to begin later, and of everything that was counted."""
    following = {of: last.ordinal + 1 for of, last in begun.items()}
    following |= {(one.counter, one.year): one.next for one in counted}
    pads = [pad for pad in register.pads if year in (None, pad.year)]
    found = [
        Stretch(
            series=pad.series, year=pad.year, first=pad.first, last=pad.last,
            next=pad.first + following.pop((pad.counter, pad.year), 1) - 1, holder=register.officers[pad.officer_id].name,
        )
        for pad in pads
    ]  # fmt: skip
    found += [_counted(counter, of, next_, begun) for (counter, of), next_ in following.items()]
    return sorted(found, key=lambda one: (one.series, one.year, one.first))


def _counted(counter: str, year: int, following: int, begun: Begun) -> Stretch:
    """A series; or a pad that the register does not know, of which no more is known than what was used."""
    pad = _PAD.fullmatch(counter)
    if pad is None:
        before = begun.get((counter, year))
        return Stretch(series=counter, year=year, first=before.ordinal + 1 if before else 1, last=None, next=following)
    after = int(pad[2]) + following - 1
    return Stretch(series=pad[1], year=year, first=int(pad[2]), last=after - 1, next=after)


def _by_series(numbers: Iterable[U]) -> Mapping[tuple[str, int], Sequence[U]]:
    found: defaultdict[tuple[str, int], list[U]] = defaultdict(list)
    for one in numbers:
        found[one.series, one.year].append(one)
    return found


def _account(stretch: Stretch, issued: Iterable[Issued], voided: Iterable[Voided], begun: Begun) -> Accounted:
    """What became of the numbers that the stretch has counted; papers and voids are of its series and year."""
    papers = tuple(one for one in issued if stretch.first <= one.ordinal < stretch.next)
    voids = tuple(one for one in voided if stretch.first <= one.ordinal < stretch.next)
    used = sorted({*(one.ordinal for one in papers), *(one.ordinal for one in voids)})
    before = begun.get((stretch.series, stretch.year)) if stretch.last is None else None
    return Accounted(stretch=stretch, issued=papers, voided=voids, lacking=tuple(_gaps(stretch, used)), begun=before)


def _gaps(stretch: Stretch, used: Iterable[int]) -> Iterator[tuple[int, int]]:
    expected = stretch.first
    for ordinal in (*used, stretch.next):
        if ordinal > expected:
            yield expected, ordinal - 1
        expected = ordinal + 1


def _of_stretch(one: Accounted) -> Iterator[NumberFinding]:
    stretch = one.stretch
    for first, last in one.lacking:
        several = f"至{last}号" if last > first else ""
        text = f"{stretch.number(first)}{several}已经编出，既没有文书，也没有作废记录"
        yield NumberFinding("lacking", stretch.series, stretch.year, first, text)
    voided = {void.ordinal: void for void in one.voided}
    for paper in one.issued:
        number = stretch.number(paper.ordinal)
        if paper.ordinal in voided:
            text = f"{number}用了两次：{paper.use}；{voided[paper.ordinal].use}"
            yield NumberFinding("used_twice", stretch.series, stretch.year, paper.ordinal, text)
        if not paper.number.endswith(number):
            text = f"{paper.use}，所载文号{paper.number}与所编号码{number}不符"
            yield NumberFinding("worded_otherwise", stretch.series, stretch.year, paper.ordinal, text)
    yield from _of_pad(stretch)


def _of_pad(stretch: Stretch) -> Iterator[NumberFinding]:
    if stretch.last is None:
        return
    if stretch.holder is None:
        text = f"名录中没有自{stretch.number(stretch.first)}起的文书本，却已从中编号至{stretch.last}号"
        yield NumberFinding("pad_unknown", stretch.series, stretch.year, stretch.first, text)
    elif stretch.next > stretch.last + 1:
        text = f"文书本止于{stretch.number(stretch.last)}，却已编号至{stretch.next - 1}号"
        yield NumberFinding("pad_exceeded", stretch.series, stretch.year, stretch.last + 1, text)


def _outside(accounted: Iterable[Accounted], used: Iterable[Issued | Voided]) -> Iterator[NumberFinding]:
    """Numbers that nothing has counted."""
    known = {(one.stretch.series, one.stretch.year, ordinal) for one in accounted for ordinal in one.used}
    for one in used:
        if (one.series, one.year, one.ordinal) not in known:
            text = f"{number_text(one.series, one.year, one.ordinal)}没有编出，却已用去：{one.use}"
            yield NumberFinding("not_allotted", one.series, one.year, one.ordinal, text)


def _borne_before(one: BorneBefore) -> NumberFinding:
    paper = one.paper
    day = f"{one.decided_on}作出" if one.decided_on else "未载日期"
    text = f"{paper.number}用了两次：{paper.use}；导入的往期处罚决定（{one.file}第{one.row}行，{day}）也载此号"
    return NumberFinding("borne_before", paper.series, paper.year, paper.ordinal, text)


def _begun_amiss(rows: Iterable[VoidRow], begun: Begun, counted: Iterable[Counted]) -> Iterator[NumberFinding]:
    """Beginnings that no command wrote: a command writes one for a series, and counts the series from there at the same moment."""
    following = {(one.counter, one.year): one.next for one in counted}
    for row in rows:
        of = row.series, row.year
        if row.ordinal < begun[of].ordinal or row.ordinal >= following.get(of, 0):
            text = f"第{row.seq}号记录称{number_text(*of, row.ordinal)}及以前的号码在启用本系统前已经用去，与编号不符"
            yield NumberFinding("begun_amiss", *of, row.ordinal, text)


def _forged(row: VoidRow, how: str) -> NumberFinding:
    text = f"第{row.seq}号作废记录（{number_text(row.series, row.year, row.ordinal)}）{how}"
    return NumberFinding("void_forged", row.series, row.year, row.ordinal, text)
