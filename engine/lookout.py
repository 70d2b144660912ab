"""What one look at a due term finds: the warnings that fire now, and when to look again.

Nothing is read or written here; a row that cannot be understood is put aside until tomorrow with the reason, and stops nobody else's look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from zhifa.engine.alarm import Alarm, Warned
from zhifa.engine.calendar import Calendar
from zhifa.engine.identity import Identities
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day, parse_instant
from zhifa.engine.ladder import Fired, Reached, Span, climb, day_begins, manner
from zhifa.engine.recipients import recipients
from zhifa.engine.register import Register
from zhifa.engine.rules import as_set
from zhifa.engine.terms import Term
from zhifa.engine.units import Consequence, Unit
from zhifa.engine.workflow import Workflow
from zhifa.storage.records import WarningRecord
from zhifa.storage.watch import DueTerm, WatchMove

AGAIN: Final = timedelta(hours=1)
"""When a term is looked at again whose end brings something about by law that is not on record yet."""

_OF_ITSELF: Final = (Consequence.DEEMED, Consequence.MEASURE_LAPSES)
_FAULT: Final = 300
"""Characters of a fault that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a look at a term needs to know beside its row."""

    workflow: Workflow
    register: Register
    calendar: Calendar
    handlers: frozenset[str]
    fired: Fired


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a look at one term found."""

    move: WatchMove
    alarms: tuple[Alarm, ...] = ()
    deemed: bool = False
    """Its end brings about what only the system records."""
    skipped: bool = False
    """It has ended, or stands still: it fires nothing."""

    @property
    def warnings(self) -> Iterator[WarningRecord]:
        return map(_row, self.alarms)


def put_aside(term: DueTerm, error: Exception, now: datetime) -> Sight:
    """A term that could not be looked at waits until tomorrow, with the reason on record."""
    fault = f"{type(error).__name__}: {error}"[:_FAULT]
    return Sight(move=_move(term, _tomorrow(now), fault=fault))


def look(term: DueTerm, around: Surroundings, identities: Identities, now: datetime) -> Sight:
    """Look at a term whose time has come. Raises whatever a row that makes no sense makes it raise."""
    if term.status != "open":
        # One that stands still gets a row of its own when it runs on; until then it is looked at day by day, and fires nothing.
        return Sight(move=_move(term, _tomorrow(now) if term.status == "suspended" else None), skipped=True)
    declared = _declared(term, around.workflow)
    span = _span(term, declared)
    reached = climb(span, around.calendar, now=now, fired=around.fired)
    alarms = _alarms(term, reached, around, identities, now)
    if _comes_about(declared, around.workflow) and legal_day(now) > _day(span.due):
        return Sight(move=_move(term, now + AGAIN, alarms), alarms=alarms, deemed=True)
    return Sight(move=_move(term, reached.next_at, alarms), alarms=alarms)


def _alarms(
    term: DueTerm, reached: Reached, around: Surroundings, identities: Identities, now: datetime
) -> tuple[Alarm, ...]:
    """The warnings in the order of their chain."""
    made: list[Alarm] = []
    prev_hash, today = term.head_hash, legal_day(now)
    for seq, (step, missed) in enumerate(reached.steps, start=term.head_seq + 1):
        to = recipients(step.level, around.handlers, around.register, today)
        made.append(
            Alarm(
                id=identities.new_id(), about=_about(term), step=step, missed=missed, to=to,
                seq=seq, prev_hash=prev_hash, fired_at=instant_text(now),
            )
        )  # fmt: skip
        prev_hash = made[-1].hash
    return tuple(made)


def _declared(term: DueTerm, workflow: Workflow) -> Term:
    """The term as it was set for this case; several may share a code, and then go by their label."""
    known = [start.term for step in workflow.transitions for start in step.starts if start.term.code == term.code]
    if not known:
        raise LookupError(f"流程“{workflow.label}”第{workflow.version}版没有期限 {term.code}")
    declared = next((one for one in known if one.label == term.label), known[0])
    return as_set(workflow.packs, declared, version=term.rule_version, length=term.length)


def _comes_about(declared: Term, workflow: Workflow) -> bool:
    return declared.consequence in _OF_ITSELF and declared.code in workflow.deemed


def _span(term: DueTerm, declared: Term) -> Span:
    return Span(
        start=_moment(term.start_on),
        due=_moment(term.due),
        safe=date.fromisoformat(term.safe) if term.safe else None,
        length=term.length,
        unit=Unit(term.unit),
        manner=manner(declared.duty, declared.consequence),
    )


def _about(term: DueTerm) -> Warned:
    return Warned(
        term_id=term.id,
        case_id=term.case_id,
        agency_id=term.agency_id,
        code=term.code,
        key=term.key,
        label=term.label,
        article=term.article,
        due=term.due,
    )


def _move(
    term: DueTerm, next_at: datetime | None, alarms: tuple[Alarm, ...] = (), *, fault: str | None = None
) -> WatchMove:
    seq, hash_ = (alarms[-1].seq, alarms[-1].hash) if alarms else (term.head_seq, term.head_hash)
    return WatchMove(instant_text(next_at) if next_at else None, seq, hash_, fault, term.id)


def _row(alarm: Alarm) -> WarningRecord:
    about, step = alarm.about, alarm.step
    return WarningRecord(
        term_id=about.term_id,
        seq=alarm.seq,
        id=alarm.id,
        agency_id=about.agency_id,
        case_id=about.case_id,
        prev_hash=alarm.prev_hash,
        hash=alarm.hash,
        level=int(step.level),
        occurrence=step.occurrence,
        due=about.due,
        overdue=int(step.overdue),
        body=alarm.body,
        fired_at=alarm.fired_at,
    )


def _tomorrow(now: datetime) -> datetime:
    return day_begins(legal_day(now) + timedelta(days=1))


def _moment(text: str) -> date | datetime:
    """A day, or an instant, as a row holds it."""
    return date.fromisoformat(text) if len(text) == 10 else parse_instant(text).astimezone(SHANGHAI)


def _day(moment: date | datetime) -> date:
    return legal_day(moment) if isinstance(moment, datetime) else moment
