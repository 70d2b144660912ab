"""The order of a case's papers in its dossier: which volume and part each stands in, and its number there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from zhifa.documents.dossier.arrangement import Order, Place, Volume, place
from zhifa.engine.casefile import CaseFile, PaperOnFile
from zhifa.workflows.guards.service import issued_at

ADDED = "归档后补入"
"""The part of what was issued after the dossier was closed; it goes to the end, so that no number already given changes."""

AS_ISSUED = "办案文书"
"""The one part of a volume whose papers stand in the order of issue."""

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

    def numbered(self, pieces: Iterable[PaperOnFile]) -> Iterator[Filed]:
        for volume, within in groupby(pieces, key=lambda paper: self._place(paper).volume):
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
