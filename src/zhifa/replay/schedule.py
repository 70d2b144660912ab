"""Placing in time: on which day a step is tried that the source does not date.

A step after a stated one is left to the office, which is asked for the first day on which the step is lawful. The steps before the first
stated one are placed here, backwards from it, as late as the windows of the procedure allow. The year of a document number dates the decision
to that year.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from zhifa.engine.calendar import Calendar
from zhifa.engine.terms import Direction, Term, latest_notice_day, reckon
from zhifa.replay.script import Script
from zhifa.replay.stated_days import Dated
from zhifa.workflows.terms import HEARING_NOTICE, STATEMENT

WITHOUT_ANY_DATE = date(2021, 7, 15)
"""Where a source without any date is placed: the day the law it is examined by came into force."""

_DAY = timedelta(days=1)


def placed(script: Script, calendar: Calendar) -> Mapping[int, date]:
    """Days for the undated steps up to the first stated one, by position. Raises ``ValueError`` for days outside the calendar."""
    anchor, day = _anchor(script, calendar)
    days = {} if script.steps[anchor].dated else {anchor: day}
    for position in reversed(range(anchor)):
        day = _latest_before(day, _wait(script, position + 1), calendar)
        days[position] = day
    return days


def latest_stated(script: Script, position: int) -> Dated | None:
    """The day by which the step at this position must have been taken: the earliest one stated of it or a later step."""
    stated = [step.dated for step in script.steps[position:] if step.dated]
    decision = script.decision
    if script.number_year and decision is not None and position <= decision:
        stated.append(Dated(path="document_number", day=date(script.number_year, 12, 31)))
    return min(stated, key=lambda dated: dated.day, default=None)


def _anchor(script: Script, calendar: Calendar) -> tuple[int, date]:
    for position, step in enumerate(script.steps):
        if step.dated:
            return position, step.dated.day
    if script.number_year and script.decision is not None:
        return script.decision, calendar.next_working_day(date(script.number_year, 1, 1))
    return 0, calendar.next_working_day(max(WITHOUT_ANY_DATE, script.steps[0].not_before or WITHOUT_ANY_DATE))


def _wait(script: Script, position: int) -> Term | None:
    """The term that lies between the step at this position and the one before it.

    The term for asking for a hearing ends with that for statement and defence under the policy of a replay's agency.
    """
    step, before = script.steps[position], script.steps[position - 1]
    if step.do == "submit_review" and before.do == "serve_notice":
        return STATEMENT
    return HEARING_NOTICE if step.do == "hold_hearing" else None


def _latest_before(day: date, wait: Term | None, calendar: Calendar) -> date:
    """The latest working day that leaves the term its whole length before ``day``."""
    if wait is None:
        return calendar.last_working_day(day)
    if wait.direction is Direction.BACKWARD:
        return calendar.last_working_day(latest_notice_day(day, wait, calendar).due)
    start = calendar.last_working_day(day - _DAY)
    while reckon(wait, start, calendar).due >= day:
        start = calendar.last_working_day(start - _DAY)
    return start
