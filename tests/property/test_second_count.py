"""The engine against a second way to count: one day after the other over the official tables, without a line of code in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from second_count import BeyondTables, Counted, Question, count
from zhifa.engine.calendar import Calendar
from zhifa.engine.terms import Direction, Duty, Stop, Term, Unit, reckon

DAY = timedelta(days=1)
NATIONAL = Calendar()
LONGEST = {"working_day": 90, "calendar_day": 400, "month": 40, "year": 5}


def drawn(random: Random) -> Question:
    """A term of any kind; one in three is stopped, one in three extended, as far as that has a sense."""
    unit = random.choice(list(LONGEST))
    backward = random.random() < 0.2
    start = date(2004, 2, 1) + random.randrange(365 * 23) * DAY
    return Question(
        start=start,
        length=random.randint(1, LONGEST[unit]),
        unit=unit,
        backward=backward,
        rolls=unit != "working_day" and not backward and random.random() < 0.5,
        extended_by=0 if backward or random.random() < 0.67 else random.randint(1, 30 if "day" in unit else 3),
        stopped=() if backward or random.random() < 0.67 else stopped(random, start),
    )


def stopped(random: Random, start: date) -> tuple[tuple[date, date], ...]:
    """One to three times; they may overlap, and lie before, in and after the term."""
    firsts = [start + random.randint(-20, 120) * DAY for _ in range(random.randint(1, 3))]
    return tuple((first, first + random.randint(0, 40) * DAY) for first in firsts)


def stopped_at_the_end(random: Random, question: Question) -> Question:
    """Stopped once more about its last day, where a day more or less decides."""
    first = count(question).nominal + random.randint(-3, 5) * DAY
    return replace(question, stopped=(*question.stopped, (first, first + random.randint(0, 12) * DAY)))


def reckoned(question: Question) -> Counted:
    term = Term(
        code="any",
        label="任一期限",
        length=question.length,
        unit=Unit(question.unit),
        article="行政处罚法第八十五条",
        duty=Duty.AGENCY,
        start="起算之日",
        effect="期限届满",
        direction=Direction.BACKWARD if question.backward else Direction.FORWARD,
        rolls=question.rolls,
    )
    stops = [Stop(first - DAY, last, "停止") for first, last in question.stopped]
    found = reckon(term, question.start, NATIONAL, stops=stops, extended_by=question.extended_by)
    assert not found.provisional
    return Counted(nominal=found.nominal, due=found.due, safe=found.safe)


def answered(random: Random, number: int) -> Iterator[tuple[Question, Counted]]:
    """So many questions that the tables can answer."""
    while number:
        question = drawn(random)
        try:
            if question.stopped and random.random() < 0.5:
                question = stopped_at_the_end(random, question)
            expected = count(question)
        except BeyondTables:
            continue
        yield question, expected
        number -= 1


def test_both_agree_on_random_terms(proving: bool) -> None:
    random = Random() if proving else Random(20261122)
    wrong = [
        (question, expected, reckoned(question))
        for question, expected in answered(random, 10_000 if proving else 1_000)
        if reckoned(question) != expected
    ]
    assert wrong == []


@pytest.mark.parametrize("unit", LONGEST)
@pytest.mark.parametrize("start", [date(2020, 1, 31), date(2016, 2, 29), date(2012, 12, 31), date(2021, 9, 30)])
def test_both_agree_on_every_short_term_from_the_ends_of_months(unit: str, start: date) -> None:
    for length in range(1, 5 if unit == "year" else 27):
        for backward in (False, True):
            question = Question(start=start, length=length, unit=unit, backward=backward)
            assert reckoned(question) == count(question)


def test_the_second_count_is_not_blind() -> None:
    """What the law file says of the spring festival of 2026, counted by the tables alone."""
    assert count(Question(start=date(2026, 2, 11), length=5, unit="working_day")).due == date(2026, 2, 25)
    rolled = count(Question(start=date(2026, 1, 5), length=90, unit="calendar_day", rolls=True))
    assert (rolled.nominal, rolled.due, rolled.safe) == (date(2026, 4, 5), date(2026, 4, 7), date(2026, 4, 3))
