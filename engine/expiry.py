"""What comes about by law when a term runs out, with nobody doing anything: 公告期满视为送达.

Such a step is declared as any other, with the system as the only one to take it. Its facts are those of the term, so nobody can say anything
in it, and its day is the first after the term, whenever it is recorded. No officer takes it, and the system takes no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from zhifa.engine.command import Command
from zhifa.engine.fields import Day, Form, Label
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.refusals import NOTHING_AT_EXPIRY, Refusal
from zhifa.engine.vocabulary import SYSTEM, Transition

if TYPE_CHECKING:
    from zhifa.engine.casefile import CaseFile, TermState


class Expiry(Form):
    """The facts of such a step: the term that ran out."""

    key: Label
    """Its key: ``main``, or the name of the measure."""
    since: Day
    """The day from which it ran, itself not counted."""
    until: Day
    """Its last day."""


def expiry_refusals(case: CaseFile, term: TermState, *, today: date) -> Iterator[Refusal]:
    """Why nothing has come about by the end of this term."""
    if case.replay:
        yield NOTHING_AT_EXPIRY.refuse(term=term.label, detail="演示案件只登记来源所载的事项")
    elif term.code not in case.workflow.deemed:
        yield NOTHING_AT_EXPIRY.refuse(term=term.label, detail="本流程没有由系统登记的后果")
    elif term.status != "open":
        yield NOTHING_AT_EXPIRY.refuse(term=term.label, detail="该期限已经了结，或者中止计算")
    elif today <= term.due_day:
        yield NOTHING_AT_EXPIRY.refuse(term=term.label, detail=f"该期限至{term.due_day}届满，尚未经过")


def expiry_key(term: TermState) -> str:
    """The key of the command: one for each end that a term has had."""
    return f"期满/{term.id}/{term.due}"


def expiry_command(case: CaseFile, term: TermState) -> Command:
    """The system's command at the end of a term that :func:`expiry_refusals` has nothing against."""
    return Command(
        case_id=case.id,
        transition=_step(case, term).name,
        actor=SYSTEM.name,
        occurred_at=_moment(case, term),
        expected_version=case.version,
        key=expiry_key(term),
        facts={"key": term.key, "since": term.start_on, "until": term.due_day.isoformat()},
    )


def first_day_after(term: TermState) -> date:
    """The day on which its end has come about."""
    return term.due_day + timedelta(days=1)


def _step(case: CaseFile, term: TermState) -> Transition:
    """What its end brings where the case now stands; where nothing does, the first it brings anywhere, to be refused as any other step."""
    steps = case.workflow.deemed[term.code]
    return next((step for step in steps if case.state in step.sources), steps[0])


def _moment(case: CaseFile, term: TermState) -> datetime:
    """The beginning of the first day after it; no earlier than the step that brought the case where it is, if that came in between."""
    midnight = datetime.combine(first_day_after(term), time(), SHANGHAI)
    return max((midnight, *(act.at for act in case.acts if act.transition.targets)))
