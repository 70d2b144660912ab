"""What a guard is asked: one command on one case file, with the register, the calendar and the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from pydantic import BaseModel

from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Transition

F = TypeVar("F", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
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

    @property
    def day(self) -> date:
        """The legal day of the step, in Asia/Shanghai."""
        return legal_day(self.at)

    def facts(self, form: type[F]) -> F:
        """The facts, as the form the guard expects; ``TypeError`` when the transition carries another one."""
        if not isinstance(self.submitted, form):
            raise TypeError(f"{self.transition.name} carries {type(self.submitted).__name__}, not {form.__name__}")
        return self.submitted
