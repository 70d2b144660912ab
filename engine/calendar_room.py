"""The calendar room: files of days that an agency takes in, and the run that counts its open terms anew by each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from zhifa.engine.calendar import Calendar, Overlay, YearSchedule
from zhifa.engine.calendar.kept import kept, read_kept
from zhifa.engine.calendars import Calendars
from zhifa.engine.canonical import digest
from zhifa.engine.clock import Clock
from zhifa.engine.errors import CalendarNotPublished, CalendarSuperseded, CommandRefused, OfficeError
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.recount import Move
from zhifa.engine.recounting import Recounter
from zhifa.engine.refusals import UNKNOWN_ACTOR
from zhifa.engine.registrar import Registrar
from zhifa.storage.database import Database
from zhifa.storage.errors import CalendarMoved, DatabaseBusy, StaleCase
from zhifa.storage.records import CalendarRecord, CalendarRunRecord

_ATTEMPTS = 20
"""How often a file is taken in again because another came first."""

Told = Callable[[int, int], None]
"""Is told after each case how many are done, and of how many."""


class Moved(NamedTuple):
    """A term counted anew, and of which case."""

    case_id: str
    move: Move


class Left(NamedTuple):
    """A case whose terms could not be counted, and why. The next import of the same file tries again."""

    case_id: str
    reason: str


class FileTaken(NamedTuple):
    """A file the agency took in, and how its run went."""

    file: CalendarRecord
    run: CalendarRunRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted:
    """What a calendar file did, or would do, to the running terms of an agency."""

    file: CalendarRecord | None
    """The file as it is kept; ``None`` when nothing was to be written."""
    repeated: bool
    """The agency had taken in the same file before."""
    looked: int
    """Cases whose terms rest on days the file speaks of."""
    moved: tuple[Moved, ...]
    left: tuple[Left, ...]
    overruled_by: str | None = None
    """Document number of a later file that has the file's days otherwise, when the agency had taken it in before: it rules no longer, and
    only a file with another document number puts it in force again."""

    @property
    def cases(self) -> int:
        """Cases of which a term moved."""
        return len({moved.case_id for moved in self.moved})


@dataclass(frozen=True, kw_only=True)
class CalendarRoom:
    """Takes calendar files in for the agencies of one database."""

    database: Database
    registrar: Registrar
    calendars: Calendars
    recounter: Recounter
    clock: Clock
    identities: Identities

    def of(self, agency_id: str) -> Calendar:
        """The agency's calendar as it now stands: the package's, with the files it took in."""
        return self.calendars.of(agency_id)

    def files(self, agency_id: str) -> tuple[FileTaken, ...]:
        """The files the agency took in, the oldest first, with the run of each."""
        with self.database.read() as store:
            return tuple(map(FileTaken, store.calendars.files(agency_id), store.calendars.runs(agency_id)))

    def preview(self, agency_id: str, file: YearSchedule | Overlay, *, told: Told | None = None) -> Recounted:
        """What :meth:`take` would do. Nothing is written. Raises ``CalendarNotPublished``, ``CalendarSuperseded``, and ``NotThere`` for an
        unknown agency."""
        self.registrar.of(agency_id)
        rows = self.calendars.rows(agency_id)
        known = _known(rows, file)
        if known is None:
            _refuse_notice(rows, file, today=legal_day(self.clock.now()))
        old = self.calendars.of_rows(rows[: known.seq - 1] if known else rows)
        new = self.calendars.of_rows(rows) if known else self.calendars.with_file(rows, file)
        cases = self.recounter.cases(agency_id, file, old, new)
        done = _each(
            cases, lambda case_id: self.recounter.look(case_id, new), told, file=None, repeated=known is not None
        )
        return replace(done, overruled_by=_overruled(rows, file, known))

    def take(self, agency_id: str, file: YearSchedule | Overlay, *, actor: str, told: Told | None = None) -> Recounted:
        """Take a file in, so that it rules from the next command on, and count anew every running term whose dates rest on its days.

        Each case is a transaction with an entry of its own, so an officer waits for none but his own; a term that has ended stays as it
        ended. The same file again stores nothing and counts what an earlier run, cut short, did not reach. Raises
        ``CalendarNotPublished`` for a notice that bears a day of publication after today, ``CalendarSuperseded`` when the agency has a later
        notice of the same year, ``CommandRefused`` when the actor is not on its register today, and ``NotThere`` for
        an unknown agency; after any of them nothing was written.
        """
        now = self.clock.now()
        if self.registrar.of(agency_id).officer(actor, legal_day(now)) is None:
            raise CommandRefused((UNKNOWN_ACTOR.refuse(actor=actor[:60], day=legal_day(now)),))
        record, repeated = self._keep(agency_id, file, actor, now)
        rows = self.calendars.rows(agency_id)
        old, new = self.calendars.of_rows(rows[: record.seq - 1]), self.calendars.of_rows(rows)
        cases = self.recounter.cases(agency_id, file, old, new)
        done = _each(
            cases, lambda case_id: self.recounter.move(case_id, record, actor), told, file=record, repeated=repeated
        )
        self._finish(record, done)
        return replace(done, overruled_by=_overruled(rows, file, record))

    def _keep(
        self, agency_id: str, file: YearSchedule | Overlay, actor: str, now: datetime
    ) -> tuple[CalendarRecord, bool]:
        """The file's row, and whether it was there already."""
        for _ in range(_ATTEMPTS):
            rows = self.calendars.rows(agency_id)
            if known := _known(rows, file):
                return known, True
            _refuse_notice(rows, file, today=legal_day(now))
            record = self._record(agency_id, len(rows) + 1, file, actor, now)
            run = CalendarRunRecord(agency_id, record.seq, self.identities.new_id(), record.imported_at, None, 0, 0, 0)
            try:
                with self.database.write() as store:
                    store.calendars.keep(record, run)
            except CalendarMoved:
                continue
            return record, False
        raise CalendarMoved(agency_id)

    def _record(
        self, agency_id: str, seq: int, file: YearSchedule | Overlay, actor: str, now: datetime
    ) -> CalendarRecord:
        year, published = (None, None) if isinstance(file, Overlay) else (file.year, file.published_on.isoformat())
        return CalendarRecord(
            agency_id=agency_id, seq=seq, id=self.identities.new_id(), kind="overlay" if year is None else "year", year=year,
            document_number=file.document_number, published_on=published, body=kept(file), digest=_digest(file),
            imported_at=instant_text(now), imported_by=actor,
        )  # fmt: skip

    def _finish(self, record: CalendarRecord, done: Recounted) -> None:
        """Write that the run is through; of one that was through already and moved nothing, nothing."""
        with self.database.read_once() as store:
            run = next(run for run in store.calendars.runs(record.agency_id) if run.seq == record.seq)
        if done.left or (run.finished_at and not done.moved):
            return
        with self.database.write() as store:
            store.calendars.finish_run(record.agency_id, record.seq, instant_text(self.clock.now()), done.looked)


def _each(
    cases: tuple[str, ...], count: Callable[[str], tuple[Move, ...]], told: Told | None, *, file: CalendarRecord | None, repeated: bool
) -> Recounted:  # fmt: skip
    """Count case after case; one that cannot be counted is named and stops no other."""
    moved: list[Moved] = []
    left: list[Left] = []
    for done, case_id in enumerate(cases, start=1):
        try:
            moved.extend(Moved(case_id, move) for move in count(case_id))
        except (OfficeError, StaleCase, DatabaseBusy, ValueError) as error:
            left.append(Left(case_id, str(error)))
        if told is not None:
            told(done, len(cases))
    return Recounted(file=file, repeated=repeated, looked=len(cases), moved=tuple(moved), left=tuple(left))


def _digest(file: YearSchedule | Overlay) -> str:
    return digest("calendar-file/1", kept(file))


def _known(rows: Iterable[CalendarRecord], file: YearSchedule | Overlay) -> CalendarRecord | None:
    return next((row for row in rows if row.digest == _digest(file)), None)


def _overruled(
    rows: Iterable[CalendarRecord], file: YearSchedule | Overlay, record: CalendarRecord | None
) -> str | None:
    """Document number of the last file after this one that has its days otherwise."""
    if record is None:
        return None
    after = [(row.document_number, read_kept(row.kind, row.body)) for row in rows if row.seq > record.seq]
    return next((number for number, later in reversed(after) if _contradicts(later, file)), None)


def _contradicts(later: YearSchedule | Overlay, file: YearSchedule | Overlay) -> bool:
    if isinstance(later, Overlay) and isinstance(file, Overlay):
        return bool(later.off & file.working or later.working & file.off)
    years = [one for one in (later, file) if isinstance(one, YearSchedule)]
    return len({one.year for one in years}) == 1 and len(years) == 2


def _refuse_notice(rows: Iterable[CalendarRecord], file: YearSchedule | Overlay, *, today: date) -> None:
    """A notice is out when it is taken in, and never takes the place of a later one of its year."""
    if isinstance(file, Overlay):
        return
    if file.published_on > today:
        raise CalendarNotPublished(file, today=today)
    later = max(_notices(rows, file.year), default=None)
    if later is not None and later[0] > file.published_on:
        raise CalendarSuperseded(file, later=later[1], published_on=later[0])


def _notices(rows: Iterable[CalendarRecord], year: int) -> Iterator[tuple[date, str]]:
    for row in rows:
        if row.year == year and row.published_on is not None:
            yield date.fromisoformat(row.published_on), row.document_number
