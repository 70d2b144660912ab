"""The core decision: a command on a case file gives a plan, or every reason against it. No input, no output, no clock.

The questions, in order: is there such a step, does it start from here, may this officer take it, do the facts fit the form, do the times
fit, does any guard object, is a decision cleared by legal review. Each is asked as far as the earlier answers allow, so that an officer
learns at once all there is to mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from zhifa.engine.ask import Ask
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile
from zhifa.engine.command import Command
from zhifa.engine.forms import parse, unstated
from zhifa.engine.gate import review_gate
from zhifa.engine.guarding import answers, post_missing
from zhifa.engine.instants import SHANGHAI, legal_day
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.planning import plan, track_refusals
from zhifa.engine.refusals import (
    BEFORE_WHAT_IT_BUILDS_ON,
    CASE_ENDED,
    IN_THE_FUTURE,
    LATE_ENTRY,
    NO_ROLE,
    NOT_STATED,
    UNKNOWN_TRANSITION,
    WRONG_STATE,
    Refusal,
)
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One step of the procedure as it stands for one officer now: allowed as far as can be said before its facts, or why not."""

    transition: Transition
    refusals: tuple[Refusal, ...]

    @property
    def allowed(self) -> bool:
        return not self.refusals

    @property
    def for_others(self) -> bool:
        """Whether it is another post's, whatever else may stand in its way."""
        return any(refusal.code == NO_ROLE.code for refusal in self.refusals)


def decide(
    case: CaseFile, command: Command, *, register: Register, calendar: Calendar, now: datetime
) -> Plan | Refused:
    """The plan of the command, or all refusals. ``now`` is when it is recorded; it must be aware."""
    transition = case.workflow.by_name.get(command.transition)
    if transition is None:
        unknown = UNKNOWN_TRANSITION.refuse(workflow=case.workflow.label, transition=command.transition)
        return Refused(refusals=(unknown,))
    parsed = parse(transition.facts, command.facts)
    facts = parsed if isinstance(parsed, BaseModel) else None
    ask = Ask(
        case=case,
        transition=transition,
        actor=command.actor,
        at=command.occurred_at,
        now=now,
        register=register,
        calendar=calendar,
        submitted=facts,
        on_behalf_of=command.on_behalf_of,
    )
    refusals = [*_standing(ask), *(parsed if isinstance(parsed, tuple) else ()), *_times(ask)]
    if facts is not None and not case.replay:
        refusals += (NOT_STATED.refuse(field=path) for path in unstated(command.facts))
    refusals += _objections(ask)
    if refusals or facts is None:
        return Refused(refusals=tuple(refusals))
    return plan(ask, facts)


def options(
    case: CaseFile,
    actor: str,
    *,
    register: Register,
    calendar: Calendar,
    now: datetime,
    on_behalf_of: str | None = None,
    among: Iterable[Transition] | None = None,
) -> tuple[Option, ...]:
    """Every step of the procedure, or of those ``among`` which are asked for, for this officer now, for himself or as another's deputy, allowed or why not;
    guards that need the facts are not asked yet."""
    asks = (
        Ask(
            case=case,
            transition=t,
            actor=actor,
            at=now,
            now=now,
            register=register,
            calendar=calendar,
            submitted=None,
            on_behalf_of=on_behalf_of,
        )
        for t in (case.workflow.transitions if among is None else among)
        if not t.opens_case
    )
    return tuple(Option(transition=ask.transition, refusals=(*_standing(ask), *_objections(ask))) for ask in asks)


def _standing(ask: Ask) -> Iterator[Refusal]:
    """Whether the step starts from here, and whether this officer may take it."""
    if not _starts_here(ask):
        yield _elsewhere(ask)
    yield from post_missing(ask)


def _elsewhere(ask: Ask) -> Refusal:
    state = ask.case.state
    if state is not None and state.ended:
        return CASE_ENDED.refuse(state=state.label)
    sources = "、".join(source.label for source in ask.transition.sources) or "立起案件时"
    here = state.label if state else "尚未登记"
    return WRONG_STATE.refuse(state=here, transition=ask.transition.label, sources=sources)


def _starts_here(ask: Ask) -> bool:
    state = ask.case.state
    return ask.transition.opens_case if state is None else ask.transition.name in ask.case.workflow.leaving[state.name]


def _times(ask: Ask) -> Iterator[Refusal]:
    """A step occurs neither after it is recorded nor before the step that brought the case where it is (invariant 7)."""
    at = ask.at.astimezone(SHANGHAI)
    if ask.at > ask.now:
        recorded = ask.now.astimezone(SHANGHAI)
        yield IN_THE_FUTURE.refuse(occurred_at=_shown(at), recorded_at=_shown(recorded))
    if ask.transition.prompt and not ask.case.replay and legal_day(ask.now) > ask.day:
        yield LATE_ENTRY.refuse(transition=ask.transition.label, day=ask.day, recorded=legal_day(ask.now))
    previous = next((act for act in reversed(ask.case.acts) if act.transition.targets), None)
    if previous is not None and ask.at < previous.at:
        yield BEFORE_WHAT_IT_BUILDS_ON.refuse(
            occurred_at=_shown(at),
            previous=previous.transition.label,
            previous_at=_shown(previous.at.astimezone(SHANGHAI)),
        )


def _shown(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="minutes")[:16]


def _objections(ask: Ask) -> Iterator[Refusal]:
    """What guards, tracks and the review gate object; a guard is asked where the step starts and its facts are known or not needed."""
    if _starts_here(ask):
        yield from answers(ask)
        if ask.submitted is not None:
            yield from track_refusals(ask, ask.submitted)
    yield from review_gate(ask)
