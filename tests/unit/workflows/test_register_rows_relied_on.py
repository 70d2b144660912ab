"""What a step was read from in the register: without one of these lines, or after it has ended, the step is refused for that reason.

Nothing is listed here but the exceptions: which lines a step is read from, the register notes itself as it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

import pytest

from kept_books import Step, lawful_steps
from register_reads import ENGINE, Row, asked_with, ended, only, removed
from zhifa.engine.books.subjects import AGENCY
from zhifa.engine.office import SHIPPED
from zhifa.engine.refusals import ENGINE_REASONS
from zhifa.engine.register import Register

Pair = tuple[str, str]
"""Who asks, a guard by its name or the engine, and the book."""

NEVER: Mapping[Pair, str] = {
    ("articles_exist", "statute"): "a statute that the register does not know is left to legal review; one that ended `statutes_in_force` tells",
    ("band_kept", "benchmark"): "which tier applies `benchmark_fits` tells",
    ("band_kept", "statutory_range"): "a range only bounds: without it the tier alone does",
    ("benchmark_fits", "statutory_range"): "the same",
    ("discretion_weighed", "statutory_range"): "the same",
    (ENGINE, "review_rule"): "a rule only makes a decision a major one; a penalty is reviewed without any",
    ("importance_declared", "review_rule"): "a rule only asks for more",
    ("materials_complete", "review_material"): "a material on the list only asks for more",
    ("power_public", "agency"): "that there is a power at all `power` tells",
    ("power_public", "delegation"): "that there is a power at all `power` tells",
    ("power_public", "empowerment"): "that there is a power at all `power` tells",
    ("recording_waivable", "av_matrix"): "a step that need not be recorded may be let off all the more",
    ("recordings_complete", "av_matrix"): "a line of the list only asks for more",
}  # fmt: skip
"""Lines that no step is refused for want of, by whoever asks them here; and why that is right."""

SOMETIMES: Mapping[Pair, str] = {
    ("articles_exist", "article"): "the statute has articles that the draft does not cite",
    ("benchmark_fits", "benchmark"): "all tiers are read, and one is chosen",
    ("discretion_weighed", "benchmark"): "all tiers are read, and one is chosen",
    (ENGINE, "assignment"): "a deputy acts by the post of another, not by his own",
    (
        "statutes_in_force",
        "statute",
    ): "a statute that the register does not know is left to legal review; one that ended is not",
}
"""The same of some lines of the book alone."""

ONLY_ASK_FOR_MORE = {
    "importance_declared",
    "materials_complete",
    "power_public",
    "recording_waivable",
    "recordings_complete",
}
"""Guards that are blocked by no removal: what they read only adds to what is asked. What each asks has its proofs in ``test_guards_*``."""


class Loss(NamedTuple):
    """A line taken from a step that was read from it."""

    step: str
    row: Row
    how: str
    asker: str
    told: bool
    """Whether the step was refused for a reason of the asker."""


Reads = Mapping[str, Mapping[Row, date]]


@pytest.fixture(scope="module")
def read() -> tuple[tuple[Step, Reads], ...]:
    """Every step that is lawful, with what each asker was answered with."""
    return tuple((step, dict(step.register.reads(step.question))) for step in lawful_steps())


@pytest.fixture(scope="module")
def losses(read: tuple[tuple[Step, Reads], ...]) -> tuple[Loss, ...]:
    return tuple(loss for step, reads in read for loss in _losses(step, reads))


def _losses(step: Step, reads: Reads) -> Iterator[Loss]:
    for row, day in _first_asked(reads).items():
        for how, register in _without(step, row, day):
            codes = asked_with(register, step.question).codes()
            for asker in (asker for asker, rows in reads.items() if row in rows):
                yield Loss(step=step.name, row=row, how=how, asker=asker, told=bool(codes & _reasons(step, asker)))


def _first_asked(reads: Reads) -> Mapping[Row, date]:
    asked = [(row, day) for rows in reads.values() for row, day in rows.items()]
    return {row: min(day for other, day in asked if other == row) for row, _ in asked}


def _without(step: Step, row: Row, day: date) -> Iterator[tuple[str, Register]]:
    """The line out of the register, and ended the day before it is first asked for. The agency itself cannot be taken out of its own."""
    if row.book != AGENCY.name:
        yield "removed", removed(step.register.lines, row)
    yield "ended", ended(step.register.lines, row, day)


def _reasons(step: Step, asker: str) -> set[str]:
    if asker == ENGINE:
        return {reason.code for reason in ENGINE_REASONS}
    guards = step.question.case.workflow.by_name[step.name].guards
    return {reason.code for guard in guards if guard.name == asker for reason in guard.refuses}


def test_every_step_of_every_procedure_as_it_is_now_is_lawful_somewhere(read: tuple[tuple[Step, Reads], ...]) -> None:
    taken = {(step.question.case.workflow.name, step.name) for step, _ in read}

    assert taken == {(workflow.name, step.name) for workflow in SHIPPED for step in workflow.transitions}


def test_a_step_stays_lawful_with_the_lines_alone_that_it_was_read_from(read: tuple[tuple[Step, Reads], ...]) -> None:
    # Whoever read a line without asking for a day would not have been noted, and would miss it here.
    for step, reads in read:
        noted = {row for rows in reads.values() for row in rows} | {Row(AGENCY.name, "")}
        assert asked_with(only(step.register.lines, noted), step.question).codes() == set(), step.name


def test_without_a_line_that_it_was_read_from_a_step_is_refused_for_that_reason(losses: tuple[Loss, ...]) -> None:
    missed = {(loss.asker, loss.row.book) for loss in losses if not loss.told}

    assert missed == NEVER.keys() | SOMETIMES.keys()


def test_a_book_that_is_missed_sometimes_is_refused_at_other_times(losses: tuple[Loss, ...]) -> None:
    told = {(loss.asker, loss.row.book) for loss in losses if loss.told}

    assert told & (NEVER.keys() | SOMETIMES.keys()) == SOMETIMES.keys()


def test_every_guard_that_reads_the_register_is_blocked_by_some_loss(losses: tuple[Loss, ...]) -> None:
    asked = {loss.asker for loss in losses}

    assert asked - {loss.asker for loss in losses if loss.told} == ONLY_ASK_FOR_MORE
