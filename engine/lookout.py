"""What one look at a due term finds: the warnings that fire now, and when to look again.

Nothing is read or written here; a row that cannot be understood is put aside until tomorrow with the reason, and stops nobody else's look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from zhifa.engine.alarm import Alarm, Warned
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile
from zhifa.engine.identity import Identities
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day, parse_instant
from zhifa.engine.ladder import Fired, Reached, Span, climb, day_begins, manner
from zhifa.engine.planning import runs_on
from zhifa.engine.recipients import recipients
from zhifa.engine.register import Register
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
    open_tracks: frozenset[str]
    """Names of the tracks of its case that are open."""
    fired: Mapping[str, Fired]
    """By the due date they were given for."""
    case: Callable[[], CaseFile]
    """The whole case file, put together where its rows alone do not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a look at one term found."""

    move: WatchMove
    alarms: tuple[Alarm, ...] = ()
    deemed: bool = False
    """Its end brings about what only the system records."""
    waited: timedelta = timedelta()
    """How long it had waited to be looked at."""
    skipped: bool = False
    """It has ended, stands still or waits: it fires nothing."""

    @property
    def warnings(self) -> Iterator[WarningRecord]:
        return map(_row, self.alarms)


def put_aside(term: DueTerm, error: Exception, now: datetime) -> Sight:
    """A term that could not be looked at waits until tomorrow, with the reason on record."""
    fault = f"{type(error).__name__}: {error}"[:_FAULT]
    return Sight(move=_move(term, _tomorrow(now), fault=fault))


def look(term: DueTerm, around: Surroundings, identities: Identities, now: datetime) -> Sight:
    """Look at a term whose time has come. Raises whatever a row that makes no sense makes it raise."""
    if term.status not in ("open", "suspended"):
        return Sight(move=_move(term, None), skipped=True)
    running = _running(term, around, legal_day(now))
    if running is None:
        return Sight(move=_move(term, _tomorrow(now)), skipped=True)
    return _look(running, around, identities, now)


def _running(term: DueTerm, around: Surroundings, today: date) -> DueTerm | None:
    """The term as its days go on; ``None`` while it stands still or waits: then it is looked at day by day, and fires nothing.

    One whose stop had its end told beforehand runs on from there with the end it then has, though it gets a row of its own only when somebody
    records what it waited for (:attr:`zhifa.engine.vocabulary.Open.until`).
    """
    if around.workflow.waits(term.code, around.open_tracks):
        return None
    if term.status == "open":
        return term
    if around.workflow.told_stops.get(term.code, frozenset()).isdisjoint(around.open_tracks):
        return None
    counted = runs_on(term.id, around.case(), around.calendar, on=today)
    if counted is None:
        return None
    return term._replace(due=counted.due.isoformat(), safe=counted.safe.isoformat() if counted.safe else None)


def _look(term: DueTerm, around: Surroundings, identities: Identities, now: datetime) -> Sight:
    declared = _declared(term, around.workflow)
    span = _span(term, declared)
    ladder = around.register.agency.policy.ladder(term.code)
    reached = climb(span, around.calendar, now=now, fired=around.fired.get(term.due, {}), ladder=ladder)
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
    """The term as it was set for this case."""
    return workflow.as_set(term.code, term.label, version=term.rule_version, length=term.length)


def _comes_about(declared: Term, workflow: Workflow) -> bool:
    return declared.consequence in _OF_ITSELF and declared.code in workflow.deemed


def _span(term: DueTerm, declared: Term) -> Span:
    return Span(
        start=_moment(term.start_on),
        due=_moment(term.due),
        safe=date.fromisoformat(term.safe) if term.safe else None,
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
