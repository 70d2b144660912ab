"""What one officer may read: every look at a case by a person goes through here (row-level scope; docs/permissions.md).

What lies outside is as if it were not there: the same error, whether the case is unknown or another's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.engine.assemble import related
from zhifa.engine.casefile import CaseFile
from zhifa.engine.caseload import Caseload
from zhifa.engine.docket_page import (
    EVERY,
    Counts,
    DocketAsked,
    DocketLine,
    DocketPage,
    Groups,
    Handler,
    Place,
    SearchPage,
)
from zhifa.engine.docket_room import DocketRoom, handler
from zhifa.engine.docket_scope import Looking
from zhifa.engine.errors import NotThere
from zhifa.engine.linked import Related
from zhifa.engine.reach import Reach
from zhifa.engine.register import Register
from zhifa.engine.standing import handlers_of, units_of
from zhifa.storage.agenda import Asked
from zhifa.storage.database import Database
from zhifa.storage.errors import CaseUnknown
from zhifa.storage.records import Loaded, PaperRecord

__all__ = ["CaseRead", "Linked", "Reader"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRead:
    """A case of one reading: its rows, its file, and its agency's register."""

    rows: Loaded
    case: CaseFile
    register: Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A case that has to do with another one, as far as the reader may see it."""

    related: Related
    line: DocketLine | None
    """``None``: it is out of reach, and only its id and, within the agency, its number are told."""
    case_number: str | None


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What one officer may read on the present day. Safe to share between threads; made anew for each request."""

    database: Database
    caseload: Caseload
    room: DocketRoom
    looking: Looking

    @property
    def register(self) -> Register:
        """The agency's register as it now stands."""
        return self.looking.register

    @property
    def reach(self) -> Reach:
        """What the posts of today reach."""
        return self.looking.reach

    @property
    def day(self) -> date:
        """The legal day on which roles are asked for."""
        return self.reach.day

    @property
    def agency_id(self) -> str:
        return self.reach.agency_id

    @property
    def officer_id(self) -> str:
        return self.reach.officer_id

    @property
    def officer(self) -> Handler:
        """The officer, by the name in the register."""
        return handler(self.register, self.officer_id)

    @property
    def roles(self) -> frozenset[str]:
        """Names of the roles held today, one's own."""
        return self.register.roles(self.officer_id, self.day)

    # --- one case ----------------------------------------------------------------------------------------------------

    def case(self, case_id: str) -> CaseFile:
        """The case as it stands. Raises ``CaseUnknown`` for one that is not there, or that was erased, and for one out of reach."""
        return self.read(case_id).case

    def read(self, case_id: str) -> CaseRead:
        """The case with its rows and its agency's register, of one reading. Raises as :meth:`case` does."""
        with self.database.read() as store:
            rows = store.load(case_id)
        if rows.case.agency_id != self.agency_id or 0 not in rows.facts:  # whose case it is, its opening says
            raise CaseUnknown(case_id)
        case, register = self.caseload.of(rows)
        if not self.sees(case):
            raise CaseUnknown(case_id)
        return CaseRead(rows=rows, case=case, register=register)

    def sees(self, case: CaseFile) -> bool:
        """Whether the case lies within reach."""
        if case.agency_id != self.agency_id:
            return False
        return self.reach.covers(case.workflow.act, units_of(case, self.register, self.day), _people(case))

    def sees_whole(self, case: CaseFile) -> bool:
        """Whether numbers of persons, addresses and phones are shown too: to who handles or reviews it, before anybody handles it who opened it, and to whoever has a post in reach from
        which a step of it may be taken, but for the post of handlers, who see those of their own cases. Others who may read it see them masked."""
        if not self.sees(case):
            return False
        if self.reach.own and self.officer_id in _people(case):
            return True
        units = units_of(case, self.register, self.day)
        acting = {role.name for role in case.workflow.roles} - case.workflow.case_bound
        return any(area.role in acting and area.covers(case.workflow.act, units) for area in self.reach.areas)

    def paper(self, paper_id: str) -> PaperRecord:
        """One issued paper with its text. Raises :class:`NotThere`."""
        with self.database.read_once() as store:
            paper = store.paper(paper_id)
        if paper is None or paper.case_id not in self.room.of(self.looking, (paper.case_id,)):
            raise NotThere(f"paper_id={paper_id}: no such paper")
        return paper

    def related(self, case_id: str) -> tuple[Linked, ...]:
        """The cases that have to do with this one (关联案件); of those out of reach the bare id and number. Raises as :meth:`case` does."""
        self.case(case_id)
        with self.database.read_once() as store:
            found = tuple(related(link, case_id) for link in store.related(case_id))
        lines = self.room.of(self.looking, (one.case_id for one in found))
        numbers = self.room.numbers(self.agency_id, (one.case_id for one in found))
        return tuple(
            Linked(related=one, line=lines.get(one.case_id), case_number=numbers.get(one.case_id)) for one in found
        )

    # --- lists -------------------------------------------------------------------------------------------------------

    def docket(self, asked: DocketAsked = EVERY, *, after: Place | None = None, limit: int = 50) -> DocketPage:
        """A page of the cases in reach, in the order asked for, from beyond the place ``after``."""
        return self.room.page(self.looking, asked, after=after, limit=limit)

    def mine(self, asked: DocketAsked = EVERY, *, after: Place | None = None, limit: int = 50) -> DocketPage:
        """我的待办: a page of the cases in which the officer can do something now, as far as state, post, reach and handlers tell; no replay."""
        return self.room.mine(self.looking, asked, after=after, limit=limit)

    def counts(self) -> Counts:
        """How many cases the tabs of a list hold, each counted up to a thousand; they may be a minute old."""
        return self.room.counting.counts(self.looking)

    def figures(self) -> Groups:
        """All cases in reach, grouped for statistics; they may be some minutes old."""
        return self.room.counting.figures(self.looking)

    def search(self, text: str, *, after: Place | None = None, limit: int = 50) -> SearchPage:
        """Cases in reach: those that bear this number or name, then those of which an entry speaks of all these words, the last moved first.

        Raises ValueError, in Chinese, where a word has less than two characters.
        """
        return self.room.search(self.looking, text, after=after, limit=limit)

    def lines(self, case_ids: tuple[str, ...]) -> dict[str, DocketLine]:
        """The lines of these cases, as far as they are in reach, by id."""
        return dict(self.room.of(self.looking, case_ids))

    def asked(self, *, code: str = "", officer_id: str = "", unit: str = "") -> Asked:
        """What the agenda (``office.agenda``) is to be asked by, so that it tells of the cases in reach alone."""
        return Asked(
            agency_id=self.agency_id, code=code, officer_id=officer_id, unit=unit, scope=None if self.reach.whole else self.looking.scope
        )  # fmt: skip


def _people(case: CaseFile) -> frozenset[str]:
    """Who handles the case, before anybody does who opened it, and who is to review it."""
    reviewer = case.workflow.heading(case).reviewer
    return handlers_of(case) | ({reviewer} if reviewer else frozenset())
