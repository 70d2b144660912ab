"""What lists are to tell, worked out case file by case file with nothing of the docket's rows or SQL: slow, and right by reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhifa.engine.casefile import CaseFile
from zhifa.engine.docket_line import CaseLine, case_line
from zhifa.engine.docket_page import DocketAsked, Order
from zhifa.engine.instants import instant_text, legal_day, stored_instant
from zhifa.engine.office import Office
from zhifa.engine.reach import within
from zhifa.engine.reader import Reader
from zhifa.engine.todo import Doable, doable

NEVER = "9999-12-31"


@dataclass(frozen=True, kw_only=True)
class Oracle:
    """All cases of an office, as one reader is to see them."""

    office: Office
    reader: Reader

    def docket(self, asked: DocketAsked) -> list[str]:
        """Ids of the cases in reach that are asked for, in order."""
        return self._in_order((line for line, _ in self._seen() if self._fits(line, asked)), asked.order)

    def mine(self, asked: DocketAsked) -> list[str]:
        """Of those in which the reader can do something."""
        found = (line for line, open_ in self._seen() if self._fits(line, asked) and self._can_act(line, open_))
        return self._in_order(found, asked.order)

    def lines(self) -> Iterator[CaseLine]:
        """The lines of all cases in reach."""
        return (line for line, _ in self._seen())

    def _seen(self) -> Iterator[tuple[CaseLine, frozenset[str]]]:
        """They, with the open tracks of each."""
        for case_id in self.office.cases():
            with self.office._database.read() as store:
                rows = store.load(case_id)
            case: CaseFile = self.office._caseload.of(rows)[0]
            if self.reader.sees(case):
                open_ = frozenset(track.track for track in case.tracks if track.open)
                yield case_line(case, moved_at=stored_instant(rows.case.updated_at)), open_

    def _fits(self, line: CaseLine, asked: DocketAsked) -> bool:
        day, today = legal_day(line.opened_at), self.reader.day
        return all(
            (
                not asked.workflows or line.workflow in asked.workflows,
                not asked.acts or line.act in asked.acts,
                not asked.phases or line.state.phase in asked.phases,
                not asked.states or line.state.name in asked.states,
                asked.ended is None or line.state.ended is asked.ended,
                not asked.overdue or (line.due is not None and line.due < today),
                not asked.waiting or line.waits,
                asked.handler is None or asked.handler in line.handlers,
                asked.unit is None or any(within(unit, asked.unit) for unit in self._units(line)),
                asked.opened_from is None or day >= asked.opened_from,
                asked.opened_until is None or day <= asked.opened_until,
                asked.replay is None or line.replay is asked.replay,
            )
        )

    def _can_act(self, line: CaseLine, open_: frozenset[str]) -> bool:
        return not line.replay and any(
            self._takes(one, line, open_) for one in doable(self.office.workflows, self.reader.reach)
        )

    def _takes(self, one: Doable, line: CaseLine, open_: frozenset[str]) -> bool:
        me = self.reader.officer_id
        return (
            (line.workflow, line.workflow_version) == (one.workflow, one.version)
            and line.state.name in one.states
            and (one.tracks is None or (bool(open_ & set(one.tracks)) if one.tracks else not open_))
            and (not one.assigned or line.reviewer in (None, me))
            and (me in line.handlers if one.bound else one.area.covers(line.act, self._units(line)))
        )

    def _units(self, line: CaseLine) -> frozenset[str]:
        people = line.handlers or {line.opened_by}
        found = (self.reader.register.officer(one, self.reader.day) for one in people)
        return frozenset(officer.unit for officer in found if officer)

    def _in_order(self, lines: Iterator[CaseLine], order: Order) -> list[str]:
        if order is Order.DUE:
            keyed = sorted((line.due.isoformat() if line.due else NEVER, line.case_id) for line in lines)
        else:
            keyed = sorted(((instant_text(line.moved_at), line.case_id) for line in lines), reverse=True)
        return [case_id for _, case_id in keyed]
