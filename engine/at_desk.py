"""A case as somebody has it on the desk: file, register, record, steps and terms of one reading, so that they agree with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from zhifa.engine.agenda import Agenda
from zhifa.engine.agenda_page import AgendaTerm
from zhifa.engine.calendars import Calendars
from zhifa.engine.casefile import CaseFile
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock
from zhifa.engine.decide import Option, options
from zhifa.engine.docket_line import CaseLine, case_line
from zhifa.engine.errors import WorkflowForeign
from zhifa.engine.history import HistoryLine, history
from zhifa.engine.instants import legal_day, stored_instant
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Transition
from zhifa.storage.records import Loaded
from zhifa.workflows.dossier import of_penalty
from zhifa.workflows.scrutiny import Deductions, Scrutiny, View, scrutinise

__all__ = ["AtDesk", "DeskRoom", "require_penalty"]


@dataclass(frozen=True, kw_only=True)
class AtDesk:
    """One case at one version, for one officer at one moment. Steps are looked at when they are first asked for, and as all the rest was read."""

    case: CaseFile
    register: Register
    rows: Loaded
    """The rows the case was made of."""
    at: datetime
    actor: str
    """Id of the officer."""
    on_behalf_of: str | None
    """Id of the officer as whose deputy the steps were asked for."""
    offered: Callable[[Iterable[Transition]], tuple[Option, ...]]
    """Whether he may take each of these steps, or why not."""
    line: CaseLine
    """What lists know of it."""
    running: tuple[AgendaTerm, ...]
    """Its running terms as the board has them, the next end first; none of a replay."""

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every step of the procedure, allowed or why not."""
        return self.offered(self.case.workflow.transitions)

    @cached_property
    def here(self) -> tuple[Option, ...]:
        """Those of them that start from where the case stands: a small part."""
        return self.offered(self.case.workflow.starting_from(self.case.state))

    @property
    def history(self) -> tuple[HistoryLine, ...]:
        """The record, oldest entry first."""
        return history(self.rows)


@dataclass(frozen=True, kw_only=True)
class DeskRoom:
    """Puts cases that were read before somebody. Whether he may see them, :class:`zhifa.engine.reader.Reader` has asked."""

    caseload: Caseload
    calendars: Calendars
    agenda: Agenda
    clock: Clock

    def lay(
        self, rows: Loaded, case: CaseFile, register: Register, actor: str, *, on_behalf_of: str | None = None
    ) -> AtDesk:
        """The case that these rows make, with every step of its procedure as it stands for the officer now."""
        now = self.clock.now()
        looked_up = self.caseload.looked_up(case, case.workflow.starting_from(case.state))
        calendar = self.calendars.for_case(case)

        def offered(steps: Iterable[Transition]) -> tuple[Option, ...]:
            return options(
                looked_up, actor, register=register, calendar=calendar, now=now, on_behalf_of=on_behalf_of, among=steps
            )

        return AtDesk(
            case=case, register=register, rows=rows, at=now, actor=actor, on_behalf_of=on_behalf_of, offered=offered,
            line=case_line(case, moved_at=stored_instant(rows.case.updated_at)), running=self.agenda.of_case(rows, case),
        )  # fmt: skip

    def scrutinise(
        self, rows: Loaded, case: CaseFile, register: Register, deductions: Deductions | None = None
    ) -> Scrutiny:
        """The checks of a case file (案卷评查) on the case that these rows make, as :meth:`Office.scrutinise` has it."""
        require_penalty(case, "案卷评查")
        view = View(
            case=case, register=register, calendar=self.calendars.for_case(case), day=legal_day(self.clock.now()),
            known=self.caseload.as_known(rows),
        )  # fmt: skip
        return scrutinise(view, deductions)


def require_penalty(case: CaseFile, what: str) -> None:
    """Raise ``WorkflowForeign`` for a case of a procedure that is none of penalties."""
    if not of_penalty(case.workflow):
        raise WorkflowForeign(case.id, case.workflow.label, what)
