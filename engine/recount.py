"""Counting the running terms of a case anew by another calendar: only the days are counted again.

Length, stops and extension stay as they were set, and a term that has ended stays as it ended. A term that begins at the end of another
begins where that end now lies. A term whose dates do not change is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.calendar import Calendar, Overlay, YearSchedule
from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.casefile import CaseFile, TermState
from zhifa.engine.course import followed, stops_counted
from zhifa.engine.instants import instant_text
from zhifa.engine.plan import TermMoved
from zhifa.engine.planning import restarted
from zhifa.engine.register import Register
from zhifa.engine.terms import Reckoning

_DAY = timedelta(days=1)


class Dates(NamedTuple):
    """What a term's row says of its end."""

    nominal: str
    due: str
    safe: str | None
    provisional: bool


class Move(NamedTuple):
    """A term counted anew, with what its row said before."""

    row: TermState
    old: Dates
    new: Dates
    moved: TermMoved


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """That a calendar file moves terms of one case; ``expected_version`` is the version they were counted at."""

    case_id: str
    calendar: int
    """Number of the file among the agency's."""
    document_number: str
    version: str
    """What the calendar that they are now counted by rests on."""
    moves: tuple[Move, ...]
    actor: str
    occurred_at: datetime
    expected_version: int

    @property
    def key(self) -> str:
        """A file moves the terms of one version of a case once."""
        return f"calendar/{self.calendar}/{self.case_id}/{self.expected_version}"

    def facts(self) -> dict[str, JSON]:
        """What the entry says: the file, and each term's dates before and after."""
        return {
            "calendar": self.calendar,
            "document_number": self.document_number,
            "version": self.version,
            "terms": [
                {
                    "code": m.row.code,
                    "key": m.row.key,
                    "label": m.row.label,
                    "old": m.old._asdict(),
                    "new": m.new._asdict(),
                }
                for m in self.moves
            ],
        }

    def digest(self) -> str:
        """What tells this entry from another under the same key."""
        content: dict[str, JSON] = {
            "case": self.case_id,
            "actor": self.actor,
            "occurred_at": instant_text(self.occurred_at),
        }
        return digest("calendar/1", canonical(content | self.facts()))


def moves(case: CaseFile, *, register: Register, calendar: Calendar) -> tuple[Move, ...]:
    """The running terms of the case that end otherwise by this calendar."""
    found: tuple[Move, ...] = ()
    # An end that moves may move what begins there: again until nothing does.
    while (again := tuple(_moves(case, _moved(case, found), register, calendar))) != found:
        found = again
    return found


def days_spoken_of(file: YearSchedule | Overlay) -> tuple[date, date]:
    """The first and the last day that the file may change: those it names, and all of its year."""
    if isinstance(file, Overlay):
        days = sorted(file.off | file.working)
    else:
        days = sorted((date(file.year, 1, 1), date(file.year, 12, 31), *(scheduled.day for scheduled in file.days)))
    return days[0], days[-1]


def days_changed(old: Calendar, new: Calendar, first: date, last: date) -> tuple[str, ...]:
    """The days from ``first`` to ``last`` that are working days by one calendar only, as text."""
    days = (first + offset * _DAY for offset in range((last - first).days + 1))
    return tuple(day.isoformat() for day in days if old.is_working_day(day) != new.is_working_day(day))


def _moves(case: CaseFile, standing: CaseFile, register: Register, calendar: Calendar) -> Iterator[Move]:
    course = followed(standing, partial(_asked, register=register, calendar=calendar))
    for row in case.terms:
        beginning = course.beginning(row) if row.running else None
        if beginning is None:
            continue
        begun, ask = beginning
        stops = stops_counted(standing, row)
        reckoning = restarted(begun, ask, row=row, stops=stops, extended_by=case.extended_by(row))
        old, new = Dates(row.nominal, row.due, row.safe, row.provisional), _dates(reckoning)
        if old != new:
            yield Move(row, old, new, _term_moved(row, reckoning))


def _asked(act: Act[BaseModel], case: CaseFile, *, register: Register, calendar: Calendar) -> Ask:
    """The question that the act was asked, by the new calendar."""
    return Ask(
        case=case.before(act.seq),
        transition=act.transition,
        actor=act.actor,
        at=act.at,
        now=act.recorded_at,
        register=register,
        calendar=calendar,
        submitted=act.facts,
    )


def _moved(case: CaseFile, found: Iterable[Move]) -> CaseFile:
    """The case with these terms moved, for what begins at their ends."""
    ends = {move.row.id: move.new for move in found}
    return replace(
        case,
        terms=tuple(
            replace(row, nominal=ends[row.id].nominal, due=ends[row.id].due) if row.id in ends else row
            for row in case.terms
        ),
    )


def _term_moved(row: TermState, reckoning: Reckoning) -> TermMoved:
    return TermMoved(
        old_id=row.id,
        reckoning=reckoning,
        key=row.key,
        status=row.status,
        ended_on=row.ended_on,
        start_seq=row.start_seq,
    )


def _dates(reckoning: Reckoning) -> Dates:
    safe = reckoning.safe.isoformat() if reckoning.safe else None
    return Dates(_text(reckoning.nominal), _text(reckoning.due), safe, reckoning.provisional)


def _text(end: date | datetime) -> str:
    return instant_text(end) if isinstance(end, datetime) else end.isoformat()
