"""A calendar for one officer, as calendar programs subscribe to it (iCalendar, RFC 5545): one event a term.

A term set aside for another, because what it started from was corrected or because it stood still, stays the same event: its UID is the id of
the first row, its SEQUENCE the number of changes. A term that has ended is told as cancelled. No party and no cause is named: a feed leaves the house.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from icalendar import Alarm, Event, Timezone
from icalendar import Calendar as Feed

from zhifa.engine.agenda_page import AgendaTerm
from zhifa.engine.calendar import FIRST_YEAR, Calendar
from zhifa.engine.instants import SHANGHAI, parse_instant
from zhifa.engine.quoted import keyed

if TYPE_CHECKING:
    from zhifa.engine.office import Office
    from zhifa.engine.reader import Reader

LOOK_BACK: Final = timedelta(days=90)
"""How long a term that has ended is still told as cancelled, so that subscribers take it out."""

_REMINDED_AT: Final = time(9)
"""On the working day before the end, in Beijing time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerFeed:
    """The terms of the cases one officer handles."""

    name: str
    """The officer's, for the title."""
    terms: tuple[AgendaTerm, ...]
    calendar: Calendar
    at: datetime
    """When it is made; the same terms at the same moment give the same bytes."""

    def ical(self) -> bytes:
        """The feed in UTF-8."""
        feed = Feed()
        feed.add("prodid", "-//zhifa//terms//ZH")
        feed.add("version", "2.0")
        feed.add("method", "PUBLISH")
        feed.add("name", f"{self.name}的办案期限")
        feed.add("x-wr-calname", f"{self.name}的办案期限")
        feed.add_component(_beijing_time())
        for event in self._events():
            feed.add_component(event)
        return bytes(feed.to_ical())

    def _events(self) -> Iterator[Event]:
        for _, rows in groupby(sorted(self.terms, key=_line), key=_family):
            line = tuple(rows)
            if line[-1].row.status != "void" or _lately(line[-1], self.at):
                yield self._event(line)

    def _event(self, line: tuple[AgendaTerm, ...]) -> Event:
        """The event of a term and of those rows in whose place it was put."""
        first, term = line[0], line[-1]
        event = Event()
        event.add("uid", f"{first.row.id}@zhifa")
        event.add("dtstamp", self.at.astimezone(UTC))
        event.add("sequence", len(line) - 1 + (not _running(term)))
        event.add("dtstart", _start(term))
        event.add("status", _status(term))
        event.add("transp", "TRANSPARENT")
        event.add("summary", f"{_mark(term)}{_name(term)}届满（案件{term.row.case_id[:8]}）")
        waits = (f"待送达：{term.cause}",) if term.cause else ()
        event.add("description", "\n".join((f"案件：{term.row.case_id}", *term.explanation, *waits)))
        if term.row.status == "open" and not term.cause:
            event.add_component(self._alarm(term))
        return event

    def _alarm(self, term: AgendaTerm) -> Alarm:
        """A reminder at nine on the last working day before the end."""
        eve = self.calendar.last_working_day(term.due_day - timedelta(days=1))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        reminded = datetime.combine(eve, _REMINDED_AT, SHANGHAI).astimezone(UTC)
        alarm.add("trigger", reminded, parameters={"VALUE": "DATE-TIME"})
        alarm.add("description", f"{_name(term)}将于{term.due_day.isoformat()}届满")
        return alarm


def own_feed(office: Office, reader: Reader) -> OfficerFeed:
    """The feed of who reads: of the cases that he handles, and of none where today's posts leave him not even those."""
    agenda = office.agenda
    terms = agenda.of_officer(reader.officer_id, since=agenda.today - LOOK_BACK) if reader.reach.own else ()
    calendar = office.calendars.of(reader.agency_id)
    return OfficerFeed(name=reader.officer.name, terms=terms, calendar=calendar, at=agenda.moment())


def _beijing_time() -> Timezone:
    """The zone of all days and moments; with it a feed without terms too holds the one component that RFC 5545 3.6 asks for."""
    return Timezone.from_tzid(SHANGHAI.key, first_date=date(FIRST_YEAR, 1, 1))


_MARKS: Final = {"CANCELLED": "已了结：", "TENTATIVE": "中止计算中："}


def _mark(term: AgendaTerm) -> str:
    return "待送达：" if term.cause else _MARKS.get(_status(term), "")


def _family(term: AgendaTerm) -> tuple[str, int, str, str]:
    """What the rows of one term share, however often it was reckoned anew."""
    return term.row.case_id, term.row.start_seq, term.row.code, term.row.key


def _line(term: AgendaTerm) -> tuple[tuple[str, int, str, str], bool, int, str]:
    """Rows of one term in the order in which one took the place of the other; the one that stands comes last."""
    row = term.row
    return _family(term), row.status != "void", row.ended_seq or 0, row.id


def _name(term: AgendaTerm) -> str:
    return keyed(term.row.label, term.row.key)


def _running(term: AgendaTerm) -> bool:
    return term.row.status in ("open", "suspended")


def _status(term: AgendaTerm) -> str:
    """Tentative: it stands still, or waits, so that nobody is held to its day."""
    if term.cause:
        return "TENTATIVE"
    return {"open": "CONFIRMED", "suspended": "TENTATIVE"}.get(term.row.status, "CANCELLED")


def _lately(term: AgendaTerm, at: datetime) -> bool:
    ended = term.row.ended_on
    return ended is not None and date.fromisoformat(ended) >= (at - LOOK_BACK).date()


def _start(term: AgendaTerm) -> date | datetime:
    """The day on which it ends, the whole day long; of a term in hours the instant."""
    return term.due_day if len(term.row.due) == len("2026-03-02") else parse_instant(term.row.due)
