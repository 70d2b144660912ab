"""A second way to count terms, one day after the other over the official tables. It shares no code with the engine and serves to check it.

Only the tables themselves are taken from their package: which days are off, which weekend days are worked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar import constants

OFF = set(constants.holidays)
WORKED = set(constants.workdays)
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
"""The days of which the tables speak."""
FIRST_END = date(2004, 2, 1)
"""Before it the last working day may lie in a year of which they do not."""

DAY = timedelta(days=1)


class BeyondTables(Exception):
    """The count left the years of the tables."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A term to be counted: all of it, so that no word of the engine is needed."""

    start: date
    length: int
    unit: str
    """working_day, calendar_day, month, year."""
    backward: bool = False
    rolls: bool = False
    extended_by: int = 0
    stopped: tuple[tuple[date, date], ...] = ()
    """First and last day of each time that does not count."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What the count came to."""

    nominal: date
    due: date
    safe: date


def count(question: Question) -> Counted:
    """Count day by day. Raises BeyondTables."""
    nominal = _backwards(question) if question.backward else _not_stopped_at_the_end(question, _forwards(question))
    if nominal < FIRST_END:
        raise BeyondTables(nominal)
    due = nominal
    while question.rolls and not works(due):
        due += DAY
    safe = nominal
    while not works(safe):
        safe -= DAY
    return Counted(nominal=nominal, due=due, safe=safe)


def works(day: date) -> bool:
    """Whether people work on the day."""
    if not FIRST <= day <= LAST:
        raise BeyondTables(day)
    if day in WORKED:
        return True
    return day not in OFF and day.isoweekday() < 6


def _forwards(question: Question) -> date:
    if question.unit in ("month", "year"):
        return _after_months(question)
    to_count, day = question.length + question.extended_by, question.start
    while to_count:
        day += DAY
        if not _stopped(question, day) and (question.unit == "calendar_day" or works(day)):
            to_count -= 1
    return day


def _not_stopped_at_the_end(question: Question, nominal: date) -> date:
    """Stopped on its last day, or before what it rolled over to has passed, it ends on the day it runs on, or the next that works."""
    day = nominal
    while True:
        if _stopped(question, day + DAY):
            while _stopped(question, day + DAY):
                day += DAY
            while question.unit == "working_day" and not works(day):
                day += DAY
            nominal = day
        elif question.rolls and not works(day):
            day += DAY
        else:
            return nominal


def _after_months(question: Question) -> date:
    """The extension goes on from the nominal end of the length; days that did not count are lived through once more at the end."""
    end = _corresponding(question.start, _months(question, question.length))
    end = _corresponding(end, _months(question, question.extended_by))
    day, lost = question.start, 0
    while day < end:
        day += DAY
        lost += _stopped(question, day)
    while lost:
        day += DAY
        lost -= not _stopped(question, day)
    return day


def _months(question: Question, units: int) -> int:
    return units if question.unit == "month" else units * 12


def _corresponding(start: date, months: int) -> date:
    """Walk until so many months lie behind and the day has the number of the start, or the month ends before it comes."""
    day, behind = start, 0
    while behind < months:
        day += DAY
        behind += day.day == 1
    while months and day.day < start.day and (day + DAY).day != 1:
        day += DAY
    return day


def _backwards(question: Question) -> date:
    """The latest day so that the whole period lies between it and the event."""
    day = question.start - DAY
    if question.unit in ("month", "year"):
        return _months_before(day, _months(question, question.length))
    to_count = question.length
    while to_count:
        to_count -= question.unit == "calendar_day" or works(day)
        day -= DAY
    return day


def _months_before(eve: date, months: int) -> date:
    """The latest day from which so many months, counted forward, have gone by on the eve."""
    day = eve - 27 * months * DAY
    while _corresponding(day, months) > eve:
        day -= DAY
    return day


def _stopped(question: Question, day: date) -> bool:
    return any(first <= day <= last for first, last in question.stopped)
