"""The order of a case's papers in its dossier: which volume and part each stands in, and its number there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeAlias

from zhifa.documents.dossier.arrangement import Order, Place, Volume, place
from zhifa.documents.numerals import day
from zhifa.engine.casefile import CaseFile, PaperOnFile
from zhifa.workflows.guards.service import issued_at

ADDED = "归档后补入"
"""The part of what was issued after the dossier was closed; it goes to the end, so that no number already given changes."""

AS_ISSUED = "办案文书"
"""The one part of a volume whose papers stand in the order of issue."""

LISTED = "归档时的目录"
"""The one part of a volume whose papers stand as they were listed when the dossier was closed, in whatever order."""

Lists: TypeAlias = Sequence[Sequence[Sequence[str]]]
"""The lists of contents of a closing paper, each with its lines, each line with its columns as text."""

_COLUMNS = 5

_RECEIPTS = frozenset({"D37", "D39"})
"""Papers that go with the one they serve."""
_SHEETS = "D50"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A paper at its place in the dossier."""

    paper: PaperOnFile
    volume: Volume
    part: str
    number: int
    """序号 in its volume, from 1."""


def sheets_of(case: CaseFile) -> PaperOnFile | None:
    """The paper 归档 (D50) that closed the dossier last: no piece of it, but its cover, list and note sheet."""
    return max((paper for paper in case.papers if paper.code == _SHEETS), key=lambda paper: paper.seq, default=None)


def filed(case: CaseFile, sheets: PaperOnFile | None, order: Order) -> tuple[Filed, ...]:
    """Every paper of the case but ``sheets``, in the order of the dossier.

    A receipt stands right behind what it serves. What was issued after ``sheets`` stands at the end of its volume.
    """
    desk = _Desk(case=case, sheets=sheets, order=order)
    pieces = sorted((paper for paper in case.papers if paper != sheets), key=desk.place_of)
    return tuple(desk.numbered(pieces))


def as_listed(case: CaseFile, sheets: PaperOnFile, lists: Lists) -> tuple[Filed, ...] | None:
    """The papers in the order and under the numbers in which ``sheets`` lists them: one volume for each of its lists, in one where it has one.

    What was issued since stands at the end. A line whose paper is gone leaves its number free. ``None`` where a paper that was issued before
    ``sheets`` is on no list.
    """
    left = [paper for paper in case.papers if paper.seq < sheets.seq]
    pieces = []
    for volume, lines in zip(Volume, lists, strict=False):
        for line in lines:
            paper = next((one for one in left if _tells(line, one)), None)
            if paper is not None:
                left.remove(paper)
                pieces.append(Filed(paper=paper, volume=volume, part=LISTED, number=int(line[0])))
    return None if left else tuple(_with_added(case, sheets, pieces, apart=len(lists) > 1))


def _tells(line: Sequence[str], paper: PaperOnFile) -> bool:
    """Whether the line, 序号 文号 责任者 题名 日期, is about the paper."""
    if len(line) < _COLUMNS or not line[0].isdecimal():
        return False
    return (line[1], line[3], line[4]) == (paper.number or "无", paper.title, day(date.fromisoformat(paper.issued_on)))


def _with_added(case: CaseFile, sheets: PaperOnFile, pieces: Sequence[Filed], *, apart: bool) -> Iterator[Filed]:
    """The pieces volume by volume, each followed by what came later; ``apart``: what stays inside has a volume of its own."""
    desk = _Desk(case=case, sheets=sheets, order=Order.AS_ISSUED)
    since = [paper for paper in case.papers if paper.seq > sheets.seq]
    for volume in Volume:
        bound = sorted((one for one in pieces if one.volume is volume), key=lambda one: one.number)
        added = [paper for paper in since if (desk.volume(paper) if apart else Volume.MAIN) is volume]
        yield from bound
        for number, paper in enumerate(added, start=bound[-1].number + 1 if bound else 1):
            yield Filed(paper=paper, volume=volume, part=ADDED, number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where the papers of one case are put in order."""

    case: CaseFile
    sheets: PaperOnFile | None
    order: Order

    def place_of(self, paper: PaperOnFile) -> tuple[object, ...]:
        """What papers are sorted by."""
        found, served = self._place(paper), self._served(paper)
        inner, added = found.volume is Volume.INNER, self._added(paper)
        if added or self.order is Order.AS_ISSUED:
            return inner, added, paper.seq, paper.code
        return inner, added, found.order, served.seq if served else paper.seq, paper.seq, paper.code

    def volume(self, paper: PaperOnFile) -> Volume:
        return self._place(paper).volume

    def numbered(self, pieces: Iterable[PaperOnFile]) -> Iterator[Filed]:
        for volume, within in groupby(pieces, key=self.volume):
            for number, paper in enumerate(within, start=1):
                yield Filed(paper=paper, volume=volume, part=self._part(paper), number=number)

    def _part(self, paper: PaperOnFile) -> str:
        if self._added(paper):
            return ADDED
        return self._place(paper).part.title if self.order is Order.DECISION_FIRST else AS_ISSUED

    def _added(self, paper: PaperOnFile) -> bool:
        return self.sheets is not None and paper.seq > self.sheets.seq

    def _place(self, paper: PaperOnFile) -> Place:
        return place((self._served(paper) or paper).code)

    def _served(self, paper: PaperOnFile) -> PaperOnFile | None:
        """What a receipt or an announcement is about."""
        if paper.code not in _RECEIPTS:
            return None
        since = issued_at(self.case.before(paper.seq))
        return next(
            (one for one in self.case.papers if one.seq == since and place(one.code).volume is Volume.MAIN), None
        )
