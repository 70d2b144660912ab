"""What a guard is asked: one command on one case file, with the register, the calendar and the time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Transition

F = TypeVar("F", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """The question put to every guard and condition. Nothing in it can change."""

    case: CaseFile
    transition: Transition
    actor: str
    at: datetime
    """When the step occurred."""
    now: datetime
    """When it is recorded."""
    register: Register
    calendar: Calendar
    submitted: BaseModel | None
    """The facts of the command; ``None`` when a guard is asked before they are known."""
    on_behalf_of: str | None = None
    """Id of the officer as whose deputy the actor takes the step."""

    @property
    def day(self) -> date:
        """The legal day of the step, in Asia/Shanghai."""
        return legal_day(self.at)

    @property
    def officers(self) -> tuple[str, ...]:
        """Ids of all who answer for the step: the actor and, where that is a deputy, whose post it is."""
        return (self.actor, self.on_behalf_of) if self.on_behalf_of else (self.actor,)

    @cached_property
    def after(self) -> CaseFile:
        """The case file with the step taken, one and the same for all who ask; its terms and tracks are still those before it."""
        facts = self.submitted
        assert facts is not None, "what a step brings about is asked once its facts are known"
        act: Act[BaseModel] = Act(
            seq=self.case.next_seq,
            transition=self.transition,
            actor=self.actor,
            at=self.at,
            recorded_at=self.now,
            raw=facts.model_dump_json(),
            facts=facts,
            on_behalf_of=self.on_behalf_of,
        )
        return replace(self.case, acts=(*self.case.acts, act))

    def facts(self, form: type[F]) -> F:
        """The facts, as the form the guard expects; ``TypeError`` when the transition carries another one."""
        if not isinstance(self.submitted, form):
            raise TypeError(f"{self.transition.name} carries {type(self.submitted).__name__}, not {form.__name__}")
        return self.submitted
