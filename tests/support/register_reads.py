"""Which lines of a register a step was answered with, and the register without one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from in_hand import Question
from zhifa.engine.ask import Ask
from zhifa.engine.books.book import Line
from zhifa.engine.period import Period
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Register
from zhifa.engine.register_change import Lines
from zhifa.engine.register_lines import register_of
from zhifa.engine.vocabulary import Guard
from zhifa.engine.workflow import Workflow

ENGINE = "engine"
"""Who asks where it is no guard: who may act, the units, the gate of review, terms."""


class Row(NamedTuple):
    """A line by its name."""

    book: str
    key: str


@dataclass
class Notebook:
    """Who was answered with which line, and the first of the days for which it was asked."""

    asker: str = ENGINE
    found: dict[str, dict[Row, date]] = field(default_factory=dict)

    @contextmanager
    def asked_by(self, asker: str) -> Iterator[None]:
        self.asker, before = asker, self.asker
        try:
            yield
        finally:
            self.asker = before

    def note(self, row: Row, day: date) -> None:
        mine = self.found.setdefault(self.asker, {})
        mine[row] = min(day, mine.get(row, day))


class _Noted(Period):
    """Days that tell when it is asked whether they hold, and they do: every question to a register names a day."""

    __slots__ = ("_tell",)

    def __init__(self, period: Period, tell: Callable[[date], None]) -> None:
        super().__init__(start=period.start, end=period.end)
        object.__setattr__(self, "_tell", tell)

    def holds(self, day: date) -> bool:
        held = Period.holds(self, day)
        if held:
            self._tell(day)
        return held


class Traced:
    """Puts questions to a register that notes its answers."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._notebook = Notebook()
        self._listening: dict[Workflow, Workflow] = {}
        noted = {book: [self._noting(line) for line in of_book] for book, of_book in lines.items()}
        self._register = register_of(noted)

    def reads(self, question: Question) -> Mapping[str, Mapping[Row, date]]:
        """By who asked: the lines that the answer was read from, each with the first day for which it was asked. The step must be lawful."""
        self._notebook.found = {}
        refused = asked_with(self._register, question).codes(self._heard(question.case.workflow))
        assert refused == set(), f"{question.command.transition}: {refused}"
        return self._notebook.found

    def _noting(self, line: Line) -> Line:
        row = Row(line.book, line.key)
        return replace(line, valid=_Noted(line.valid, lambda day: self._notebook.note(row, day)))

    def _heard(self, workflow: Workflow) -> Workflow:
        """The procedure whose guards say who asks."""
        if workflow not in self._listening:
            steps = (replace(t, guards=tuple(map(self._announced, t.guards))) for t in workflow.transitions)
            self._listening[workflow] = replace(workflow, transitions=tuple(steps))
        return self._listening[workflow]

    def _announced(self, guard: Guard) -> Guard:
        def check(ask: Ask) -> tuple[Refusal, ...]:
            with self._notebook.asked_by(guard.name):
                return guard.check(ask)

        return replace(guard, check=check)


def asked_with(register: Register, question: Question) -> Question:
    """The question put to another register that was changed on the same days."""
    return replace(question, register=replace(register, moved_at=question.register.moved_at))


def removed(lines: Lines, row: Row) -> Register:
    """The register without the line."""
    return register_of(_altered(lines, row, lambda _: []))


def ended(lines: Lines, row: Row, day: date) -> Register:
    """The register whose line ended the day before."""
    return register_of(_altered(lines, row, lambda line: [replace(line, valid=_until(line.valid, day))]))


def only(lines: Lines, rows: set[Row]) -> Register:
    """The register of these lines alone."""
    return register_of({b: [line for line in of_book if Row(b, line.key) in rows] for b, of_book in lines.items()})


def _until(valid: Period, day: date) -> Period:
    last = day - timedelta(days=1)
    return Period(start=min(valid.start, last), end=last)


def _altered(lines: Lines, row: Row, alter: Callable[[Line], list[Line]]) -> Lines:
    book = [one for line in lines[row.book] for one in (alter(line) if line.key == row.key else [line])]
    return {**lines, row.book: book}
