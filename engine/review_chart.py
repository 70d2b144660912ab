"""The chart of legal review (法制审核流程图): the part of a procedure that leads into review, through it and out of it, with what goes with it.

What is sent in, on what, within which time and who answers for it is handed in as notes and stands below the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from zhifa.engine.chart import document, drawn, n, rect, text
from zhifa.engine.layout import STEP, text_width
from zhifa.engine.routing import layout
from zhifa.engine.vocabulary import Phase, State, Transition
from zhifa.engine.workflow import Workflow

_EDGE: Final = 32.0
_TOP: Final = 136.0
"""Height at which the boxes begin: below title and heads of columns."""
_BELOW: Final = 56.0
"""Space between the drawing and the notes."""
_APART: Final = 24.0
"""Space between two notes."""
_PITCH: Final = 19.0
_NARROWEST: Final = 1000.0
"""A drawing is at least so wide that its notes can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What goes with the review: a heading and what is told under it, line by line."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a procedure, as it is drawn."""

    states: tuple[State, ...]
    transitions: tuple[Transition, ...]

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases that it touches."""
        return tuple(phase for phase in Phase if any(state.phase is phase for state in self.states))


def has_review(workflow: Workflow) -> bool:
    """Whether a case can stand in review under this procedure."""
    return any(state.phase is Phase.REVIEW for state in workflow.states)


def reviewing(workflow: Workflow) -> Part:
    """The states of review, every step that enters or leaves one of them or leads from one to another, and the states at their other ends."""
    steps = tuple(step for each in workflow.transitions if (step := _of_review(each)))
    ends = {state.name for step in steps for state in (*step.sources, *(target.state for target in step.targets))}
    return Part(states=tuple(state for state in workflow.states if state.name in ends), transitions=steps)


def _of_review(step: Transition) -> Transition | None:
    """The step as far as it has to do with review; what leaves a case where it is has not."""
    if not step.targets:
        return None
    enters = any(target.state.phase is Phase.REVIEW for target in step.targets)
    sources = tuple(state for state in step.sources if enters or state.phase is Phase.REVIEW)
    return replace(step, sources=sources) if sources else None


def review_svg(workflow: Workflow, notes: Sequence[Note]) -> str:
    """The chart as an SVG document that needs nothing from outside; the same input gives the same text."""
    part = reviewing(workflow)
    plan = layout(part, part.phases)
    width = max(plan.width + 2 * _EDGE, _NARROWEST)
    below = plan.height + _TOP + _BELOW
    columns = _in_columns(notes, (width - 2 * _EDGE - _APART) / 2)
    height = below + max((_height(column) for column in columns), default=0.0) + _EDGE
    title = f"{workflow.label}法制审核流程图"
    described = f"流程 {workflow.name}　第{workflow.version}版"
    parts = (
        text(_EDGE, 48, title, "name"),
        text(_EDGE + text_width(title, 24) + 16, 47, described, "small"),
        f'<g transform="translate({n((width - plan.width) / 2)} {n(_TOP)})">',
        *drawn(plan),
        "</g>",
        *_noted(columns, (width - 2 * _EDGE - _APART) / 2, below),
    )
    return document(title, described, width, height, parts)


def _in_columns(notes: Sequence[Note], width: float) -> tuple[list[Note], list[Note]]:
    """The notes with their lines broken, in two columns of about one height; their order goes down the first and on in the second."""
    broken = [replace(note, lines=tuple(_broken(note.lines, width - 2 * _PITCH))) for note in notes]
    heights = list(accumulate((_taken(note) for note in broken), initial=0.0))
    cut = min(range(len(heights)), key=lambda at: max(heights[at], heights[-1] - heights[at]))
    return broken[:cut], broken[cut:]


def _broken(lines: Sequence[str], room: float) -> Iterator[str]:
    for line in lines:
        held = ""
        for char in line:
            if text_width(held + char, STEP) > room and char not in "，。；：、）》”":
                yield held
                held = "　"
            held += char
        yield held


def _taken(note: Note) -> float:
    """The height that a note takes, the space below it included."""
    return (len(note.lines) + 2.2) * _PITCH + _APART


def _height(column: Sequence[Note]) -> float:
    return sum(_taken(note) for note in column)


def _noted(columns: Sequence[Sequence[Note]], width: float, top: float) -> Iterator[str]:
    for number, column in enumerate(columns):
        x, y = _EDGE + number * (width + _APART), top
        for note in column:
            yield rect(x, y, width, _taken(note) - _APART, "box", radius=5)
            yield text(x + _PITCH, y + 1.25 * _PITCH, note.title, "state")
            for at, line in enumerate(note.lines, start=2):
                yield text(x + _PITCH, y + (at + 0.4) * _PITCH, line, "step")
            y += _taken(note)
