"""Moves the terms of cases that another calendar ends otherwise: one short transaction and one ledger entry a case."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from zhifa.engine.calendar import Calendar, Overlay, YearSchedule
from zhifa.engine.calendars import Calendars
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock
from zhifa.engine.identity import Identities
from zhifa.engine.inscribe import Inscriber
from zhifa.engine.recount import Move, Recount, days_changed, days_spoken_of, moves
from zhifa.storage.database import Database
from zhifa.storage.errors import StaleCase
from zhifa.storage.records import CalendarRecord, TermSpan

_ATTEMPTS = 20
"""How often a case is counted again because an officer took a step meanwhile."""


@dataclass(frozen=True, kw_only=True)
class Recounter:
    """Counts the running terms of cases anew."""

    database: Database
    caseload: Caseload
    calendars: Calendars
    clock: Clock
    identities: Identities

    def cases(self, agency_id: str, file: YearSchedule | Overlay, old: Calendar, new: Calendar) -> tuple[str, ...]:
        """The cases with a running term that may end otherwise: one that asked about a day that changed, or was provisional."""
        first, last = days_spoken_of(file)
        changed = days_changed(old, new, first, last)
        with self.database.read_once() as store:
            spans = store.calendars.terms_resting_on(agency_id, first.isoformat(), last.isoformat())
        return tuple(dict.fromkeys(span.case_id for span in spans if span.provisional or _asks(span, changed)))

    def look(self, case_id: str, calendar: Calendar) -> tuple[Move, ...]:
        """What the calendar would move in a case. Nothing is written."""
        case, register = self.caseload.standing(case_id)
        return moves(case, register=register, calendar=calendar)

    def move(self, case_id: str, file: CalendarRecord, actor: str) -> tuple[Move, ...]:
        """Count the case's terms by its agency's calendar of today, and write what moves. Raises ``StaleCase`` when others never rest."""
        for attempt in range(_ATTEMPTS):
            try:
                return self._moved(case_id, file, actor)
            except StaleCase:
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _moved(self, case_id: str, file: CalendarRecord, actor: str) -> tuple[Move, ...]:
        with self.database.read() as store:
            rows = store.load(case_id)
        case, register = self.caseload.of(rows)
        calendar = self.calendars.for_case(case)
        found = moves(case, register=register, calendar=calendar)
        if not found or case.state is None:
            return ()
        now = self.clock.now()
        asked = Recount(
            case_id=case_id, calendar=file.seq, document_number=file.document_number, version=calendar.version, moves=found,
            actor=actor, occurred_at=now, expected_version=case.version,
        )  # fmt: skip
        inscriber = Inscriber(case=case, register=register, identities=self.identities)
        advance = inscriber.recount(asked, case.state, ended_at=rows.case.ended_at)
        with self.database.write() as store:
            store.advance(advance)
            store.calendars.count_moves(case.agency_id, file.seq, len(found))
        return found


def _asks(span: TermSpan, changed: tuple[str, ...]) -> bool:
    """Whether the count of the term comes upon one of these days, which are in order."""
    counted = (span.start_on,) if span.unit == "working_day" else ()
    first, last = min(span.safe or span.due, span.due, *counted), max(span.due, *counted)
    place = bisect_left(changed, first)
    return place < len(changed) and changed[place] <= last
