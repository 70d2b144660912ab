"""Keeps the agencies' calendars at hand: the package's, with the files that each agency took in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhifa.engine.calendar import Calendar, Overlay, YearSchedule
from zhifa.engine.calendar.kept import read_kept
from zhifa.engine.casefile import CaseFile
from zhifa.storage.database import Database
from zhifa.storage.records import CalendarRecord


class Calendars:
    """The calendars of one database. Safe to share between threads: a calendar is a value, replaced whole.

    A case is read with the version of its agency's calendar, so that a file taken in by one process rules the next command of every other.
    """

    def __init__(self, database: Database, base: Calendar) -> None:
        self._database = database
        self._base = base
        self._kept: dict[str, tuple[int, Calendar]] = {}

    def for_case(self, case: CaseFile) -> Calendar:
        """The calendar of the case's agency, as it stood when the case was read."""
        return self.at(case.agency_id, case.calendar_version)

    def at(self, agency_id: str, version: int) -> Calendar:
        """The agency's calendar at this version; read only when it has moved on."""
        if version == 0:
            return self._base
        kept, calendar = self._kept.get(agency_id, (0, self._base))
        return calendar if kept == version else self.of(agency_id)

    def of(self, agency_id: str) -> Calendar:
        """The agency's calendar as it now stands; the package's for an agency that took in no file."""
        rows = self.rows(agency_id)
        calendar = self.of_rows(rows)
        if rows:
            self._kept[agency_id] = rows[-1].seq, calendar
        return calendar

    def rows(self, agency_id: str) -> tuple[CalendarRecord, ...]:
        """The files the agency took in, the oldest first."""
        with self._database.read_once() as store:
            return store.calendars.files(agency_id)

    def of_rows(self, rows: Iterable[CalendarRecord]) -> Calendar:
        """The calendar that these files make."""
        return self._with(_read(rows))

    def with_file(self, rows: Iterable[CalendarRecord], file: YearSchedule | Overlay) -> Calendar:
        """The same with one file more, which nobody took in yet."""
        return self._with((*_read(rows), file))

    def _with(self, files: Iterable[YearSchedule | Overlay]) -> Calendar:
        overlays, years = [*self._base.overlays], [*self._base.years]
        for file in files:
            if isinstance(file, Overlay):
                overlays.append(file)
            else:
                years.append(file)
        return Calendar(tuple(overlays), years=tuple(years))


def _read(rows: Iterable[CalendarRecord]) -> Iterator[YearSchedule | Overlay]:
    return (read_kept(row.kind, row.body) for row in rows)
