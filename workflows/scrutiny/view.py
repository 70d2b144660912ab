"""What the checks look at: the case file, the register, the calendar and the day of the scrutiny."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ValidationError

from zhifa.engine.act import Act
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile, DecisionMade
from zhifa.engine.instants import legal_day, parse_instant
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Review
from zhifa.workflows import dossier
from zhifa.workflows.forms.notice import PriorNotice
from zhifa.workflows.forms.publish import Archiving
from zhifa.workflows.forms.start import Filing
from zhifa.workflows.forms.values import Draft
from zhifa.workflows.states import ARCHIVED_UNCLOSED


@dataclass(frozen=True, kw_only=True)
class View:
    """A case as those see it who scrutinise it on ``day``."""

    case: CaseFile
    register: Register
    calendar: Calendar
    day: date
    known: Callable[[int], Register] | None = None
    """The register as the entry of a number knew it; where it is not given, as it now stands."""

    def register_at(self, seq: int) -> Register:
        """The register by which the entry was made: what was withdrawn since does not accuse it, and what came since does not mend it."""
        return self.known(seq) if self.known else self.register

    @cached_property
    def round(self) -> CaseFile:
        """What counts for the decision last made: nothing that served one made before the case was reopened."""
        return dossier.present(self.case)

    @cached_property
    def filing(self) -> Act[Filing] | None:
        return self.case.last(Filing)

    @cached_property
    def decision(self) -> DecisionMade | None:
        """The last decision."""
        return max(self.case.decisions, key=lambda made: made.seq, default=None)

    @cached_property
    def decided_on(self) -> date:
        """Day of the last decision; of the scrutiny while there is none."""
        return legal_day(self.decided_at) if self.decided_at else self.day

    @property
    def decided_at(self) -> datetime | None:
        return parse_instant(self.decision.decided_at) if self.decision else None

    @cached_property
    def at_decision(self) -> CaseFile:
        """The file that was decided on, later corrections of what was on it included; the file as it stands before a decision."""
        return self.case.before(self.decision.seq) if self.decision else self.case

    @cached_property
    def draft(self) -> Draft | None:
        """The draft in the words in which it was decided; as it stands before a decision."""
        return dossier.draft(self.case.as_told(self.decision.seq) if self.decision else self.case)

    @cached_property
    def penalty(self) -> bool:
        """Whether a penalty was decided."""
        return self.decision is not None and self.decision.kind == "penalty"

    @cached_property
    def notice(self) -> Act[PriorNotice] | None:
        """The last notice before the decision."""
        return dossier.last_notice(self.at_decision)

    @cached_property
    def notice_served(self) -> Act[BaseModel] | None:
        return dossier.served(self.at_decision, self.notice.seq) if self.notice else None

    @cached_property
    def decision_served(self) -> Act[BaseModel] | None:
        return dossier.served(self.case, self.decision.seq) if self.decision else None

    @cached_property
    def on_the_spot(self) -> bool:
        """Whether the procedure decides on the spot, exempt from legal review (处罚法 51)."""
        kinds = [transition.decides for transition in self.case.workflow.transitions if transition.decides]
        return bool(kinds) and all(kind.review is Review.EXEMPT for kind in kinds)

    @property
    def ended(self) -> str | None:
        """Label of the state in which the case ended, whether or not it was archived since; ``None`` while it goes on."""
        state = self.case.state
        if state is ARCHIVED_UNCLOSED:
            ending = next(act.transition for act in reversed(self.case.acts) if act.transition.facts is not Archiving)
            return ending.targets[-1].state.label
        return state.label if state and state.ended else None

    def act(self, seq: int) -> Act[BaseModel] | None:
        return next((act for act in self.case.acts if act.seq == seq), None)

    def name(self, officer_id: str) -> str:
        officer = self.register.officers.get(officer_id)
        return officer.name if officer else officer_id

    def certified(self, officer_id: str, day: date, *, seq: int) -> bool:
        """Whether the officer held a certificate for this kind of act in this place on that day (处罚法 42), as the entry knew it."""
        area, act = dossier.area(self.case), self.case.workflow.act
        return self.register_at(seq).certificate(officer_id, act=act, area=area, day=day) is not None

    def holds(self, *forms: type[BaseModel]) -> bool:
        """Whether any step on file was taken with facts of one of these forms."""
        return any(act.transition.facts in forms for act in self.case.acts)

    def entries(self, *forms: type[BaseModel]) -> tuple[int, ...]:
        """Numbers of all entries with facts of one of these forms or a narrower one."""
        return tuple(act.seq for act in self.case.acts if issubclass(act.transition.facts, forms))

    def missing_papers(self, act: Act[Any]) -> tuple[str, ...]:
        """Codes of the papers that the step makes and that are not on file."""
        issued = {paper.code for paper in self.case.papers if paper.seq == act.seq}
        return tuple(code for code in act.transition.papers if code not in issued)

    def illegible(self) -> tuple[int, ...]:
        """Entries whose facts their form refuses: only a record written past the engine has any."""
        return tuple(act.seq for act in self.case.acts if not _legible(act))


def _legible(act: Act[BaseModel]) -> bool:
    try:
        return bool(act.facts)
    except ValidationError:
        return False
